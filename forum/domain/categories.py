"""Categories within categories: two levels, so that a reader never has to remember where they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from forum.domain.refusals import Refused


class Placed(Protocol):
    """A category as far as its place goes."""

    @property
    def id(self) -> int: ...

    @property
    def parent_id(self) -> int | None: ...


C = TypeVar("C", bound=Placed)


def in_tree(categories: Iterable[C]) -> list[C]:
    """Each category with those that stand in it behind it; among their likes in the order given."""
    parts: dict[int | None, list[C]] = {}
    for one in categories:
        parts.setdefault(one.parent_id, []).append(one)
    return [one for top in parts.get(None, []) for one in (top, *parts.get(top.id, []))]


def check_parent(number: int | None, parent: int | None, parents: Mapping[int, int | None]) -> None:
    """Whether the category (None: a new one) may stand in ``parent`` (None: in none). ``parents`` says where each one
    stands. Raises ``Refused``: ``no_such_category``, ``category_parent_itself``, ``category_parent_is_part`` where the
    parent stands in one itself, ``category_parent_has_parts`` where others stand in the category."""
    if parent is None:
        return
    if parent == number:
        raise Refused("category_parent_itself")
    if parent not in parents:
        raise Refused("no_such_category")
    if parents[parent] is not None:
        raise Refused("category_parent_is_part")
    if number is not None and number in parents.values():
        raise Refused("category_parent_has_parts")
