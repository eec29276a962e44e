"""Asking as a reader does, and the table of questions in seven languages."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from forum.domain.finding import DocumentKind
from forum.domain.text import search_phrases
from forum.queries.finding import After, Found, Question, found_page
from tests.support.moments import NOW

TABLE = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "data/search/table.toml").read_text(encoding="utf-8")
)
TEXTS: list[dict[str, str]] = TABLE["text"]
CASES: list[dict[str, str]] = TABLE["case"]
PUBLICATIONS: list[dict[str, str]] = TABLE["publication"]
PUBLICATION_CASES: list[dict[str, str]] = TABLE["publication_case"]


def ask(q: str, *, size: int = 50, after: After | None = None, now: datetime = NOW, **more: Any) -> Found:
    """A page of finds; nothing is found by what asks for nothing."""
    phrases = search_phrases(q)
    return found_page(Question(phrases, **more), size=size, after=after, now=now) if phrases else Found([])


def found(q: str, **more: Any) -> list[tuple[str, int]]:
    """Kind and number of what is found by exactly these words, in its order."""
    page = ask(q, **more)
    return [] if page.is_opened else [(str(hit.kind), hit.id) for hit in page.hits]


def posts(q: str, **more: Any) -> list[int]:
    """The numbers of the posts."""
    return [number for kind, number in found(q, **more) if kind == DocumentKind.POST]


def comments(q: str, **more: Any) -> list[int]:
    """The numbers of the comments."""
    return [number for kind, number in found(q, **more) if kind == DocumentKind.COMMENT]


def publications(q: str, **more: Any) -> list[int]:
    """The numbers of the publications."""
    return [number for kind, number in found(q, **more) if kind == DocumentKind.PUBLICATION]
