"""A reader makes an account: the form, the letter, the button, the first sign-in."""

import pytest

from forum.operations.settings import change_settings
from forum.queries.accounts import account_with
from tests.cast import PASSWORD
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.web.accounts.mailbox import letters, verbs

NEW = {"display_name": "Nok", "email": "nok@forum.test", "password": PASSWORD}


def sign_up(client, **changes):
    return client.submit(client.get("/sign-up"), "/sign-up", **{**NEW, **changes})


def account(app, email="nok@forum.test"):
    with app.app_context():
        return account_with("email", email)


def test_from_the_form_to_the_first_sign_in_and_out_again(app, client) -> None:
    answer = sign_up(client)
    assert (answer.status_code, answer.location) == (303, "/sign-up/sent")
    assert "letter" in text_of(inspect_page(client.get(answer.location)))

    (letter,) = letters(app)
    assert letter.to == "nok@forum.test"
    button = client.get(letter.path)
    assert account(app).confirmed_at is None, "opening the link confirms nothing"
    confirmed = client.submit(button, letter.path)
    assert (confirmed.status_code, confirmed.location) == (303, "/sign-in?done=confirmed")
    assert "confirmed" in text_of(inspect_page(client.get(confirmed.location)))

    signed_in = client.submit(client.get("/sign-in"), "/sign-in", email="nok@forum.test", password=PASSWORD)
    assert (signed_in.status_code, signed_in.location) == (303, "/")
    page = client.get("/account")
    assert "nok@forum.test" in page.text

    signed_out = client.submit(page, "/sign-out")
    assert (signed_out.status_code, signed_out.location) == (303, "/")
    assert client.get("/account").location.startswith("/sign-in?next=")
    assert verbs(app) == ["account.sign_up", "account.confirm"]


def test_before_the_button_the_account_stays_closed_and_says_why_to_its_owner_only(app, client) -> None:
    sign_up(client)
    answer = client.submit(client.get("/sign-in"), "/sign-in", email="nok@forum.test", password=PASSWORD)
    assert answer.status_code == 422
    assert "not confirmed yet" in answer.text
    assert "do not go together" not in answer.text
    wrong = client.submit(client.get("/sign-in"), "/sign-in", email="nok@forum.test", password="x" * 12)
    assert "not confirmed yet" not in wrong.text


def test_the_link_works_once(app, client) -> None:
    sign_up(client)
    (letter,) = letters(app)
    client.submit(client.get(letter.path), letter.path)
    again = client.get(letter.path)
    assert again.status_code == 410
    assert "This link has ended" in again.text


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", "%00", "x" * 500])
def test_a_forged_link_is_gone(client, token) -> None:
    assert client.get(f"/confirm/{token}").status_code == 410
    assert client.get(f"/recover/{token}").status_code == 410


def test_an_old_link_is_gone_and_another_letter_can_be_had(app, client, frozen) -> None:
    sign_up(client)
    frozen.shift(2 * 86400 + 60)
    assert client.get(letters(app)[0].path).status_code == 410
    answer = client.submit(client.get("/confirm"), "/confirm", email="nok@forum.test")
    assert (answer.status_code, answer.location) == (303, "/confirm/sent")
    client.get(answer.location)
    second = letters(app)[1]
    client.submit(client.get(second.path), second.path)
    assert account(app).confirmed_at is not None


def test_a_head_request_confirms_nothing(app, client) -> None:
    sign_up(client)
    assert client.head(letters(app)[0].path).status_code == 200
    assert account(app).confirmed_at is None


def test_a_known_address_gets_the_same_answer_and_a_letter(app, client, cast) -> None:
    unknown, known = (
        sign_up(client),
        sign_up(app.test_client(), email=cast.elin.email.upper(), display_name="Pim"),
    )
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert known.text == unknown.text
    told = letters(app)[-1]
    assert told.to == cast.elin.email
    assert "There is one already" in told.body
    assert account(app, cast.elin.email).display_name == "Elin"


def test_a_known_address_with_a_bad_password_is_told_about_the_password_only(client, cast) -> None:
    known = sign_up(client, email=cast.elin.email, password="short")
    unknown = sign_up(client, email="new@forum.test", password="short")
    assert known.status_code == unknown.status_code == 422
    assert known.text.replace(cast.elin.email, "").count("error") == unknown.text.count("error")
    assert "at least 12 characters; this one has 5" in known.text


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(client) -> None:
    answer = sign_up(client, display_name=" ", email="nok", password="password1234")
    assert answer.status_code == 422
    page = inspect_page(answer)
    for field in ("display_name", "email", "password"):
        wrong = page.get_element_by_id(field)
        assert wrong.get("aria-invalid") == "true"
        assert f"{field}-error" in wrong.get("aria-describedby")
    assert page.get_element_by_id("email").get("value") == "nok"
    assert not page.get_element_by_id("password").get("value"), "a password never comes back"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("x7!kq", "at least 12 characters"),
        ("password1234", "guessed first"),
        ("qwertyuiop123", "guessed first"),
        ("nok@forum.test", "made of your name"),
        ("b7" * 150, "has room for 200"),
    ],
)
def test_easy_passwords_are_refused(app, client, password, said) -> None:
    answer = sign_up(client, password=password)
    assert answer.status_code == 422
    assert said in answer.text
    assert account(app) is None


def test_nobody_gives_themself_a_role(app, client) -> None:
    form = form_of(client.get("/sign-up"), "/sign-up")
    more = {
        "role": "administrator",
        "active": "y",
        "confirmed_at": "2020-01-01",
        "id": "1",
        "fs_uniquifier": "mine",
    }
    client.post("/sign-up", data={**form.filled(**NEW), **more})
    made = account(app)
    assert made.role == "reader"
    assert made.confirmed_at is None
    assert made.fs_uniquifier != "mine"


def test_nobody_takes_the_name_of_staff(client, cast) -> None:
    answer = sign_up(client, display_name="Аna")  # with a Cyrillic letter
    assert answer.status_code == 422
    assert "somebody who works here" in answer.text


def test_the_same_form_twice_makes_one_account(app, client) -> None:
    form = form_of(client.get("/sign-up"), "/sign-up")
    answers = [client.post("/sign-up", data=form.filled(**NEW)) for _ in range(2)]
    assert [(a.status_code, a.location) for a in answers] == [(303, "/sign-up/sent")] * 2
    assert [verb for verb in verbs(app) if verb == "account.sign_up"] == ["account.sign_up"]


def test_a_closed_door_says_so_kindly(app, client, cast) -> None:
    form = form_of(client.get("/sign-up"), "/sign-up")
    with app.app_context():
        change_settings({"sign_up_open": False}, by=cast.boun.actor, now=NOW)
    page = client.get("/sign-up")
    assert page.status_code == 403
    assert "everybody can read here" in page.text
    assert client.post("/sign-up", data=form.filled(**NEW)).status_code == 403
    assert account(app) is None
    assert "/sign-up" not in client.get("/sign-in").text


def test_who_is_signed_in_has_an_account_already(sign_in, cast) -> None:
    assert sign_in(cast.elin).get("/sign-up").location == "/account"
