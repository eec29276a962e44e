"""The people who sign posts."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.slugs import slugify, unique_slug
from forum.models import Person, User
from forum.operations.log import record


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
