"""Readers without an account, and the daily keys under which networks are told apart."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, UtcDateTime


class Guest(Base):
    """One who holds an edit code: known by nothing else. Only the code's hash is kept."""

    __tablename__ = "guest"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class GuestNotice(Base):
    """An address to which a guest wants letters about one comment. It is encrypted with a key outside the database;
    ``token_hash`` is that of the link by which whoever reads there confirms it, and later ends it. ``address_hash``
    (an HMAC) tells that two comments came with the same address. Gone with the comment, and with its withdrawal."""

    __tablename__ = "guest_notice"

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    address_sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    address_hash: Mapped[str] = mapped_column(sa.String(64))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AskedAddress(Base):
    """When an address, known by an HMAC only, was last asked whether it is the guest's. Forgotten a day later, unless
    its reader wants no letters any more (``ended_at``): then it is not asked again."""

    __tablename__ = "asked_address"

    address_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NetworkKey(Base):
    """The day's random key for the HMAC of a network. Destroyed within 48 hours; then nobody can tell any more
    which network wrote what."""

    __tablename__ = "network_key"

    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
