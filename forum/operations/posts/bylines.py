"""Who signs a post: accounts, and people without one. What a by-line says is frozen on the day it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.domain.actors import Actor
from forum.domain.refusals import Refused
from forum.domain.slugs import slugify, unique_slug
from forum.models import Byline, Person, PersonName, Shelved
from forum.models.person import BylineRole
from forum.operations.addresses import is_taken
from forum.operations.posts.drafts import BylineDraft, line

MAX_BYLINES = 30


@dataclass(frozen=True)
class ReadyByline:
    """A by-line as it will be stored. ``person`` may be new; storing the row adds it."""

    position: int
    person: Person
    role: BylineRole
    name: str
    title: str
    organisation: str

    def row(self) -> Byline:
        """The row of the post that it is added to."""
        return Byline(
            position=self.position,
            person=self.person,
            role=self.role,
            name=self.name,
            title=self.title,
            organisation=self.organisation,
        )

    def is_written_as(self, byline: Byline) -> bool:
        """Whether it stands on the post already, word for word."""
        return (self.position, self.person.id, self.role, self.name, self.title, self.organisation) == (
            byline.position,
            byline.person_id,
            byline.role,
            byline.name,
            byline.title,
            byline.organisation,
        )


def bylines_for(
    session: Session,
    standing: Sequence[Byline],
    drafts: tuple[BylineDraft, ...] | None,
    *,
    language: str,
    by: Actor,
) -> list[ReadyByline]:
    """The by-lines in their order; nothing is stored yet. ``standing`` are those that the post has: such a name keeps
    what was true when it was written, unless the draft says otherwise. Who is new on the post signs with the name that
    they have in its ``language``. ``drafts`` None: as they are, or the author's own name on a new post.

    Raises ``Refused``: ``no_such_person``, ``too_many_bylines``, ``byline_<field>_too_long`` and ``…_not_text``.
    """
    if drafts is None:
        own = (BylineDraft(name=by.name),)
        drafts = tuple(BylineDraft(one.person_id, one.role) for one in standing) or own
    if len(drafts) > MAX_BYLINES:
        raise Refused("too_many_bylines", limit=MAX_BYLINES)
    there = {byline.person_id: byline for byline in standing}
    ready: list[ReadyByline] = []
    with session.no_autoflush:
        for draft in drafts:
            person = _person(session, draft, there, [one.person for one in ready], by)
            if any(one.person is person and one.role == draft.role for one in ready):
                continue  # nobody signs twice for the same work
            kept = there.get(person.id)
            name = kept.name if kept else _name_in(session, person, language)
            ready.append(_ready(len(ready), person, name, draft, kept or person))
    return ready


def _name_in(session: Session, person: Person, language: str) -> str:
    """What the person is called in the language, or in the one that it is a kind of (zh for zh-Hans)."""
    if sa.inspect(person).transient:
        return person.name
    rows = session.execute(
        sa.select(PersonName.language, PersonName.name).where(PersonName.person_id == person.id)
    )
    names = dict(rows.all())
    return names.get(language) or names.get(language.partition("-")[0]) or person.name


def _ready(
    position: int, person: Person, name: str, draft: BylineDraft, kept: Byline | Person
) -> ReadyByline:
    title, organisation = draft.title, draft.organisation
    return ReadyByline(
        position,
        person,
        draft.role,
        name,
        kept.title if title is None else line(title, "byline_title"),
        kept.organisation if organisation is None else line(organisation, "byline_organisation"),
    )


def _person(
    session: Session, draft: BylineDraft, there: dict[int, Byline], so_far: list[Person], by: Actor
) -> Person:
    """Whom the draft means."""
    name = line(draft.name, "byline_name")
    if draft.person_id is not None:
        person = session.get(Person, draft.person_id)
        if person is not None and (not name or name in _names_of(session, person, there)):
            return person
    if not name:
        raise Refused("no_such_person")
    if named := [person for person in so_far if person.name == name]:
        return named[0]
    if name == by.name:  # somebody else of this name would have come by number
        own = session.scalar(sa.select(Person).where(Person.user_id == by.user_id))
        return own or _new_person(session, name, draft, so_far, user_id=by.user_id)
    so_called = sa.select(PersonName.person_id).where(PersonName.name == name)
    found = session.scalars(
        sa.select(Person).where(sa.or_(Person.name == name, Person.id.in_(so_called))).order_by(Person.id)
    ).all()
    return _likeliest(found, draft) if found else _new_person(session, name, draft, so_far)


def _names_of(session: Session, person: Person, there: dict[int, Byline]) -> set[str]:
    """What the person is called today, in whatever language, and on this post."""
    standing = there.get(person.id)
    others = session.scalars(sa.select(PersonName.name).where(PersonName.person_id == person.id))
    return {person.name, *others, *([standing.name] if standing else [])}


def _likeliest(people: Sequence[Person], draft: BylineDraft) -> Person:
    """Of several with one name the one whose organisation fits, else whoever was there first."""
    organisation = (draft.organisation or "").strip()
    return next((person for person in people if person.organisation == organisation), people[0])


def _new_person(
    session: Session, name: str, draft: BylineDraft, so_far: list[Person], *, user_id: int | None = None
) -> Person:
    taken_now = {person.slug for person in so_far}
    slug = unique_slug(
        slugify(name),
        lambda slug: slug in taken_now or is_taken(session, Shelved.PERSON, slug),
    )
    return Person(
        slug=slug,
        name=name,
        title=line(draft.title or "", "byline_title"),
        organisation=line(draft.organisation or "", "byline_organisation"),
        user_id=user_id,
    )
