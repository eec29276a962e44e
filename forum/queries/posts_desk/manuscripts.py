"""A post as its editor shows it, and what the editor asks besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.permissions import Owned, may
from forum.domain.post_states import PostState, is_public
from forum.domain.screening import Mode
from forum.models import (
    AnnouncedPublication,
    Byline,
    Category,
    ImportedAddress,
    Person,
    PersonName,
    Post,
    Publication,
    Series,
    Tag,
    User,
    post_tag,
)
from forum.models.person import BylineRole
from forum.queries.belonging import Announced, edited_belonging
from forum.queries.posts_desk.shelves import shown_state
from forum.queries.public import post_is_public, publication_is_public


@dataclass(frozen=True, slots=True)
class Signer:
    """A by-line as the editor shows it."""

    person_id: int
    name: str
    role: BylineRole
    title: str
    organisation: str


@dataclass(frozen=True, slots=True)
class EditedPost:
    """A post with all that its editor shows. Times are aware; None as in the model. ``announces_slug`` is the address
    of the post that it announces, ``publications`` are those of the publications, ``author_name`` names the account
    that it belongs to, ``form_key`` the form that made it."""

    id: int
    author_id: int | None
    version: int
    state: PostState
    slug: str
    title: str
    body: str
    language: str
    excerpt: str
    discussion_prompt: str
    comments_mode: Mode | None
    keep_open: bool
    close_after_days: int | None
    source_name: str
    source_address: str
    source_date: date | None
    source_permission: str
    published_at: datetime | None
    first_published_at: datetime | None
    submitted_at: datetime | None
    returned_at: datetime | None
    return_note: str
    returned_by: str | None
    updated_at: datetime
    category_slug: str
    author_name: str | None
    announces_slug: str | None
    form_key: str | None
    is_canonical: bool
    is_noindex: bool
    is_pinned: bool
    translates_slug: str | None
    series: str | None
    series_place: int | None
    tags: tuple[str, ...]
    publications: tuple[str, ...]
    signers: tuple[Signer, ...]
    old_addresses: tuple[str, ...]

    def shown_state(self, now: datetime) -> str:
        """The word of ``SHELVES``."""
        return shown_state(self.state, self.submitted_at, self.published_at, now)

    def is_public(self, now: datetime) -> bool:
        """Whether readers see it."""
        return is_public(self.state, self.published_at, now)

    def was_seen(self, now: datetime) -> bool:
        """Whether readers could ever see it."""
        return self.first_published_at is not None and self.first_published_at <= now


_announced = aliased(Post)
_EDITED = (
    Post.id,
    Post.author_id,
    Post.version,
    Post.state,
    Post.slug,
    Post.title,
    Post.body,
    Post.language,
    Post.excerpt,
    Post.discussion_prompt,
    Post.comments_mode,
    Post.keep_open,
    Post.close_after_days,
    Post.source_name,
    Post.source_address,
    Post.source_date,
    Post.source_permission,
    Post.published_at,
    Post.first_published_at,
    Post.submitted_at,
    Post.returned_at,
    Post.return_note,
    Post.returned_by,
    Post.updated_at,
    Post.form_key,
    Category.slug.label("category_slug"),
    User.display_name.label("author_name"),
    _announced.slug.label("announces_slug"),
    Post.is_canonical,
    Post.is_noindex,
    Post.pinned_at.is_not(None).label("is_pinned"),
    *edited_belonging(),
)


def edited_post(post_id: int, *, by: Actor) -> EditedPost | None:
    """The post if ``by`` may edit it; None for somebody else's, as for one that is not there. Three statements."""
    row = db.session.execute(
        sa.select(*_EDITED)
        .join(Category, Category.id == Post.category_id)
        .outerjoin(User, User.id == Post.author_id)
        .outerjoin(_announced, _announced.id == Post.announces_id)
        .where(Post.id == post_id)
    ).one_or_none()
    if row is None or not may(by, "posts.edit", Owned(row.author_id)):
        return None
    tags = (
        sa.select(sa.literal("tag").label("kind"), sa.literal(0).label("place"), Tag.name)
        .join(post_tag)
        .where(post_tag.c.post_id == post_id)
    )
    publications = (
        sa.select(sa.literal("publication"), AnnouncedPublication.place, Publication.slug)
        .join(AnnouncedPublication, AnnouncedPublication.publication_id == Publication.id)
        .where(AnnouncedPublication.post_id == post_id)
    )
    addresses = sa.select(sa.literal("address"), sa.literal(0), ImportedAddress.address).where(
        ImportedAddress.post_id == post_id
    )
    asked = sa.union_all(tags, publications, addresses)
    beside = sorted(db.session.execute(asked).all(), key=lambda one: one[1:])
    signers = db.session.execute(
        sa.select(Byline.person_id, Byline.name, Byline.role, Byline.title, Byline.organisation)
        .where(Byline.post_id == post_id)
        .order_by(Byline.position)
    )
    return EditedPost(
        **row._asdict(),
        tags=tuple(text for kind, _, text in beside if kind == "tag"),
        publications=tuple(text for kind, _, text in beside if kind == "publication"),
        signers=tuple(Signer(**one._asdict()) for one in signers),
        old_addresses=tuple(text for kind, _, text in beside if kind == "address"),
    )


@dataclass(frozen=True)
class Suggestions:
    """What the editor offers while somebody types: the names of people who sign or could, the names of series, and the
    publications that may be announced, as pairs of slug and title."""

    names: Sequence[str] = ()
    series: Sequence[str] = ()
    publications: Sequence[tuple[str, str]] = ()


def suggestions(*, by: Actor, now: datetime, limit: int = 300) -> Suggestions:
    """``limit`` of each at most; of publications those that readers see or that ``by`` may edit, the newest first. One
    statement."""
    nothing = sa.cast(sa.null(), sa.String())
    names = sa.union(sa.select(Person.name), sa.select(PersonName.name)).subquery()
    publications = sa.select(
        sa.literal("publication"), Publication.slug, Publication.title, Publication.id
    ).where(Publication.state != PostState.TRASHED)
    if not may(by, "posts.edit", Owned(None)):
        seen = publication_is_public(now)
        publications = publications.where(sa.or_(Publication.author_id == by.user_id, seen))
    asked = (
        sa.select(
            sa.literal("name").label("kind"),
            names.c.name,
            nothing.label("title"),
            sa.literal(0).label("number"),
        )
        .order_by(names.c.name)
        .limit(limit),
        sa.select(sa.literal("series"), Series.name, nothing, sa.literal(0))
        .order_by(Series.name)
        .limit(limit),
        publications.order_by(Publication.id.desc()).limit(limit),
    )
    rows = db.session.execute(sa.union_all(*(sa.select(*one.subquery().c) for one in asked))).all()
    newest = sorted((row for row in rows if row[0] == "publication"), key=lambda row: -row[3])
    return Suggestions(
        sorted(row[1] for row in rows if row[0] == "name"),
        sorted(row[1] for row in rows if row[0] == "series"),
        [(row[1], row[2]) for row in newest],
    )


def number_of_post(slug: str) -> int | None:
    """The post at ``slug``. Who may know of it is for the verb to say."""
    return db.session.scalar(sa.select(Post.id).where(Post.slug == slug))


def announced_post(post_id: int, *, now: datetime) -> Announced | None:
    """How a page names the post that it announces; None while readers do not see that one."""
    row = db.session.execute(
        sa.select(Post.slug, Post.language, Post.title, Post.public_count).where(
            Post.id == post_id, post_is_public(now)
        )
    ).one_or_none()
    return Announced(*row) if row else None
