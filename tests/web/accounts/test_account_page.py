"""One's own account: the page, the name, the password."""

from forum.domain.actors import SYSTEM
from forum.domain.roles import Role
from forum.operations.accounts import add_user
from forum.queries.accounts import account_with
from tests.cast import PASSWORD
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements
from tests.web.accounts.mailbox import letters

NEW_PASSWORD = "seven herons on one buffalo"


def change(client, **values):
    return client.submit(client.get("/account/password"), "/account/password", **values)


def test_the_page_says_who_one_is(sign_in, cast) -> None:
    said = text_of(inspect_page(sign_in(cast.ana).get("/account")))
    for words in ("Ana", "ana@forum.test", "Moderator"):
        assert words in said


def test_a_stranger_has_no_account(client) -> None:
    assert client.get("/account").location == "/sign-in?next=/account"
    assert client.get("/account/password").location == "/sign-in?next=/account/password"


def test_a_new_name_is_seen_at_once(app, sign_in, cast) -> None:
    elin = sign_in(cast.elin)
    answer = elin.submit(elin.get("/account"), "/account/name", display_name="  Elin  of the River ")
    assert (answer.status_code, answer.location) == (303, "/account?done=name")
    assert "Elin of the River" in elin.get(answer.location).text


def test_a_name_that_will_not_do_comes_back_with_the_reason(sign_in, cast) -> None:
    elin = sign_in(cast.elin)
    for name, said in (
        ("Ana", "somebody who works here"),
        ("", "Please give a name"),
        ("x" * 81, "room for 80"),
    ):
        answer = elin.submit(elin.get("/account"), "/account/name", display_name=name)
        assert answer.status_code == 422
        assert said in answer.text
        assert inspect_page(answer).get_element_by_id("display_name").get("value") == name


def test_a_password_is_changed_and_its_owner_told(app, sign_in, cast) -> None:
    elin = sign_in(cast.elin)
    answer = change(elin, password=PASSWORD, new_password=NEW_PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/account?done=password")
    assert "All other sessions have ended" in elin.get(answer.location).text
    (letter,) = letters(app)
    assert (letter.to, "has just been changed" in letter.body) == (cast.elin.email, True)


def test_the_old_password_must_be_right_and_the_new_one_good(sign_in, cast) -> None:
    elin = sign_in(cast.elin)
    for password, new, field in (
        ("not the password", NEW_PASSWORD, "password"),
        ("", NEW_PASSWORD, "password"),
        (PASSWORD, "password1234", "new_password"),
        (PASSWORD, "elinforumtest", "new_password"),
        (PASSWORD, "", "new_password"),
        (PASSWORD, PASSWORD, "password"),
    ):
        answer = change(elin, password=password, new_password=new)
        assert answer.status_code == 422
        assert inspect_page(answer).get_element_by_id(field).get("aria-invalid") == "true", (password, new)


def test_a_form_that_outlived_its_session_does_nothing_and_breaks_nothing(app, client, sign_in, cast) -> None:
    form = form_of(sign_in(cast.elin).get("/account/password"), "/account/password")
    data = form.filled(password=PASSWORD, new_password=NEW_PASSWORD)
    assert client.post("/account/password", data=data).status_code == 400
    assert letters(app) == []


def test_guessing_the_old_password_is_counted(sign_in, cast) -> None:
    elin = sign_in(cast.elin)
    form = form_of(elin.get("/account/password"), "/account/password")
    data = form.filled(password="wrong", new_password=NEW_PASSWORD)
    statuses = [elin.post("/account/password", data=data).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_a_first_password_needs_no_old_one(app, client, frozen) -> None:
    frozen.move_to(NOW)
    path = "/sign-in/link/" + "t" * 43
    with app.app_context():
        token_hash = app.extensions["outside"].seals.code_hash("t" * 43)
        add_user("fern@forum.test", "Fern", Role.AUTHOR, by=SYSTEM, now=NOW, token_hash=token_hash)
    client.submit(client.get(path), path)
    assert "You have no password yet" in client.get("/account").text
    page = client.get("/account/password")
    assert "Set a password" in page.text
    assert client.submit(page, "/account/password", new_password=NEW_PASSWORD).status_code == 303
    assert "You have no password yet" not in client.get("/account").text
    with app.app_context():
        assert account_with("email", "fern@forum.test").password is not None


def test_the_page_costs_few_questions(sign_in, cast) -> None:
    elin = sign_in(cast.elin)
    with count_statements(at_most=3):
        elin.get("/account")
