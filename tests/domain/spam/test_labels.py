"""Of each text the last word of people that stands is its label."""

import pytest

from forum.domain.spam import SAYS, TEACHES, Label, Word, labels

A, S, R, H = "comment.approve", "comment.spam", "comment.reject", "comment.hold"


def test_two_decisions_teach_and_two_take_back() -> None:
    assert SAYS == {A: False, S: True, R: None, H: None}
    assert set(TEACHES) == {A, S}


# What was said of one text, one after the other (with the entry that took it back) → the entry that teaches, and what.
TABLE = [
    ([A], (1, False)),
    ([S], (1, True)),
    ([R], None),
    ([H], None),
    ([S, A], (2, False)),
    ([A, S], (2, True)),
    ([A, S, A], (3, False)),
    ([A, A], (1, False)),  # said again, learned once
    ([A, H, A], (3, False)),
    ([S, R], None),
    ([S, H], None),
    ([(S, 9)], None),
    ([A, (S, 9)], (1, False)),
    ([A, (R, 9)], (1, False)),
    ([(S, 9), A], (2, False)),
    ([S, (A, 9), R], None),
]


@pytest.mark.parametrize(("said", "taught"), TABLE)
def test_what_a_text_teaches(said: list[str | tuple[str, int]], taught: tuple[int, bool] | None) -> None:
    words = [
        Word(number, 7, 1, *(one if isinstance(one, tuple) else (one,))) for number, one in enumerate(said, 1)
    ]
    assert labels(words, until=8) == ({Label(7, 1, *taught)} if taught else set())


def test_each_text_of_a_comment_is_for_itself() -> None:
    words = [Word(1, 7, 1, S), Word(2, 7, 2, A), Word(3, 8, 1, A)]
    assert labels(words, until=8) == {Label(7, 1, 1, True), Label(7, 2, 2, False), Label(8, 1, 3, False)}


def test_what_was_taught_up_to_an_entry_knows_nothing_of_later_ones() -> None:
    words = [Word(1, 7, 1, S, undone=4), Word(2, 8, 1, S), Word(5, 8, 1, A)]
    assert labels(words, until=3, undone_until=3) == {Label(7, 1, 1, True), Label(8, 1, 2, True)}
    assert labels(words, until=3) == {Label(8, 1, 2, True)}
    assert labels(words, until=5, undone_until=5) == {Label(8, 1, 5, False)}
