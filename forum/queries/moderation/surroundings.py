"""What stands around an item: the comments above it, up to the first of its thread, and what else its writer sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.sanctions import Writer
from forum.domain.scopes import Scope
from forum.domain.threading import ancestors
from forum.models import Comment, Post
from forum.queries.identities import belongs_to
from forum.queries.moderation.scope import posts_in

# Of a long chain, the nearest come with their texts; of those further up the names are enough.
TEXTS = 10
# So many of a writer's other comments are shown; and among so many of the newest they are looked for by who sees only a
# part of the site, so that a writer of very many costs no more than others.
LAST = 10
LOOKED_AT = 50


@dataclass(frozen=True)
class Ancestor:
    """A comment above an item, whatever became of it. ``body_html`` is "" for one that is far above."""

    id: int
    author_name: str
    language: str | None
    body_html: str
    state: State
    is_withdrawn: bool


@dataclass(frozen=True)
class Sent:
    """Another comment of an item's writer, and what became of it."""

    id: int
    state: State
    is_withdrawn: bool
    created_at: datetime
    post_title: str
    post_language: str


@dataclass(frozen=True)
class Surroundings:
    """The comments above by number, and the newest of each writer, newest first."""

    above: dict[int, Ancestor]
    sent: dict[Writer, list[Sent]]

    def chain(self, path: str) -> tuple[Ancestor, ...]:
        """The comments above the one at ``path``, the first of the thread first."""
        return tuple(self.above[number] for number in ancestors(path))

    def others(self, comment_id: int, writer: Writer | None) -> tuple[Sent, ...] | None:
        """The writer's newest comments beside this one, newest first; None for a writer whom nothing identifies."""
        if writer is None:
            return None
        return tuple(one for one in self.sent.get(writer, ()) if one.id != comment_id)[:LAST]


def surroundings(paths: Collection[str], writers: Collection[Writer], *, scope: Scope) -> Surroundings:
    """What stands around comments at ``paths`` by ``writers``; of the writers' others only what is in the scope. One
    statement; none where there is nothing to ask."""
    found, sent = Surroundings({}, defaultdict(list)), []
    parts = list(_parts(paths, writers, scope))
    for is_above, user_id, guest_id, *facts in db.session.execute(sa.union_all(*parts)) if parts else ():
        number, name, language, html, state, is_withdrawn, created_at, title, post_language = facts
        if is_above:
            found.above[number] = Ancestor(number, name, language, html, state, is_withdrawn)
        else:
            one = Sent(number, state, is_withdrawn, created_at, title, post_language)
            sent.append((Writer(user_id, guest_id), one))
    for writer, one in sorted(sent, key=lambda pair: (pair[1].created_at, pair[1].id), reverse=True):
        found.sent[writer].append(one)
    return found


def _parts(paths: Collection[str], writers: Collection[Writer], scope: Scope) -> Iterator[sa.Select[Any]]:
    lines = [ancestors(path) for path in paths]
    near = {number for line in lines for number in line[-TEXTS:]}
    if near:
        html = sa.case((Comment.id.in_(near), Comment.body_html), else_="")
        above = {number for line in lines for number in line}
        yield _columns(1, Comment.author_name, html).where(Comment.id.in_(above))
    if writers:
        known = sorted(writers, key=lambda one: (one.user_id or 0, one.guest_id or 0))
        newest = sa.union_all(*(sa.select(_newest(one, scope).subquery().c.id) for one in known))
        nothing = sa.literal("")
        yield _columns(0, nothing, nothing).where(Comment.id.in_(newest))


def _columns(is_above: int, name: Any, html: Any) -> sa.Select[Any]:
    return sa.select(
        sa.literal(is_above),
        Comment.user_id,
        Comment.guest_id,
        Comment.id,
        name,
        Comment.language,
        html,
        Comment.state,
        Comment.withdrawn_at.is_not(None),
        Comment.created_at,
        Post.title,
        Post.language.label("post_language"),
    ).join(Post, Post.id == Comment.post_id)


def _newest(writer: Writer, scope: Scope) -> sa.Select[int]:
    """The writer's newest, at least one more than are shown: the item itself may be among them."""
    newest = sa.select(Comment.id).where(belongs_to(Comment, writer))
    newest = newest.order_by(Comment.created_at.desc(), Comment.id.desc())
    if scope.is_whole_site:
        return newest.limit(LAST + 1)
    looked_at = newest.limit(LOOKED_AT).subquery()
    seen = sa.select(Comment.id).join(Post, Post.id == Comment.post_id)
    return seen.where(Comment.id.in_(sa.select(looked_at.c.id)), posts_in(scope))
