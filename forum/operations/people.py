"""The people who sign posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.markup import MarkupRefused, clean_line, clean_words
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.models import Byline, Person, PersonName, Post, Shelved, User
from forum.operations.addresses import address_for, lead_on, move_address
from forum.operations.log import record
from forum.operations.posts.stamping import stamp_posts

LIMITS = {"name": 120, "title": 160, "organisation": 160, "bio": 1000, "slug": 300}


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
        person = Person(
            slug=address_for(session, Shelved.PERSON, slug or name),
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


@dataclass(frozen=True)
class PersonDraft:
    """Somebody who signs, as typed. ``names`` is what they are called in other languages, by tag; "" for none.
    ``slug`` "": the address stays; from one that changes readers are led on."""

    name: str
    title: str = ""
    organisation: str = ""
    bio: str = ""
    slug: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def change_person(number: int, draft: PersonDraft, *, by: Actor, now: datetime) -> Person:
    """Changes what a person's page says. Under the posts that they have signed already they stand as they stood then.

    Raises ``NotAllowed``, ``NotFound("no_such_person")``, or ``Refused``: ``person_<field>_…`` (empty, too_long,
    not_text)."""
    if not may(by, "bylines.edit"):
        raise NotAllowed("not_allowed")
    texts = {name: _clean(name, getattr(draft, name)) for name in LIMITS}
    names = {tag: _clean("name", text, required=False) for tag, text in draft.names.items()}
    with transaction() as session:
        person = _person(session, number)
        typed = texts.pop("slug")
        for name, text in texts.items():
            setattr(person, name, text)
        if typed:
            old = person.slug
            person.slug = address_for(session, Shelved.PERSON, typed, number=number)
            move_address(session, Shelved.PERSON, old, person.slug, number=number)
        session.execute(sa.delete(PersonName).where(PersonName.person_id == number))
        session.add_all(
            PersonName(person_id=number, language=tag, name=name) for tag, name in names.items() if name
        )
        session.flush()
        _stamp_posts(session, number)
        record("person.change", by=by, now=now, facts={"person": number, "name": person.name})
        return person


def merge_person(number: int, into: str, *, by: Actor, now: datetime) -> Person:
    """All that a person signed was signed by the one at the address ``into``; the person goes, and leads there. What
    stands under the posts stays, but nobody stands there twice for the same work. Returns the other one.

    Raises ``NotAllowed``, ``NotFound("no_such_person")``, or ``Refused``: ``no_such_signer`` where nobody is at the
    address, ``person_into_itself``, ``person_has_account`` where each of the two is an account."""
    if not may(by, "bylines.edit"):
        raise NotAllowed("not_allowed")
    with transaction() as session:
        person = _person(session, number)
        other = session.scalar(sa.select(Person).where(Person.slug == into.strip()).with_for_update())
        if other is None:
            raise Refused("no_such_signer")
        if other.id == number:
            raise Refused("person_into_itself")
        if person.user_id is not None and other.user_id is not None:
            raise Refused("person_has_account")
        _stamp_posts(session, number)
        _sign_over(session, number, other.id)
        has = set(session.scalars(sa.select(PersonName.language).where(PersonName.person_id == other.id)))
        session.execute(
            sa.update(PersonName)
            .where(PersonName.person_id == number, PersonName.language.not_in(has))
            .values(person_id=other.id)
        )
        lead_on(session, Shelved.PERSON, person.slug, number=number, to=other.id)
        account, person.user_id = person.user_id, None
        session.flush()
        other.user_id = other.user_id or account
        facts = {"person": number, "name": person.name, "into": other.name}
        record("person.merge", by=by, now=now, facts=facts)
        session.delete(person)
        return other


def _sign_over(session: Session, number: int, to: int) -> None:
    theirs = sa.select(Byline.post_id, Byline.role).where(Byline.person_id == to)
    session.execute(
        sa.delete(Byline)
        .where(Byline.person_id == number, sa.tuple_(Byline.post_id, Byline.role).in_(theirs))
        .execution_options(synchronize_session=False)
    )
    session.execute(
        sa.update(Byline)
        .where(Byline.person_id == number)
        .values(person_id=to)
        .execution_options(synchronize_session=False)
    )


def _person(session: Session, number: int) -> Person:
    person = session.get(Person, number, with_for_update=True)
    if person is None:
        raise NotFound("no_such_person")
    return person


def _stamp_posts(session: Session, number: int) -> None:
    """Their pages lead to the person."""
    signed = sa.select(Byline.post_id).where(Byline.person_id == number)
    stamp_posts(session, Post.id.in_(signed))


def _clean(name: str, text: str, *, required: bool | None = None) -> str:
    try:
        if name == "bio":
            return clean_words(text, limit=LIMITS[name])
        return clean_line(text, limit=LIMITS[name], required=name == "name" if required is None else required)
    except MarkupRefused as refusal:
        raise Refused(f"person_{name}_{refusal.code}", **refusal.facts) from None
