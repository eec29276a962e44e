"""Which addresses of the site lead to something that readers see, where texts link to, and what readers looked for in
vain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.broken_links import Place, Target
from forum.domain.paging import Cursor, Page, page_of
from forum.models import (
    Byline,
    Comment,
    ImportedAddress,
    MissingAddress,
    OldAddress,
    OldPublicationSlug,
    OldSlug,
    Post,
    PostUpload,
    Publication,
    PublicationEdition,
    PublicationUpload,
    PublicationVersion,
    SeriesPart,
    Shelved,
    post_tag,
)
from forum.models.old_address import SHELVES
from forum.queries.lists import older_than
from forum.queries.public import comment_is_public, post_is_public, publication_is_public

Asked = sa.Select[str, str]
Ask = Callable[[list[str], datetime], list[Asked]]
# Of which numbers would be asked anyway.
_MOST_DIGITS = 9


def those_that_answer(targets: Collection[Target], *, now: datetime) -> set[Target]:
    """Those of the targets at which readers find something, or are led on. One statement, none without targets."""
    keys: dict[Place, list[str]] = defaultdict(list)
    for target in sorted(targets):
        keys[target.place].append(target.key)
    asked = [one for place, some in keys.items() for one in _ASKS[place](some, now)]
    if not asked:
        return set()
    found = {Target(Place(place), key) for place, key in db.session.execute(sa.union_all(*asked))}
    return found.union(*map(_wider, found)).intersection(targets)


def _select(place: Place, key: sa.SQLColumnExpression[str], *conditions: sa.ColumnElement[bool]) -> Asked:
    return sa.select(sa.literal(place.value), key).where(*conditions)


def _posts(keys: list[str], now: datetime) -> list[Asked]:
    once = _select(Place.POST, OldSlug.slug, OldSlug.slug.in_(keys), post_is_public(now))
    return [
        _select(Place.POST, Post.slug, Post.slug.in_(keys), post_is_public(now)),
        once.join(Post, Post.id == OldSlug.post_id),
    ]


def _numbers(keys: list[str], now: datetime) -> list[Asked]:
    number = sa.cast(Post.id, sa.String)
    return [_select(Place.NUMBER, number, Post.id.in_(_read(keys)), post_is_public(now))]


def _read(keys: list[str]) -> list[int]:
    return [int(key) for key in keys if len(key) <= _MOST_DIGITS]


def _comments(keys: list[str], now: datetime) -> list[Asked]:
    number = sa.cast(Comment.id, sa.String)
    asked = _select(Place.COMMENT, number, Comment.id.in_(_read(keys)), comment_is_public(now))
    return [asked.join(Post, Post.id == Comment.post_id)]


def _files(keys: list[str], now: datetime) -> list[Asked]:
    number = sa.cast(PostUpload.upload_id, sa.String)
    asked = _select(Place.FILE, number, PostUpload.upload_id.in_(_read(keys)), post_is_public(now))
    number = sa.cast(PublicationUpload.upload_id, sa.String)
    is_there = PublicationUpload.upload_id.in_(_read(keys))
    of_publications = _select(Place.FILE, number, is_there, publication_is_public(now))
    return [
        asked.join(Post, Post.id == PostUpload.post_id).distinct(),
        of_publications.join(Publication, Publication.id == PublicationUpload.publication_id).distinct(),
    ]


def _publications(keys: list[str], now: datetime) -> list[Asked]:
    is_shown = publication_is_public(now)
    once = _select(Place.PUBLICATION, OldPublicationSlug.slug, OldPublicationSlug.slug.in_(keys), is_shown)
    return [
        _select(Place.PUBLICATION, Publication.slug, Publication.slug.in_(keys), is_shown),
        once.join(Publication, Publication.id == OldPublicationSlug.publication_id),
    ]


def _publication_numbers(keys: list[str], now: datetime) -> list[Asked]:
    number = sa.cast(Publication.id, sa.String)
    is_there = Publication.id.in_(_read(keys))
    return [_select(Place.PUBLICATION_NUMBER, number, is_there, publication_is_public(now))]


def _editions(keys: list[str], now: datetime) -> list[Asked]:
    """An edition is there as long as it has a version."""
    file = PublicationEdition.language + "." + PublicationEdition.format
    return list(_downloads(Place.EDITION, file, keys, now))


def _versions(keys: list[str], now: datetime) -> list[Asked]:
    number = sa.cast(PublicationVersion.number, sa.String)
    file = PublicationEdition.language + "/" + number + "." + PublicationEdition.format
    return list(_downloads(Place.VERSION, file, keys, now))


def _downloads(place: Place, file: sa.ColumnElement[str], keys: list[str], now: datetime) -> Iterator[Asked]:
    """By the slug that the publication has, and by those it had."""
    slugs = {key.partition("/")[0] for key in keys}
    for slug in (Publication.slug, OldPublicationSlug.slug):
        key = slug + "/" + file
        asked = _select(place, key, slug.in_(slugs), key.in_(keys), publication_is_public(now))
        asked = (
            asked.select_from(PublicationEdition)
            .join(PublicationVersion, PublicationVersion.edition_id == PublicationEdition.id)
            .join(Publication, Publication.id == PublicationEdition.publication_id)
            .distinct()
        )
        if slug is OldPublicationSlug.slug:
            asked = asked.join(OldPublicationSlug, OldPublicationSlug.publication_id == Publication.id)
        yield asked


def _languages(keys: list[str], now: datetime) -> list[Asked]:
    """All in which something is written, which are few: ``_wider`` says what they are kinds of."""
    return [_select(Place.LANGUAGE, Post.language, post_is_public(now)).distinct()]


def _wider(found: Target) -> set[Target]:
    """The list of ``zh`` holds ``zh-Hans``, too (``queries.lists.is_in_language``)."""
    parts = found.key.split("-") if found.place is Place.LANGUAGE else ()
    return {Target(Place.LANGUAGE, "-".join(parts[:n])) for n in range(1, len(parts))}


def _old(keys: list[str], now: datetime) -> list[Asked]:
    asked = _select(
        Place.OLD, ImportedAddress.address, ImportedAddress.address.in_(keys), post_is_public(now)
    )
    return [asked.join(Post, Post.id == ImportedAddress.post_id)]


def _shelves(shelved: Shelved) -> Ask:
    shelf, place = SHELVES[shelved], Place(shelved.value)
    has_posts: dict[Shelved, sa.Select[int]] = {
        Shelved.TAG: sa.select(post_tag.c.post_id).where(post_tag.c.tag_id == shelf.id),
        Shelved.PERSON: sa.select(Byline.post_id).where(Byline.person_id == shelf.id),
        Shelved.SERIES: sa.select(SeriesPart.post_id).where(SeriesPart.series_id == shelf.id),
    }

    def ask(keys: list[str], now: datetime) -> list[Asked]:
        is_shown = (
            sa.true()
            if shelved is Shelved.CATEGORY
            else sa.exists().where(Post.id.in_(has_posts[shelved].correlate(shelf)), post_is_public(now))
        )
        once = _select(
            place, OldAddress.slug, OldAddress.kind == shelved, OldAddress.slug.in_(keys), is_shown
        )
        return [
            _select(place, shelf.slug, shelf.slug.in_(keys), is_shown),
            once.join(shelf, getattr(OldAddress, f"{shelved}_id") == shelf.id),
        ]

    return ask


_ASKS: dict[Place, Ask] = {
    Place.POST: _posts,
    Place.NUMBER: _numbers,
    Place.COMMENT: _comments,
    Place.FILE: _files,
    Place.PUBLICATION: _publications,
    Place.PUBLICATION_NUMBER: _publication_numbers,
    Place.EDITION: _editions,
    Place.VERSION: _versions,
    Place.LANGUAGE: _languages,
    Place.OLD: _old,
    **{Place(shelved.value): _shelves(shelved) for shelved in Shelved},
}


@dataclass(frozen=True, slots=True)
class LinkingText:
    """A public post or publication with the HTML in which its links stand."""

    id: int
    slug: str
    language: str
    title: str
    published_at: datetime
    body_html: str
    is_publication: bool = False


def linking_texts(*, size: int, older: Cursor | None, now: datetime) -> Page[LinkingText]:
    """The newest public posts, or those after ``older``. One statement."""
    columns = (Post.id, Post.slug, Post.language, Post.title, Post.published_at, Post.body_html)
    query = (
        sa.select(*columns)
        .where(post_is_public(now))
        .order_by(Post.published_at.desc(), Post.id.desc())
        .limit(size + 1)
    )
    rows = db.session.execute(query if older is None else query.where(older_than(older)))
    texts = [LinkingText(**row._mapping) for row in rows]
    return page_of(texts, size, lambda one: Cursor(one.published_at, one.id))


def linking_publications(*, size: int, now: datetime) -> Sequence[LinkingText]:
    """The newest public publications. One statement."""
    rows = db.session.execute(
        sa.select(
            Publication.id,
            Publication.slug,
            Publication.language,
            Publication.title,
            Publication.published_at,
            Publication.description_html.label("body_html"),
            sa.true().label("is_publication"),
        )
        .where(publication_is_public(now))
        .order_by(Publication.published_at.desc(), Publication.id.desc())
        .limit(size)
    )
    return [LinkingText(**row._mapping) for row in rows]


def texts_at(slugs: Collection[str], *, now: datetime) -> dict[str, tuple[str, str]]:
    """The HTML of the public posts with these slugs, and its language. One statement, none without slugs."""
    if not slugs:
        return {}
    rows = db.session.execute(
        sa.select(Post.slug, Post.body_html, Post.language).where(Post.slug.in_(slugs), post_is_public(now))
    )
    return {row.slug: (row.body_html, row.language) for row in rows}


@dataclass(frozen=True, slots=True)
class Missing:
    """An address at which readers found nothing. ``came_from`` is the path of the page that led there, "" for none of
    this site."""

    id: int
    address: str
    hits: int
    first_on: date
    last_on: date
    came_from: str


_MISSING = (
    MissingAddress.id,
    MissingAddress.address,
    MissingAddress.hits,
    MissingAddress.first_on,
    MissingAddress.last_on,
    MissingAddress.came_from,
)


def missing_addresses(*, size: int) -> Sequence[Missing]:
    """Those that were asked for most, of these the last ones first. One statement."""
    rows = db.session.execute(
        sa.select(*_MISSING)
        .order_by(MissingAddress.hits.desc(), MissingAddress.last_on.desc(), MissingAddress.id.desc())
        .limit(size)
    )
    return [Missing(*row) for row in rows]


def missing_address(number: int) -> Missing | None:
    """The one with this number."""
    row = db.session.execute(sa.select(*_MISSING).where(MissingAddress.id == number)).one_or_none()
    return Missing(*row) if row else None
