"""Places in the order of finds, and the terms of a document."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.domain.finding import (
    HIGHEST,
    IN_TITLE,
    KINDS,
    MAX_OF_ONE,
    MAX_PLACES,
    DocumentKind,
    asked_of_index,
    begins_too_much,
    document_terms,
    in_title,
    marks,
    place_of,
    places_between,
    read_place,
    spoken,
)
from forum.domain.text import Phrase, holds_all, opened, search_phrases

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, YEAR = timedelta(minutes=1), timedelta(days=365)
POST, COMMENT = DocumentKind.POST, DocumentKind.COMMENT

AGES = 365 * 800  # days
times = st.integers(0, AGES * 1440).map(
    lambda minutes: datetime(1700, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
numbers = st.integers(1, 2**31 - 1)


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        ((POST, 1, AT + MINUTE), (POST, 2, AT)),  # the newest first
        ((POST, 2, AT), (POST, 1, AT)),
        ((POST, 1, AT), (COMMENT, 9, AT)),
        ((POST, 1, AT - YEAR + MINUTE), (COMMENT, 9, AT)),
        ((COMMENT, 1, AT), (POST, 9, AT - YEAR - MINUTE)),
        ((POST, 1, datetime(1620, 1, 1, tzinfo=UTC)), (POST, 2, None)),
    ],
)
def test_which_of_two_comes_first(
    sooner: tuple[DocumentKind, int, datetime | None], later: tuple[DocumentKind, int, datetime | None]
) -> None:
    assert place_of(*sooner) > place_of(*later)


@given(st.sampled_from(DocumentKind), numbers, st.none() | st.datetimes(timezones=st.just(UTC)))
def test_a_place_tells_whose_it_is(kind: DocumentKind, number: int, at: datetime | None) -> None:
    try:
        place = place_of(kind, number, at)
    except OverflowError:  # a year before the first one that there is
        return
    assert read_place(place) == (kind, number)
    assert 0 < place < HIGHEST


@given(st.sampled_from(DocumentKind), numbers, times, times, times)
def test_what_appeared_in_between_has_a_place_in_between(
    kind: DocumentKind, number: int, start: datetime, end: datetime, at: datetime
) -> None:
    low, high = places_between(start, end)
    if start <= at < end:
        assert low <= place_of(kind, number, at) < high


def test_kinds_never_change_their_numbers() -> None:
    """They are part of every place that is stored."""
    numbers = {POST: 1, COMMENT: 2, DocumentKind.PUBLICATION: 3}
    assert {kind: facts.number for kind, facts in KINDS.items()} == numbers


def test_a_document_has_its_title_twice_and_its_marks_once() -> None:
    terms = document_terms(POST, "The dam", ["It broke.", "大坝"], language="zh-Hant")
    for q in ("dam", '"the dam"', "broke", "大坝", "it broke dam"):
        assert holds_all(terms, search_phrases(q)), q
    for q in ('"dam it"', '"broke 大"', "post", "zh"):
        assert not holds_all(terms, search_phrases(q)), q
    assert holds_all(terms, in_title(search_phrases('"the dam"')))
    assert not holds_all(terms, in_title(search_phrases("broke")))
    assert holds_all(terms, marks(kind=POST, language="zh"))
    assert not holds_all(terms, marks(kind=COMMENT))
    assert not holds_all(terms, marks(language="th"))
    assert not holds_all(document_terms(COMMENT, "", ["x"], language=None), marks(language="en"))


def test_nobody_can_ask_for_a_mark() -> None:
    assert search_phrases(f"{IN_TITLE}dam") == [Phrase(("dam",))]


def test_of_a_very_long_text_as_much_is_kept_as_both_databases_remember() -> None:
    terms = document_terms(POST, "", [" ".join(f"w{n % 20_000}" for n in range(30_000))], language=None)
    assert len(terms) == MAX_PLACES
    often = document_terms(POST, "", ["dam " * 1_000 + "broke"], language=None)
    assert often.count("dam") == MAX_OF_ONE
    assert not holds_all(often, search_phrases('"dam broke"'))
    assert holds_all(often, search_phrases("dam broke"))


@pytest.mark.parametrize(
    ("q", "is_too_much", "is_too_much_opened"),
    [
        ("s*", True, True),
        ("st*", True, True),
        ("2*", True, True),
        ("str*", False, False),
        ("durian s*", True, True),
        ("s* durian", True, True),
        ('"the s*"', True, True),
        ('"the str*"', False, False),
        ("s", False, True),
        ("durian st", False, True),
        ("st durian", False, False),
        ("str", False, False),
        ("đi", False, True),
        # One sign has a term of its own, in which it is looked for; behind it, all pairs that begin so.
        ("我", False, True),
        ("ข", False, True),
        ("เก", False, False),
        ("我们", False, False),
        ("iPhone手", False, False),
    ],
)
def test_a_letter_or_two_with_an_open_end_begin_too_much(
    q: str, is_too_much: bool, is_too_much_opened: bool
) -> None:
    phrases = search_phrases(q)
    assert begins_too_much(asked_of_index(phrases)) is is_too_much
    assert begins_too_much(opened(phrases)) is is_too_much_opened


@pytest.mark.parametrize(("tag", "language"), [("zh-Hant", "zh"), ("EN", "en"), ("km", "km")])
def test_a_language_is_asked_for_without_its_region(tag: str, language: str) -> None:
    assert spoken(tag) == language
