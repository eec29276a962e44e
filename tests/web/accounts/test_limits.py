"""Guessing is counted before anything is hashed, exactly, whoever else is guessing in the same moment."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from forum.adapters.limits import LIMITS, Limiter
from tests.cast import PASSWORD
from tests.support.forms import form_of
from tests.support.pages import inspect_page

PER_ACCOUNT = 10


def test_the_numbers_that_these_tests_count_to() -> None:
    assert LIMITS["sign-in:account"].startswith(f"{PER_ACCOUNT} per")


@pytest.mark.heavy
def test_thirty_wrong_passwords_at_once_are_answered_exactly_to_the_limit(app, cast) -> None:
    def guess(number: int) -> int:
        client = app.test_client()
        page = client.get("/sign-in")
        return client.submit(page, "/sign-in", email=cast.elin.email, password=f"guess {number}").status_code

    with ThreadPoolExecutor(30) as pool:
        statuses = list(pool.map(guess, range(30)))
    assert statuses.count(422) == PER_ACCOUNT
    assert statuses.count(429) == 30 - PER_ACCOUNT


def test_over_the_limit_the_form_comes_back_and_says_how_long(app, client, cast, monkeypatch) -> None:
    form = form_of(client.get("/sign-in"), "/sign-in")
    for _ in range(PER_ACCOUNT):
        client.post("/sign-in", data=form.filled(email=cast.elin.email, password="wrong"))
    hashed = []
    monkeypatch.setattr("flask_security.core.verify_and_update_password", lambda *a: hashed.append(a))
    answer = client.post("/sign-in", data=form.filled(email=cast.elin.email, password=PASSWORD))
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert "Please wait" in answer.text
    assert inspect_page(answer).get_element_by_id("email").get("value") == cast.elin.email
    assert hashed == [], "nothing is hashed over the limit, not even the right password"


def test_an_unknown_address_has_the_same_limit_and_anothers_is_its_own(client, cast) -> None:
    form = form_of(client.get("/sign-in"), "/sign-in")
    statuses = [
        client.post("/sign-in", data=form.filled(email="who@forum.test", password="wrong")).status_code
        for _ in range(PER_ACCOUNT + 1)
    ]
    assert statuses == [422] * PER_ACCOUNT + [429]
    assert (
        client.post("/sign-in", data=form.filled(email=cast.elin.email, password=PASSWORD)).status_code == 303
    )


@pytest.mark.parametrize(
    ("path", "limit", "typed"),
    [
        ("/recover", "recover:network", {"email": "who@forum.test"}),
        ("/confirm", "recover:network", {"email": "who@forum.test"}),
        ("/sign-up", "sign-up:network", {"email": "who", "display_name": "Who", "password": "x"}),
        ("/sign-in", "sign-in:network", {"email": "who{n}@forum.test", "password": "x"}),
    ],
)
def test_every_form_has_a_limit_for_its_network(app, client, path, limit, typed) -> None:
    form, most = form_of(client.get(path), path), int(LIMITS[limit].split()[0])
    for number in range(most + 1):
        data = form.filled(**{name: value.format(n=number) for name, value in typed.items()})
        answer = client.post(path, data=data, environ_overrides={"REMOTE_ADDR": f"192.0.2.{number + 1}"})
        assert (answer.status_code == 429) is (number == most), (
            "a network is a /24, whatever the address in it"
        )
    assert "Retry-After" in answer.headers
    elsewhere = client.post(path, data=data, environ_overrides={"REMOTE_ADDR": "198.51.100.7"})
    assert elsewhere.status_code != 429


def test_who_signs_in_well_is_never_stopped_and_who_guesses_is(app, cast) -> None:
    def tried(password: str) -> int:
        client = app.test_client()
        return client.submit(
            client.get("/sign-in"), "/sign-in", email=cast.elin.email, password=password
        ).status_code

    assert [tried(PASSWORD) for _ in range(30)] == [303] * 30
    assert [tried("a guess") for _ in range(PER_ACCOUNT + 1)] == [422] * PER_ACCOUNT + [429]
    assert tried(PASSWORD) == 429, "over the limit not even the right password is looked at"


def test_a_good_sign_in_does_not_make_the_guesses_of_its_network_good(app, cast) -> None:
    def tried(email: str) -> int:
        client = app.test_client()
        return client.submit(client.get("/sign-in"), "/sign-in", email=email, password=PASSWORD).status_code

    most = int(LIMITS["sign-in:network"].split()[0])
    assert {tried(f"who{number}@forum.test") for number in range(most - 1)} == {422}
    assert [tried(cast.elin.email), tried(cast.elin.email)] == [303, 429]


def test_the_counter_holds_no_file_open(tmp_path, monkeypatch) -> None:
    opened, connect = [], sqlite3.connect

    def watched(*args, **options) -> sqlite3.Connection:
        opened.append(connect(*args, **options))
        return opened[-1]

    monkeypatch.setattr("forum.adapters.limits.sqlite3.connect", watched)
    limiter = Limiter(tmp_path, None)
    waits = [limiter.seconds_to_wait("sign-in:account", "x") for _ in range(PER_ACCOUNT + 1)]
    assert waits[:PER_ACCOUNT] == [None] * PER_ACCOUNT
    assert waits[PER_ACCOUNT]
    limiter.forget("sign-in:account", "x")
    assert limiter.seconds_to_wait("sign-in:account", "x") is None
    assert len(opened) > PER_ACCOUNT
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_the_counter_holds_neither_address_nor_network(app, client, cast) -> None:
    client.submit(client.get("/sign-in"), "/sign-in", email=cast.elin.email, password="wrong")
    folder = app.extensions["outside"].settings.instance_path
    kept = b"".join(path.read_bytes() for path in folder.glob("limits.db*"))
    assert b"sign-in" in kept
    assert b"elin" not in kept
    assert b"127.0.0" not in kept
