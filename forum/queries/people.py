"""People who sign posts, and their names under posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.models import Byline, Person, Post
from forum.models.person import BylineRole
from forum.queries.public import post_is_public


@dataclass(frozen=True, slots=True)
class Signature:
    """One name under a post, with title and organisation as they were when it was signed ("" for none)."""

    person_slug: str
    name: str
    title: str
    organisation: str
    role: BylineRole

    @property
    def standing(self) -> str:
        """Title and organisation in one line, "" where neither is given."""
        return ", ".join(filter(None, (self.title, self.organisation)))


Signatures = tuple[Signature, ...]


def chief_of(signatures: Signatures) -> Signatures:
    """Those whose work the post is first of all: its authors; where it names none, those of the first role."""
    roles = [one.role for one in signatures]
    first = BylineRole.AUTHOR if BylineRole.AUTHOR in roles else next(iter(roles), None)
    return tuple(one for one in signatures if one.role is first)


def signatures_of(post_ids: Iterable[int]) -> dict[int, Signatures]:
    """The names under each of the posts, in their order; a post without any is missing. One statement."""
    ids = list(post_ids)
    if not ids:
        return {}
    rows = db.session.execute(
        sa.select(Byline.post_id, Person.slug, Byline.name, Byline.title, Byline.organisation, Byline.role)
        .join(Person, Person.id == Byline.person_id)
        .where(Byline.post_id.in_(ids))
        .order_by(Byline.post_id, Byline.position)
    )
    signed: dict[int, Signatures] = {}
    for post_id, person_slug, name, title, organisation, role in rows:
        signature = Signature(person_slug, name, title, organisation, role)
        signed[post_id] = (*signed.get(post_id, ()), signature)
    return signed


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as their page shows them today."""

    id: int
    slug: str
    name: str
    title: str
    organisation: str
    bio: str

    @property
    def standing(self) -> str:
        """Title and organisation in one line, "" where neither is given."""
        return ", ".join(filter(None, (self.title, self.organisation)))


def person_at(slug: str, *, now: datetime) -> PersonView | None:
    """The person with ``slug``; None where there is none, or none whose name stands under a public post."""
    row = db.session.execute(
        sa.select(Person.id, Person.slug, Person.name, Person.title, Person.organisation, Person.bio).where(
            Person.slug == slug,
            sa.exists().where(Byline.person_id == Person.id, Byline.post_id == Post.id, post_is_public(now)),
        )
    ).one_or_none()
    return PersonView(*row) if row else None
