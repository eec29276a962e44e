"""What a hostile or broken client gets: a clear answer, never an error of ours, and nothing is stored."""

from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest

from forum.adapters import clock
from forum.db import WRITES, db
from forum.queries.moderation.queue import item_by_id, queue_counts
from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of

EMOJI = "👩"
AT = "/posts/ferry/comments"


@pytest.fixture
def post(app, cast):
    with app.app_context():
        return make_post(cast.chanthy.actor, slug="ferry", published_at=clock.now() - timedelta(days=1))


@pytest.fixture
def values(client, post):
    return form_of(client.get(f"{AT}/new")).filled(author_name="Soe", body="Hello", intent="send")


def kept_words(answer) -> dict[str, str]:
    """What the page of refusal gives back to be copied, by the label of each field."""
    page = inspect_page(answer)
    return {
        page.xpath("//label[@for=$id]", id=area.get("id"))[0].text_content(): area.text.removeprefix("\n")
        for area in page.xpath("//main//textarea[@readonly]")
    }


def pending(app) -> int:
    with app.app_context():
        return queue_counts()["pending"]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize("letter", ["a", "ก", EMOJI])
def test_ten_thousand_characters_are_kept_and_one_more_is_counted(client, app, values, kind, letter):
    answer = client.post(AT, data={**values, "body": letter * 10_000}, content_type=kind)
    assert answer.status_code == 303
    with app.app_context():
        assert item_by_id(int(answer.location.split("/")[2])).body == letter * 10_000
    form = form_of(client.get(f"{AT}/new")).filled(author_name="Soe", body=letter * 10_001, intent="send")
    answer = client.post(AT, data=form, content_type=kind)
    assert answer.status_code == 422
    page = inspect_page(answer)
    assert "A comment has room for 10000 characters; yours has 10001." in text_of(page)
    assert page.xpath("//textarea[@name='body']")[0].text_content().strip() == letter * 10_001


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_body_over_64_kib_is_too_large(client, app, values, kind):
    answer = client.post(AT, data={**values, "body": "a" * (64 * 1024 + 1)}, content_type=kind)
    assert answer.status_code == 413
    assert "larger than this page accepts" in text_of(inspect_page(answer))
    assert pending(app) == 0


def test_55_000_fields_are_too_many(client, app, values):
    raw = urlencode(values) + "&a=" * 55_000
    assert client.post(AT, data=raw, content_type="application/x-www-form-urlencoded").status_code == 413
    assert pending(app) == 0


def raw_form(values, body: bytes) -> bytes:
    return urlencode({**values, "body": ""}).encode().replace(b"body=", b"body=" + body)


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"%00", 422), (b"%ED%A0%80", 400), (b"%FF%FE", 400), (b"\xff\xfe", 400), (b"%C3%28", 400)],
    ids=["NUL", "a lone surrogate", "no UTF-8", "raw bytes", "half a character"],
)
def test_what_is_no_text_is_refused(client, app, values, body, status):
    answer = client.post(AT, data=raw_form(values, body), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == status
    assert pending(app) == 0


@pytest.mark.parametrize(
    ("kind", "raw", "status"),
    [
        ("multipart/form-data; boundary=x", b"--y\r\nnonsense", 400),
        ("multipart/form-data", b"--y\r\n", 400),
        ("application/json", b"[" * 60_000, 415),
        ("application/json", b'{"body": "\\ud800"}', 415),
        ("text/plain", b"hello", 415),
        ("", b"hello", 415),
    ],
)
def test_what_is_no_form_is_refused(client, app, post, kind, raw, status):
    assert client.post(AT, data=raw, content_type=kind).status_code == status
    assert pending(app) == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 303),
        ({"Origin": "http://localhost"}, 303),
    ],
)
def test_a_form_from_another_site_does_nothing(client, app, values, headers, status):
    answer = client.post(AT, data=values, headers=headers)
    assert answer.status_code == status
    assert pending(app) == (1 if status == 303 else 0)
    if status == 403:  # a browser's odd setting can be the cause, and then there is a person
        assert kept_words(answer) == {"Your text": "Hello", "Name shown with it": "Soe"}


