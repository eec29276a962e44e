"""The languages in which the site's own words exist: English, of which they are made, and each that has a catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from forum.config import PROJECT

TRANSLATIONS = PROJECT / "forum" / "translations"
ORIGINAL = "en"


def with_words(languages: Sequence[str], translations: Path = TRANSLATIONS) -> tuple[str, ...]:
    """Those of ``languages`` (tags such as th or zh-Hans, the most wanted first) that can be shown; English where none
    can, so that never English words stand beside Thai months."""
    return tuple(tag for tag in languages if tag == ORIGINAL or _has_catalogue(tag, translations)) or (
        ORIGINAL,
    )


def _has_catalogue(tag: str, translations: Path) -> bool:
    return (translations / tag.replace("-", "_") / "LC_MESSAGES" / "messages.mo").is_file()
