"""Writing, saving and moving posts, on both engines."""

from datetime import date

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import STRANGER
from forum.domain.post_states import PostMove, PostState
from forum.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from forum.domain.screening import Mode
from forum.models import Category, LogEntry, Post, PostRevision, Tag
from forum.operations.posts.drafts import BylineDraft, PostDraft
from forum.operations.posts.moving import move_post
from forum.operations.posts.saving import create_post, save_post
from forum.queries.posts_desk.manuscripts import edited_post
from tests.support.moments import NOW, after

pytestmark = pytest.mark.both_engines


def code_of(caught) -> str:
    return caught.value.code


def test_title_and_body_are_enough(write, cast):
    post = write(PostMove.PUBLISH)
    assert (post.slug, post.state, post.published_at) == ("ferries-at-dawn", PostState.PUBLISHED, NOW)
    assert post.body_html == "<p>They <em>leave</em> at five.</p>"
    assert post.auto_excerpt == "They leave at five."
    assert [byline.name for byline in post.bylines] == [cast.chanthy.name]
    assert post.author_id == cast.chanthy.id


def test_a_draft_may_be_empty_but_for_its_title_and_cannot_be_published_so(write, save, writer):
    post = write(body="  \n")
    assert (post.body, post.body_html) == ("", "")
    with pytest.raises(Refused) as caught:
        save(post, PostMove.PUBLISH)
    assert code_of(caught) == "post_body_empty"
    with pytest.raises(Refused) as caught:
        move_post(post.id, PostMove.PUBLISH, by=writer(post), now=NOW)
    assert code_of(caught) == "post_body_empty"


def test_a_published_post_cannot_be_emptied(write, save, writer):
    post = write(PostMove.PUBLISH)
    with pytest.raises(Refused) as caught:
        save(post, body="")
    assert code_of(caught) == "post_body_empty"
    assert edited_post(post.id, by=writer(post)).body == "They *leave* at five."


def test_every_save_is_logged_and_kept_where_the_text_changed(write, save):
    post = write()
    save(post, slug="another-address", now=after(1))
    save(post, PostMove.PUBLISH, body="They leave at six.", now=after(2))
    verbs = db.session.scalars(
        sa.select(LogEntry.verb).where(LogEntry.post_id == post.id).order_by(LogEntry.id)
    ).all()
    assert verbs == ["post.create", "post.save", "post.save", "post.publish"]
    kept = db.session.execute(
        sa.select(PostRevision.number, PostRevision.body)
        .where(PostRevision.post_id == post.id)
        .order_by("number")
    ).all()
    assert [tuple(one) for one in kept] == [(1, "They *leave* at five."), (3, "They leave at six.")]
    assert (post.version, post.revision) == (3, 3)


def test_a_stale_save_changes_nothing(write, save, writer):
    post = write()
    save(post, body="The first to save.")
    with pytest.raises(Conflict) as caught:
        save(post, body="The second.", seen=1)
    assert code_of(caught) == "post_changed_since"
    with pytest.raises(Conflict):
        move_post(post.id, PostMove.TRASH, by=writer(post), now=NOW, seen=1)
    stored = edited_post(post.id, by=writer(post))
    assert (stored.body, stored.state) == ("The first to save.", PostState.DRAFT)


def test_somebody_elses_post_is_not_there(write, save, cast):
    post = write(PostMove.PUBLISH)
    for other in (cast.dara.actor, cast.ana.actor, cast.elin.actor, STRANGER):
        with pytest.raises(NotFound):
            save_post(post.id, PostDraft("T", "B"), seen=1, by=other, now=NOW)
        with pytest.raises(NotFound):
            move_post(post.id, PostMove.TRASH, by=other, now=NOW)
        assert edited_post(post.id, by=other) is None
    saved = save(post, by=cast.boun.actor, title="Corrected by the administrator")
    assert saved.author_id == cast.chanthy.id
    assert [byline.name for byline in saved.bylines] == ["Chanthy"]


def test_readers_and_moderators_write_no_posts(in_app, cast):
    for person in (cast.elin.actor, cast.ana.actor, STRANGER):
        with pytest.raises(NotAllowed):
            create_post(PostDraft("T", "B"), by=person, now=NOW)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " \u200b "}, "title_empty"),
        ({"title": "x" * 301}, "title_too_long"),
        ({"title": "a\0b"}, "title_not_text"),
        ({"slug": "x" * 301}, "slug_too_long"),
        ({"slug": "a\0b"}, "slug_not_text"),
        ({"body": "x" * 200_001}, "post_body_too_long"),
        ({"body": "a\0b"}, "post_body_not_text"),
        ({"excerpt": "x" * 1001}, "excerpt_too_long"),
        ({"excerpt": "a\0b"}, "excerpt_not_text"),
        ({"discussion_prompt": "x" * 1001}, "discussion_prompt_too_long"),
        ({"source_name": "x" * 201}, "source_name_too_long"),
        ({"source_name": "N", "source_address": "javascript:alert(1)"}, "source_address_not_web"),
        ({"source_name": "N", "source_address": "https://[x"}, "source_address_not_web"),
        ({"source_address": "https://example.org/"}, "source_name_missing"),
        ({"close_after_days": 0}, "close_after_days_out_of_bounds"),
        ({"close_after_days": 3651}, "close_after_days_out_of_bounds"),
        ({"language": "not a language"}, "language_unknown"),
        ({"language": "en-" + "x" * 20}, "language_unknown"),
        ({"category_id": 99_999}, "no_such_category"),
        ({"announces_id": 99_999}, "announces_nothing"),
        ({"tags": ("x" * 81,)}, "tags_too_long"),
        ({"tags": ("a\0b",)}, "tags_not_text"),
        ({"tags": ("!!!",)}, "tags_without_letters"),
        ({"tags": tuple(f"tag {n}" for n in range(21))}, "too_many_tags"),
        ({"bylines": (BylineDraft(person_id=99_999),)}, "no_such_person"),
        ({"bylines": (BylineDraft(name=" "),)}, "no_such_person"),
        ({"bylines": (BylineDraft(name="x" * 121),)}, "byline_name_too_long"),
        ({"bylines": (BylineDraft(name="a\0"),)}, "byline_name_not_text"),
        ({"bylines": (BylineDraft(name="N", title="x" * 161),)}, "byline_title_too_long"),
        ({"bylines": (BylineDraft(name="N", organisation="x" * 161),)}, "byline_organisation_too_long"),
        ({"bylines": tuple(BylineDraft(name=f"N{n}") for n in range(31))}, "too_many_bylines"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cannot_be_stored_is_refused_by_name_and_leaves_nothing(write, fields, code):
    with pytest.raises(Refused) as caught:
        write(**fields)
    assert code_of(caught) == code
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Post)) == 0


