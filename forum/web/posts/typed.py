"""All that stands in the editor's form, as one record by the names of its fields: what is kept by itself, compared and
put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from forum.domain.diff import Passage, difference
from forum.domain.merge import BYLINE, BYLINES
from forum.queries.posts_desk.manuscripts import EditedPost
from forum.web.posts.forms import BylineRow, PostForm, rows_in, stored_rows, texts_of

FIELDS = (
    "title",
    "slug",
    "body",
    "excerpt",
    "language",
    "category",
    "tags",
    "discussion_prompt",
    "comments_mode",
    "keep_open",
    "close_after_days",
    "published_at",
    "source_name",
    "source_address",
    "source_date",
    "source_permission",
    "announces",
    "publications",
    "translates",
    "series",
    "series_place",
    "pinned",
    "canonical",
    "noindex",
    "old_addresses",
)


def typed_texts(form: PostForm, rows: Sequence[BylineRow] | None) -> dict[str, str]:
    """What stands in the form, with the line ends of a stored text. NUL, which no database takes, becomes the sign for
    what is no text."""
    texts = {name: str(form[name].data or "") for name in FIELDS} | row_texts(rows or ())
    return {name: text.replace("\r\n", "\n").replace("\0", "\ufffd") for name, text in texts.items()}


def stored_texts(post: EditedPost, *, zone: str, now: datetime) -> dict[str, str]:
    """What the form of the stored post would hold."""
    return texts_of(post, zone=zone, now=now) | row_texts(stored_rows(post))


def row_texts(rows: Sequence[BylineRow]) -> dict[str, str]:
    return {
        f"{BYLINE}{number}-{part}": text
        for number, row in enumerate(rows)
        for part, text in asdict(row).items()
    }


def fill_in(form: PostForm, texts: dict[str, str]) -> list[BylineRow] | None:
    """Puts the texts into the form and returns the by-lines among them, None where there are none."""
    for name in FIELDS:
        if name in texts:
            form[name].data = texts[name]
    return rows_in(texts)


@dataclass(frozen=True)
class Field:
    """A field that differs, and how."""

    name: str
    passages: Sequence[Passage]


def fields_between(old: dict[str, str], new: dict[str, str]) -> list[Field]:
    """The fields that differ and that both have, with what leads from one to the other; the by-lines are one field."""
    before, after = shown_texts(old), shown_texts(new)
    return [
        Field(name, difference(before[name], after[name]))
        for name in (*FIELDS, BYLINES)
        if name in before and name in after and before[name].strip() != after[name].strip()
    ]


def shown_texts(texts: dict[str, str]) -> dict[str, str]:
    """The texts with the by-lines as one of them."""
    rows = rows_in(texts)
    if rows is None:
        return texts
    signed = ("; ".join(filter(None, (row.name, row.title, row.organisation))) for row in rows)
    return texts | {BYLINES: "\n".join(signed)}
