"""Publications as those who write them see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import UtcDateTime, db
from forum.domain.actors import Actor
from forum.domain.paging import Cursor, Page, page_of
from forum.domain.permissions import Owned, may
from forum.domain.post_states import PostState, is_public
from forum.domain.uploads import BY_NAME
from forum.models import Category, Publication, Upload, User
from forum.queries.posts_desk.shelves import shown_state
from forum.queries.public import publication_is_public
from forum.queries.publications.editions import COVER, Cover, Editions, cover_in, editions_of, with_cover

# The tabs of the list.
SHELVES = ("draft", "scheduled", "published", "trashed")
# As many as an author is offered to choose from.
OFFERED = 200


@dataclass(frozen=True, slots=True)
class DeskPublication:
    """A publication as the desk's list shows it; ``shown`` is the word of ``SHELVES``."""

    id: int
    slug: str
    language: str
    title: str
    updated_at: datetime
    published_at: datetime | None
    shown: str
    editions: Editions

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys(one.language for one in self.editions))

    @property
    def downloads(self) -> int:
        return sum(one.downloads for one in self.editions)


def desk_publications(
    shelf: str | None, *, by: Actor, older: Cursor | None, size: int, now: datetime
) -> Page[DeskPublication]:
    """A page of the publications that ``by`` may edit, newest change first: those on the shelf, or with None all that
    are not in the trash. Two statements."""
    query = (
        sa.select(
            Publication.id,
            Publication.slug,
            Publication.language,
            Publication.title,
            Publication.updated_at,
            Publication.published_at,
            Publication.state,
        )
        .where(_stands_on(shelf, now))
        .order_by(Publication.updated_at.desc(), Publication.id.desc())
        .limit(size + 1)
    )
    if not may(by, "posts.edit", Owned(None)):
        query = query.where(Publication.author_id == by.user_id)
    if older is not None:
        place = sa.tuple_(sa.literal(older.at, UtcDateTime()), sa.literal(older.id))
        query = query.where(sa.tuple_(Publication.updated_at, Publication.id) < place)
    rows = db.session.execute(query).all()
    editions = editions_of({row.id: row.language for row in rows})
    found = [
        DeskPublication(
            *row[:6],
            shown=shown_state(row.state, None, row.published_at, now),
            editions=editions.get(row.id, ()),
        )
        for row in rows
    ]
    return page_of(found, size, lambda one: Cursor(one.updated_at, one.id))


def _stands_on(shelf: str | None, now: datetime) -> sa.ColumnElement[bool]:
    if shelf is None:
        return Publication.state != PostState.TRASHED
    if shelf == "published":
        return publication_is_public(now)
    if shelf == "scheduled":
        return sa.and_(Publication.state == PostState.PUBLISHED, Publication.published_at > now)
    return Publication.state == PostState(shelf)


@dataclass(frozen=True, slots=True)
class EditedPublication:
    """A publication with all that its editor shows. ``author_name`` names the account that it belongs to."""

    id: int
    author_id: int | None
    version: int
    state: PostState
    slug: str
    title: str
    summary: str
    credit: str
    description: str
    language: str
    published_at: datetime | None
    first_published_at: datetime | None
    updated_at: datetime
    category_slug: str | None
    author_name: str | None
    cover: Cover | None
    cover_id: int | None
    editions: Editions

    def shown_state(self, now: datetime) -> str:
        """The word of ``SHELVES``."""
        return shown_state(self.state, None, self.published_at, now)

    def is_public(self, now: datetime) -> bool:
        """Whether readers see it."""
        return is_public(self.state, self.published_at, now)

    def was_seen(self, now: datetime) -> bool:
        """Whether readers could ever see it."""
        return self.first_published_at is not None and self.first_published_at <= now


_EDITED = (
    Publication.id,
    Publication.author_id,
    Publication.version,
    Publication.state,
    Publication.slug,
    Publication.title,
    Publication.summary,
    Publication.credit,
    Publication.description,
    Publication.language,
    Publication.published_at,
    Publication.first_published_at,
    Publication.updated_at,
    Category.slug.label("category_slug"),
    User.display_name.label("author_name"),
)
_NAMES = tuple(column.key for column in _EDITED)


def edited_publication(number: int, *, by: Actor) -> EditedPublication | None:
    """The publication if ``by`` may edit it; None for somebody else's, as for one that is not there. Two statements."""
    query = with_cover(
        sa.select(*_EDITED, *COVER)
        .select_from(Publication)
        .outerjoin(Category, Category.id == Publication.category_id)
        .outerjoin(User, User.id == Publication.author_id)
    )
    row: Any = db.session.execute(query.where(Publication.id == number)).one_or_none()
    if row is None or not may(by, "posts.edit", Owned(row.author_id)):
        return None
    return EditedPublication(
        **{name: row._mapping[name] for name in _NAMES},
        cover=cover_in(row),
        cover_id=row.cover_id,
        editions=editions_of({row.id: row.language}).get(row.id, ()),
    )


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """An uploaded file to choose from."""

    id: int
    name: str
    kind: str

    @property
    def address(self) -> str:
        return f"/media/{self.id}/{self.name}"

    @property
    def is_picture(self) -> bool:
        return BY_NAME[self.kind].is_picture


def offered_files(limit: int = OFFERED) -> Sequence[OfferedFile]:
    """The newest uploaded files, of all who write."""
    rows = db.session.execute(
        sa.select(Upload.id, Upload.name, Upload.kind)
        .order_by(Upload.created_at.desc(), Upload.id.desc())
        .limit(limit)
    )
    return [OfferedFile(*row) for row in rows]


def numbers_of_publications(slugs: Collection[str]) -> dict[str, int]:
    """The publications at these addresses. Who may know of them is for the verb to say. One statement, none without
    addresses."""
    if not slugs:
        return {}
    rows = db.session.execute(
        sa.select(Publication.slug, Publication.id).where(Publication.slug.in_(list(slugs)))
    )
    return {row.slug: row.id for row in rows}
