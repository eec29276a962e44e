"""The stable addresses of editions: what they give, to whom, how it is called, and what is counted."""

import time
from urllib.parse import quote, unquote

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.post_states import PostMove
from forum.domain.refusals import Unavailable
from forum.models import PublicationVersion
from forum.operations.publications.counting import count_downloads
from forum.operations.publications.drafts import PublicationDraft
from forum.operations.publications.editions import remove_version
from forum.operations.publications.moving import move_publication
from forum.operations.publications.saving import save_publication
from tests.factories.publications import file_of, make_edition, make_publication
from tests.factories.uploads import files_of, make_upload
from tests.support.buckets import KEY_ID, SECRET
from tests.support.moments import NOW, TOMORROW
from tests.support.statements import count_statements
from tests.support.uploads import picture

FIRST, SECOND, BOOK = file_of(20_001, size=5000), file_of(20_002), file_of(20_003, "docx")


@pytest.fixture
def made(app, cast):
    """A guidebook with two versions in English, and a Khmer one as a Word file."""
    with app.app_context():
        by = cast.chanthy.actor
        publication = make_publication(app, by, title="คู่มือ กลับบ้าน", editions=(), published_at=None)
        make_edition(app, publication, by, "en", data=FIRST)
        make_edition(app, publication, by, "en", data=SECOND)
        make_edition(app, publication, by, "km", "docx", data=BOOK)
        move_publication(publication.id, PostMove.PUBLISH, by=by, now=NOW)
        return publication


def at(path: str, slug: str = "คู่มือ-กลับบ้าน") -> str:
    return f"/publications/{quote(slug)}/{path}"


def counts(app) -> list[int]:
    with app.app_context():
        return list(
            db.session.scalars(sa.select(PublicationVersion.downloads).order_by(PublicationVersion.id))
        )


