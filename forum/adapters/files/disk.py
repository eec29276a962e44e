"""Files in a folder that only the site's own account can read."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from forum.adapters.files.place import FileGone, FilesAway, StoredFile, try_out

# The second form is that of a file that is being written.
_KEY = re.compile(r"[a-z0-9]{2}/(?:[a-z0-9]{8,80}|\.[a-z0-9]{8,80}\.[a-z0-9]{2,5})\.[a-z0-9]{2,16}", re.ASCII)


class DiskFiles:
    """Each file appears whole: it is written beside its place, made to last (fsync), and moved there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def at(cls, url: str) -> DiskFiles:
        """The folder of a ``file:///…`` address."""
        return cls(Path(unquote(urlsplit(url).path)))

    def check(self) -> None:
        try_out(self, f"the folder {self._folder}")

    def put(self, key: str, data: bytes) -> None:
        path = self._path(key)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with _away():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(path)
            finally:
                with suppress(OSError):
                    draft.unlink()
            _keep_name(path.parent)

    def read(self, key: str) -> bytes:
        try:
            with _away():
                return self._path(key).read_bytes()
        except FileNotFoundError:
            raise FileGone(key) from None

    def has(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        with suppress(FileNotFoundError), _away():
            self._path(key).unlink()

    def all(self) -> Iterator[StoredFile]:
        """What a write that was cut off left behind is among it, so that it can be swept."""
        for path in self._folder.glob("??/*"):
            key = path.relative_to(self._folder).as_posix()
            if not _KEY.fullmatch(key):
                continue  # what other programs leave there is not ours to sweep
            with suppress(FileNotFoundError):
                yield StoredFile(key, datetime.fromtimestamp(path.stat().st_mtime, UTC))

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise FileGone(key)
        return self._folder / key


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise FilesAway(error.strerror or type(error).__name__) from None


def _keep_name(folder: Path) -> None:
    """The name of a file is a line in its folder, and lasts only when that does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
