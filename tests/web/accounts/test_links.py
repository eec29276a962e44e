"""One-time links in a browser."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from forum.domain.actors import SYSTEM
from forum.operations.accounts import make_sign_in_link, set_activity
from forum.queries.accounts import account_with
from tests.support.forms import form_of
from tests.support.moments import NOW, after

TOKEN = "a-token-of-the-tests_0123456789abcdefghij"
PATH = f"/sign-in/link/{TOKEN}"


@pytest.fixture(autouse=True)
def link(app, cast, frozen) -> None:
    with app.app_context():
        make_sign_in_link(
            account_with("email", cast.ana.email),
            by=SYSTEM,
            now=NOW,
            token_hash=app.extensions["outside"].seals.code_hash(TOKEN),
        )


def is_signed_in(client) -> bool:
    return client.get("/account").status_code == 200


def test_a_link_opens_a_page_and_its_button_signs_in(client) -> None:
    for _ in range(2):
        page = client.get(PATH)
        assert "Ana" in page.text
        assert "Moderator" in page.text
        assert client.head(PATH).status_code == 200
        assert not is_signed_in(client)
    answer = client.submit(page, PATH)
    assert (answer.status_code, answer.location) == (303, "/account?done=link")
    assert "You are signed in" in client.get(answer.location).text


def test_a_link_works_once(app, client) -> None:
    form = form_of(client.get(PATH), PATH)
    assert client.post(PATH, data=form.filled()).status_code == 303
    another = app.test_client()
    for answer in (client.post(PATH, data=form.filled()), another.get(PATH)):
        assert answer.status_code == 410
        assert "This link has ended" in answer.text
    assert not is_signed_in(another)


@pytest.mark.heavy
def test_a_link_that_is_pressed_by_ten_at_once_lets_one_in(app) -> None:
    clients = [app.test_client() for _ in range(10)]
    forms = [form_of(client.get(PATH), PATH) for client in clients]
    with ThreadPoolExecutor(10) as pool:
        statuses = list(
            pool.map(
                lambda pair: pair[0].post(PATH, data=pair[1].filled()).status_code,
                zip(clients, forms, strict=True),
            )
        )
    assert sorted(statuses) == [303] + [410] * 9


def test_an_old_link_is_gone(client, frozen) -> None:
    form = form_of(client.get(PATH), PATH)
    frozen.move_to(after(days=1))
    assert client.get(PATH).status_code == 410
    assert client.post(PATH, data=form.filled()).status_code == 410
    assert not is_signed_in(client)


def test_a_link_to_a_closed_account_is_gone(app, client, cast) -> None:
    with app.app_context():
        set_activity(cast.ana.id, is_active=False, by=cast.boun.actor, now=NOW)
    assert client.get(PATH).status_code == 410


@pytest.mark.parametrize("token", ["nonsense", "%00", "x" * 1000, "%F0%9F%A6%86"])
def test_an_unknown_link_is_gone(client, token) -> None:
    assert client.get(f"/sign-in/link/{token}").status_code == 410


def test_the_way_on_is_a_path_of_this_site(client) -> None:
    page = client.get(f"{PATH}?next=/desk/moderation")
    assert client.submit(page, PATH).location == "/desk/moderation"


def test_the_way_on_leads_nowhere_else(client) -> None:
    page = client.get(f"{PATH}?next=//evil.example")
    assert client.submit(page, PATH).location == "/"


def test_a_press_without_the_pages_token_does_nothing(client) -> None:
    assert client.post(PATH).status_code == 400
    assert client.get(PATH).status_code == 200
