"""Administrators keep the tags that authors make: renamed, merged, deleted. Old addresses lead on for ever."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.markup import MarkupRefused, clean_line
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.models import Post, Shelved, Tag, post_tag
from forum.operations.addresses import address_for, lead_on, move_address
from forum.operations.log import record
from forum.operations.posts.stamping import stamp_posts

LIMITS = {"name": 80, "slug": 300}


def rename_tag(number: int, name: str, *, slug: str = "", by: Actor, now: datetime) -> Tag:
    """Gives a tag another name, and another address where ``slug`` says one ("": it stays).

    Raises ``NotAllowed``, ``NotFound("no_such_tag")``, or ``Refused``: ``tag_name_…``, ``tag_slug_…`` (empty, too_long,
    not_text), ``tag_name_taken``."""
    if not may(by, "tags.edit"):
        raise NotAllowed("not_allowed")
    wanted, typed = _line("name", name), _line("slug", slug)
    with transaction() as session:
        tag = _tag(session, number)
        other = session.scalar(sa.select(Tag.id).where(Tag.name == wanted, Tag.id != number))
        if other is not None:
            raise Refused("tag_name_taken")
        tag.name = wanted
        if typed:
            old = tag.slug
            tag.slug = address_for(session, Shelved.TAG, typed, number=number)
            move_address(session, Shelved.TAG, old, tag.slug, number=number)
        session.flush()
        _stamp_posts(session, number)
        record("tag.rename", by=by, now=now, facts={"tag": tag.id, "name": tag.name})
        return tag


def merge_tag(number: int, into: str, *, by: Actor, now: datetime) -> Tag:
    """The posts of a tag get the tag of the name ``into`` instead, and its addresses lead there; the tag itself goes.
    Returns the other one.

    Raises ``NotAllowed``, ``NotFound("no_such_tag")``, or ``Refused``: ``no_such_tag`` where no tag is called ``into``,
    ``tag_into_itself``."""
    if not may(by, "tags.edit"):
        raise NotAllowed("not_allowed")
    wanted = _line("name", into)
    with transaction() as session:
        tag = _tag(session, number)
        other = session.scalar(sa.select(Tag).where(Tag.name == wanted).with_for_update())
        if other is None:
            raise Refused("no_such_tag")
        if other.id == number:
            raise Refused("tag_into_itself")
        _stamp_posts(session, number)
        have_both = sa.select(post_tag.c.post_id).where(post_tag.c.tag_id == other.id)
        session.execute(
            sa.update(post_tag)
            .where(post_tag.c.tag_id == number, post_tag.c.post_id.not_in(have_both))
            .values(tag_id=other.id)
        )
        lead_on(session, Shelved.TAG, tag.slug, number=number, to=other.id)
        record("tag.merge", by=by, now=now, facts={"tag": tag.id, "name": tag.name, "into": other.name})
        session.execute(sa.delete(post_tag).where(post_tag.c.tag_id == number))
        session.delete(tag)
        return other


def delete_tag(number: int, *, by: Actor, now: datetime) -> None:
    """Takes a tag from all its posts. Raises ``NotAllowed``, ``NotFound("no_such_tag")``."""
    if not may(by, "tags.edit"):
        raise NotAllowed("not_allowed")
    with transaction() as session:
        tag = _tag(session, number)
        _stamp_posts(session, number)
        record("tag.delete", by=by, now=now, facts={"tag": tag.id, "name": tag.name})
        session.execute(sa.delete(post_tag).where(post_tag.c.tag_id == number))
        session.delete(tag)


def _tag(session: Session, number: int) -> Tag:
    tag = session.get(Tag, number, with_for_update=True)
    if tag is None:
        raise NotFound("no_such_tag")
    return tag


def _stamp_posts(session: Session, number: int) -> None:
    """The tag stands on the pages of its posts."""
    tagged = sa.select(post_tag.c.post_id).where(post_tag.c.tag_id == number)
    stamp_posts(session, Post.id.in_(tagged))


def _line(name: str, text: str) -> str:
    try:
        return clean_line(text, limit=LIMITS[name], required=name == "name")
    except MarkupRefused as refusal:
        raise Refused(f"tag_{name}_{refusal.code}", **refusal.facts) from None
