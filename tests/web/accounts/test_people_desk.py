"""The people of the site, at the desk."""

import re

import pytest

from forum.queries.accounts import account_with
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements
from tests.web.accounts.mailbox import letters

INVITED = {"email": "fern@forum.test", "display_name": "Fern", "role": "author"}


def account(app, member):
    with app.app_context():
        return account_with("id", member.id)


def send(client, path, **fields):
    """Posts to ``path`` with the token of the page of people."""
    token = form_of(client.get("/account"), "/sign-out").fields["csrf_token"]
    return client.post(path, data={"csrf_token": token, **fields})


def test_moderators_see_names_and_roles_but_no_addresses(sign_in, cast) -> None:
    page = inspect_page(sign_in(cast.ana).get("/desk/people"))
    assert "Chanthy" in text_of(page)
    assert "@forum.test" not in text_of(page)
    assert not page.xpath("//form[starts-with(@action, '/desk/people')]")


@pytest.mark.parametrize("who", ["chanthy", "elin"])
def test_others_see_nothing(sign_in, cast, who) -> None:
    assert sign_in(getattr(cast, who)).get("/desk/people").status_code == 403


@pytest.mark.parametrize("who", ["ana", "chanthy", "elin"])
@pytest.mark.parametrize("path", ["role", "activity"])
def test_only_administrators_change_anything(app, sign_in, cast, who, path) -> None:
    answer = send(
        sign_in(getattr(cast, who)), f"/desk/people/{cast.dara.id}/{path}", role="administrator", active="no"
    )
    assert answer.status_code == 403
    assert account(app, cast.dara).role == "author"
    assert account(app, cast.dara).active


def test_only_administrators_invite(app, sign_in, cast) -> None:
    assert send(sign_in(cast.ana), "/desk/people/invitations", **INVITED).status_code == 403
    assert letters(app) == []


def test_a_role_is_changed_and_the_sessions_of_the_person_end(app, sign_in, cast) -> None:
    boun, dara = sign_in(cast.boun), sign_in(cast.dara)
    page = boun.get("/desk/people")
    assert "dara@forum.test" in page.text
    answer = boun.submit(page, f"/desk/people/{cast.dara.id}/role", role="moderator")
    assert (answer.status_code, answer.location) == (303, "/desk/people")
    assert account(app, cast.dara).role == "moderator"
    assert "The role of Dara is now: Moderator." in boun.get("/desk/people").text
    assert dara.get("/account").status_code == 303


def test_an_account_is_closed_and_opened_again(app, sign_in, cast) -> None:
    boun, elin = sign_in(cast.boun), sign_in(cast.elin)
    path = f"/desk/people/{cast.elin.id}/activity"
    boun.submit(boun.get("/desk/people"), path, active="no")
    assert not account(app, cast.elin).active
    assert elin.get("/account").status_code == 303
    page = boun.get("/desk/people")
    assert "The account of Elin is closed." in page.text
    assert "Closed" in page.text
    boun.submit(page, path, active="yes")
    assert account(app, cast.elin).active


@pytest.mark.parametrize(("path", "fields"), [("role", {"role": "reader"}), ("activity", {"active": "no"})])
def test_the_last_administrator_stays(app, sign_in, cast, path, fields) -> None:
    answer = send(sign_in(cast.boun), f"/desk/people/{cast.boun.id}/{path}", **fields)
    assert answer.status_code == 409
    assert "only administrator left" in answer.text
    assert account(app, cast.boun).active
    assert account(app, cast.boun).role == "administrator"


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("role", {"role": "emperor"}, 422),
        ("role", {}, 422),
        ("activity", {}, 422),
        ("activity", {"active": "perhaps"}, 422),
    ],
)
def test_what_nobody_can_be_is_refused(app, sign_in, cast, path, fields, status) -> None:
    assert send(sign_in(cast.boun), f"/desk/people/{cast.dara.id}/{path}", **fields).status_code == status
    assert account(app, cast.dara).active


def test_an_account_that_is_not_there_is_not_found(sign_in, cast) -> None:
    assert send(sign_in(cast.boun), "/desk/people/4711/role", role="reader").status_code == 404


def test_an_invitation_shows_its_link_once_and_sends_it(app, sign_in, cast, client) -> None:
    boun = sign_in(cast.boun)
    answer = boun.submit(boun.get("/desk/people"), "/desk/people/invitations", **INVITED)
    assert (answer.status_code, answer.location) == (303, "/desk/people")
    shown = inspect_page(boun.get("/desk/people")).get_element_by_id("link").get("value")
    (letter,) = letters(app)
    assert letter.to == "fern@forum.test"
    assert shown in letter.body
    assert "Boun" in letter.body
    assert 'id="link"' not in boun.get("/desk/people").text
    path = shown.removeprefix("http://localhost")
    client.submit(client.get(path), path)
    assert "Fern" in client.get("/account").text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "fern"}, "email"),
        ({"email": "ANA@forum.test"}, "email"),
        ({"display_name": ""}, "display_name"),
    ],
)
def test_an_invitation_that_will_not_do_comes_back(app, sign_in, cast, changes, field) -> None:
    boun = sign_in(cast.boun)
    answer = boun.submit(boun.get("/desk/people"), "/desk/people/invitations", **{**INVITED, **changes})
    assert answer.status_code == 422
    page = inspect_page(answer)
    assert page.get_element_by_id(field).get("aria-invalid") == "true"
    assert page.get_element_by_id("email").get("value") == {**INVITED, **changes}["email"]
    assert letters(app) == []


def test_a_page_of_people_costs_few_questions(sign_in, cast) -> None:
    boun = sign_in(cast.boun)
    with count_statements(at_most=6):
        boun.get("/desk/people")


def test_a_nonsense_place_in_the_list_is_not_found(sign_in, cast) -> None:
    assert sign_in(cast.boun).get("/desk/people?older=nonsense").status_code == 404


def test_the_forms_of_a_page_have_one_name_each(sign_in, cast) -> None:
    page = inspect_page(sign_in(cast.boun).get("/desk/people"))
    names = [re.sub(r"\s+", " ", button.text_content()).strip() for button in page.xpath("//main//button")]
    assert len(names) == len(set(names))
