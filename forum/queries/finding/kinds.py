"""The table of kinds: how a document of each is joined to its place, and when the world may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.domain.finding import DocumentKind
from forum.models import Comment, Post, Publication
from forum.queries.finding.hits import Hit, comment_hits, post_hits, publication_hits
from forum.queries.public import comment_is_shown, post_is_public, publication_is_public

Rows = Callable[..., Mapping[int, Hit]]


@dataclass(frozen=True)
class Source:
    """``joins``: the tables that say whether it may be seen, each with its number in terms of the ones before (the
    first of them of the document's own). ``category`` and ``at``: what filters ask. ``hits``: what is shown of some."""

    joins: Sequence[tuple[Any, Callable[[sa.ColumnElement[int]], sa.ColumnElement[bool]]]]
    is_public: Callable[[datetime], sa.ColumnElement[bool]]
    category: Any
    at: Any
    hits: Rows


_theirs = aliased(Post, name="their_post")

SOURCES: Mapping[DocumentKind, Source] = {
    DocumentKind.POST: Source(
        joins=[(Post, lambda number: Post.id == number)],
        is_public=post_is_public,
        category=Post.category_id,
        at=Post.published_at,
        hits=post_hits,
    ),
    DocumentKind.COMMENT: Source(
        joins=[
            (Comment, lambda number: Comment.id == number),
            (_theirs, lambda _: _theirs.id == Comment.post_id),
        ],
        is_public=lambda now: sa.and_(comment_is_shown(), post_is_public(now, _theirs)),
        category=_theirs.category_id,
        at=Comment.created_at,
        hits=comment_hits,
    ),
    DocumentKind.PUBLICATION: Source(
        joins=[(Publication, lambda number: Publication.id == number)],
        is_public=publication_is_public,
        category=Publication.category_id,
        at=Publication.published_at,
        hits=publication_hits,
    ),
}
