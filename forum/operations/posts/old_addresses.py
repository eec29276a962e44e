"""Addresses of an earlier site that lead to a post."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.old_addresses import MOST, is_front_page, kept_address, read_address
from forum.domain.permissions import Owned, may
from forum.domain.post_states import is_public
from forum.domain.refusals import Refused
from forum.models import ImportedAddress, Post
from forum.operations.log import record
from forum.operations.posts.moving import own_post


def take_old_addresses(
    session: Session, post: Post, typed: Iterable[str] | None, *, by: Actor, now: datetime
) -> None:
    """These addresses and no others lead to the post from now on (None: those that do), inside the transaction of a
    verb that stores it, which has its number already.

    Raises ``Refused``: the codes of ``read_address``, ``old_addresses_ours`` for the front page,
    ``old_addresses_too_many``, ``old_addresses_taken`` and ``old_addresses_taken_by_hidden``."""
    if typed is None:
        return
    wanted = dict.fromkeys(_kept(one) for one in typed if one.strip())
    if len(wanted) > MOST:
        raise Refused("old_addresses_too_many", limit=MOST)
    stored = set(
        session.scalars(sa.select(ImportedAddress.address).where(ImportedAddress.post_id == post.id))
    )
    gone, new = sorted(stored - wanted.keys()), sorted(wanted.keys() - stored)
    if not gone and not new:
        return
    for address in new:
        _refuse_taken(session, address, by=by, now=now)
    session.execute(sa.delete(ImportedAddress).where(ImportedAddress.address.in_(gone)))
    session.add_all(ImportedAddress(address=address, post_id=post.id) for address in new)
    session.flush()
    facts = {"led_here": new, "no_more": gone}
    record("post.lead_here", by=by, now=now, post_id=post.id, version=post.version, facts=facts)


def _kept(typed: str) -> str:
    path, query = read_address(typed)
    if is_front_page(path, query):
        raise Refused("old_addresses_ours", address=typed.strip()[:200])
    return kept_address(path, query)


def _refuse_taken(session: Session, address: str, *, by: Actor, now: datetime) -> None:
    """Names the post that has the address to those who may know of it."""
    other = session.execute(
        sa.select(Post.title, Post.slug, Post.state, Post.published_at, Post.author_id)
        .join(ImportedAddress, ImportedAddress.post_id == Post.id)
        .where(ImportedAddress.address == address)
    ).one_or_none()
    if other is None:
        return
    if is_public(other.state, other.published_at, now) or may(by, "posts.edit", Owned(other.author_id)):
        raise Refused("old_addresses_taken", address=address, title=other.title, slug=other.slug)
    raise Refused("old_addresses_taken_by_hidden", address=address)


def lead_old_address(post_id: int, address: str, *, by: Actor, now: datetime) -> Post:
    """One more address of an earlier site leads to the post. Raises ``NotFound("no_such_post")`` for somebody else's,
    and what ``take_old_addresses`` raises."""
    with transaction() as session:
        post = own_post(post_id, by=by)
        there = session.scalars(
            sa.select(ImportedAddress.address).where(ImportedAddress.post_id == post.id)
        ).all()
        take_old_addresses(session, post, [*there, address], by=by, now=now)
        return post
