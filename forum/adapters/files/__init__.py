"""Where uploaded files lie: on disk in the instance folder, or in a bucket that speaks S3. One protocol for both."""

from __future__ import annotations

from urllib.parse import urlsplit

from forum.adapters.files.disk import DiskFiles
from forum.adapters.files.place import FileGone, FilesAway, FileStore, StoredFile
from forum.config import Settings

__all__ = ["FileGone", "FileStore", "FilesAway", "StoredFile", "open_files"]


def open_files(settings: Settings) -> FileStore:
    """The place that the settings name; nothing is asked of it yet (``check`` does). Raises ``BadSetting`` with a
    sentence where the library for S3 is not installed."""
    if settings.files_url is None:
        return DiskFiles(settings.instance_path / "files")
    if urlsplit(settings.files_url).scheme == "s3":
        from forum.adapters.files.s3 import open_bucket

        return open_bucket(settings.files_url, settings.files_key_id, settings.files_secret)
    return DiskFiles.at(settings.files_url)
