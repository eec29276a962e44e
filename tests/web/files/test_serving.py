"""What readers get of a file, when, and with which fences around it."""

from urllib.parse import unquote

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.post_states import PostMove
from forum.models import Rendition
from forum.operations.posts.moving import move_post
from forum.operations.uploads.adding import replace_upload
from tests.factories.posts import make_post
from tests.factories.uploads import do_renditions, files_of, make_upload
from tests.support.buckets import KEY_ID, SECRET
from tests.support.moments import NOW
from tests.support.statements import count_statements
from tests.support.uploads import pdf, picture

GUIDE = pdf(b"% " + b"a" * 5000 + b"\n")


def smallest_webp() -> dict[int, str]:
    """Its address, by the number of the picture."""
    rows = db.session.execute(
        sa.select(Rendition.upload_id, Rendition.width, Rendition.key)
        .where(Rendition.format == "webp")
        .order_by(Rendition.width.desc())
    )
    return {row.upload_id: f"/media/{row.upload_id}/{row.width}/{row.key[3:19]}.webp" for row in rows}


@pytest.fixture
def made(app, cast):
    """Addresses: of a picture and a PDF in a public post, of a picture in a draft, and of a size of each picture."""
    with app.app_context():
        by = cast.chanthy.actor
        shown, guide = make_upload(app, by), make_upload(app, by, GUIDE, name="คู่มือ เล่ม.pdf")
        hidden = make_upload(app, by, picture(size=(9, 9)), name="shelter.jpg")
        post = make_post(by, body=f"![](/media/{shown}/ferry.jpg)\n\n[Guide](/media/{guide}/x.pdf)")
        draft = make_post(by, body=f"![](/media/{hidden}/shelter.jpg)", published_at=None)
        for number in (shown, hidden):
            do_renditions(app, number)
        small = smallest_webp()
        return {
            "shown": f"/media/{shown}/ferry.jpg",
            "small": small[shown],
            "guide": f"/media/{guide}/คู่มือ-เล่ม.pdf",
            "hidden": f"/media/{hidden}/shelter.jpg",
            "hidden small": small[hidden],
            "post": post.id,
            "draft": draft.id,
            "number": shown,
        }


@pytest.mark.parametrize(("which", "kind"), [("shown", "image/jpeg"), ("small", "image/webp")])
def test_a_picture_of_a_public_post_is_everybodys(client, made, which: str, kind: str) -> None:
    with count_statements(at_most=1):
        answer = client.get(made[which])
    assert (answer.status_code, answer.content_type) == (200, kind)
    assert answer.content_length == len(answer.data)
    assert answer.headers["Content-Disposition"] == "inline"


@pytest.mark.parametrize("which", ["shown", "small", "guide"])
def test_nothing_that_was_uploaded_can_do_anything(client, made, which: str) -> None:
    headers = client.get(made[which]).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_is_saved_and_never_opened_here(client, made) -> None:
    answer = client.get(made["guide"])
    assert answer.data == GUIDE
    assert answer.content_type == "application/pdf"
    plain, _, name = answer.headers["Content-Disposition"].partition("; filename*=UTF-8''")
    assert plain == 'attachment; filename="______-____.pdf"'
    assert unquote(name) == "คู่มือ-เล่ม.pdf"


@pytest.mark.parametrize("which", ["hidden", "hidden small"])
def test_the_picture_of_a_draft_is_not_there_but_for_those_who_write(
    client, made, cast, sign_in, which: str
) -> None:
    assert client.get(made[which]).status_code == 404
    for member in (cast.elin, cast.ana):
        assert sign_in(member).get(made[which]).status_code == 404
    for member in (cast.chanthy, cast.dara, cast.boun):
        answer = sign_in(member).get(made[which])
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.both_engines
def test_it_comes_with_its_post_and_goes_with_it(app, client, made, cast) -> None:
    for move, status in ((PostMove.PUBLISH, 200), (PostMove.UNPUBLISH, 404), (PostMove.TRASH, 404)):
        with app.app_context():
            move_post(made["draft"], move, by=cast.chanthy.actor, now=NOW)
        assert client.get(made["hidden"]).status_code == status
        assert client.get(made["hidden small"]).status_code == status


def test_a_scheduled_picture_waits_for_its_time(app, client, cast, frozen) -> None:
    with app.app_context():
        number = make_upload(app, cast.chanthy.actor)
        make_post(cast.chanthy.actor, body=f"![](/media/{number}/a.jpg)", published_at=NOW.replace(year=2027))
    assert client.get(f"/media/{number}/ferry.jpg").status_code == 404


def test_what_has_not_changed_is_not_sent_again(client, made) -> None:
    first = client.get(made["shown"])
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(made["shown"], headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_size_is_kept_for_a_year_by_its_reader_only(client, made) -> None:
    assert client.get(made["small"]).headers["Cache-Control"] == "private, max-age=31536000, immutable"


def test_a_replaced_picture_is_sent_anew_from_the_same_address(app, client, made, cast) -> None:
    tag = client.get(made["shown"]).headers["ETag"]
    with app.app_context():
        replace_upload(
            made["number"], picture(size=(80, 30)), files=files_of(app), by=cast.chanthy.actor, now=NOW
        )
    answer = client.get(made["shown"], headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert client.get(made["small"]).status_code == 404


@pytest.mark.parametrize(
    ("sent", "status", "part"),
    [
        ("bytes=0-7", 206, GUIDE[:8]),
        ("bytes=5000-", 206, GUIDE[5000:]),
        ("bytes=-9", 206, GUIDE[-9:]),
        ("bytes=9999999-", 416, None),
    ],
)
def test_a_part_of_a_document_can_be_asked_for(
    client, made, sent: str, status: int, part: bytes | None
) -> None:
    answer = client.get(made["guide"], headers={"Range": sent})
    assert answer.status_code == status
    assert part is None or answer.data == part


def test_only_the_head_can_be_asked_for(client, made) -> None:
    answer = client.head(made["guide"])
    assert (answer.status_code, answer.data, answer.content_length) == (200, b"", len(GUIDE))


def test_another_name_leads_to_the_right_one(client, made) -> None:
    answer = client.get(f"/media/{made['number']}/old-name.jpg")
    assert (answer.status_code, answer.headers["Location"]) == (301, made["shown"])


@pytest.mark.parametrize(
    "path",
    [
        "/media/9999/x.jpg",
        "/media/{number}/480/0000000000000000.webp",
        "/media/{number}/481/x.webp",
        "/media/99999999999/x.jpg",
        "/media/0/x",
    ],
)
def test_what_is_not_there_is_not_there(client, made, path: str) -> None:
    assert client.get(path.format(**made)).status_code == 404


def test_files_in_a_bucket_are_handed_out_alike(make_app, cast, bucket_url: str) -> None:
    app = make_app(files_url=bucket_url, files_key_id=KEY_ID, files_secret=SECRET)
    with app.app_context():
        number = make_upload(app, cast.chanthy.actor, GUIDE, name="guide.pdf")
        make_post(cast.chanthy.actor, body=f"[Guide](/media/{number}/guide.pdf)")
    client = app.test_client()
    assert client.get(f"/media/{number}/guide.pdf").data == GUIDE
    part = client.get(f"/media/{number}/guide.pdf", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, GUIDE[10:20])
    with app.app_context():
        for one in list(files_of(app).all()):
            files_of(app).delete(one.key)
    assert client.get(f"/media/{number}/guide.pdf").status_code == 404
