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


class NetworkKey(Base):
    """The day's random key for the HMAC of a network. Destroyed within 48 hours; then nobody can tell any more
    which network wrote what."""

    __tablename__ = "network_key"

    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
