"""What the filters of a queue offer by name: categories and word lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from forum.db import db
from forum.domain.categories import in_tree
from forum.domain.scopes import Scope
from forum.models import Category, WordList


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A category by its slug. ``parent``: the name of the one in which it stands, where that is offered too.
    ``has_parts``: others that are offered stand in it, and are meant with it."""

    slug: str
    name: str
    parent: str | None
    has_parts: bool


@dataclass(frozen=True)
class Choices:
    """``categories`` in the editors' order, each with its parts behind it; ``lists`` as pairs of number and name, by
    name."""

    categories: Sequence[CategoryChoice]
    lists: Sequence[tuple[int, str]]


def filter_choices(scope: Scope) -> Choices:
    """What is offered to who sees ``scope``: of some categories those only, and the word lists to who sees the whole
    site. One statement."""
    shelves = sa.select(Category.id, Category.slug, Category.name, Category.position, Category.parent_id)
    if scope.categories:
        shelves = shelves.where(Category.id.in_(sorted(scope.categories)))
    nowhere, in_none = sa.cast(sa.null(), Category.slug.type), sa.cast(sa.null(), sa.Integer())
    lists = sa.select(WordList.id, nowhere, WordList.name, sa.literal(0), in_none)
    asked = sa.union_all(shelves, lists) if scope.is_whole_site else shelves
    rows = sorted(db.session.execute(asked), key=lambda row: (row[3], row[2], row[0]))
    names = {number: name for number, slug, name, *_ in rows if slug is not None}
    offered = [
        _Offered(number, parent if parent in names else None, slug, name)
        for number, slug, name, _, parent in rows
        if slug is not None
    ]
    with_parts = {one.parent_id for one in offered}
    return Choices(
        [
            CategoryChoice(one.slug, one.name, names.get(one.parent_id or 0), one.id in with_parts)
            for one in in_tree(offered)
        ],
        [(number, name) for number, slug, name, *_ in rows if slug is None],
    )


@dataclass(frozen=True, slots=True)
class _Offered:
    id: int
    parent_id: int | None
    slug: str
    name: str
