"""Signing in and out, and what a cookie is worth afterwards."""

import pytest

from forum.domain.roles import Role
from forum.operations.accounts import change_role, set_activity
from forum.queries.accounts import account_with
from tests.cast import PASSWORD
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of


def enter(client, member, *, next_path=None, password=PASSWORD, **more):
    address = "/sign-in" if next_path is None else "/sign-in?" + urlencoded(next_path)
    return client.submit(client.get(address), "/sign-in", email=member.email, password=password, **more)


def urlencoded(next_path):
    from urllib.parse import urlencode

    return urlencode({"next": next_path})


def is_signed_in(client) -> bool:
    return client.get("/account").status_code == 200


def test_a_reader_comes_in_and_sees_the_account(client, cast) -> None:
    answer = enter(client, cast.elin)
    assert (answer.status_code, answer.location) == (303, "/")
    page = client.get("/account")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Elin" in text_of(inspect_page(page))


def test_staff_arrive_at_their_desk(client, cast) -> None:
    assert enter(client, cast.ana).location == "/desk"


def test_an_address_is_the_same_in_capitals(client, cast) -> None:
    form = form_of(client.get("/sign-in"), "/sign-in")
    answer = client.post("/sign-in", data=form.filled(email=" ELIN@Forum.Test", password=PASSWORD))
    assert answer.status_code == 303


def test_wrong_words_are_neutral(client, cast, frozen) -> None:
    wrong = enter(client, cast.elin, password="not the password")
    form = form_of(client.get("/sign-in"), "/sign-in")
    unknown = client.post("/sign-in", data=form.filled(email="who@forum.test", password="not the password"))
    assert wrong.status_code == unknown.status_code == 422
    assert "do not go together" in wrong.text
    assert wrong.text.replace("elin@", "who@") == unknown.text
    assert not is_signed_in(client)


def test_what_was_typed_comes_back_but_the_password(client, cast) -> None:
    page = inspect_page(enter(client, cast.elin, password="not the password", next_path="/search?q=x"))
    assert page.get_element_by_id("email").get("value") == cast.elin.email
    assert not page.get_element_by_id("password").get("value")
    assert page.xpath("//input[@name='next']")[0].get("value") == "/search?q=x"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/account", "/account"),
        ("/posts/%E0%B9%81%E0%B8%A1?page=2#comment-3", "/posts/%E0%B9%81%E0%B8%A1?page=2#comment-3"),
        ("/desk/moderation?state=pending&q=a%26b", "/desk/moderation?state=pending&q=a%26b"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("////evil.example/x", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        (" //evil.example", "/"),
        ("https://evil.example", "/"),
        ("http:/evil.example", "/"),
        ("https:evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("data:text/html,x", "/"),
        ("http://localhost/account", "/"),
        ("accounts.account", "/"),
        ("account", "/"),
        ("", "/"),
        ("/" + "x" * 3000, "/"),
    ],
)
def test_the_way_on_is_a_path_of_this_site(client, cast, asked, given) -> None:
    page = client.get("/sign-in?" + urlencoded(asked))
    answer = client.submit(page, "/sign-in", email=cast.elin.email, password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, given)


def test_a_way_on_that_is_slipped_into_the_form_is_no_better(client, cast) -> None:
    form = form_of(client.get("/sign-in"), "/sign-in")
    data = form.filled(email=cast.elin.email, password=PASSWORD)
    assert (
        client.post("/sign-in?next=//evil.example", data={**data, "next": "//evil.example"}).location == "/"
    )


def test_who_is_signed_in_is_led_on(client, cast) -> None:
    enter(client, cast.elin)
    assert client.get("/sign-in?next=/account").location == "/account"
    assert client.get("/sign-in?next=//evil.example").location == "/"


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client, cast) -> None:
    turned = client.get("/account")
    assert (turned.status_code, turned.location) == (303, "/sign-in?next=/account")
    answer = client.submit(client.get(turned.location), "/sign-in", email=cast.elin.email, password=PASSWORD)
    assert answer.location == "/account"


def test_an_expired_form_comes_back_with_what_was_typed(client, cast) -> None:
    form = form_of(client.get("/sign-in"), "/sign-in")
    client.delete_cookie("forum")
    answer = client.post("/sign-in", data=form.filled(email=cast.elin.email, password=PASSWORD))
    assert answer.status_code == 400
    assert cast.elin.email in answer.text
    assert client.submit(answer, "/sign-in", password=PASSWORD).status_code == 303


def copy_of(client, app):
    """Another browser with the same cookie."""
    copied = app.test_client()
    copied.set_cookie("forum", client.get_cookie("forum").value)
    return copied


