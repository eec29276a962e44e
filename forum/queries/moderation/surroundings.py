"""What stands around an item: the comments above it, up to the first of its thread, and what else its writer sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.sanctions import Writer
from forum.domain.scopes import Scope
from forum.domain.threading import ancestors
from forum.models import Comment, Post, StaffNote
from forum.queries.identities import belongs_to
from forum.queries.moderation.notes import Note
from forum.queries.moderation.scope import posts_in

# Of a long chain, the nearest come with their texts; of those further up the names are enough.
TEXTS = 10
# So many of a writer's other comments are shown; and among so many of the newest they are looked for by who sees only a
# part of the site, so that a writer of very many costs no more than others.
LAST = 10
LOOKED_AT = 50
ABOVE, SENT, NOTE = range(3)


@dataclass(frozen=True)
class Ancestor:
    """A comment above an item, whatever became of it. ``body_html`` is "" for one that is far above.
    ``hides_replies``: no reader sees what stands below it, the item included."""

    id: int
    author_name: str
    language: str | None
    body_html: str
    state: State
    is_withdrawn: bool
    hides_replies: bool


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
    noted: dict[int | Writer, list[Note]]

    def chain(self, path: str) -> tuple[Ancestor, ...]:
        """The comments above the one at ``path``, the first of the thread first."""
        return tuple(self.above[number] for number in ancestors(path))

    def others(self, comment_id: int, writer: Writer | None) -> tuple[Sent, ...] | None:
        """The writer's newest comments beside this one, newest first; None for a writer whom nothing identifies."""
        if writer is None:
            return None
        return tuple(one for one in self.sent.get(writer, ()) if one.id != comment_id)[:LAST]

    def notes(self, comment_id: int, writer: Writer | None) -> tuple[Note, ...]:
        """What moderators noted about the comment and its writer, oldest first."""
        both = [*self.noted.get(comment_id, ()), *(self.noted.get(writer, ()) if writer else ())]
        return tuple(sorted(both, key=lambda note: note.id))


def surroundings(paths: Mapping[int, str], writers: Collection[Writer], *, scope: Scope) -> Surroundings:
    """What stands around comments at ``paths`` (by their numbers) by ``writers``; of the writers' others only what is
    in the scope, and notes about a writer for who sees the whole site. One statement; none where there is nothing to
    ask."""
    found, sent = Surroundings({}, defaultdict(list), defaultdict(list)), []
    parts = list(_parts(paths, writers, scope))
    for kind, user_id, guest_id, *facts in db.session.execute(sa.union_all(*parts)) if parts else ():
        (
            number,
            name,
            language,
            html,
            state,
            is_withdrawn,
            created_at,
            title,
            post_language,
            about,
            made_by,
            hides_replies,
        ) = facts
        if kind == NOTE:
            note = Note(number, html, name, made_by, created_at, about is None)
            found.noted[about or Writer(user_id, guest_id)].append(note)
        elif kind == ABOVE:
            found.above[number] = Ancestor(number, name, language, html, state, is_withdrawn, hides_replies)
        else:
            one = Sent(number, state, is_withdrawn, created_at, title, post_language)
            sent.append((Writer(user_id, guest_id), one))
    for writer, one in sorted(sent, key=lambda pair: (pair[1].created_at, pair[1].id), reverse=True):
        found.sent[writer].append(one)
    return found


def _parts(paths: Mapping[int, str], writers: Collection[Writer], scope: Scope) -> Iterator[sa.Select[Any]]:
    lines = [ancestors(path) for path in paths.values()]
    near = {number for line in lines for number in line[-TEXTS:]}
    if near:
        html = sa.case((Comment.id.in_(near), Comment.body_html), else_="")
        above = {number for line in lines for number in line}
        yield _columns(ABOVE, Comment.author_name, html).where(Comment.id.in_(above))
    if writers:
        known = sorted(writers, key=lambda one: (one.user_id or 0, one.guest_id or 0))
        # At least one more than are shown: the item itself may be among them.
        n = LAST + 1 if scope.is_whole_site else LOOKED_AT
        newest = sa.union_all(*(sa.select(_newest(one, n).subquery().c.id) for one in known))
        nothing = sa.literal("")
        yield _columns(SENT, nothing, nothing).where(Comment.id.in_(newest), posts_in(scope))
    noted = writers if scope.is_whole_site else ()
    # Each by its own index: with "or" between them SQLite would look at all notes there are.
    for column, subjects in (
        (StaffNote.comment_id, list(paths)),
        (StaffNote.user_id, [one.user_id for one in noted if one.user_id is not None]),
        (StaffNote.guest_id, [one.guest_id for one in noted if one.guest_id is not None]),
    ):
        if subjects:
            yield _notes().where(column.in_(subjects))


def _notes() -> sa.Select[Any]:
    return sa.select(
        sa.literal(NOTE),
        StaffNote.user_id,
        StaffNote.guest_id,
        StaffNote.id,
        StaffNote.made_by,
        sa.cast(sa.null(), Comment.language.type),
        StaffNote.body,
        sa.cast(sa.null(), Comment.state.type),
        sa.false(),
        StaffNote.created_at,
        sa.literal(""),
        sa.literal(""),
        StaffNote.comment_id,
        StaffNote.made_by_id,
        sa.false(),
    )


def _columns(kind: int, name: Any, html: Any) -> sa.Select[Any]:
    return sa.select(
        sa.literal(kind),
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
        sa.cast(sa.null(), sa.Integer),
        sa.cast(sa.null(), sa.Integer),
        Comment.hides_replies,
    ).join(Post, Post.id == Comment.post_id)


def _newest(writer: Writer, n: int) -> sa.Select[int]:
    newest = sa.select(Comment.id).where(belongs_to(Comment, writer))
    return newest.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(n)
