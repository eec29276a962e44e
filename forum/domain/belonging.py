"""What a post belongs to: the post that it translates, a series."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.domain.refusals import Refused

MAX_PINNED = 5
# In a series.
PLACES = range(1, 10_000)
# As many parts of a series as are shown.
MOST_PARTS = 500


def check_translation(language: str, *, of: str, taken: Collection[str], is_translated: bool) -> None:
    """Whether a post in ``language`` may be a translation of one in the language ``of``. ``taken`` are the languages of
    the other translations; ``is_translated``: other posts are translations of this one.

    Raises ``Refused``: ``translates_same_language``, ``translates_language_taken``, ``translates_has_translations``."""
    if is_translated:
        raise Refused("translates_has_translations")
    if language == of:
        raise Refused("translates_same_language")
    if language in taken:
        raise Refused("translates_language_taken")


def is_behind(translated_at: datetime | None, original_at: datetime | None) -> bool:
    """Whether the original's text changed after the translation's did (both times aware; None: it is not known)."""
    return translated_at is not None and original_at is not None and original_at > translated_at


def put_in_order(
    parts: Sequence[int], places: Sequence[int | None], *, up: int | None = None, down: int | None = None
) -> list[int]:
    """The numbers of the ``parts`` of a series in the order that is wanted: by the ``places`` that were typed for them,
    counted from 1, and in that order the part ``up`` one step before, ``down`` one step behind. Of two at one place,
    that one gives way which nobody has moved.

    Raises ``Refused("series_place_out_of_bounds")`` for a place that is none."""
    wanted: list[tuple[int, int, int]] = []
    for now, (part, place) in enumerate(zip(parts, places, strict=False), 1):
        if place is None or place not in PLACES:
            raise Refused("series_place_out_of_bounds", low=PLACES[0], high=PLACES[-1])
        wanted.append((place, (place > now) - (place < now), part))
    # The sorting is stable: what else is the same stays as it stood.
    ordered = [part for *_, part in sorted(wanted, key=lambda one: one[:2])]
    for moved, step in ((up, -1), (down, 1)):
        if moved in ordered:
            at = ordered.index(moved)
            beside = min(max(at + step, 0), len(ordered) - 1)
            ordered.insert(beside, ordered.pop(at))
            break
    return ordered


@dataclass(frozen=True)
class PartOfSeries:
    """A public post of a series, as the others name it. ``place`` is the one that its author gave it."""

    slug: str
    language: str
    title: str
    place: int


def beside(slug: str, parts: list[PartOfSeries]) -> tuple[int, PartOfSeries | None, PartOfSeries | None]:
    """Which of the ``parts`` (in their order) stands at ``slug``, counted from 1, and its neighbours; 0 and none where
    it is not among them."""
    for number, part in enumerate(parts):
        if part.slug == slug:
            before = parts[number - 1] if number else None
            behind = parts[number + 1] if number + 1 < len(parts) else None
            return number + 1, before, behind
    return 0, None, None
