"""What every place for files can do, and how it fails."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from forum.config import BadSetting


class FilesAway(OSError):
    """The place cannot be written or read just now. The message names no file."""


class FileGone(LookupError):
    """There is no file under this key."""


@dataclass(frozen=True)
class StoredFile:
    """A key, and when it was last put (aware, UTC)."""

    key: str
    put_at: datetime


class FileStore(Protocol):
    """Files by key (``"ab/abcd….jpg"``: letters, digits, one slash, one dot). No file has a public address of its own:
    what readers get passes the front door, which knows who may see it."""

    def check(self) -> None:
        """Writes, reads and deletes something. Raises ``BadSetting`` with a sentence that says what is wrong."""

    def put(self, key: str, data: bytes) -> None:
        """Stores ``data``, whole or not at all, also where the machine stops; over what is there, whose time becomes
        new. Raises ``FilesAway``."""

    def read(self, key: str) -> bytes:
        """All of it: no file is larger than one upload may be. Raises ``FileGone``, ``FilesAway``."""

    def has(self, key: str) -> bool:
        """Whether there is something under ``key``. Raises ``FilesAway``."""

    def delete(self, key: str) -> None:
        """Takes it away; one that is not there is no error. Raises ``FilesAway``."""

    def all(self) -> Iterator[StoredFile]:
        """Everything that is stored, in no order. Raises ``FilesAway``."""


def try_out(store: FileStore, named: str) -> None:
    """What ``FileStore.check`` promises. ``named``: the store in the sentence ("the folder …")."""
    key = f"00/{secrets.token_hex(16)}.check"
    try:
        store.put(key, b"written to see whether it can be")
        store.read(key)
        store.delete(key)
    except (FilesAway, FileGone) as error:
        raise BadSetting(f"FORUM_FILES_URL: {named} for uploaded files cannot be used ({error}).") from None
