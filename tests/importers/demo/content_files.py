"""Reads the demo content as plain data, for the tests beside this file. Nothing here starts the product."""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parents[3] / "forum" / "importers" / "demo" / "content"
LOADED_AT = datetime(2026, 1, 1, tzinfo=UTC)  # stands in for the moment of loading, for posted_hours_ago

Record = dict[str, Any]


def read_toml(name: str) -> Record:
    """One TOML file of the demo content, by its name."""
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def read_post(path: Path) -> Record:
    """The front matter of one post, with its Markdown under ``body``."""
    opening, matter, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    assert opening == ""
    return {**tomllib.loads(matter), "body": body.strip()}


SITE = read_toml("site.toml")
RULES = read_toml("rules.toml")
PUBLICATIONS: list[Record] = read_toml("publications.toml")["publications"]
COMMENTS: list[Record] = read_toml("comments.toml")["comments"]
POSTS = {path.name: read_post(path) for path in sorted((CONTENT / "posts").glob("*.md"))}
PUBLISHED = {name: post for name, post in POSTS.items() if "published_at" in post}
BY_SLUG = {post["slug"]: post for post in POSTS.values()}
BY_KEY = {comment["key"]: comment for comment in COMMENTS}
ROLES = {account["key"]: account["role"] for account in SITE["accounts"]}


def posted_at(comment: Record) -> datetime:
    """When the comment was written, in UTC."""
    if "posted_at" in comment:
        moment: datetime = comment["posted_at"]
        return moment
    return LOADED_AT - timedelta(hours=comment["posted_hours_ago"])


def sentences(markdown: str) -> list[str]:
    """Every sentence of a Markdown text; a heading, list item, table row or line of a quote ends one, too."""
    text = re.sub(r"\]\([^)]*\)", "]", markdown)
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*|>]|\d+\.)\s)", text)
    return [part for block in blocks for part in re.split(r"(?<=[.!?])[\"”’*)]*\s+", block) if part.strip()]
