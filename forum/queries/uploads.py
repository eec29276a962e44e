"""Uploaded files: what a text needs to know of them, what the desk lists, who may see which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import UtcDateTime, db
from forum.domain.paging import Cursor, Page, page_of
from forum.domain.post_states import PostState
from forum.domain.uploads import BY_NAME, FileFacts, RenditionFacts
from forum.models import Post, PostUpload, Publication, PublicationUpload, Rendition, Upload, User
from forum.queries.posts_desk.shelves import shown_state
from forum.queries.public import post_is_public, publication_is_public

DIGEST = 16
_FACTS = (
    Upload.id,
    Upload.name,
    Upload.kind,
    Upload.size,
    Upload.width,
    Upload.height,
    Upload.alt,
    Upload.is_decorative,
)


def digest_of(key: str) -> str:
    """The beginning of the hash of the bytes that lie at ``key``, as addresses have it."""
    return key.rpartition("/")[2][:DIGEST]


def facts_of(numbers: Iterable[int], *, locked: bool = False) -> Mapping[int, FileFacts]:
    """The files with these numbers, as far as they are there. Two statements; none where no number is given.
    ``locked``: they stay as they are until the transaction ends."""
    wanted = sorted(numbers)
    if not wanted:
        return {}
    query = sa.select(*_FACTS).where(Upload.id.in_(wanted)).order_by(Upload.id)
    rows = db.session.execute(query.with_for_update(read=True) if locked else query).all()
    made: dict[int, list[RenditionFacts]] = defaultdict(list)
    for one in db.session.execute(
        sa.select(Rendition.upload_id, Rendition.width, Rendition.format, Rendition.key).where(
            Rendition.upload_id.in_([row.id for row in rows])
        )
    ):
        made[one.upload_id].append(RenditionFacts(one.upload_id, one.width, one.format, digest_of(one.key)))
    return {row.id: FileFacts(**row._asdict(), renditions=tuple(made[row.id])) for row in rows}


@dataclass(frozen=True, slots=True)
class ServedFile:
    """What the front door needs to hand out a file. ``is_public``: a post or publication that readers see uses it."""

    name: str
    kind: str
    key: str
    size: int
    is_public: bool

    @property
    def media_type(self) -> str:
        return BY_NAME[self.kind].media_type

    @property
    def is_picture(self) -> bool:
        return BY_NAME[self.kind].is_picture


def _is_public(now: datetime) -> sa.ColumnElement[bool]:
    in_post = (
        sa.select(PostUpload.post_id)
        .join(Post, Post.id == PostUpload.post_id)
        .where(PostUpload.upload_id == Upload.id, post_is_public(now))
        .exists()
    )
    in_publication = (
        sa.select(PublicationUpload.publication_id)
        .join(Publication, Publication.id == PublicationUpload.publication_id)
        .where(PublicationUpload.upload_id == Upload.id, publication_is_public(now))
        .exists()
    )
    return sa.or_(in_post, in_publication).label("is_public")


def served_file(number: int, *, now: datetime) -> ServedFile | None:
    """The file with that number, whoever may see it. One statement."""
    row = db.session.execute(
        sa.select(Upload.name, Upload.kind, Upload.key, Upload.size, _is_public(now)).where(
            Upload.id == number
        )
    ).one_or_none()
    return ServedFile(**row._asdict()) if row else None


def served_rendition(number: int, width: int, name: str, *, now: datetime) -> ServedFile | None:
    """The picture with that number in one width and format. One statement."""
    row = db.session.execute(
        sa.select(Upload.name, Rendition.format.label("kind"), Rendition.key, Rendition.size, _is_public(now))
        .join(Upload, Upload.id == Rendition.upload_id)
        .where(Rendition.upload_id == number, Rendition.width == width, Rendition.format == name)
    ).one_or_none()
    return ServedFile(**row._asdict()) if row else None


@dataclass(frozen=True, slots=True)
class DeskFile:
    """A file as the desk lists it. ``uses`` counts posts and publications, drafts and trash included;
    ``preview`` is the address of a small picture of it, None for what is no picture."""

    facts: FileFacts
    created_at: datetime
    user_id: int | None
    author_name: str | None
    uses: int
    is_ready: bool
    version: int

    @property
    def preview(self) -> str | None:
        if not self.facts.is_picture:
            return None
        small = [one for one in self.facts.renditions if one.format == "webp"]
        return min(small, key=lambda one: one.width).address if small else self.facts.address


def uses_counted(number: int | sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    """In how many posts and publications the file with this number is used."""
    tables: tuple[type[PostUpload] | type[PublicationUpload], ...] = (PostUpload, PublicationUpload)
    in_posts, in_publications = (
        sa.select(sa.func.count()).select_from(one).where(one.upload_id == number).scalar_subquery()
        for one in tables
    )
    return in_posts + in_publications


_LISTED = (
    Upload.id,
    Upload.created_at,
    Upload.user_id,
    User.display_name.label("author_name"),
    uses_counted(Upload.__table__.c.id).label("uses"),
    Upload.is_ready,
    Upload.version,
)


def desk_files(words: str, *, older: Cursor | None, size: int) -> Page[DeskFile]:
    """A page of all files, newest first; with ``words`` those whose name or description holds each of them, in any
    letters. Three statements."""
    query = (
        sa.select(*_LISTED)
        .outerjoin(User, User.id == Upload.user_id)
        .order_by(Upload.created_at.desc(), Upload.id.desc())
        .limit(size + 1)
    )
    for word in words.split()[:8]:
        query = query.where(
            sa.or_(Upload.name.icontains(word, autoescape=True), Upload.alt.icontains(word, autoescape=True))
        )
    if older is not None:
        after = sa.tuple_(sa.literal(older.at, UtcDateTime()), sa.literal(older.id))
        query = query.where(sa.tuple_(Upload.created_at, Upload.id) < after)
    return page_of(_with_facts(query), size, lambda one: Cursor(one.created_at, one.facts.id))


def desk_file(number: int) -> DeskFile | None:
    """The file with that number. Three statements."""
    query = sa.select(*_LISTED).outerjoin(User, User.id == Upload.user_id).where(Upload.id == number)
    return next(iter(_with_facts(query)), None)


def _with_facts(query: sa.Select[*tuple[Any, ...]]) -> Sequence[DeskFile]:
    rows = db.session.execute(query).all()
    facts = facts_of(row.id for row in rows)
    made = []
    for row in rows:
        values = row._asdict()
        made.append(DeskFile(facts[values.pop("id")], **values))
    return made


@dataclass(frozen=True, slots=True)
class Use:
    """A post or publication that uses a file. ``state`` is the word of the desk's shelves."""

    kind: str
    number: int
    title: str
    language: str
    state: str
    author_id: int | None

    @property
    def address(self) -> str:
        """Where it is edited."""
        return f"/desk/{self.kind}s/{self.number}/edit"


