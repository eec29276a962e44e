"""``forum user …``: letting people in."""

import re

import pytest

from forum.app import create_app
from forum.config import load_settings
from forum.domain.roles import Role
from forum.queries.accounts import account_with, open_link
from tests.cli.commands import Shell, sentence_of
from tests.support.applications import close_app
from tests.support.moments import NOW

LINK = re.compile(r"https://mekong\.example(/sign-in/link/([\w-]{43}))\n")
ROLES = [
    ("reader", Role.READER),
    ("author", Role.AUTHOR),
    ("moderator", Role.MODERATOR),
    ("admin", Role.ADMINISTRATOR),
    ("administrator", Role.ADMINISTRATOR),
]


@pytest.fixture
def site(shell: Shell):
    app = create_app(load_settings(shell.environment))
    yield app
    close_app(app)


@pytest.mark.parametrize(("word", "role"), ROLES)
def test_an_account_is_made_and_its_link_printed_once(shell: Shell, site, word: str, role: Role) -> None:
    added = shell.run("user", "add", "--role", word, "Ana@Mekong.example", "Ana Ng")
    assert added.exit_code == 0
    match = LINK.fullmatch(added.stdout)
    assert match is not None
    with site.app_context():
        account = account_with("email", "ana@mekong.example")
        assert account is not None
        assert (account.role, account.display_name, account.confirmed_at) == (role, "Ana Ng", None)
        opened = open_link(site.extensions["outside"].seals.code_hash(match[2]), now=NOW)
    assert opened is not None
    # A GET lets nobody in; the page has a button.
    assert "Ana Ng" in site.test_client().get(match[1], base_url="https://mekong.example").get_data(
        as_text=True
    )


def test_a_second_account_under_one_address_is_refused_in_one_sentence(shell: Shell) -> None:
    shell.run("user", "add", "--role", "author", "ana@mekong.example", "Ana")
    again = shell.run("user", "add", "--role", "author", "ana@mekong.example", "Somebody else")
    assert sentence_of(again) == "There is an account with this address already."


WRONG = [
    ("ana", "Ana", "not an e-mail address"),
    ("ana@mekong.example", "", "give a name"),
    ("ana@mekong.example", "A" * 81, "80 characters; yours has 81"),
]


@pytest.mark.parametrize(("email", "name", "said"), WRONG)
def test_what_is_no_account_is_refused_in_one_sentence(
    shell: Shell, email: str, name: str, said: str
) -> None:
    assert said in sentence_of(shell.run("user", "add", "--role", "author", email, name))


def test_an_unknown_role_is_wrong_usage(shell: Shell) -> None:
    assert shell.run("user", "add", "--role", "king", "ana@mekong.example", "Ana").exit_code == 2


def test_another_link_for_somebody_who_lost_theirs(shell: Shell) -> None:
    first = shell.run("user", "add", "--role", "author", "ana@mekong.example", "Ana").stdout
    second = shell.run("user", "link", " ANA@mekong.example ").stdout
    assert LINK.fullmatch(second)
    assert second != first


def test_no_link_for_nobody(shell: Shell) -> None:
    assert (
        sentence_of(shell.run("user", "link", "nobody@mekong.example"))
        == "There is no account with this address."
    )
