"""Accounts, and the one-time links that let somebody in."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask_security import RoleMixin, UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, UtcDateTime
from forum.domain.roles import Role
from forum.models.columns import one_of, word_enum


class User(UserMixin, Base):
    """An account. ``email`` is normalised and unique; ``display_name`` is what others see. ``fs_uniquifier`` is what a
    session names: changing it ends every session at once. ``wants_letters``: letters about the own comments; off, none
    about comments comes any more."""

    __tablename__ = "users"
    __table_args__ = (
        one_of("role", Role, "role"),
        sa.CheckConstraint("length(display_name) BETWEEN 1 AND 80", name="display_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    password: Mapped[str | None] = mapped_column(sa.String(255))
    display_name: Mapped[str] = mapped_column(sa.String(80))
    role: Mapped[Role] = mapped_column(word_enum(Role), default=Role.READER)
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wants_letters: Mapped[bool] = mapped_column(default=True)

    @property
    def roles(self) -> list[RoleMixin]:  # type: ignore[override]  # the library writes roles; we never let it
        """What the account library asks for. Each person has one role here, and what it may do stands in
        ``domain.permissions``: the library's own notion of roles is not used."""
        return []


class SignInLink(Base):
    """A one-time link: only its hash is kept. It opens a page with a button; the button uses it up."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
