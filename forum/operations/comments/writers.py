"""Who writes: an account, or a guest known by an edit code."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import STRANGER, Actor, ActorKind
from forum.models import Comment, Guest


def known_guest(by: Actor, *, name: str, code_hash: str | None, now: datetime) -> Actor:
    """``by`` as one who can be known again: as ``as_guest`` has it, and who is new with an edit code is stored."""
    found = as_guest(by, name=name, code_hash=code_hash)
    if found.kind is not ActorKind.STRANGER or code_hash is None:
        return found
    guest = Guest(code_hash=code_hash, created_at=now)
    db.session.add(guest)
    db.session.flush()
    return Actor(ActorKind.GUEST, name, id=guest.id, is_confirmed=True)


def as_guest(by: Actor, *, name: str, code_hash: str | None) -> Actor:
    """``by`` as far as they are known: an account as it is; anybody else, under ``name``, as the guest of their edit
    code. Who has none (``code_hash`` None), or a new one, is a stranger."""
    if by.kind is ActorKind.PERSON:
        return by
    if by.guest_id is not None and db.session.get(Guest, by.guest_id) is not None:
        return replace(by, name=name)
    guest_id = (
        db.session.scalar(sa.select(Guest.id).where(Guest.code_hash == code_hash)) if code_hash else None
    )
    if guest_id is None:
        return replace(STRANGER, name=name)
    return Actor(ActorKind.GUEST, name, id=guest_id, is_confirmed=True)


def is_writer(comment: Comment, by: Actor) -> bool:
    """Whether ``by`` wrote the comment: by account or by edit code."""
    if by.user_id is not None:
        return comment.user_id == by.user_id
    return by.guest_id is not None and comment.guest_id == by.guest_id


def is_own_case(comment: Comment, by: Actor) -> bool:
    """Whether ``by`` wrote the comment, be it as the guest of the same browser, before signing in."""
    return is_writer(comment, by) or (by.guest_here is not None and comment.guest_id == by.guest_here)
