"""Which passwords are refused, a row a case."""

import pytest

from forum.domain.passwords import LOOKED_AT, MAX_LENGTH, MIN_LENGTH, check_password
from forum.domain.refusals import Refused
from tests.support.speed import within


def verdict(password: str, *personal: str) -> str:
    try:
        check_password(password, personal=personal)
    except Refused as refused:
        return refused.code
    return "accepted"


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password123!",
        "passwordpassword",
        "P@ssw0rd1234",  # digits and signs for letters
        "P@$$w0rd2025",
        "123456789012",
        "098765432109",
        "111222333444",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "abc123abc123",
        "abcdefghijkl",
        "qwertyuiop12",
        "azertyuiop12",  # other people's keyboards
        "qwerty!@#$%^",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "zaq12wsxcde3",
        "iloveyou1234",
        "letmeinplease",
        "administrator",
        "adm1nistrator",
        "MyPassword2024!",
        "Summer2024!!",
        "trustno1trustno1",
        "correcthorsebatterystaple",
        "forumpassword",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    assert verdict(password) == "password_common"


@pytest.mark.parametrize(
    "password",
    [
        "nine slow ferries cross the brown river",
        "tulip mortar echo",
        "kh83nvm2lqpa",
        "a-quiet-password-of-mine",  # a common word among others is no sin
        "ភាសាខ្មែរល្អណាស់",
        "แม่น้ำโขงสีน้ำตาล",
        "河边的旧船和七只白鹭鸟飞",
        "only small letters here",  # no rules of composition
    ],
)
def test_what_is_long_and_its_own_is_accepted(password: str) -> None:
    assert verdict(password) == "accepted"


def test_the_length_is_counted_in_characters() -> None:
    letters = "qjxwzkvbpmfg"
    assert verdict(letters[: MIN_LENGTH - 1]) == "password_too_short"
    assert verdict(letters) == "accepted"
    assert verdict("é̂" * (MIN_LENGTH - 1)) != "password_too_short", (
        "a decomposed letter counts with its marks"
    )
    assert verdict((letters * 20)[: MAX_LENGTH + 1]) == "password_too_long"


def test_the_refusal_says_how_long_it_should_be() -> None:
    with pytest.raises(Refused) as refusal:
        check_password("short")
    assert refusal.value.facts == {"limit": MIN_LENGTH, "length": 5}


@pytest.mark.parametrize(
    "password", ["Chanthy-Sok-1", "chanthychanthy99", "chanthy@riverbank", "Riverbank2026"]
)
def test_ones_own_name_address_and_site_are_no_password(password: str) -> None:
    assert verdict(password) == "accepted"
    assert verdict(password, "Chanthy Sok", "chanthy@riverbank.example", "Riverbank") == "password_personal"


def test_several_common_words_with_something_between_them_are_accepted_whoever_one_is() -> None:
    assert verdict("summer-winter-magic-king", "Chanthy Sok") == "accepted"


def test_hostile_lengths_cost_nothing() -> None:
    with within(0.5):
        for unit in ("ab1c", "qwertyuiop", "a", "kdkf83jhf83hdk"):
            verdict((unit * LOOKED_AT)[:MAX_LENGTH])
