"""Categories and the people who sign."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.slugs import slugify, unique_slug
from forum.models import Category, Person, User
from forum.operations.log import record


def add_category(name: str, *, description: str = "", slug: str = "", by: Actor, now: datetime) -> Category:
    """A new category behind the others. ``slug`` "" follows the name."""
    with transaction() as session:

        def is_taken(candidate: str) -> bool:
            return session.scalar(sa.select(Category.id).where(Category.slug == candidate)) is not None

        last = session.scalar(sa.select(sa.func.max(Category.position)))
        category = Category(
            slug=unique_slug(slugify(slug or name), is_taken),
            name=name,
            description=description,
            position=0 if last is None else last + 1,
        )
        session.add(category)
        session.flush()
        record("category.add", by=by, now=now, facts={"category": category.id, "name": name})
        return category


def add_person(
    name: str,
    *,
    title: str = "",
    organisation: str = "",
    bio: str = "",
    slug: str = "",
    user: User | None = None,
    by: Actor,
    now: datetime,
) -> Person:
    """Somebody who can sign posts; an account is not needed. ``slug`` "" follows the name."""
    with transaction() as session:

        def is_taken(candidate: str) -> bool:
            return session.scalar(sa.select(Person.id).where(Person.slug == candidate)) is not None

        person = Person(
            slug=unique_slug(slugify(slug or name), is_taken),
            name=name,
            title=title,
            organisation=organisation,
            bio=bio,
            user_id=user.id if user else None,
        )
        session.add(person)
        session.flush()
        record("person.add", by=by, now=now, facts={"person": person.id, "name": name})
        return person
