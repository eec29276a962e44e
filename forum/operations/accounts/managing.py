"""What administrators decide about accounts."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.refusals import Conflict, NotFound
from forum.domain.roles import Role
from forum.models import User
from forum.operations.accounts.keeping import new_uniquifier
from forum.operations.log import record


def change_role(user_id: int, role: Role, *, by: Actor, now: datetime) -> User:
    """Gives the account another role and ends its sessions; the role it has already changes nothing.

    Raises ``NotFound("no_such_account")``, or ``Conflict("last_administrator")`` where nobody would be left to manage
    the site.
    """
    with transaction() as session:
        user = _account(session, user_id)
        if user.role is role:
            return user
        if role is not Role.ADMINISTRATOR:
            _keep_an_administrator(session, user)
        facts = {"from": user.role.value, "to": role.value}
        user.role = role
        user.fs_uniquifier = new_uniquifier()
        record("account.role", by=by, now=now, user_id=user.id, facts=facts)
        return user


def set_activity(user_id: int, *, is_active: bool, by: Actor, now: datetime) -> User:
    """Deactivates an account, which ends its sessions and lets nobody in by it, or gives it back.

    Raises ``NotFound("no_such_account")``, or ``Conflict("last_administrator")``.
    """
    with transaction() as session:
        user = _account(session, user_id)
        if user.active is is_active:
            return user
        if not is_active:
            _keep_an_administrator(session, user)
            user.fs_uniquifier = new_uniquifier()
        user.active = is_active
        verb = "account.reactivate" if is_active else "account.deactivate"
        record(verb, by=by, now=now, user_id=user.id)
        return user


def _account(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("no_such_account")
    return user


def _keep_an_administrator(session: Session, user: User) -> None:
    """Raises ``Conflict("last_administrator")`` unless another account could still manage the site. All their rows are
    locked, in one order, so that two administrators who demote each other at the same time cannot both succeed."""
    administrators = session.scalars(
        sa.select(User.id)
        .where(User.role == Role.ADMINISTRATOR, User.active, User.confirmed_at.is_not(None))
        .order_by(User.id)
        .with_for_update()
    ).all()
    if user.role is Role.ADMINISTRATOR and not set(administrators) - {user.id}:
        raise Conflict("last_administrator")
