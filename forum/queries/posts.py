"""One post as readers see it, and what became of addresses where none is (any more)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.belonging import is_behind
from forum.domain.discussion import Closing, Discussion, closing
from forum.domain.screening import Mode, effective_mode
from forum.domain.site_settings import SiteSettings
from forum.models import AnnouncedPublication, Category, OldSlug, Post
from forum.queries.belonging import Announced, Belonging, belonging_of
from forum.queries.fates import Fate, fate_of
from forum.queries.lists import shown_excerpt
from forum.queries.people import Signatures
from forum.queries.public import post_is_public
from forum.queries.publications.shown import PublicationCard, announced_by
from forum.queries.taxonomy import TagView, category_mode


@dataclass(frozen=True, slots=True)
class PostView:
    """A public post with all that its page says, but the thread. ``closed`` says why it takes no comments (None: it
    does); ``comments`` counts the public ones; source fields are "" or None for a post that first appeared here."""

    id: int
    slug: str
    language: str
    title: str
    excerpt: str
    body_html: str
    discussion_prompt: str
    published_at: datetime
    updated_at: datetime
    revision: int
    comments: int
    source_name: str
    source_address: str
    source_date: date | None
    source_permission: str
    category_slug: str
    category_name: str
    closed: Closing | None
    signatures: Signatures
    tags: Sequence[TagView]
    belonging: Belonging
    text_at: datetime | None
    is_canonical: bool
    is_noindex: bool
    publications: Sequence[PublicationCard] = ()

    @property
    def announced(self) -> Announced | None:
        """The post that it announces, where readers see that one."""
        return self.belonging.announced

    @property
    def is_behind_original(self) -> bool:
        """Whether it is a translation, and the original's text changed later than its own."""
        original = self.belonging.original
        return original is not None and is_behind(self.text_at, original.text_at)

    @property
    def source_link(self) -> str | None:
        """Where the post first appeared, if that is a web address."""
        is_web = self.source_address.startswith(("https://", "http://"))
        return self.source_address if is_web else None


_VIEWED = (
    Post.id,
    Post.slug,
    Post.language,
    Post.title,
    shown_excerpt().label("excerpt"),
    Post.body_html,
    Post.discussion_prompt,
    Post.published_at,
    Post.updated_at,
    Post.revision,
    Post.public_count.label("comments"),
    Post.source_name,
    Post.source_address,
    Post.source_date,
    Post.source_permission,
    Post.text_at,
    Post.is_canonical,
    Post.is_noindex,
    Category.slug.label("category_slug"),
    Category.name.label("category_name"),
)
_DECIDING = (
    Post.comments_mode,
    category_mode().label("category_mode"),
    Post.keep_open,
    Post.close_after_days,
    Post.announces_id,
    sa.select(AnnouncedPublication.post_id)
    .where(AnnouncedPublication.post_id == Post.id)
    .exists()
    .label("announces_publications"),
)


def post_at(slug: str, *, settings: SiteSettings, now: datetime) -> PostView | None:
    """The public post at ``slug``. Two statements, one more where it announces publications."""
    row = _viewed(Post.slug == slug, post_is_public(now))
    return _view(row, now, closed=_closed(row, settings, now)) if row else None


def post_in_preview(post_id: int, *, now: datetime) -> PostView | None:
    """The post as its page would show it if it were public; it takes no comments, and appears today where no time is
    set. Who may see it is asked elsewhere. As many statements."""
    row = _viewed(Post.id == post_id)
    return _view(row, now, closed=None, published_at=row.published_at or now) if row else None


def _viewed(*conditions: sa.ColumnElement[bool]) -> sa.Row[*tuple[Any, ...]] | None:
    return db.session.execute(
        sa.select(*_VIEWED, *_DECIDING)
        .join(Category, Category.id == Post.category_id)
        .where(*conditions)
        # Two languages may use one slug; the address then means the post that had it first.
        .order_by(Post.id)
        .limit(1)
    ).one_or_none()


def _view(row: sa.Row[*tuple[Any, ...]], now: datetime, **instead: Any) -> PostView:
    shown = {name: row._mapping[name] for name in _NAMES}
    belonging = belonging_of(row.id, row.slug, announces_id=row.announces_id, now=now)
    return PostView(
        **shown | instead,
        signatures=belonging.signatures,
        tags=belonging.tags,
        belonging=belonging,
        publications=announced_by(row.id, now=now) if row.announces_publications else (),
    )


_NAMES = tuple(column.key for column in _VIEWED)


def _closed(row: sa.Row[*tuple[Any, ...]], settings: SiteSettings, now: datetime) -> Closing | None:
    mode = effective_mode(Mode(settings.comments_mode), row.category_mode, row.comments_mode).mode
    days = row.close_after_days or settings.close_after_days
    return closing(Discussion(mode is Mode.CLOSED, row.keep_open, days, row.published_at), now)


def _whereabouts(now: datetime) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        Post.slug,
        Post.state,
        Post.published_at,
        Post.first_published_at,
        post_is_public(now).label("is_public"),
    )


def fate_of_slug(slug: str, *, now: datetime) -> Fate:
    """What to answer where ``post_at`` found nothing: an old address leads to the new one for ever; of a post that
    was taken down it is said so; a draft's or a future post's address is like any that never was."""
    at_slug = _whereabouts(now).where(Post.slug == slug)
    once_at_slug = _whereabouts(now).join(OldSlug, OldSlug.post_id == Post.id).where(OldSlug.slug == slug)
    rows = [*db.session.execute(at_slug), *db.session.execute(once_at_slug)]
    return fate_of(rows, now)


def fate_of_number(post_id: int, *, now: datetime) -> Fate:
    """Where the post with this number stands."""
    return fate_of(db.session.execute(_whereabouts(now).where(Post.id == post_id)).all(), now)
