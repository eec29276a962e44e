"""What narrows a queue: each filter as a condition on one comment, and where it can, as a short list of comments.

A queue is walked in its order, by its index, and each comment is looked at until a page is full. A filter that few
comments pass would have that walk to the end; such a filter names those few instead (``few``), and only they are looked
at. Which way is the shorter is counted, never guessed, and counting stops at ``FEW``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from forum.db import db
from forum.domain.tallies import TALLIES
from forum.domain.text import search_phrases
from forum.models import COMMENT_WORDS, TITLE_WORDS, Category, Comment, Finding, Post, User
from forum.queries.search import found, reads

# So many comments are looked at one by one rather than walking the queue; on so many posts.
FEW = 4_000
FEW_POSTS = 1_000

Numbers = sa.Select[int] | sa.CompoundSelect[int]


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
class Narrowing:
    """One filter. ``condition``: what holds for each comment that passes. ``is_indexed``: the index of the queue begins
    with it, so that the walk meets no other comment. ``numbers``: all comments that may pass; ``posts``: what holds for
    each post whose comments may pass besides. Both None: there is no short way to those that pass."""

    condition: sa.ColumnElement[bool]
    is_indexed: bool = False
    numbers: Numbers | None = None
    posts: sa.ColumnElement[bool] | None = None


def narrowings(filters: Filters) -> list[Narrowing]:
    """The filters that are set."""
    if any("\0" in words for words in astuple(filters)):
        # No text holds a NUL, and not every database lets one ask for it.
        return [Narrowing(sa.false(), is_indexed=True)]
    made = []
    if filters.post:
        made.append(_of_post(filters.post))
    if filters.language:
        # One index can lead only once: that of a post is the shorter.
        made.append(Narrowing(Comment.language == filters.language, is_indexed=not filters.post))
    if filters.writer:
        made.append(_by_writer(filters.writer))
    if filters.rule:
        made.append(_found_by(filters.rule))
    if filters.q.strip():
        made.append(_saying(filters.q))
    if filters.category:
        category = sa.select(Category.id).where(Category.slug == filters.category).scalar_subquery()
        made.append(of_posts(Post.category_id, category))
    return made


def of_posts(column: InstrumentedAttribute[Any], value: sa.ColumnElement[Any]) -> Narrowing:
    """Comments on the posts that have ``value`` in ``column``."""
    # One value a comment, so that nobody gets the idea of beginning with the posts.
    on_post = sa.select(column).where(Post.id == Comment.post_id).scalar_subquery()
    return Narrowing(on_post == value, posts=column == value)


def few(narrowed: Sequence[Narrowing], queue: str, in_queue: sa.ColumnElement[bool]) -> Numbers | None:
    """The comments of which all that pass are a part, where they are few enough to be looked at one by one; None where
    every filter lets too many pass. ``in_queue``: what holds for each comment of ``queue``."""
    for one in narrowed:
        if (way := _short_way(one, queue, in_queue)) is not None:
            return way
    return None


def _short_way(one: Narrowing, queue: str, in_queue: sa.ColumnElement[bool]) -> Numbers | None:
    if one.numbers is None and one.posts is None:
        return None
    parts: list[sa.Select[int]] = []
    counted = 0
    if one.numbers is not None:
        some = one.numbers.limit(FEW + 1).subquery()
        counted = db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0
        # A limit that is never reached says how few they are to who plans the question.
        parts.append(sa.select(one.numbers.limit(FEW).subquery().c[0]))
    if one.posts is not None and counted <= FEW:
        posts = _posts_with_some(one.posts, queue)
        if posts is None:
            return None
        counted += sum(posts.values())
        parts.append(sa.select(Comment.id).where(Comment.post_id.in_(list(posts)), in_queue))
    if counted > FEW:
        return None
    return parts[0] if len(parts) == 1 else sa.union_all(*parts)


def _posts_with_some(which: sa.ColumnElement[bool], queue: str) -> dict[int, int] | None:
    """The posts that have comments in the queue, and how many, by their own counters; None: too many posts."""
    if queue not in TALLIES:
        return None
    n: InstrumentedAttribute[int] = getattr(Post, f"{queue}_count")
    rows = db.session.execute(sa.select(Post.id, n).where(which, n > 0).limit(FEW_POSTS + 1)).all()
    return {row[0]: row[1] for row in rows} if len(rows) <= FEW_POSTS else None


def _of_post(words: str) -> Narrowing:
    number: sa.ColumnElement[int] = (
        sa.literal(as_number(words))
        if words.isdecimal()
        else sa.select(Post.id).where(Post.slug == words).scalar_subquery()
    )
    return Narrowing(Comment.post_id == number, is_indexed=True)


def _by_writer(words: str) -> Narrowing:
    """``user:5`` and ``guest:7`` are identities; anything else is a name, as it was then or is now."""
    kind, _, number = words.partition(":")
    if kind == "user" and number.isdecimal():
        who: list[sa.ColumnElement[bool]] = [Comment.user_id == as_number(number)]
    elif kind == "guest" and number.isdecimal():
        who = [Comment.guest_id == as_number(number)]
    else:
        named = sa.select(User.id).where(User.display_name == words)
        who = [Comment.author_name == words, Comment.user_id.in_(named)]
    theirs = [sa.select(Comment.id).where(one) for one in who]
    numbers = theirs[0] if len(theirs) == 1 else sa.union_all(*theirs)
    return Narrowing(sa.or_(*who), numbers=numbers)


def _found_by(rule: str) -> Narrowing:
    """A rule by its name, or all of a kind: ``words`` is every word list, ``words:3`` one."""
    # ":" and what follows it in the order of code points: a kind's rules stand between the two.
    named = sa.or_(Finding.rule == rule, sa.and_(Finding.rule > f"{rule}:", Finding.rule < f"{rule};"))
    held = _holds(Finding.comment_id == Comment.id, Finding.revision == Comment.current_revision, named)
    return Narrowing(held, numbers=sa.select(Finding.comment_id).where(named))


def _saying(q: str) -> Narrowing:
    """The comment's text, its writer's name and the reasons given about it hold all that is asked for, or the title of
    its post does. Where nothing could be asked for, nothing is found."""
    phrases = search_phrases(q)
    if not phrases:
        return Narrowing(sa.false(), is_indexed=True)
    says = sa.or_(
        _holds(COMMENT_WORDS.c.rowid == Comment.id, reads(COMMENT_WORDS, phrases)),
        _holds(TITLE_WORDS.c.rowid == Comment.post_id, reads(TITLE_WORDS, phrases)),
    )
    telling = [phrase for phrase in phrases if not phrase.is_vague]
    if not telling:
        return Narrowing(says)
    return Narrowing(
        says, numbers=found(COMMENT_WORDS, telling), posts=Post.id.in_(found(TITLE_WORDS, telling))
    )


def _holds(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether there is such a row for the comment. As a value of each comment and not as EXISTS, which a database may
    turn round and begin with all such rows there are."""
    return sa.select(sa.literal(1)).where(*conditions).limit(1).scalar_subquery() == 1


def as_number(digits: str) -> int:
    """A number that every database takes; one that is too large finds nothing."""
    return int(digits) if len(digits) < 10 else -1
