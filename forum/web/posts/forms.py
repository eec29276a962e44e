"""The editor's form: what stands in its fields, from the stored post or as it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField

from forum.domain.paging import read_number
from forum.domain.refusals import Refused
from forum.domain.slugs import slugify
from forum.queries.posts_desk.manuscripts import EditedPost

_KEY = re.compile(r"[A-Za-z0-9_-]{20,64}")
_BYLINE = re.compile(r"byline-([0-9]{1,3})-name")


class LinesField(StringField):  # type: ignore[misc]  # WTForms has no types
    """Several fields of the page, ``name-0``, ``name-1`` and so on, as the lines of one text; empty ones are left
    out."""

    def process(self, formdata: Any, *given: Any, **options: Any) -> None:
        super().process(formdata, *given, **options)
        numbered = re.compile(rf"{self.name}-([0-9]{{1,3}})", re.ASCII)
        parts = {int(found[1]): name for name in formdata or () if (found := numbered.fullmatch(name))}
        if parts:
            texts = (formdata.get(parts[number]).strip() for number in sorted(parts))
            self.data = "\n".join(filter(None, texts))


class PostForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Every field is text, as typed; ``drafting`` reads it. A field that a request leaves out keeps what is stored, so
    title and body alone are a whole form. ``seen`` is the version that the writer changed, ``over`` a later one that
    they were shown in a conflict and may save over; ``form_key`` tells the form of a new post from others.
    ``autosaved`` is the number of the text that was kept by itself, as far as the page knows."""

    title = StringField()
    slug = StringField()
    body = TextAreaField()
    excerpt = TextAreaField()
    language = StringField()
    category = StringField()
    tags = StringField()
    discussion_prompt = TextAreaField()
    comments_mode = StringField()
    keep_open = StringField()
    close_after_days = StringField()
    published_at = StringField()
    source_name = StringField()
    source_address = StringField()
    source_date = StringField()
    source_permission = StringField()
    announces = StringField()
    publications = LinesField()
    translates = StringField()
    series = StringField()
    series_place = StringField()
    pinned = StringField()
    canonical = StringField()
    noindex = StringField()
    old_addresses = TextAreaField()
    seen = HiddenField()
    over = HiddenField()
    form_key = HiddenField()
    autosaved = HiddenField()
    return_note = TextAreaField()

    def key(self) -> str | None:
        """What tells this form from others; None where the request brings nothing that could."""
        text = self.form_key.data or ""
        return text if _KEY.fullmatch(text) else None

    def required_key(self) -> str:
        """The same; raises ``Refused("autosave_without_key")``."""
        key = self.key()
        if key is None:
            raise Refused("autosave_without_key")
        return key

    def seen_version(self) -> int:
        """The version that the writer began with; 0, which no version is, where the form says none."""
        return read_number(self.seen.data) or 0

    def may_take_the_place_of(self) -> int:
        """The version that the writer has seen and may save over."""
        return read_number(self.over.data) or self.seen_version()

    def known(self) -> int:
        """The number of the text that was kept by itself; 0 for none."""
        return read_number(self.autosaved.data) or 0

    def text(self, name: str) -> str:
        """What stands in a field, without space around it."""
        return str(self[name].data or "").strip()


@dataclass(frozen=True)
class BylineRow:
    """One by-line as it stands in the form. ``person`` is the number of the person, "" for a name that is new."""

    person: str = ""
    name: str = ""
    role: str = "author"
    title: str = ""
    organisation: str = ""


def texts_of(post: EditedPost, *, zone: str, now: datetime) -> dict[str, str]:
    """The fields of the form for a stored post. The address is left empty as long as it follows the title."""
    follows = not post.was_seen(now) and post.slug == slugify(post.title)
    return {
        "title": post.title,
        "slug": "" if follows else post.slug,
        "body": post.body,
        "excerpt": post.excerpt,
        "language": post.language,
        "category": post.category_slug,
        "tags": ", ".join(post.tags),
        "discussion_prompt": post.discussion_prompt,
        "comments_mode": post.comments_mode or "",
        "keep_open": "yes" if post.keep_open else "",
        "close_after_days": str(post.close_after_days or ""),
        "published_at": local_time(post.published_at, zone),
        "source_name": post.source_name,
        "source_address": post.source_address,
        "source_date": post.source_date.isoformat() if post.source_date else "",
        "source_permission": post.source_permission,
        "announces": f"/posts/{post.announces_slug}" if post.announces_slug else "",
        "publications": "\n".join(f"/publications/{slug}" for slug in post.publications),
        "translates": f"/posts/{post.translates_slug}" if post.translates_slug else "",
        "series": post.series or "",
        "series_place": str(post.series_place or ""),
        "pinned": "yes" if post.is_pinned else "",
        "canonical": "here" if post.is_canonical else "",
        "noindex": "yes" if post.is_noindex else "",
        "old_addresses": "\n".join(post.old_addresses),
    }


def local_time(at: datetime | None, zone: str) -> str:
    """For ``<input type=datetime-local>``: the time in the site's zone, to the minute; "" for None."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M") if at else ""


def stored_rows(post: EditedPost) -> list[BylineRow]:
    """The by-lines of a stored post."""
    return [
        BylineRow(str(one.person_id), one.name, one.role.value, one.title, one.organisation)
        for one in post.signers
    ]


def typed_rows() -> list[BylineRow] | None:
    """The by-lines of the request in the order of their numbers; None where it brings none at all."""
    return rows_in(request.form)


def rows_in(texts: Mapping[str, str]) -> list[BylineRow] | None:
    """The by-lines among the fields of a form."""
    numbers = sorted({int(found[1]) for name in texts if (found := _BYLINE.fullmatch(name))})
    if not numbers:
        return None
    parts = ("person", "name", "role", "title", "organisation")
    rows = [
        BylineRow(**{part: texts.get(f"byline-{number}-{part}", "") for part in parts}) for number in numbers
    ]
    return [row for row in rows if any((row.name.strip(), row.title.strip(), row.organisation.strip()))]


def with_room(rows: Sequence[BylineRow]) -> list[BylineRow]:
    """The rows and an empty one for another name."""
    return [*rows, BylineRow()]