USES_LISTED = 100


def uses_of(number: int, *, now: datetime) -> Sequence[Use]:
    """What uses the file: the posts and then the publications, newest change first; ``USES_LISTED`` of each at most.
    Two statements."""
    posts = db.session.execute(
        sa.select(
            sa.literal("post"),
            Post.id,
            Post.title,
            Post.language,
            Post.state,
            Post.submitted_at,
            Post.published_at,
            Post.author_id,
        )
        .join(PostUpload, PostUpload.post_id == Post.id)
        .where(PostUpload.upload_id == number)
        .order_by(Post.updated_at.desc(), Post.id.desc())
        .limit(USES_LISTED)
    )
    publications = db.session.execute(
        sa.select(
            sa.literal("publication"),
            Publication.id,
            Publication.title,
            Publication.language,
            Publication.state,
            sa.null(),
            Publication.published_at,
            Publication.author_id,
        )
        .join(PublicationUpload, PublicationUpload.publication_id == Publication.id)
        .where(PublicationUpload.upload_id == number)
        .order_by(Publication.updated_at.desc(), Publication.id.desc())
        .limit(USES_LISTED)
    )
    return [
        Use(
            kind, id_, title, language, shown_state(PostState(state), submitted_at, published_at, now), author
        )
        for kind, id_, title, language, state, submitted_at, published_at, author in (*posts, *publications)
    ]


def stored_bytes() -> int:
    """How much all files and renditions take."""
    files = sa.select(sa.func.coalesce(sa.func.sum(Upload.size), 0)).scalar_subquery()
    made = sa.select(sa.func.coalesce(sa.func.sum(Rendition.size), 0)).scalar_subquery()
    return int(db.session.scalar(sa.select(files + made)) or 0)


def keys_in_use(keys: Sequence[str]) -> set[str]:
    """Those of ``keys`` that a file or a rendition lies at."""
    files = sa.select(Upload.key).where(Upload.key.in_(keys))
    made = sa.select(Rendition.key).where(Rendition.key.in_(keys))
    return set(db.session.scalars(sa.union(files, made)))
