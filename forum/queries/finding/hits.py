"""What is shown of a find: its title and a passage, with the words marked in the text as it was written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.finding import DocumentKind
from forum.domain.markup import comment_text, post_text
from forum.domain.text import Phrase, Piece, holds_all, marked, passage, search_terms
from forum.models import Category, Comment, Post, Publication
from forum.queries.people import Signatures, chief_of, signatures_of
from forum.queries.public import comment_is_public, post_is_public, publication_is_public
from forum.queries.publications.editions import editions_of


@dataclass(frozen=True)
class Hit:
    """One find. ``language`` is the passage's (None: nobody knows it), ``title_language`` the title's; of a comment the
    title is its post's. ``category_slug`` "": it stands in none. ``signatures`` are a post's; ``writer`` is a
    comment's; ``languages`` are those in which a publication can be had."""

    kind: DocumentKind
    id: int
    slug: str
    title: Sequence[Piece]
    title_language: str
    passage: Sequence[Piece]
    language: str | None
    at: datetime
    category_slug: str
    category_name: str
    signatures: Signatures = ()
    writer: str = ""
    languages: tuple[str, ...] = ()

    @property
    def chief(self) -> Signatures:
        """The names that the list shows; all of one role."""
        return chief_of(self.signatures)


def post_hits(numbers: Collection[int], phrases: Sequence[Phrase], *, now: datetime) -> Mapping[int, Hit]:
    """Those of these posts that are public. Two statements, none for no posts."""
    if not numbers:
        return {}
    rows = db.session.execute(
        sa.select(
            Post.id,
            Post.slug,
            Post.language,
            Post.title,
            Post.excerpt,
            Post.body_html,
            Post.discussion_prompt,
            Post.published_at,
            Category.slug.label("category_slug"),
            Category.name.label("category_name"),
        )
        .join(Category, Category.id == Post.category_id)
        .where(Post.id.in_(numbers), post_is_public(now))
    ).all()
    signed = signatures_of(row.id for row in rows)
    hits = {}
    for row in rows:
        text = "\n".join(filter(None, (row.excerpt, post_text(row.body_html), row.discussion_prompt)))
        hits[row.id] = Hit(
            kind=DocumentKind.POST,
            id=row.id,
            slug=row.slug,
            title=marked(row.title, phrases),
            title_language=row.language,
            passage=passage(text, phrases),
            language=row.language,
            at=row.published_at,
            category_slug=row.category_slug,
            category_name=row.category_name,
            signatures=signed.get(row.id, ()),
        )
    return hits


def comment_hits(numbers: Collection[int], phrases: Sequence[Phrase], *, now: datetime) -> Mapping[int, Hit]:
    """Those of these comments that are public, and whose text says what is asked for: whatever an index says, nobody
    finds a comment by anything else than what is read on its page. One statement, none for no comments."""
    if not numbers:
        return {}
    rows = db.session.execute(
        sa.select(
            Comment.id,
            Comment.body_html,
            Comment.language,
            Comment.author_name,
            Comment.created_at,
            Post.slug,
            Post.title,
            Post.language.label("post_language"),
            Category.slug.label("category_slug"),
            Category.name.label("category_name"),
        )
        .join(Post, Post.id == Comment.post_id)
        .join(Category, Category.id == Post.category_id)
        .where(Comment.id.in_(numbers), comment_is_public(now))
    )
    hits = {}
    for row in rows:
        text = comment_text(row.body_html)
        if not holds_all(search_terms(text), phrases):
            continue
        hits[row.id] = Hit(
            kind=DocumentKind.COMMENT,
            id=row.id,
            slug=row.slug,
            title=[Piece(row.title)],
            title_language=row.post_language,
            passage=passage(text, phrases),
            language=row.language,
            at=row.created_at,
            category_slug=row.category_slug,
            category_name=row.category_name,
            writer=row.author_name,
        )
    return hits


def publication_hits(
    numbers: Collection[int], phrases: Sequence[Phrase], *, now: datetime
) -> Mapping[int, Hit]:
    """Those of these publications that are public. Two statements, none for no publications."""
    if not numbers:
        return {}
    rows = db.session.execute(
        sa.select(
            Publication.id,
            Publication.slug,
            Publication.language,
            Publication.title,
            Publication.summary,
            Publication.credit,
            Publication.description_html,
            Publication.published_at,
            Category.slug.label("category_slug"),
            Category.name.label("category_name"),
        )
        .outerjoin(Category, Category.id == Publication.category_id)
        .where(Publication.id.in_(numbers), publication_is_public(now))
    ).all()
    editions = editions_of({row.id: row.language for row in rows})
    hits = {}
    for row in rows:
        there = editions.get(row.id, ())
        labels = dict.fromkeys(version.label for edition in there for version in edition.versions)
        text = "\n".join(filter(None, (row.summary, row.credit, post_text(row.description_html), *labels)))
        hits[row.id] = Hit(
            kind=DocumentKind.PUBLICATION,
            id=row.id,
            slug=row.slug,
            title=marked(row.title, phrases),
            title_language=row.language,
            passage=passage(text, phrases),
            language=row.language,
            at=row.published_at,
            category_slug=row.category_slug or "",
            category_name=row.category_name or "",
            languages=tuple(dict.fromkeys(edition.language for edition in there)),
        )
    return hits
