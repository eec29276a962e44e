"""The name under which an account is seen."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.markup import MarkupRefused, clean_line
from forum.domain.refusals import NotFound, Refused
from forum.domain.roles import Role
from forum.domain.text import confusable_skeleton
from forum.models import User
from forum.operations.log import record

MAX_NAME = 80


def ready_display_name(name: str, *, of: int | None = None) -> str:
    """``name`` as it will be stored, for the account ``of`` or a new one.

    Raises ``Refused`` with ``name_empty``, ``name_too_long``, ``name_not_text``, or ``name_of_staff`` for a name that
    looks like that of somebody else who works here.
    """
    try:
        clean = clean_line(name, limit=MAX_NAME, required=True)
    except MarkupRefused as refusal:
        raise Refused(f"name_{refusal.code}", **refusal.facts) from None
    staff = sa.select(User.display_name).where(User.role != Role.READER)
    if of is not None:
        staff = staff.where(User.id != of)
    skeleton = confusable_skeleton(clean)
    if any(skeleton == confusable_skeleton(name) for name in db.session.scalars(staff)):
        raise Refused("name_of_staff")
    return clean


def rename(user_id: int, name: str, *, by: Actor, now: datetime) -> User:
    """Gives the account another display name. What was written under the old one keeps it.

    Raises as ``ready_display_name``, and ``NotFound("no_such_account")``.
    """
    with transaction() as session:
        user = session.get(User, user_id)
        if user is None:
            raise NotFound("no_such_account")
        clean = ready_display_name(name, of=user_id)
        if clean != user.display_name:
            user.display_name = clean
            record("account.rename", by=by, now=now, user_id=user_id)
        return user
