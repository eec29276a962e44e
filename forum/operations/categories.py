"""Administrators keep the categories: each post stands in one, a category may stand in another, and each may have a
mode of its own for comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.categories import check_parent
from forum.domain.markup import MarkupRefused, clean_line
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.screening import Mode
from forum.models import Category, ModeratedCategory, Post, Publication, Shelved
from forum.operations.addresses import address_for, lead_on, move_address
from forum.operations.log import record
from forum.operations.posts.stamping import stamp_posts

LIMITS = {"name": 120, "description": 500, "slug": 300}


@dataclass(frozen=True)
class CategoryDraft:
    """A category as it was typed. ``comments_mode`` None: as the category in which it stands, or the site.
    ``parent_id`` None: it stands in none. ``place`` counts from 1 among those beside it; None: where it is, a new one
    or one that moves in behind the others. ``slug`` "": a new one's follows the name, any other stays; from an address
    that changes readers are led on."""

    name: str
    description: str = ""
    comments_mode: Mode | None = None
    parent_id: int | None = None
    place: int | None = None
    slug: str = ""


def save_category(number: int | None, draft: CategoryDraft, *, by: Actor, now: datetime) -> Category:
    """Makes a category (``number`` None) or changes one.

    Raises ``NotAllowed``, ``NotFound("no_such_category")``, or ``Refused``: ``category_name_…``,
    ``category_description_…``, ``category_slug_…`` (empty, too_long, not_text), ``category_name_taken``,
    ``category_place_out_of_bounds``, and the codes of ``check_parent``.
    """
    if not may(by, "categories.edit"):
        raise NotAllowed("not_allowed")
    texts = {name: _line(name, getattr(draft, name)) for name in LIMITS}
    with transaction() as session:
        with session.no_autoflush:
            other = session.scalar(sa.select(Category.id).where(Category.name == texts["name"]))
        if other is not None and other != number:
            raise Refused("category_name_taken")
        row = session.get(Category, number) if number is not None else Category(position=0)
        if row is None:
            raise NotFound("no_such_category")
        there = session.execute(sa.select(Category.id, Category.parent_id).with_for_update(read=True)).all()
        check_parent(number, draft.parent_id, {one.id: one.parent_id for one in there})
        is_there_already = number is not None and row.parent_id == draft.parent_id
        row.name, row.description = texts["name"], texts["description"]
        row.comments_mode, row.parent_id = draft.comments_mode, draft.parent_id
        _address(session, row, texts["slug"])
        session.add(row)
        session.flush()
        if draft.place is not None or not is_there_already:
            _put(session, row, draft.place)
        if draft.parent_id is not None and not is_there_already:
            _give_to_moderators_of(session, draft.parent_id, row.id)
        # Its name, and whether it takes comments, stand on the pages of its posts and of those in its parts.
        parts = sa.select(Category.id).where(sa.or_(Category.id == row.id, Category.parent_id == row.id))
        stamp_posts(session, Post.category_id.in_(parts))
        record("category.save", by=by, now=now, facts={"category": row.id, "name": row.name})
        return row


def delete_category(number: int, *, by: Actor, now: datetime) -> None:
    """Deletes a category in which no post and no publication stands, drafts and trash included, and no other category,
    and which is no moderator's. Raises ``NotAllowed``, ``NotFound``, or ``Refused``: ``category_in_use``,
    ``category_has_parts``, ``category_looked_after``."""
    if not may(by, "categories.edit"):
        raise NotAllowed("not_allowed")
    with transaction() as session:
        row = _to_be_gone(session, number)
        in_it = sa.union_all(
            sa.select(Post.id).where(Post.category_id == number),
            sa.select(Publication.id).where(Publication.category_id == number),
        )
        if session.scalar(in_it.limit(1)) is not None:
            raise Refused("category_in_use")
        record("category.delete", by=by, now=now, facts={"category": row.id, "name": row.name})
        session.delete(row)


def merge_category(number: int, into: int, *, by: Actor, now: datetime) -> Category:
    """All posts of a category move into another one, and so do its addresses; the category itself goes. Returns the
    other one. Raises as ``delete_category`` does, but for ``category_in_use``; and ``Refused("category_into_itself")``,
    ``Refused("no_such_category")`` where ``into`` is none."""
    if not may(by, "categories.edit"):
        raise NotAllowed("not_allowed")
    if number == into:
        raise Refused("category_into_itself")
    with transaction() as session:
        row = _to_be_gone(session, number)
        other = session.get(Category, into, with_for_update=True)
        if other is None:
            raise Refused("no_such_category")
        moved = stamp_posts(session, Post.category_id == number, category_id=into)
        session.execute(
            sa.update(Publication).where(Publication.category_id == number).values(category_id=into)
        )
        lead_on(session, Shelved.CATEGORY, row.slug, number=number, to=into)
        facts = {"category": row.id, "name": row.name, "into": other.name, "posts": moved}
        record("category.merge", by=by, now=now, facts=facts)
        session.delete(row)
        return other


def _to_be_gone(session: Session, number: int) -> Category:
    row = session.get(Category, number, with_for_update=True)
    if row is None:
        raise NotFound("no_such_category")
    if session.scalar(sa.select(Category.id).where(Category.parent_id == number).limit(1)) is not None:
        raise Refused("category_has_parts")
    # A moderator without any category looks after the whole site: nobody may come to that by a deletion.
    area = sa.select(ModeratedCategory.user_id).where(ModeratedCategory.category_id == number).limit(1)
    if session.scalar(area) is not None:
        raise Refused("category_looked_after")
    return row


def _line(name: str, text: str) -> str:
    try:
        return clean_line(text, limit=LIMITS[name], required=name == "name")
    except MarkupRefused as refusal:
        raise Refused(f"category_{name}_{refusal.code}", **refusal.facts) from None


def _address(session: Session, row: Category, typed: str) -> None:
    old = row.slug
    if old and not typed:
        return
    row.slug = address_for(session, Shelved.CATEGORY, typed or row.name, number=row.id)
    if old:
        move_address(session, Shelved.CATEGORY, old, row.slug, number=row.id)


def _put(session: Session, row: Category, place: int | None) -> None:
    """Moves the category to its place among those beside it (None: behind them), and numbers them anew."""
    beside = sa.select(Category).where(
        Category.id != row.id, Category.parent_id.is_not_distinct_from(row.parent_id)
    )
    others = session.scalars(beside.order_by(Category.position, Category.name, Category.id)).all()
    place = len(others) + 1 if place is None else place
    if not 1 <= place <= len(others) + 1:
        raise Refused("category_place_out_of_bounds", high=len(others) + 1)
    for position, one in enumerate([*others[: place - 1], row, *others[place - 1 :]]):
        one.position = position


def _give_to_moderators_of(session: Session, parent_id: int, number: int) -> None:
    """Who looks after a category looks after the one that comes into it, too: nothing there waits for nobody. Whoever
    looked after that one already goes on."""
    looked_after = sa.select(ModeratedCategory.user_id).where(ModeratedCategory.category_id == number)
    theirs = sa.select(ModeratedCategory.user_id).where(
        ModeratedCategory.category_id == parent_id, ModeratedCategory.user_id.not_in(looked_after)
    )
    session.add_all(
        ModeratedCategory(user_id=user_id, category_id=number) for user_id in session.scalars(theirs)
    )