WRITTEN = {
    "title": "Ferries at dawn",
    "excerpt": "They leave at five.",
    "body": "A long text.\n\nWith two paragraphs.",
    "discussion_prompt": "Who rows?",
    "tags": "ferries, dawn",
    "byline-0-name": "Mali",
}


@pytest.mark.parametrize("token", [True, False], ids=["signed out", "token expired too"])
def test_an_author_who_was_signed_out_meanwhile_gets_everything_back(client, sign_in, cast, token):
    form = form_of(sign_in(cast.chanthy).get("/desk/posts/new"), "/desk/posts")
    lent = form_of(client.get("/sign-in"), "/sign-in").filled()["csrf_token"] if token else "none"
    answer = client.post("/desk/posts", data={**form.filled(intent="save", **WRITTEN), "csrf_token": lent})
    assert answer.status_code == (401 if token else 400)
    assert sorted(kept_words(answer).values()) == sorted(WRITTEN.values())


def test_passwords_and_addresses_are_not_shown_on_a_page_of_refusal(client):
    secret = {"password": "nine slow ferries", "email": "elin@reader.example", "display_name": "Elin"}
    answer = client.post("/sign-up", data=secret, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert kept_words(answer) == {"Your name": "Elin"}
    assert "nine slow" not in answer.text
    assert "elin@" not in answer.text


def test_without_a_token_nothing_is_done_and_nothing_lost(client, app, values):
    answer = client.post(AT, data={**values, "csrf_token": ""})
    assert answer.status_code == 400
    assert "Hello" in inspect_page(answer).xpath("//textarea[@name='body']")[0].text_content()
    assert pending(app) == 0


@pytest.mark.parametrize(
    "path",
    [AT, "/comments/1/withdrawal", "/desk/comments/decisions", "/desk/decisions/1/reversal", "/sign-out"],
)
def test_no_action_is_done_by_a_get(client, post, path):
    answer = client.get(path)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "number", ["0", "999999", "2147483648", "99999999999999999999999", "-1", "1e3", "²", "%00"]
)
def test_a_number_that_nothing_has_is_not_there(client, sign_in, cast, post, number):
    ana = sign_in(cast.ana)
    for path in (f"/comments/{number}", f"/comments/{number}/receipt", f"/p/{number}"):
        assert client.get(path).status_code == 404
    assert ana.get(f"/desk/comments/{number}").status_code == 404
    for path in ("/my-comments?before=", "/desk/log?before="):
        assert ana.get(path + quote(number)).status_code == 200
    assert client.get(f"/?older={quote(number)}").status_code == 400
    assert ana.get(f"/desk/moderation?after={quote(number)}").status_code == 400


def test_every_answer_wears_the_walls(client, post):
    for path in ("/", "/posts/ferry", "/nothing", "/feed.atom", "/healthz", f"{AT}/new"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_reading_sets_no_cookie(client, post):
    for path in ("/", "/posts/ferry", "/feed.atom", "/archive", "/people/chanthy"):
        assert "Set-Cookie" not in client.get(path).headers


def test_only_trusted_hosts_are_answered(make_app):
    client = make_app(trusted_hosts=("forum.example",)).test_client()
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"Host": "forum.example"}).status_code == 200


def test_a_forged_address_does_not_escape_the_limit(client, app, post):
    statuses = []
    for n in range(12):
        form = form_of(client.get(f"{AT}/new")).filled(author_name="Soe", body=f"Thought {n}", intent="send")
        headers = {"X-Forwarded-For": f"203.0.113.{n}"}
        statuses.append(client.post(AT, data=form, headers=headers).status_code)
    assert statuses[-1] == 429


def test_a_held_write_lock_gives_the_text_back(client, app, values, monkeypatch):
    monkeypatch.setattr("forum.db.BUSY_MILLISECONDS", 50)  # the wait is five seconds in earnest
    with app.app_context():
        db.engine.dispose()  # connections that wait as long as they were told when they were opened
        holder = db.engine.connect().execution_options(**{WRITES: True})
    with holder, holder.begin():
        answer = client.post(AT, data=values)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "Hello" in inspect_page(answer).xpath("//textarea[@name='body']")[0].text_content()
    assert pending(app) == 0
    assert client.submit(answer, intent="send").status_code == 303
