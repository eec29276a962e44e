"""Administrators keep the series that authors begin: named, described, merged, their parts put in order. Old addresses
lead on for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.belonging import PLACES
from forum.domain.markup import MarkupRefused, clean_line
from forum.domain.permissions import may
from forum.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from forum.domain.slugs import says_something
from forum.models import Post, Series, SeriesPart, Shelved
from forum.operations.addresses import address_for, lead_on, move_address
from forum.operations.log import record
from forum.operations.posts.stamping import stamp_posts

LIMITS = {"name": 120, "slug": 300, "description": 500}


@dataclass(frozen=True)
class SeriesDraft:
    """A series as it was typed. ``slug`` "": the address stays; from one that changes readers are led on."""

    name: str
    description: str = ""
    slug: str = ""


def change_series(number: int, draft: SeriesDraft, *, by: Actor, now: datetime) -> Series:
    """Names and describes a series. Raises ``NotAllowed``, ``NotFound("no_such_series")``, or ``Refused``:
    ``series_name_…``, ``series_description_…``, ``series_slug_…`` (empty, too_long, not_text),
    ``series_name_without_letters``, ``series_name_taken``."""
    _check(by)
    name, slug, description = (_line(field, getattr(draft, field)) for field in LIMITS)
    if not says_something(name):
        raise Refused("series_name_without_letters")
    with transaction() as session:
        series = _series(session, number)
        other = session.scalar(sa.select(Series.id).where(Series.name == name, Series.id != number))
        if other is not None:
            raise Refused("series_name_taken")
        series.name, series.description = name, description
        if slug:
            old = series.slug
            series.slug = address_for(session, Shelved.SERIES, slug, number=number)
            move_address(session, Shelved.SERIES, old, series.slug, number=number)
        session.flush()
        _stamp_parts(session, number)
        record("series.change", by=by, now=now, facts={"series": series.id, "name": series.name})
        return series


def merge_series(number: int, into: str, *, by: Actor, now: datetime) -> Series:
    """The parts of a series stand behind those of the series of the name ``into``, in their order, and its addresses
    lead there; the series itself goes. Returns the other one.

    Raises ``NotAllowed``, ``NotFound("no_such_series")``, or ``Refused``: ``no_such_series`` where none is called
    ``into``, ``series_into_itself``."""
    _check(by)
    wanted = _line("name", into)
    with transaction() as session:
        series = _series(session, number)
        other = session.scalar(sa.select(Series).where(Series.name == wanted).with_for_update())
        if other is None:
            raise Refused("no_such_series")
        if other.id == number:
            raise Refused("series_into_itself")
        _stamp_parts(session, number, other.id)
        moved, there = _parts(session, number), _parts(session, other.id)
        for part in moved:
            part.series_id = other.id
        _number([*there, *moved])
        session.flush()
        lead_on(session, Shelved.SERIES, series.slug, number=number, to=other.id)
        facts = {"series": series.id, "name": series.name, "into": other.name, "posts": len(moved)}
        record("series.merge", by=by, now=now, facts=facts)
        session.delete(series)
        return other


def order_series(
    number: int, posts: Sequence[int], *, seen: Sequence[int], by: Actor, now: datetime
) -> Series:
    """The parts stand in the order of ``posts``. ``seen`` are the same ones in the order in which they stood; what came
    behind them meanwhile stays behind.

    Raises ``NotAllowed``, ``NotFound("no_such_series")``, ``Conflict("series_parts_changed")`` where they do not stand
    so any more, or ``posts`` are others."""
    _check(by)
    with transaction() as session:
        series = _series(session, number)
        _stamp_parts(session, number)
        parts = {part.post_id: part for part in _parts(session, number)}
        if [*parts][: len(seen)] != [*seen] or sorted(posts) != sorted(seen):
            raise Conflict("series_parts_changed")
        named = [parts.pop(post) for post in posts]
        _number([*named, *parts.values()])
        session.flush()
        record("series.order", by=by, now=now, facts={"series": series.id, "name": series.name})
        return series


def delete_series(number: int, *, by: Actor, now: datetime) -> None:
    """Deletes a series in which no post stands, drafts and trash included. Raises ``NotAllowed``,
    ``NotFound("no_such_series")``, ``Refused("series_in_use")``."""
    _check(by)
    with transaction() as session:
        series = _series(session, number)
        if _parts(session, number):
            raise Refused("series_in_use")
        record("series.delete", by=by, now=now, facts={"series": series.id, "name": series.name})
        session.delete(series)


def _check(by: Actor) -> None:
    if not may(by, "series.edit"):
        raise NotAllowed("not_allowed")


def _series(session: Session, number: int) -> Series:
    series = session.get(Series, number, with_for_update=True)
    if series is None:
        raise NotFound("no_such_series")
    return series


def _parts(session: Session, number: int) -> Sequence[SeriesPart]:
    in_order = (SeriesPart.place, SeriesPart.post_id)
    return session.scalars(
        sa.select(SeriesPart).where(SeriesPart.series_id == number).order_by(*in_order)
    ).all()


def _number(parts: Sequence[SeriesPart]) -> None:
    for place, part in enumerate(parts, PLACES[0]):
        part.place = min(place, PLACES[-1])


def _stamp_parts(session: Session, *numbers: int) -> None:
    """The series stands on the pages of its parts, which name each other. Their posts are locked by it, so that none of
    them leaves or moves meanwhile."""
    parts = sa.select(SeriesPart.post_id).where(SeriesPart.series_id.in_(numbers))
    stamp_posts(session, Post.id.in_(parts))


def _line(name: str, text: str) -> str:
    try:
        return clean_line(text, limit=LIMITS[name], required=name == "name")
    except MarkupRefused as refusal:
        raise Refused(f"series_{name}_{refusal.code}", **refusal.facts) from None
