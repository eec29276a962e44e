"""People who sign posts, and their names under posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.models import Byline, Person, PersonName, Post
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
    """A person as their page shows them today. ``names``: what they are called in other languages, with the tag."""

    id: int
    slug: str
    name: str
    title: str
    organisation: str
    bio: str
    names: tuple[tuple[str, str], ...] = ()

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
    return PersonView(*row, names_of(row.id)) if row else None


def names_of(person_id: int) -> tuple[tuple[str, str], ...]:
    """What a person is called in other languages: pairs of tag and name."""
    rows = db.session.execute(
        sa.select(PersonName.language, PersonName.name)
        .where(PersonName.person_id == person_id)
        .order_by(PersonName.language)
    )
    return tuple((tag, name) for tag, name in rows)


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs, as their keepers see them. ``posts`` counts all that they signed, drafts and trash included;
    ``has_account``: they are an account, too."""

    id: int
    slug: str
    name: str
    title: str
    organisation: str
    bio: str
    has_account: bool
    posts: int


_posts = (
    sa.select(sa.func.count(Byline.post_id.distinct())).where(Byline.person_id == Person.id).scalar_subquery()
)
_SIGNER = (
    Person.id,
    Person.slug,
    Person.name,
    Person.title,
    Person.organisation,
    Person.bio,
    Person.user_id.is_not(None),
    _posts,
)


def signers_page(
    *, after: tuple[str, int] | None, size: int
) -> tuple[Sequence[Signer], tuple[str, int] | None]:
    """A page of those who sign by name: those behind the place ``after``, and behind which the next page begins (None:
    this is the last). One statement."""
    query = sa.select(*_SIGNER).order_by(Person.name, Person.id).limit(size + 1)
    if after is not None:
        query = query.where(sa.tuple_(Person.name, Person.id) > after)
    rows = [Signer(*row) for row in db.session.execute(query)]
    last = rows[size - 1] if len(rows) > size else None
    return rows[:size], (last.name, last.id) if last else None


def signer(number: int) -> Signer | None:
    """The one with this number."""
    row = db.session.execute(sa.select(*_SIGNER).where(Person.id == number)).one_or_none()
    return Signer(*row) if row else None
