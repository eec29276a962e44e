"""What narrows a queue: each filter as a condition on one comment and, where it can, as a way to those that pass."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa

from forum.db import among, db
from forum.domain.ages import read_age
from forum.domain.text import search_phrases
from forum.models import COMMENT_WORDS, TITLE_WORDS, Category, Comment, Finding, Post, User
from forum.queries.moderation.order import WAITING, order_of, waits_in
from forum.queries.search import found, reads

Numbers = sa.Select[int] | sa.CompoundSelect[int]


@dataclass(frozen=True)
class Filters:
    """One queue and what narrows it. Texts are as typed in the address; "" leaves it open. ``asked_at`` (aware): the
    moment from which an ``age`` is counted."""

    queue: str = "pending"
    q: str = ""
    post: str = ""
    category: str = ""
    language: str = ""
    rule: str = ""
    writer: str = ""
    age: str = ""
    asked_at: datetime | None = None

    @property
    def words(self) -> dict[str, str]:
        """What narrows the queue, by its name in the address: only what is set."""
        given = ((name, getattr(self, name)) for name in FILTERS)
        return {name: words for name, words in given if words}


FILTERS = tuple(one.name for one in fields(Filters) if one.name not in ("queue", "asked_at"))


@dataclass(frozen=True)
class Narrowing:
    """One filter. ``condition``: what holds for each comment that passes. ``is_indexed``: the index of the queue begins
    with it, so that the walk meets no other comment. ``numbers``: all comments that may pass; ``posts``: what holds for
    each post whose comments may pass besides. Both None: there is no short way to those that pass. ``counts_whole``: a
    count of the ``numbers`` does not end at its limit, since an index of words names all that hold a phrase at once."""

    condition: sa.ColumnElement[bool]
    is_indexed: bool = False
    numbers: Numbers | None = None
    posts: sa.ColumnElement[bool] | None = None
    counts_whole: bool = False


def narrowings(filters: Filters) -> tuple[Narrowing, ...]:
    """The filters that are set, those first that are answered soonest: a database may ask in this order."""
    return _narrowings(filters, db.session.get_bind().dialect.name)


@lru_cache(maxsize=64)
def _narrowings(filters: Filters, dialect: str) -> tuple[Narrowing, ...]:
    """A page asks more than once. The conditions hold nothing of a site, but they are in one dialect."""
    if any("\0" in words for words in filters.words.values()):
        # No text holds a NUL, and not every database lets one ask for it.
        return (Narrowing(sa.false(), is_indexed=True),)
    made = []
    if filters.post:
        made.append(_of_post(filters.post))
    if filters.language:
        # One index can lead only once: that of a post is the shorter.
        made.append(Narrowing(Comment.language == filters.language, is_indexed=not filters.post))
    if filters.category:
        made.append(of_posts(among(Post.category_id, _section(filters.category))))
    if filters.writer:
        made.append(_by_writer(filters.writer))
    if filters.age:
        made.append(_of_age(filters))
    if filters.rule:
        made.append(_found_by(filters.rule))
    if filters.q.strip():
        made.append(_saying(filters.q))
    return tuple(made)


def of_posts(posts: sa.ColumnElement[bool]) -> Narrowing:
    """Comments on the posts for which the condition holds."""
    # The sum is no column: no index of comments begins with it, so that nobody begins with the posts. "Is true" keeps
    # PostgreSQL from joining with them: it makes one list of them, and looks each comment's post up there.
    on_post = (Comment.post_id + 0).in_(sa.select(Post.id).where(posts)).is_(sa.true())
    return Narrowing(on_post, posts=posts)


def _section(slug: str) -> sa.ScalarSelect[int]:
    """The category and those that stand in it, as readers have them in its list."""
    own = sa.select(Category.id).where(Category.slug == slug).scalar_subquery()
    return (
        sa.select(Category.id)
        .where(sa.or_(Category.slug == slug, Category.parent_id == own))
        .scalar_subquery()
    )


def _of_post(slug: str) -> Narrowing:
    """By its address and by nothing else: an address may be a number, and it is not the post's number then."""
    number = sa.select(Post.id).where(Post.slug == slug).scalar_subquery()
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
    held = _has_row(Finding.comment_id == Comment.id, Finding.revision == Comment.current_revision, named)
    return Narrowing(held, numbers=sa.select(Finding.comment_id).where(named))


def _saying(q: str) -> Narrowing:
    """The comment's text, its writer's name and the reasons given about it hold all that is asked for, or the title of
    its post does. Where nothing could be asked for, nothing is found."""
    phrases = search_phrases(q)
    if not phrases:
        return Narrowing(sa.false(), is_indexed=True)
    says = sa.or_(reads(COMMENT_WORDS, Comment.id, phrases), reads(TITLE_WORDS, Comment.post_id, phrases))
    telling = [phrase for phrase in phrases if not phrase.is_vague]
    if not telling:
        return Narrowing(says)
    in_titles = Post.id.in_(found(TITLE_WORDS, telling))
    return Narrowing(says, numbers=found(COMMENT_WORDS, telling), posts=in_titles, counts_whole=True)


def _of_age(filters: Filters) -> Narrowing:
    """How long ago it came into the queue. Most indexes of queues are in that order; where what waits is shown in the
    order of sending, what has waited for long was sent at least as long ago."""
    age = read_age(filters.age)
    if age is None:
        return Narrowing(sa.false(), is_indexed=True)
    if filters.asked_at is None:
        raise ValueError("an age is counted from a moment")
    at, bound = order_of(filters.queue).at, age.bound(filters.asked_at)
    if filters.queue in WAITING:
        if age.is_older:
            return Narrowing(sa.and_(at <= bound, Comment.waits_since <= bound), is_indexed=True)
        came = Comment.waits_since > bound
        return Narrowing(came, numbers=sa.select(Comment.id).where(waits_in(filters.queue), came))
    return Narrowing(at <= bound if age.is_older else at > bound, is_indexed=True)


def _has_row(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether there is such a row. As a value of each comment and not as EXISTS, which a database may
    turn round and begin with all such rows there are."""
    return sa.select(sa.literal(1)).where(*conditions).limit(1).scalar_subquery() == 1


def as_number(digits: str) -> int:
    """A number that every database takes; one that is too large finds nothing."""
    return int(digits) if len(digits) < 10 else -1
