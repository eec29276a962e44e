"""Addresses at which readers found nothing: noted, led to a post, forgotten."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forum.db import savepoint, transaction
from forum.domain.actors import Actor
from forum.domain.broken_links import KEPT_FOR, MOST_ADDRESSES
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.models import MissingAddress, OldSlug, Post
from forum.operations.log import record
from forum.operations.posts.moving import own_post
from forum.operations.posts.old_addresses import lead_old_address
from forum.operations.posts.racing import unraced

# In milliseconds: a reader's answer is not held up for it.
PATIENCE = 20


def note_missing(address: str, *, came_from: str, now: datetime) -> None:
    """A reader found nothing at the address. ``came_from``: the public page of this site that led there, "" for none.
    It is no event of the log: nobody did anything.

    It waits for no other writer: raises ``Unavailable("database_busy")`` where one is at work for longer than a moment,
    and then nothing is noted."""
    today = now.date()
    with transaction(patience=PATIENCE) as session:
        # Clocks are set back, and two processes need not agree on when a day ends.
        last_on = sa.case((MissingAddress.last_on > today, MissingAddress.last_on), else_=today)
        again: dict[str, object] = {"hits": MissingAddress.hits + 1, "last_on": last_on}
        if came_from:
            again["came_from"] = came_from
        known = session.scalar(
            sa.update(MissingAddress)
            .where(MissingAddress.address == address)
            .values(again)
            .returning(MissingAddress.id)
            .execution_options(synchronize_session=False)
        )
        if known is not None:
            return
        _make_room(session)
        new = {"address": address, "hits": 1, "first_on": today, "last_on": today, "came_from": came_from}
        with suppress(IntegrityError), savepoint():  # another reader has just found nothing there
            session.execute(sa.insert(MissingAddress).values(**new))


def _make_room(session: Session) -> None:
    """For one more: the one that was asked for least goes, of those the one longest ago."""
    too_many = (
        (session.scalar(sa.select(sa.func.count()).select_from(MissingAddress)) or 0) - MOST_ADDRESSES + 1
    )
    if too_many <= 0:
        return
    least = (
        sa.select(MissingAddress.id)
        .order_by(MissingAddress.hits, MissingAddress.last_on, MissingAddress.id)
        .limit(too_many)
    )
    numbers = session.scalars(least).all()
    session.execute(sa.delete(MissingAddress).where(MissingAddress.id.in_(numbers)))


def forget_old_missing(*, now: datetime) -> None:
    """Deletes those that nobody asked for any more."""
    with transaction() as session:
        session.execute(sa.delete(MissingAddress).where(MissingAddress.last_on < (now - KEPT_FOR).date()))


def forget_missing(number: int, *, by: Actor, now: datetime) -> None:
    """Takes the address off the list; whoever asks for it next puts it there again. Raises ``NotAllowed`` and
    ``NotFound("no_such_missing_address")``."""
    with transaction() as session:
        session.delete(_missing(session, number, by))
        record("address.forget", by=by, now=now)


def lead_missing(number: int, post_id: int, *, slug: str | None, by: Actor, now: datetime) -> Post:
    """Leads whoever asks for the address to the post from now on, and takes it off the list. ``slug``: the address is
    that of a post of this site, and this its last part; None: it is one of an earlier site.

    Raises ``NotAllowed``, ``NotFound`` (``no_such_missing_address``, ``no_such_post``), ``Refused``
    (``slug_is_of_another``), and what ``lead_old_address`` raises."""
    with unraced(), transaction() as session:
        missing = _missing(session, number, by)
        if slug is None:
            post = lead_old_address(post_id, missing.address, by=by, now=now)
        else:
            post = _lead_slug(session, post_id, slug, by=by, now=now)
        session.delete(missing)
        return post


def _lead_slug(session: Session, post_id: int, slug: str, *, by: Actor, now: datetime) -> Post:
    post = own_post(post_id, by=by)
    now_there = sa.select(Post.id).where(Post.slug == slug)
    once_there = sa.select(OldSlug.post_id).where(OldSlug.slug == slug)
    if set(session.scalars(sa.union_all(now_there, once_there))):
        raise Refused("slug_is_of_another")
    session.add(OldSlug(slug=slug, post_id=post.id))
    facts = {"led_here": [f"/posts/{slug}"], "no_more": []}
    record("post.lead_here", by=by, now=now, post_id=post.id, version=post.version, facts=facts)
    return post


def _missing(session: Session, number: int, by: Actor) -> MissingAddress:
    if not may(by, "links.mend"):
        raise NotAllowed("not_allowed")
    missing = session.scalar(sa.select(MissingAddress).where(MissingAddress.id == number).with_for_update())
    if missing is None:
        raise NotFound("no_such_missing_address")
    return missing
