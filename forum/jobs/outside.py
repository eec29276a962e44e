"""What jobs need from the outside world, opened once by the worker's process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from forum.adapters.files import FileStore, open_files
from forum.adapters.letters import LetterBook
from forum.adapters.mail import Mailer, open_mailer
from forum.adapters.seals import Seals
from forum.config import PROJECT, Settings


@dataclass(frozen=True)
class Outside:
    settings: Settings
    mailer: Mailer
    letters: LetterBook
    seals: Seals
    files: FileStore


def open_outside(settings: Settings) -> Outside:
    """Opens the adapters. Raises ``BadSetting``."""
    letters = LetterBook(
        templates_folder() / "letters",
        PROJECT / "forum" / "translations",
        languages=settings.languages,
        site_name=settings.site_name,
        site_url=settings.site_url,
    )
    return Outside(settings, open_mailer(settings), letters, Seals(settings.secret_key), open_files(settings))


def templates_folder() -> Path:
    """Beside the package in a working copy, inside it in an installed wheel."""
    inside = PROJECT / "forum" / "_assets" / "templates"
    return inside if inside.is_dir() else PROJECT / "templates"
