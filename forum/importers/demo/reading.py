"""Reading the content files: TOML, and Markdown with TOML in front."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"
_PICTURE = re.compile(r"picture:([\w.-]+)")


@dataclass(frozen=True)
class PostFile:
    """One post: its facts, and its body in Markdown."""

    facts: dict[str, Any]
    body: str

    def body_with(self, pictures: Mapping[str, str]) -> str:
        """The body with the addresses of the pictures that it names, ``picture:…``."""
        return _PICTURE.sub(lambda found: pictures[found[1]], self.body)

    def published_at(self, now: datetime) -> datetime | None:
        """The time of publication; None for a draft. Some posts are published in so many days from ``now``."""
        if "published_in_days" in self.facts:
            return now + timedelta(days=self.facts["published_in_days"])
        at: datetime | None = self.facts.get("published_at")
        return at.astimezone(UTC) if at else None


def content(name: str) -> dict[str, Any]:
    """The tables of one TOML file."""
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def picture_files() -> Iterator[tuple[str, bytes]]:
    """The pictures of the posts, each with its name."""
    for path in sorted((CONTENT / "pictures").iterdir()):
        yield path.name, path.read_bytes()


def post_files() -> list[PostFile]:
    """All posts, in the order of their file names."""
    files = []
    for path in sorted((CONTENT / "posts").glob("*.md")):
        _, facts, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        files.append(PostFile(tomllib.loads(facts), body.strip()))
    return files


def posted_at(comment: dict[str, Any], now: datetime) -> datetime:
    """When a comment of the content was sent."""
    if "posted_hours_ago" in comment:
        return now - timedelta(hours=comment["posted_hours_ago"])
    at: datetime = comment["posted_at"]
    return at.astimezone(UTC)
