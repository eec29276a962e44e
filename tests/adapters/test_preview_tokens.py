"""The tokens of preview links: made here, or nothing."""

import pytest

from forum.adapters.seals import Seals, new_key

SEALS = Seals("a key that is used in the tests only")


def test_a_token_names_its_key_and_no_other_installation_makes_it():
    key = new_key()
    token = SEALS.preview_token(key)
    assert SEALS.preview_key_of(token) == key
    assert SEALS.preview_token(key) == token, "it can be shown again"
    assert Seals("another key").preview_key_of(token) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1],
        lambda token: token + "A",
        lambda token: "A" + token,
        lambda token: token.replace(".", ""),
        lambda token: token.partition(".")[0],
        lambda token: token.partition(".")[0] + ".",
        lambda token: "." + token.partition(".")[2],
        lambda token: token.swapcase(),
        lambda token: token + "é",
        lambda token: "",
    ],
)
def test_a_changed_token_is_none(change):
    assert SEALS.preview_key_of(change(SEALS.preview_token("k3y"))) is None


def test_a_token_of_one_kind_is_none_of_another():
    _, _, seal = SEALS.account_token(7).partition(".")
    assert SEALS.preview_key_of(f"7.{seal}") is None


def test_a_token_opens_one_file_behind_one_link():
    token = SEALS.shown_file_token("k3y", 12)
    assert SEALS.key_of_shown_file(token, 12) == "k3y"
    assert SEALS.preview_key_of(token) is None
    assert SEALS.key_of_shown_file(SEALS.preview_token("k3y"), 12) is None
    key, _, seal = token.partition(".")
    for other, number in (
        (token, 1),
        (token, 2),
        (token, 121),
        (f"other.{seal}", 12),
        (f"{key}.1.{seal}", 2),
    ):
        assert SEALS.key_of_shown_file(other, number) is None
    for broken in (token[:-1], token + "A", token.swapcase(), token + "é", key, ""):
        assert SEALS.key_of_shown_file(broken, 12) is None
