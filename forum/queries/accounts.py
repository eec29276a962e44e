"""Accounts, and the one-time links that let somebody in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from forum.db import db
from forum.domain.paging import Cursor, Page, page_of
from forum.domain.roles import Role
from forum.models import SignInLink, User

# What the doors call a row of the table of accounts.
Account = User

Unique = Literal["id", "email", "fs_uniquifier"]


def account_with(field: Unique, value: object) -> Account | None:
    """A snapshot of the account whose ``field`` is ``value``: it stands outside the session, so that what is done to it
    reaches the database only by ``operations.accounts``."""
    account = db.session.scalar(sa.select(User).where(getattr(User, field) == value))
    if account is not None:
        db.session.expunge(account)
    return account


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A one-time link that still lets somebody in, and whom."""

    display_name: str
    role: Role


def open_link(token_hash: str, *, now: datetime) -> OpenLink | None:
    """Whom the link lets in; None for one that is unknown, used, too old, or of a closed account."""
    row = db.session.execute(
        sa.select(User.display_name, User.role)
        .join(SignInLink, SignInLink.user_id == User.id)
        .where(SignInLink.token_hash == token_hash, link_is_open(now), User.active)
    ).one_or_none()
    return OpenLink(*row) if row else None


def link_is_open(now: datetime) -> sa.ColumnElement[bool]:
    """Not used, and its time has not run out."""
    return sa.and_(SignInLink.used_at.is_(None), SignInLink.expires_at > now)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in the list of people."""

    id: int
    display_name: str
    email: str
    role: Role
    is_active: bool
    is_confirmed: bool
    created_at: datetime


def accounts_page(*, older_than: Cursor | None, size: int) -> Page[AccountLine]:
    """Accounts, newest first. One statement."""
    statement = (
        sa.select(
            User.id,
            User.display_name,
            User.email,
            User.role,
            User.active,
            User.confirmed_at.is_not(None),
            User.created_at,
        )
        .order_by(User.id.desc())
        .limit(size + 1)
    )
    if older_than is not None:
        statement = statement.where(User.id < older_than.id)
    rows = [AccountLine(*row) for row in db.session.execute(statement)]
    return page_of(rows, size, lambda line: Cursor(line.created_at, line.id))
