"""Finding the way back in by a letter."""

from forum.domain.actors import SYSTEM
from forum.domain.roles import Role
from forum.operations.accounts import add_user, set_activity
from forum.queries.accounts import account_with
from tests.cast import PASSWORD
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.web.accounts.mailbox import letters

NEW_PASSWORD = "seven herons on one buffalo"


def ask(client, email):
    return client.submit(client.get("/recover"), "/recover", email=email)


def test_a_letter_leads_to_a_new_password_once(app, client, cast, sign_in) -> None:
    old_session = sign_in(cast.elin)
    answer = ask(client, cast.elin.email)
    assert (answer.status_code, answer.location) == (303, "/recover/sent")
    letter = letters(app)[-1]
    assert letter.to == cast.elin.email
    page = client.get(letter.path)
    assert old_session.get("/account").status_code == 200, "opening the link changes nothing"
    changed = client.submit(page, letter.path, password=NEW_PASSWORD)
    assert (changed.status_code, changed.location) == (303, "/sign-in?done=password")
    assert "has been changed" in text_of(inspect_page(client.get(changed.location)))
    assert old_session.get("/account").status_code == 303
    assert "just been changed" in letters(app)[-1].body

    assert client.get(letter.path).status_code == 410
    assert (
        client.post(letter.path, data=form_of(page, letter.path).filled(password=PASSWORD)).status_code == 410
    )
    signed_in = client.submit(
        client.get("/sign-in"), "/sign-in", email=cast.elin.email, password=NEW_PASSWORD
    )
    assert signed_in.status_code == 303


def test_nobody_learns_whether_an_address_is_known(app, client, cast) -> None:
    with app.app_context():
        set_activity(cast.dara.id, is_active=False, by=cast.boun.actor, now=NOW)
    answers = [
        ask(app.test_client(), email) for email in (cast.elin.email, "who@forum.test", cast.dara.email)
    ]
    assert len({(answer.status_code, answer.location, answer.text) for answer in answers}) == 1
    assert [letter.to for letter in letters(app)] == [cast.elin.email]
    for path in ("/recover/sent", "/confirm/sent", "/sign-up/sent"):
        assert "@" not in text_of(inspect_page(client.get(path)))
    again = [
        client.submit(client.get("/confirm"), "/confirm", email=email)
        for email in (cast.elin.email, "who@forum.test")
    ]
    assert len({(answer.status_code, answer.location, answer.text) for answer in again}) == 1


def test_what_is_no_address_is_answered_as_all_others(app, client) -> None:
    assert ask(client, "nonsense").location == "/recover/sent"
    assert letters(app) == []


def test_the_letter_names_the_site_and_not_the_host_that_was_asked_for(app, client, cast) -> None:
    form = form_of(client.get("/recover"), "/recover")
    client.post(
        "/recover",
        data=form.filled(email=cast.elin.email),
        headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
    )
    assert "http://localhost/recover/" in letters(app)[-1].body
    assert "evil" not in letters(app)[-1].body


def test_an_invitation_that_ran_out_is_no_dead_end(app, client) -> None:
    with app.app_context():
        add_user("fern@forum.test", "Fern", Role.AUTHOR, by=SYSTEM, now=NOW, token_hash="h" * 64)
    ask(client, "fern@forum.test")
    letter = letters(app)[-1]
    client.submit(client.get(letter.path), letter.path, password=NEW_PASSWORD)
    with app.app_context():
        assert account_with("email", "fern@forum.test").confirmed_at is not None
    signed_in = client.submit(
        client.get("/sign-in"), "/sign-in", email="fern@forum.test", password=NEW_PASSWORD
    )
    assert signed_in.location == "/desk"


def test_an_easy_new_password_is_refused_at_its_field(app, client, cast) -> None:
    ask(client, cast.elin.email)
    path = letters(app)[-1].path
    answer = client.submit(client.get(path), path, password="elin@forum.test")
    assert answer.status_code == 422
    assert inspect_page(answer).get_element_by_id("password").get("aria-invalid") == "true"
    assert client.submit(answer, path, password=NEW_PASSWORD).status_code == 303, "the link is not used up"


def test_a_letters_form_that_expired_comes_back(app, client, cast) -> None:
    ask(client, cast.elin.email)
    path = letters(app)[-1].path
    form = form_of(client.get(path), path)
    client.delete_cookie("forum")
    answer = client.post(path, data=form.filled(password=NEW_PASSWORD))
    assert answer.status_code == 400
    assert client.submit(answer, path, password=NEW_PASSWORD).status_code == 303


def test_an_old_letter_does_nothing(app, client, cast, frozen) -> None:
    ask(client, cast.elin.email)
    frozen.shift(86400 + 60)
    assert client.get(letters(app)[-1].path).status_code == 410


def test_a_closed_account_is_not_opened_by_an_earlier_letter(app, client, cast) -> None:
    ask(client, cast.elin.email)
    with app.app_context():
        set_activity(cast.elin.id, is_active=False, by=cast.boun.actor, now=NOW)
    assert client.get(letters(app)[-1].path).status_code == 410
