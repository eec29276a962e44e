"""Administrators keep the categories: each post stands in one, and each may have a mode of its own for comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.markup import MarkupRefused, clean_line
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.screening import Mode
from forum.domain.slugs import slugify, unique_slug
from forum.models import Category, ModeratedCategory, Post
from forum.operations.log import record

LIMITS = {"name": 120, "description": 500}


@dataclass(frozen=True)
class CategoryDraft:
    """A category as it was typed. ``comments_mode`` None: as the site. ``place`` counts from 1; None: where it is, a
    new one behind the others. ``slug`` "" follows the name; an address that is there never changes."""

    name: str
    description: str = ""
    comments_mode: Mode | None = None
    place: int | None = None
    slug: str = ""


def save_category(number: int | None, draft: CategoryDraft, *, by: Actor, now: datetime) -> Category:
    """Makes a category (``number`` None) or changes one.

    Raises ``NotAllowed``, ``NotFound("no_such_category")``, or ``Refused``: ``category_name_…``,
    ``category_description_…`` (empty, too_long, not_text), ``category_name_taken``, ``category_place_out_of_bounds``.
    """
    if not may(by, "categories.edit"):
        raise NotAllowed("not_allowed")
    texts = {name: _line(name, getattr(draft, name)) for name in LIMITS}
    with transaction() as session:
        with session.no_autoflush:
            other = session.scalar(sa.select(Category.id).where(Category.name == texts["name"]))
        if other is not None and other != number:
            raise Refused("category_name_taken")
        row = session.get(Category, number) if number is not None else _new(session, draft, texts["name"])
        if row is None:
            raise NotFound("no_such_category")
        row.name, row.description, row.comments_mode = (
            texts["name"],
            texts["description"],
            draft.comments_mode,
        )
        session.add(row)
        session.flush()
        if draft.place is not None:
            _put(session, row, draft.place)
        # Its name, and whether it takes comments, stand on the pages of its posts.
        session.execute(sa.update(Post).where(Post.category_id == row.id).values(revision=Post.revision + 1))
        record("category.save", by=by, now=now, facts={"category": row.id, "name": row.name})
        return row


def delete_category(number: int, *, by: Actor, now: datetime) -> None:
    """Deletes a category in which no post stands, drafts and trash included, and which is no moderator's. Raises
    ``NotAllowed``, ``NotFound``, or ``Refused``: ``category_in_use``, ``category_looked_after``."""
    if not may(by, "categories.edit"):
        raise NotAllowed("not_allowed")
    with transaction() as session:
        row = session.get(Category, number, with_for_update=True)
        if row is None:
            raise NotFound("no_such_category")
        # A moderator without any category looks after the whole site: nobody may come to that by a deletion.
        area = sa.select(ModeratedCategory.user_id).where(ModeratedCategory.category_id == number).limit(1)
        if session.scalar(area) is not None:
            raise Refused("category_looked_after")
        if session.scalar(sa.select(Post.id).where(Post.category_id == number).limit(1)) is not None:
            raise Refused("category_in_use")
        record("category.delete", by=by, now=now, facts={"category": row.id, "name": row.name})
        session.delete(row)


def _line(name: str, text: str) -> str:
    try:
        return clean_line(text, limit=LIMITS[name], required=name == "name")
    except MarkupRefused as refusal:
        raise Refused(f"category_{name}_{refusal.code}", **refusal.facts) from None


def _new(session: Session, draft: CategoryDraft, name: str) -> Category:
    def is_taken(candidate: str) -> bool:
        return session.scalar(sa.select(Category.id).where(Category.slug == candidate)) is not None

    last = session.scalar(sa.select(sa.func.max(Category.position)))
    slug = unique_slug(slugify(draft.slug or name), is_taken)
    return Category(slug=slug, position=0 if last is None else last + 1)


def _put(session: Session, row: Category, place: int) -> None:
    """Moves the category to its place and numbers all of them anew."""
    others = session.scalars(
        sa.select(Category)
        .where(Category.id != row.id)
        .order_by(Category.position, Category.name, Category.id)
    ).all()
    if not 1 <= place <= len(others) + 1:
        raise Refused("category_place_out_of_bounds", high=len(others) + 1)
    for position, one in enumerate([*others[: place - 1], row, *others[place - 1 :]]):
        one.position = position
