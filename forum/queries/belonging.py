"""What a post belongs to, as its page and its editor tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import UtcDateTime, db
from forum.domain.belonging import MOST_PARTS, PartOfSeries, beside
from forum.models import Byline, Person, Post, Series, SeriesPart, Tag, Translation, post_tag
from forum.models.person import BylineRole
from forum.queries.people import Signature, Signatures
from forum.queries.public import post_is_public
from forum.queries.taxonomy import TagView


@dataclass(frozen=True, slots=True)
class Translated:
    """The same text in another language. ``text_at``: when it last changed (None: not known)."""

    slug: str
    language: str
    title: str
    is_original: bool
    text_at: datetime | None


@dataclass(frozen=True, slots=True)
class Announced:
    """The post that another one announces."""

    slug: str
    language: str
    title: str
    comments: int


@dataclass(frozen=True)
class SeriesOfPost:
    """The series in which a post stands, as far as readers see it: which of its parts it is, counted from 1."""

    slug: str
    name: str
    number: int
    parts: Sequence[PartOfSeries]
    before: PartOfSeries | None
    behind: PartOfSeries | None


@dataclass(frozen=True)
class Belonging:
    """The public texts of a post's group of translations but for the post itself, the original first, its series (None:
    it stands in none), the post that it announces (None: none that readers see), its tags by name, and the names under
    it in their order."""

    translations: Sequence[Translated] = ()
    series: SeriesOfPost | None = None
    announced: Announced | None = None
    tags: Sequence[TagView] = ()
    signatures: Signatures = ()

    @property
    def original(self) -> Translated | None:
        """The original, where the post is a translation of it and readers see it."""
        return next((one for one in self.translations if one.is_original), None)


def belonging_of(post_id: int, slug: str, *, announces_id: int | None = None, now: datetime) -> Belonging:
    """What the post at ``slug`` belongs to. One statement."""
    of_it = sa.select(Translation.original_id).where(Translation.post_id == post_id).scalar_subquery()
    no_time, nothing = sa.cast(sa.null(), UtcDateTime()), sa.cast(sa.null(), sa.String())
    shown = (Post.slug, Post.language, Post.title)
    kind, place = sa.literal("translation").label("kind"), sa.literal(0).label("place")
    original = sa.select(
        sa.literal("original").label("kind"), place, *shown, Post.text_at, nothing, nothing
    ).where(Post.id == of_it, post_is_public(now))
    others = (
        sa.select(kind, place, *shown, Post.text_at, nothing, nothing)
        .join(Translation, Translation.post_id == Post.id)
        .where(
            Translation.original_id == sa.func.coalesce(of_it, post_id),
            Post.id != post_id,
            post_is_public(now),
        )
    )
    own = sa.select(SeriesPart.series_id).where(SeriesPart.post_id == post_id).scalar_subquery()
    parts = (
        sa.select(
            sa.literal("part").label("kind"), SeriesPart.place, *shown, no_time, Series.slug, Series.name
        )
        .join(SeriesPart, SeriesPart.post_id == Post.id)
        .join(Series, Series.id == SeriesPart.series_id)
        .where(SeriesPart.series_id == own, post_is_public(now))
        .order_by(SeriesPart.place, Post.id)
        .limit(MOST_PARTS)
    )
    tags = (
        sa.select(
            sa.literal("tag").label("kind"), Tag.id, Tag.slug, nothing, Tag.name, no_time, nothing, nothing
        )
        .join(post_tag, post_tag.c.tag_id == Tag.id)
        .where(post_tag.c.post_id == post_id)
    )
    names = (
        sa.select(
            sa.literal("name").label("kind"),
            Byline.position,
            Person.slug,
            sa.cast(Byline.role, sa.String()),
            Byline.name,
            no_time,
            Byline.title,
            Byline.organisation,
        )
        .join(Person, Person.id == Byline.person_id)
        .where(Byline.post_id == post_id)
    )
    asked = [original, others, sa.select(*parts.subquery().c), tags, names]
    if announces_id is not None:
        asked.append(
            sa.select(
                sa.literal("announced").label("kind"), Post.public_count, *shown, no_time, nothing, nothing
            ).where(Post.id == announces_id, post_is_public(now))
        )
    rows = db.session.execute(sa.union_all(*asked)).all()
    translations = [
        Translated(one[2], one[3], one[4], one[0] == "original", one[5])
        for one in rows
        if one[0] in ("original", "translation")
    ]
    found = [one for one in rows if one[0] == "part"]
    return Belonging(
        sorted(translations, key=lambda one: (not one.is_original, one.language)),
        _series(slug, found) if found else None,
        next((Announced(one[2], one[3], one[4], one[1]) for one in rows if one[0] == "announced"), None),
        sorted(
            (TagView(one[1], one[2], one[4]) for one in rows if one[0] == "tag"), key=lambda tag: tag.name
        ),
        tuple(
            Signature(one[2], one[4], one[6], one[7], BylineRole(one[3]))
            for one in sorted(rows, key=lambda one: one[1])
            if one[0] == "name"
        ),
    )


def _series(slug: str, rows: Sequence[sa.Row[*tuple[object, ...]]]) -> SeriesOfPost:
    parts = sorted(
        (PartOfSeries(str(one[2]), str(one[3]), str(one[4]), int(str(one[1]))) for one in rows),
        key=lambda part: part.place,
    )
    number, before, behind = beside(slug, parts)
    return SeriesOfPost(str(rows[0][6]), str(rows[0][7]), number, parts, before, behind)


def edited_belonging() -> tuple[sa.Label[str | None], sa.Label[str | None], sa.Label[int | None]]:
    """What a stored post belongs to, whatever readers see of it, as columns of a statement about ``Post``: the
    address of its original, the name of its series, its place there."""
    original = aliased(Post)
    translates = (
        sa.select(original.slug)
        .join(Translation, Translation.original_id == original.id)
        .where(Translation.post_id == Post.id)
        .scalar_subquery()
    )
    series = (
        sa.select(Series.name)
        .join(SeriesPart, SeriesPart.series_id == Series.id)
        .where(SeriesPart.post_id == Post.id)
        .scalar_subquery()
    )
    place = sa.select(SeriesPart.place).where(SeriesPart.post_id == Post.id).scalar_subquery()
    return translates.label("translates_slug"), series.label("series"), place.label("series_place")


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series as its page shows it."""

    id: int
    slug: str
    name: str
    description: str


def series_at(slug: str, *, now: datetime) -> SeriesView | None:
    """The series at ``slug``; None where no public post stands in it."""
    row = db.session.execute(
        sa.select(Series.id, Series.slug, Series.name, Series.description).where(
            Series.slug == slug,
            sa.exists().where(
                SeriesPart.series_id == Series.id, SeriesPart.post_id == Post.id, post_is_public(now)
            ),
        )
    ).one_or_none()
    return SeriesView(*row) if row else None
