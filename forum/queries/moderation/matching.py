"""All that match: what a decision on a whole queue, with its filters, is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.markup import comment_text
from forum.domain.scopes import Scope
from forum.domain.text import excerpt
from forum.models import Comment, Post
from forum.queries.moderation.items import Found, findings_in
from forum.queries.moderation.narrowing import Filters, narrowings
from forum.queries.moderation.order import order_of, stands_in
from forum.queries.moderation.queue import Walk, queue_counts_of
from forum.queries.moderation.scope import narrowed_to, posts_in


@dataclass(frozen=True)
class Matching:
    """How many comments match, and the first of them in the queue's order, each with its version."""

    total: int
    pairs: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Glimpse:
    """A comment in one line; ``words`` are the beginning of what it says, ``findings`` those of its current text."""

    id: int
    author_name: str
    language: str | None
    words: str
    post_title: str
    post_language: str
    findings: tuple[Found, ...] = ()


def all_that_match(filters: Filters, *, scope: Scope, limit: int) -> Matching:
    """Of what the scope may decide. What waits and looks like spam comes last, as in the queue. Two statements, and a
    third where more than ``limit`` match."""
    order, pairs = order_of(filters.queue), list[tuple[int, int]]()
    walk = Walk(filters.queue, [*narrowings(filters), *narrowed_to(scope)], among_spam=False)
    parts = [walk, replace(walk, among_spam=True)] if filters.queue == "pending" else [walk]
    for part in parts:
        rows = db.session.execute(
            sa.select(Comment.id, Comment.version)
            .where(part.inside, *(one.condition for one in part.narrowed))
            .order_by(*order.by)
            .limit(limit + 1 - len(pairs))
        )
        pairs += [(row.id, row.version) for row in rows]
    total = len(pairs) if len(pairs) <= limit else count_matching(filters, scope=scope)
    return Matching(total, pairs[:limit])


def count_matching(filters: Filters, *, scope: Scope, among: Collection[int] | None = None) -> int:
    """How many comments match; ``among``: of these numbers. A queue without filters is counted already."""
    if among is None and not filters.words:
        return queue_counts_of(scope)[filters.queue]
    narrowed = [one.condition for one in (*narrowings(filters), *narrowed_to(scope))]
    if among is not None:
        narrowed.append(Comment.id.in_(among))
    return (
        db.session.scalar(sa.select(sa.func.count(Comment.id)).where(stands_in(filters.queue), *narrowed))
        or 0
    )


def glimpses(numbers: Sequence[int], *, scope: Scope, length: int = 160) -> list[Glimpse]:
    """Those of these comments that are in the scope, in their order; ``length``: signs of each. Two statements."""
    rows = db.session.execute(
        sa.select(
            Comment.id,
            Comment.author_name,
            Comment.language,
            Comment.body_html,
            Post.title,
            Post.language,
            Comment.current_revision,
        )
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id.in_(numbers), posts_in(scope))
    )
    found = {row.id: row for row in rows}
    findings = findings_in(found)
    return [_glimpse(found[number], findings[number], length) for number in numbers if number in found]


def _glimpse(row: Any, findings: Sequence[tuple[int, Found]], length: int) -> Glimpse:
    number, name, language, html, title, post_language, current = row
    words = excerpt(comment_text(html), limit=length)
    found = tuple(one for revision, one in findings if revision == current)
    return Glimpse(number, name, language, words, title, post_language, found)