def test_everything_that_is_typed_is_stored(write, save, cast, writer):
    category = Category(slug="events", name="Events", position=1)
    with transaction() as session:
        session.add(category)
    other = write(PostMove.PUBLISH, title="The other post")
    post = write(
        language="th",
        excerpt=" By hand ",
        category_id=category.id,
        tags=("Migration", "  safe   return ", "migration"),
        discussion_prompt="What do you think?",
        comments_mode=Mode.CLOSED,
        keep_open=True,
        close_after_days=30,
        source_name="A paper",
        source_address="HTTPS://example.org/a b",
        source_date=date(2016, 12, 16),
        source_permission="By kind permission",
        announces_id=other.id,
    )
    stored = edited_post(post.id, by=writer(post))
    assert stored.tags == ("Migration", "safe return")
    assert stored.category_slug == "events"
    assert stored.announces_slug == "the-other-post"
    assert stored.source_address == "https://example.org/a%20b"
    assert (stored.excerpt, stored.comments_mode, stored.keep_open) == ("By hand", Mode.CLOSED, True)
    with pytest.raises(Refused) as caught:
        save(post, announces_id=post.id)
    assert code_of(caught) == "announces_itself"


def test_another_authors_draft_cannot_be_announced(write, cast):
    hidden = write(by=cast.dara.actor, title="Not yet")
    with pytest.raises(Refused) as caught:
        write(announces_id=hidden.id)
    assert code_of(caught) == "announces_nothing"


def test_a_tag_is_found_by_its_name_or_its_address(write):
    with transaction() as session:
        session.add(Tag(slug="bkk", name="Bangkok"))
    post = write(tags=("Bangkok", "C++", "C"))
    assert sorted((tag.slug, tag.name) for tag in post.tags) == [("bkk", "Bangkok"), ("c", "C++")]
    again = write(tags=("bkk",))
    assert [tag.name for tag in again.tags] == ["Bangkok"]


FIRST = {
    PostMove.UNPUBLISH: PostMove.PUBLISH,
    PostMove.RESTORE: PostMove.TRASH,
    PostMove.RETURN: PostMove.SUBMIT,
}


@pytest.mark.parametrize("move", PostMove)
def test_moves_bump_the_stamp_that_pages_are_kept_by(write, move, writer, cast):
    post = write(FIRST.get(move))
    before = (post.version, post.revision)
    by = cast.boun.actor if move is PostMove.RETURN else writer(post)
    moved = move_post(post.id, move, by=by, now=after(1), note="Please look again.")
    assert (moved.version, moved.revision) == (before[0] + 1, before[1] + 1)


def test_a_move_that_the_table_lacks_is_refused(write, writer):
    post = write(PostMove.TRASH)
    with pytest.raises(Refused) as caught:
        move_post(post.id, PostMove.PUBLISH, by=writer(post), now=NOW)
    assert code_of(caught) == "post_move"


# ---- a form that is sent again --------------------------------------------------------------------------------------

KEY = "a-key-of-one-form-only"


def numbers() -> list[int]:
    return list(db.session.scalars(sa.select(Post.id)))


def test_a_second_click_makes_no_second_post(write):
    first = write(PostMove.PUBLISH, form_key=KEY)
    second = write(PostMove.PUBLISH, form_key=KEY, now=after(1))
    assert (second.id, second.slug, second.state) == (first.id, "ferries-at-dawn", PostState.PUBLISHED)
    assert numbers() == [first.id]


def test_back_and_once_more_saves_the_newer_text_over_the_older(write):
    first = write(form_key=KEY)
    second = write(form_key=KEY, body="They leave at six.", now=after(60))
    assert (second.id, second.body, second.version) == (first.id, "They leave at six.", 2)


def test_what_has_changed_since_is_not_saved_over(write, save):
    first = write(form_key=KEY)
    save(first, body="Much better.", now=after(30))
    second = write(form_key=KEY, body="An old window.", now=after(60))
    assert second.id != first.id
    assert db.session.get(Post, first.id).body == "Much better."
    assert second.body == "An old window."


def test_nobody_saves_over_a_post_by_its_key(write, cast):
    first = write(form_key=KEY)
    second = write(form_key=KEY, by=cast.dara.actor, body="Mine.")
    assert second.id != first.id
    assert db.session.get(Post, first.id).body == "They *leave* at five."


def test_forms_without_a_key_are_forms_of_their_own(write):
    assert write().id != write().id
