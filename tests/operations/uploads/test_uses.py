"""Posts and their files: what they show, what they need before they are published, and what keeps a file here."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.post_states import PostMove
from forum.domain.refusals import Refused
from forum.models import Post, PostUpload, Rendition
from forum.operations.posts.drafts import PostDraft
from forum.operations.posts.moving import move_post
from forum.operations.posts.saving import save_post
from forum.operations.uploads import renditions
from forum.operations.uploads.adding import delete_bytes, replace_upload
from forum.operations.uploads.changing import Words, delete_upload, describe_upload
from forum.operations.uploads.renditions import finish_renditions, keep_rendition, rendition_work
from tests.factories.posts import make_post
from tests.factories.uploads import do_renditions, files_of, make_upload
from tests.support.moments import NOW
from tests.support.uploads import pdf, picture

pytestmark = pytest.mark.both_engines


@pytest.fixture
def chanthy(cast):
    return cast.chanthy.actor


def html_of(post) -> str:
    return db.session.scalar(sa.select(Post.body_html).where(Post.id == post.id))


def uses(post) -> set[int]:
    return set(db.session.scalars(sa.select(PostUpload.upload_id).where(PostUpload.post_id == post.id)))


def test_the_widths_appear_in_posts_once_all_are_made(in_app, chanthy) -> None:
    number = make_upload(in_app, chanthy)
    post = make_post(chanthy, body=f"![]( /media/{number}/ferry.jpg)")
    before, revision = html_of(post), post.revision
    assert f'<img alt="A ferry at dawn" src="/media/{number}/ferry.jpg" width="600" height="400"' in before
    assert "<source" not in before
    do_renditions(in_app, number)
    db.session.expire_all()
    html = html_of(post)
    assert html.count("<source") == 2
    assert html.count(" 480w") == html.count(" 600w") == 2
    assert post.revision == revision + 1
    do_renditions(in_app, number)
    assert html_of(post) == html


def test_a_job_that_was_cut_off_goes_on_where_it_was(in_app, chanthy) -> None:
    number = make_upload(in_app, chanthy)
    work = rendition_work(number)
    assert [*work.missing] == [(480, "avif"), (480, "webp"), (600, "avif"), (600, "webp")]
    assert keep_rendition(work, 480, "avif", key="aa/0123456789abcdef.avif", size=9)
    assert not keep_rendition(work, 480, "avif", key="bb/0123456789abcdef.avif", size=9)
    assert [*rendition_work(number).missing] == [(480, "webp"), (600, "avif"), (600, "webp")]
    do_renditions(in_app, number)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Rendition)) == 4
    assert rendition_work(number) is None


def test_a_job_that_was_overtaken_by_a_replacement_keeps_nothing(in_app, chanthy) -> None:
    number = make_upload(in_app, chanthy)
    work = rendition_work(number)
    replace_upload(number, picture(size=(90, 30)), files=files_of(in_app), by=chanthy, now=NOW)
    assert not keep_rendition(work, 480, "avif", key="aa/0123456789abcdef.avif", size=9)
    assert not finish_renditions(work)
    assert [*rendition_work(number).missing] == [(90, "avif"), (90, "webp")]


def test_a_replaced_picture_is_shown_at_once_and_its_old_sizes_nowhere(in_app, chanthy) -> None:
    number = make_upload(in_app, chanthy)
    post = make_post(chanthy, body=f"![Boats](/media/{number}/ferry.jpg)")
    do_renditions(in_app, number)
    old = list(db.session.scalars(sa.select(Rendition.key)))
    replace_upload(number, picture(size=(90, 30)), files=files_of(in_app), by=chanthy, now=NOW)
    assert 'width="90" height="30"' in html_of(post)
    assert "<source" not in html_of(post)
    assert not any(files_of(in_app).has(key) for key in old)


def test_new_words_are_said_where_the_text_has_none(in_app, chanthy) -> None:
    number = make_upload(in_app, chanthy)
    silent = make_post(chanthy, body=f"![](/media/{number}/ferry.jpg)")
    speaking = make_post(chanthy, body=f"![Boats](/media/{number}/ferry.jpg)")
    describe_upload(number, Words("Two boats"), by=chanthy, now=NOW)
    assert 'alt="Two boats"' in html_of(silent)
    assert 'alt="Boats"' in html_of(speaking)


def test_uses_follow_the_text(in_app, chanthy) -> None:
    first, second = make_upload(in_app, chanthy), make_upload(in_app, chanthy, pdf(), name="guide.pdf")
    post = make_post(chanthy, body=f"![](/media/{first}/a.jpg)", published_at=None)
    assert uses(post) == {first}
    draft = PostDraft(title="x", body=f"[Guide](/media/{second}/guide.pdf) [gone](/media/9999/x.pdf)")
    save_post(post.id, draft, seen=post.version, by=chanthy, now=NOW)
    assert uses(post) == {second}


def test_a_file_that_a_post_uses_is_not_deleted_drafts_and_trash_included(in_app, chanthy) -> None:
    number = make_upload(in_app, chanthy)
    post = make_post(chanthy, body=f"![](/media/{number}/a.jpg)", published_at=None)
    move_post(post.id, PostMove.TRASH, by=chanthy, now=NOW)
    with pytest.raises(Refused) as refused:
        delete_upload(number, by=chanthy, now=NOW)
    assert (refused.value.code, refused.value.facts) == ("upload_in_use", {"posts": 1})


@pytest.mark.parametrize(
    ("body", "code", "address"),
    [
        ("![](/media/{bare}/bare.jpg)", "post_body_picture_without_words", "/media/{bare}/bare.jpg"),
        ("![](/pictures/old.jpg)", "post_body_picture_without_words", "/pictures/old.jpg"),
        ("![A wall](/media/9999/x.jpg)", "post_body_file_gone", "/media/9999/"),
        ("[Guide](/media/9999/x.pdf)", "post_body_file_gone", "/media/9999/"),
    ],
)
def test_what_stops_publishing_and_not_a_draft(in_app, chanthy, body: str, code: str, address: str) -> None:
    bare = make_upload(in_app, chanthy, name="bare.jpg", alt="")
    draft = make_post(chanthy, body=body.format(bare=bare), published_at=None)
    for publish in (
        lambda: move_post(draft.id, PostMove.PUBLISH, by=chanthy, now=NOW),
        lambda: make_post(chanthy, body=body.format(bare=bare)),
    ):
        with pytest.raises(Refused) as refused:
            publish()
        assert refused.value.code == code
        assert refused.value.facts == {"address": address.format(bare=bare)}


@pytest.mark.parametrize("words", [Words("A wall"), Words(decorative=True)], ids=["words", "decorative"])
def test_with_words_or_marked_as_decorative_it_is_published(in_app, chanthy, words: Words) -> None:
    bare = make_upload(in_app, chanthy, name="bare.jpg", alt="")
    draft = make_post(chanthy, body=f"![](/media/{bare}/bare.jpg)", published_at=None)
    describe_upload(bare, words, by=chanthy, now=NOW)
    move_post(draft.id, PostMove.PUBLISH, by=chanthy, now=NOW)
    assert renditions.rendition_work(bare) is not None


def test_a_rendition_that_two_pictures_share_outlives_one_of_them(in_app, chanthy) -> None:
    one, other = make_upload(in_app, chanthy), make_upload(in_app, chanthy, data=picture(size=(90, 30)))
    files, key = files_of(in_app), "aa/0123456789abcdef.webp"
    files.put(key, b"the same bytes")
    for number in (one, other):
        assert keep_rendition(
            rendition_work(number), rendition_work(number).missing[0][0], "webp", key=key, size=9
        )
    delete_bytes(delete_upload(one, by=chanthy, now=NOW), files)
    assert files.has(key)
    delete_bytes(delete_upload(other, by=chanthy, now=NOW), files)
    assert not files.has(key)