class TestTheOldCookie:
    def test_is_worth_nothing_after_signing_out(self, app, client, cast) -> None:
        enter(client, cast.elin, stay="y")
        copied = copy_of(client, app)
        assert is_signed_in(copied)
        client.submit(client.get("/account"), "/sign-out")
        assert not is_signed_in(client)
        assert not is_signed_in(copied)

    def test_is_worth_nothing_after_another_password(self, app, client, cast) -> None:
        enter(client, cast.elin, stay="y")
        copied = copy_of(client, app)
        page = client.get("/account/password")
        client.submit(
            page, "/account/password", password=PASSWORD, new_password="seven herons on one buffalo"
        )
        assert is_signed_in(client), "who changed it stays"
        assert not is_signed_in(copied)

    def test_is_worth_nothing_after_another_role(self, app, client, cast) -> None:
        enter(client, cast.elin, stay="y")
        with app.app_context():
            change_role(cast.elin.id, Role.MODERATOR, by=cast.boun.actor, now=NOW)
        assert not is_signed_in(client)

    def test_is_worth_nothing_on_a_closed_account(self, app, client, cast) -> None:
        enter(client, cast.elin, stay="y")
        with app.app_context():
            set_activity(cast.elin.id, is_active=False, by=cast.boun.actor, now=NOW)
        assert not is_signed_in(client)
        answer = enter(client, cast.elin)
        assert answer.status_code == 422
        assert "has been closed" in answer.text

    @pytest.mark.parametrize("stay", ["y", None])
    def test_is_worth_nothing_after_two_weeks_without_a_visit(self, app, client, cast, frozen, stay) -> None:
        enter(client, cast.elin, stay=stay)
        copied = copy_of(client, app)
        frozen.shift(13 * 86400)
        assert is_signed_in(copied)
        copied = copy_of(client, app)
        frozen.shift(2 * 86400)
        assert not is_signed_in(copied)


def test_staying_signed_in_outlives_the_browser_only_where_it_was_asked_for(app, cast) -> None:
    for asked, stays in (("y", True), (None, False)):
        client = app.test_client()
        enter(client, cast.elin, stay=asked)
        assert (client.get_cookie("forum").expires is not None) is stays


def test_one_cookie_is_all_there_is(client, cast) -> None:
    answer = enter(client, cast.elin, stay="y")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    for part in ("forum=", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie


def test_signing_out_forgets_what_this_browser_knew(client, cast) -> None:
    with client.session_transaction() as session:
        session["guest"] = 7
    enter(client, cast.elin)
    client.submit(client.get("/account"), "/sign-out")
    with client.session_transaction() as session:
        assert set(session) <= {"_fresh", "csrf_token"}


def test_signing_out_twice_is_no_error(client, cast) -> None:
    enter(client, cast.elin)
    form = form_of(client.get("/account"), "/sign-out")
    assert client.post("/sign-out", data=form.filled()).location == "/"
    assert client.get("/sign-out").status_code == 405


def test_no_token_in_a_header_or_an_address_lets_anybody_in(app, client, cast) -> None:
    with app.app_context():
        token = account_with("email", cast.boun.email).get_auth_token()
    assert client.get("/account", headers={"Authentication-Token": token}).status_code == 303
    assert client.get(f"/account?auth_token={token}").status_code == 303


def test_a_hash_of_yesterdays_cost_is_renewed_and_the_session_stays(app, client, cast) -> None:
    with app.app_context():
        before = account_with("email", cast.elin.email)
    security = app.extensions["security"]
    security.pwd_context = security.pwd_context.copy(argon2__memory_cost=16)
    enter(client, cast.elin)
    with app.app_context():
        after = account_with("email", cast.elin.email)
    assert after.password != before.password
    assert after.fs_uniquifier == before.fs_uniquifier
    assert is_signed_in(client)


def test_passwords_are_hashed_as_owasp_says(app) -> None:
    options = app.config["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"]
    assert options == {"argon2__memory_cost": 19456, "argon2__time_cost": 2, "argon2__parallelism": 1}
    with app.app_context():
        hashed = app.extensions["security"].pwd_context.copy(**options).hash(PASSWORD)
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("body", ["[1]", '{"email": "elin@forum.test", "password": "x"}', "{" * 5000])
def test_json_is_not_a_form(client, body) -> None:
    answer = client.post("/sign-in", data=body, content_type="application/json")
    assert answer.status_code in (400, 415)


@pytest.mark.parametrize("password", ["\x00" * 20, "x" * 60_000, "\ufffd" * 20, "é" * 30])
def test_strange_passwords_are_wrong_ones_and_nothing_worse(client, cast, password) -> None:
    assert enter(client, cast.elin, password=password).status_code == 422
