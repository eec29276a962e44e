"""Who writes: an account, or a guest known by an edit code."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import STRANGER, Actor, ActorKind
from forum.models import Comment, Guest


def as_guest(by: Actor, *, name: str, code_hash: str | None, now: datetime) -> Actor:
    """``by`` as one who can be known again: an account as it is; anybody else, under ``name``, as the guest of their
    edit code, made if new. A stranger without a code (``code_hash`` None) stays a stranger."""
    if by.kind is ActorKind.PERSON:
        return by
    if by.guest_id is not None and db.session.get(Guest, by.guest_id) is not None:
        return replace(by, name=name)
    if code_hash is None:
        return replace(STRANGER, name=name)
    guest_id = db.session.scalar(sa.select(Guest.id).where(Guest.code_hash == code_hash))
    if guest_id is None:
        guest = Guest(code_hash=code_hash, created_at=now)
        db.session.add(guest)
        db.session.flush()
        guest_id = guest.id
    return Actor(ActorKind.GUEST, name, id=guest_id, is_confirmed=True)


def is_writer(comment: Comment, by: Actor) -> bool:
    """Whether ``by`` wrote the comment: by account or by edit code."""
    if by.user_id is not None:
        return comment.user_id == by.user_id
    return by.guest_id is not None and comment.guest_id == by.guest_id


def is_own_case(comment: Comment, by: Actor) -> bool:
    """Whether ``by`` wrote the comment, be it as the guest of the same browser, before signing in."""
    return is_writer(comment, by) or (by.guest_here is not None and comment.guest_id == by.guest_here)
