"""What the filters of a queue offer by name: categories and word lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from forum.db import db
from forum.domain.scopes import Scope
from forum.models import Category, WordList


@dataclass(frozen=True)
class Choices:
    """Pairs of what stands in the address and the name: ``categories`` (by slug) in the editors' order, ``lists`` (by
    number) by name."""

    categories: Sequence[tuple[str, str]]
    lists: Sequence[tuple[int, str]]


def filter_choices(scope: Scope) -> Choices:
    """What is offered to who sees ``scope``: of some categories those only, and the word lists to who sees the whole
    site. One statement."""
    shelves = sa.select(Category.id, Category.slug, Category.name, Category.position)
    if scope.categories:
        shelves = shelves.where(Category.id.in_(sorted(scope.categories)))
    nowhere = sa.cast(sa.null(), Category.slug.type)
    lists = sa.select(WordList.id, nowhere, WordList.name, sa.literal(0))
    asked = sa.union_all(shelves, lists) if scope.is_whole_site else shelves
    rows = sorted(db.session.execute(asked), key=lambda row: (row[3], row[2], row[0]))
    return Choices(
        [(slug, name) for _, slug, name, _ in rows if slug is not None],
        [(number, name) for number, slug, name, _ in rows if slug is None],
    )
