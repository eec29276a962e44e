"""Carrying into the database what the account library did to its snapshots of accounts.

The library changes objects first and says "commit" later. Its objects are snapshots (``queries.accounts``), so that
slow things, hashing a password above all, happen outside the transaction, and the change itself is one short
compare-and-set in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor, ActorKind
from forum.domain.refusals import Conflict, Refused
from forum.models import User
from forum.operations.accounts.letters import Letter, post_letters
from forum.operations.log import record


def actor_of(user: User) -> Actor:
    """The account's own person."""
    return Actor(
        ActorKind.PERSON,
        user.display_name,
        id=user.id,
        role=user.role,
        is_confirmed=user.confirmed_at is not None,
    )


def new_uniquifier() -> str:
    """A fresh name for an account's sessions: the old ones end at their next request."""
    return uuid4().hex


def keep_accounts(accounts: Iterable[User], letters: Iterable[Letter], *, now: datetime) -> None:
    """Stores new accounts and the changes to known ones, by the accounts' own people, and posts the letters about it.

    Raises ``Refused("email_taken")`` for a new account whose address another one has meanwhile, and
    ``Conflict("account_changed")`` where an account's sessions were ended since the snapshot was taken (a link used
    twice at once, somebody deactivated meanwhile). Then nothing is stored and no letter leaves.
    """
    try:
        with transaction() as session:
            for account in accounts:
                if sa.inspect(account).transient:
                    session.add(account)
                    session.flush()
                    record("account.sign_up", by=actor_of(account), now=now, user_id=account.id)
                else:
                    _keep_changes(session, account, now=now)
            post_letters(letters, now=now)
    except IntegrityError:
        raise Refused("email_taken") from None


def _keep_changes(session: Session, account: User, *, now: datetime) -> None:
    attributes = sa.inspect(account).attrs
    changes: dict[str, Any] = {
        column.key: getattr(account, column.key)
        for column in sa.inspect(User).column_attrs
        if attributes[column.key].history.has_changes()
    }
    if not changes:
        return
    before = attributes["fs_uniquifier"].history.deleted
    seen = before[0] if before else account.fs_uniquifier
    kept = session.execute(
        sa.update(User).where(User.id == account.id, User.fs_uniquifier == seen).values(**changes)
    )
    if kept.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("account_changed")
    # A hash that was only renewed with today's parameters leaves the sessions alone and is nothing to tell.
    if "fs_uniquifier" in changes and "password" in changes:
        record("account.password", by=actor_of(account), now=now, user_id=account.id)
    elif "confirmed_at" in changes:
        record("account.confirm", by=actor_of(account), now=now, user_id=account.id)


def end_sessions(user_id: int) -> None:
    """Signs the account out everywhere: a copied cookie is worth nothing from the next request on."""
    with transaction() as session:
        session.execute(sa.update(User).where(User.id == user_id).values(fs_uniquifier=new_uniquifier()))