@pytest.mark.parametrize(
    ("path", "data", "kind", "name"),
    [
        ("en.pdf", SECOND, "application/pdf", "คู่มือ-กลับบ้าน-en.pdf"),
        ("en/1.pdf", FIRST, "application/pdf", "คู่มือ-กลับบ้าน-en-1.pdf"),
        ("en/2.pdf", SECOND, "application/pdf", "คู่มือ-กลับบ้าน-en-2.pdf"),
        (
            "km.docx",
            BOOK,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "คู่มือ-กลับบ้าน-km.docx",
        ),
    ],
)
@pytest.mark.both_engines
def test_an_edition_has_its_address_and_each_version_its_own(client, made, path, data, kind, name) -> None:
    with count_statements(at_most=1):
        answer = client.get(at(path))
    assert (answer.status_code, answer.data) == (200, data)
    assert (answer.content_type, answer.content_length) == (kind, len(data))
    plain, _, full = answer.headers["Content-Disposition"].partition("; filename*=UTF-8''")
    assert plain.startswith('attachment; filename="')
    assert plain.isascii()
    assert unquote(full) == name
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    again = client.get(at(path), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_picture_is_saved_too(app, cast, client) -> None:
    with app.app_context():
        made = make_publication(app, cast.chanthy.actor, title="Poster", editions=(), published_at=None)
        make_edition(app, made, cast.chanthy.actor, "lo", "png", data=picture("PNG"))
        move_publication(made.id, PostMove.PUBLISH, by=cast.chanthy.actor, now=NOW)
    answer = client.get("/publications/poster/lo.png")
    assert (answer.content_type, answer.headers["Content-Disposition"][:10]) == ("image/png", "attachment")


@pytest.mark.parametrize(
    "path",
    ["en.docx", "th.pdf", "en/3.pdf", "en/0.pdf", "en/9999999999.pdf", "EN.pdf", "en.exe", "en.svg", "en"],
)
def test_what_is_not_there_is_not_there(client, made, path) -> None:
    assert client.get(at(path)).status_code == 404


def test_what_readers_do_not_see_is_there_for_nobody(app, cast, client, frozen, made, sign_in) -> None:
    with app.app_context():
        by = cast.chanthy.actor
        make_publication(app, by, title="A plan", published_at=TOMORROW, now=NOW)
        make_publication(app, by, title="A draft", published_at=None)
        move_publication(made.id, PostMove.UNPUBLISH, by=by, now=NOW)
    for browser in (client, sign_in(cast.chanthy), sign_in(cast.boun)):
        for slug in ("a-draft", "a-plan"):
            assert browser.get(at("en.pdf", slug)).status_code == 404
        assert browser.get(at("en.pdf")).status_code == 410, "readers knew it"
    assert counts(app) == [0] * 5


def test_an_old_address_leads_to_the_same_edition_of_the_same_publication(app, cast, client, made) -> None:
    with app.app_context():
        draft = PublicationDraft("Coming home", slug="coming-home")
        save_publication(made.id, draft, seen=2, by=cast.chanthy.actor, now=NOW)
    for path in ("en.pdf", "en/1.pdf", "km.docx"):
        answer = client.get(at(path))
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/publications/coming-home/{path}")
    assert client.get(at("th.pdf")).status_code == 301
    assert client.get("/publications/coming-home/th.pdf").status_code == 404


def test_a_version_that_is_taken_away_leaves_the_one_before(app, cast, client, made) -> None:
    with app.app_context():
        newest = db.session.scalar(sa.select(PublicationVersion.id).where(PublicationVersion.number == 2))
        remove_version(made.id, newest, by=cast.chanthy.actor, now=NOW)
    assert client.get(at("en.pdf")).data == FIRST
    assert client.get(at("en/2.pdf")).status_code == 404


def test_each_download_is_counted_once_and_nothing_else_is(app, client, made) -> None:
    tag = client.get(at("en/1.pdf"), buffered=True).headers["ETag"]
    client.get(at("km.docx"), buffered=True)
    client.get(at("en.pdf"), buffered=True)
    client.get(at("en.pdf"), buffered=True)
    expected = [1, 2, 1]
    assert counts(app) == expected
    for headers in (
        {"If-None-Match": tag},
        {"Range": "bytes=100-"},
        {"Range": "bytes=-9"},
        {"Range": "bytes=99999999-"},
    ):
        client.get(at("en/1.pdf"), headers=headers, buffered=True)
    client.head(at("en/1.pdf"), buffered=True)
    client.get(at("th.pdf"), buffered=True)
    assert counts(app) == expected
    part = client.get(at("en/1.pdf"), headers={"Range": "bytes=0-99"}, buffered=True)
    assert (part.status_code, part.data) == (206, FIRST[:100])
    assert counts(app) == [2, 2, 1], "who fetches it in parts begins once"


def test_who_downloads_while_others_write_waits_for_nothing_and_is_counted_later(app, client, made) -> None:
    """What cannot be written just now goes with the next one."""
    waiting = app.extensions["downloads"]
    with app.app_context(), transaction():
        waiting.count(2)
        waiting.count(2)
        waiting.count(1)
    assert counts(app) == [0, 0, 0]
    client.get(at("km.docx"), buffered=True)
    assert counts(app) == [1, 2, 1]
    client.get(at("km.docx"), buffered=True)
    assert counts(app) == [1, 2, 2], "nothing is counted twice"


@pytest.mark.both_engines
def test_counting_gives_up_soon_where_the_row_is_taken(app, made) -> None:
    with app.app_context(), transaction() as session:
        session.execute(sa.update(PublicationVersion).values(pages=9))
        began = time.monotonic()
        with app.app_context(), pytest.raises(Unavailable):
            count_downloads({1: 1})
        assert time.monotonic() - began < 2
    with app.app_context():
        count_downloads({1: 1})
    assert counts(app) == [1, 0, 0]


def test_its_files_are_everybodys_as_long_as_readers_see_it(app, cast, client, sign_in) -> None:
    with app.app_context():
        by = cast.chanthy.actor
        shown = make_upload(app, by, picture(size=(20, 9)), name="inside.jpg")
        words = f"![](/media/{shown}/inside.jpg)"
        made = make_publication(app, by, title="One", description=words, published_at=None)
        edition = db.session.scalar(sa.select(PublicationVersion.upload_id))
    for number, name in ((shown, "inside.jpg"), (edition, "file.pdf")):
        address = f"/media/{number}/{name}"
        assert client.get(address).status_code == 404
        for move, status in ((PostMove.PUBLISH, 200), (PostMove.TRASH, 404), (PostMove.RESTORE, 404)):
            with app.app_context():
                move_publication(made.id, move, by=cast.chanthy.actor, now=NOW)
            assert client.get(address).status_code == status
        assert sign_in(cast.dara).get(address).status_code == 200


def test_editions_in_a_bucket_are_handed_out_alike(make_app, cast, bucket_url: str) -> None:
    app = make_app(files_url=bucket_url, files_key_id=KEY_ID, files_secret=SECRET)
    with app.app_context():
        made = make_publication(app, cast.chanthy.actor, title="One", editions=(), published_at=None)
        make_edition(app, made, cast.chanthy.actor, data=FIRST)
        move_publication(made.id, PostMove.PUBLISH, by=cast.chanthy.actor, now=NOW)
    client = app.test_client()
    assert client.get("/publications/one/en.pdf").data == FIRST
    part = client.get("/publications/one/en.pdf", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, FIRST[10:20])
    with app.app_context():
        for one in list(files_of(app).all()):
            files_of(app).delete(one.key)
    assert client.get("/publications/one/en.pdf").status_code == 404
