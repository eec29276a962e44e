"""The daily key under which networks are told apart, and its end.

Without the key, a stored hash of a network is noise: once the day's key is destroyed, nobody can tell any more which
network wrote what, not even with the whole database in hand.
"""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from forum.db import db, transaction
from forum.models import NetworkKey

KEY_BYTES = 32


def daily_key(now: datetime) -> bytes:
    """The key of ``now``'s day (UTC), made when the day first needs it. Whoever makes it destroys the older ones, so
    that none outlives 48 hours even where no clock runs."""
    if (key := _key_of(now)) is not None:
        return key
    try:
        with transaction() as session:
            destroy_old_keys(now)
            session.add(NetworkKey(day=now.date(), key=secrets.token_bytes(KEY_BYTES)))
    except IntegrityError:
        pass  # another process made it in the same moment
    made = _key_of(now)
    assert made is not None
    return made


def _key_of(now: datetime) -> bytes | None:
    return db.session.scalar(sa.select(NetworkKey.key).where(NetworkKey.day == now.date()))


def destroy_old_keys(now: datetime) -> int:
    """Destroys the keys of all days before ``now``'s; how many there were. Run daily, no key lives 48 hours."""
    with transaction() as session:
        gone = session.execute(sa.delete(NetworkKey).where(NetworkKey.day < now.date()))
        return int(gone.rowcount)  # type: ignore[attr-defined]
