"""Translations, series and pins, on paper."""

from datetime import datetime

import pytest

from forum.domain.belonging import PartOfSeries, beside, check_translation, is_behind, put_in_order
from forum.domain.refusals import Refused
from tests.support.moments import NOW, YESTERDAY


@pytest.mark.parametrize(
    ("language", "of", "taken", "is_translated", "code"),
    [
        ("th", "en", (), False, None),
        ("th", "en", ("lo", "km"), False, None),
        ("zh-Hans", "zh-Hant", (), False, None),
        ("en", "en", (), False, "translates_same_language"),
        ("th", "en", ("th",), False, "translates_language_taken"),
        ("th", "en", (), True, "translates_has_translations"),
    ],
)
def test_a_group_has_one_original_and_one_text_a_language(
    language: str, of: str, taken: tuple[str, ...], is_translated: bool, code: str | None
) -> None:
    if code is None:
        check_translation(language, of=of, taken=taken, is_translated=is_translated)
    else:
        with pytest.raises(Refused, match=code):
            check_translation(language, of=of, taken=taken, is_translated=is_translated)


@pytest.mark.parametrize(
    ("translated_at", "original_at", "behind"),
    [
        (YESTERDAY, NOW, True),
        (NOW, YESTERDAY, False),
        (NOW, NOW, False),
        (None, NOW, False),
        (NOW, None, False),
    ],
)
def test_a_translation_is_behind_when_the_original_changed_later(
    translated_at: datetime | None, original_at: datetime | None, behind: bool
) -> None:
    assert is_behind(translated_at, original_at) is behind


def test_the_neighbours_in_a_series() -> None:
    one, two, three = (
        PartOfSeries(slug, "en", slug, place) for slug, place in (("a", 1), ("b", 5), ("c", 5))
    )
    assert beside("a", [one, two, three]) == (1, None, two)
    assert beside("b", [one, two, three]) == (2, one, three)
    assert beside("c", [one, two, three]) == (3, two, None)
    assert beside("a", [one]) == (1, None, None)
    assert beside("x", [one]) == (0, None, None)


@pytest.mark.parametrize(
    ("places", "moved", "order"),
    [
        ((1, 2, 3, 4), {}, [11, 12, 13, 14]),
        ((4, 3, 2, 1), {}, [14, 13, 12, 11]),
        # What moves up pushes away the one that stands there, and so does what moves down.
        ((1, 2, 3, 2), {}, [11, 14, 12, 13]),
        ((3, 2, 3, 4), {}, [12, 13, 11, 14]),
        ((9999, 2, 3, 1), {}, [14, 12, 13, 11]),
        # An arrow counts, and so does what stands in the fields.
        ((1, 2, 3, 4), {"up": 12}, [12, 11, 13, 14]),
        ((1, 2, 3, 4), {"down": 12}, [11, 13, 12, 14]),
        ((4, 3, 2, 1), {"up": 12}, [14, 12, 13, 11]),
        ((1, 2, 3, 1), {"down": 12}, [14, 11, 13, 12]),
        ((1, 2, 3, 4), {"up": 11}, [11, 12, 13, 14]),
        ((1, 2, 3, 4), {"down": 14}, [11, 12, 13, 14]),
        ((1, 2, 3, 4), {"up": 99}, [11, 12, 13, 14]),
    ],
)
def test_the_parts_of_a_series_are_put_in_order(places, moved, order):
    assert put_in_order([11, 12, 13, 14], places, **moved) == order


@pytest.mark.parametrize("place", [None, 0, 10_000])
def test_a_place_that_is_none_is_refused(place):
    with pytest.raises(Refused, match="series_place_out_of_bounds"):
        put_in_order([11, 12], [1, place], up=12)
