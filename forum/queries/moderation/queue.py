"""The queues: what waits for a decision, and what was decided. Paged by keyset, filters combine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.comment_states import State
from forum.domain.permissions import may
from forum.domain.tallies import TALLIES
from forum.models import Category, Comment, Finding, Post, Tally, User
from forum.queries.moderation.items import COLUMNS, Item, filled

QUEUES = ("pending", "second_look", "approved", "rejected", "spam", "trashed")
# What waits is shown oldest first, so that nobody waits for ever; what is done newest first.
OLDEST_FIRST = frozenset({"pending", "second_look"})


@dataclass(frozen=True)
class Filters:
    """One queue and what narrows it. Texts are as typed in the address; "" and None leave it open."""

    queue: str = "pending"
    q: str = ""
    post: str = ""
    category: str = ""
    language: str = ""
    rule: str = ""
    writer: str = ""


@dataclass(frozen=True)
class QueuePage:
    """A page of a queue; ``next_cursor`` None: it is the last one."""

    items: Sequence[Item]
    next_cursor: str | None


def queue_counts() -> dict[str, int]:
    """How many comments stand in each queue of the whole site. One statement over a handful of rows."""
    counts = dict.fromkeys(TALLIES, 0)
    counts.update((row.name, row.n) for row in db.session.execute(sa.select(Tally.name, Tally.n)))
    return counts


def queue_counts_of(author_id: int | None) -> dict[str, int]:
    """How many comments on the posts of one account stand in each queue; None has no posts."""
    counts = dict.fromkeys(QUEUES, 0)
    if author_id is None:
        return counts
    rows = db.session.execute(
        sa.select(Comment.state, sa.func.count(), sa.func.count(Comment.review_reason))
        .join(Post, Post.id == Comment.post_id)
        .where(Post.author_id == author_id, Comment.withdrawn_at.is_(None))
        .group_by(Comment.state)
    )
    for state, n, looks in rows:
        counts[state] = n
        counts["second_look"] += looks
    return counts


def queue_page(
    filters: Filters, *, by: Actor, cursor: str | None = None, limit: int = 25, authors_moderate_own: bool
) -> QueuePage:
    """The items that ``by`` may moderate. A cursor that is not one of ours begins at the beginning."""
    statement = sa.select(*COLUMNS).join(Post, Post.id == Comment.post_id).where(_in_queue(filters.queue))
    for condition in _narrowed(filters):
        statement = statement.where(condition)
    if not may(by, "moderation.enter"):
        own = sa.and_(Post.author_id == by.user_id, sa.literal(authors_moderate_own))
        statement = statement.where(own)
    at, oldest_first = _order(filters.queue)
    place = sa.tuple_(at, Comment.id)
    after = read_cursor(cursor)
    if after is not None:
        edge = sa.tuple_(sa.literal(after[0], at.type), sa.literal(after[1]))
        statement = statement.where(place > edge if oldest_first else place < edge)
    direction = sa.asc if oldest_first else sa.desc
    rows = db.session.execute(
        statement.add_columns(at).order_by(direction(at), direction(Comment.id)).limit(limit + 1)
    ).all()
    items = filled([row[:-1] for row in rows[:limit]])
    more = len(rows) > limit
    return QueuePage(items, write_cursor(rows[limit - 1][-1], rows[limit - 1][0]) if more else None)


def item_by_id(comment_id: int) -> Item | None:
    """One comment as moderators see it."""
    rows = db.session.execute(
        sa.select(*COLUMNS).join(Post, Post.id == Comment.post_id).where(Comment.id == comment_id)
    ).all()
    return filled(rows)[0] if rows else None


def _order(queue: str) -> tuple[sa.ColumnElement[datetime], bool]:
    if queue == "second_look":
        return Comment.review_requested_at, True  # type: ignore[return-value]
    return Comment.created_at, queue in OLDEST_FIRST  # type: ignore[return-value]


def _in_queue(queue: str) -> sa.ColumnElement[bool]:
    if queue == "second_look":
        return Comment.review_reason.is_not(None)
    return sa.and_(Comment.state == State(queue), Comment.withdrawn_at.is_(None))


def _narrowed(filters: Filters) -> list[sa.ColumnElement[bool]]:
    if any("\0" in words for words in astuple(filters)):
        return [sa.false()]  # no text holds a NUL, and not every database lets one ask for it
    conditions: list[sa.ColumnElement[bool]] = []
    if filters.q.strip():
        pattern = f"%{_escaped(filters.q.strip())}%"
        conditions.append(
            sa.or_(
                Comment.body.ilike(pattern, escape="\\"),
                Comment.author_name.ilike(pattern, escape="\\"),
                Post.title.ilike(pattern, escape="\\"),
            )
        )
    if filters.post:
        conditions.append(
            Post.id == _number(filters.post) if filters.post.isdecimal() else Post.slug == filters.post
        )
    if filters.category:
        conditions.append(
            Post.category_id
            == sa.select(Category.id).where(Category.slug == filters.category).scalar_subquery()
        )
    if filters.language:
        conditions.append(Comment.language == filters.language)
    if filters.rule:
        conditions.append(
            sa.exists().where(
                Finding.comment_id == Comment.id,
                Finding.revision == Comment.current_revision,
                sa.or_(
                    Finding.rule == filters.rule, Finding.rule.startswith(f"{filters.rule}:", autoescape=True)
                ),
            )
        )
    if filters.writer:
        conditions.append(_writer(filters.writer))
    return conditions


def _writer(words: str) -> sa.ColumnElement[bool]:
    """``user:5`` and ``guest:7`` are identities; anything else is a name."""
    kind, _, number = words.partition(":")
    if kind == "user" and number.isdecimal():
        return Comment.user_id == _number(number)
    if kind == "guest" and number.isdecimal():
        return Comment.guest_id == _number(number)
    names = sa.select(User.id).where(User.display_name == words)
    return sa.or_(Comment.author_name == words, Comment.user_id.in_(names))


def _number(digits: str) -> int:
    """A number that every database takes; one that is too large finds nothing."""
    return int(digits) if len(digits) < 10 else -1


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def write_cursor(at: datetime, number: int) -> str:
    """The place behind an item, for the next page's address."""
    return f"{at.astimezone(UTC).isoformat()}~{number}"


def read_cursor(text: str | None) -> tuple[datetime, int] | None:
    """The inverse; None for anything else."""
    at, _, number = (text or "").replace(" ", "+").partition("~")
    try:
        instant = datetime.fromisoformat(at)
        # At the ends of the calendar there is no such time in UTC.
        return (instant.astimezone(UTC), _number(number)) if instant.tzinfo and number.isdecimal() else None
    except (ValueError, OverflowError):
        return None


def owner_of(post_id: int) -> int | None:
    """The account whose post it is."""
    return db.session.scalar(sa.select(Post.author_id).where(Post.id == post_id))
