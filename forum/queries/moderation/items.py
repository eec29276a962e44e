"""A comment as moderators see it, with the post, the comments above it, its findings and its last decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import DECISION_VERBS, ReviewReason, State
from forum.domain.sanctions import Writer
from forum.domain.scopes import Scope
from forum.domain.screening import still_holds
from forum.domain.text_changes import TextChange, text_change
from forum.models import Appeal, Comment, Finding, Flag, LogEntry, Post
from forum.queries.appeals import (
    DECIDER_HAS_OTHERS,
    NEWEST_ENTRY,
    WAS_JUDGED,
    WRITER_HAS_OTHERS,
    answered_by,
)
from forum.queries.moderation.notes import Note
from forum.queries.moderation.reports import OpenAppeal, OpenFlag, open_appeals, open_flags
from forum.queries.moderation.surroundings import Ancestor, Sent, surroundings


@dataclass(frozen=True)
class Found:
    """One finding; ``before``, ``matched`` and ``after`` are the marked span with a little of the text around it.
    ``holds``: the comment waits, for this too."""

    rule: str
    severity: str
    field: str
    span: tuple[int, int] | None
    matched: str
    score: float | None
    detail: dict[str, Any]
    holds: bool = False


@dataclass(frozen=True)
class LastDecision:
    """The log entry of the newest event, if it was a decision that can be taken back; with what it made of the text."""

    entry_id: int
    verb: str
    actor_name: str
    at: datetime
    actor_id: int | None
    change: TextChange | None = None


@dataclass(frozen=True)
class Item:
    id: int
    version: int
    state: State
    review_reason: ReviewReason | None
    is_withdrawn: bool
    author_name: str
    is_staff: bool
    user_id: int | None
    guest_id: int | None
    language: str | None
    body: str
    body_html: str
    created_at: datetime
    waits_since: datetime | None
    edited_at: datetime | None
    edited_by_moderator_at: datetime | None
    resubmissions: int
    revision: int
    depth: int
    path: str
    hides_replies: bool
    public_descendants: int
    post_id: int
    post_slug: str
    post_title: str
    post_language: str
    has_flags: bool
    is_appealed: bool
    writer_has_others: bool
    is_judged: bool
    answer_against: int | None
    ancestors: tuple[Ancestor, ...] = ()
    others: tuple[Sent, ...] | None = None
    notes: tuple[Note, ...] = ()
    findings: tuple[Found, ...] = ()
    last_decision: LastDecision | None = None
    flags: tuple[OpenFlag, ...] = ()
    appeal: OpenAppeal | None = None

    def is_own_case(self, user_id: int | None) -> bool:
        """Whether the account wrote it, and it is for somebody else to decide: readers have reported it, its writer
        asks for another decision, or somebody else has decided before."""
        return self._is_own(user_id) and (self.has_flags or self.is_appealed or self.is_judged)

    def is_answered_against(self, user_id: int | None) -> bool:
        """Whether the last decision answered an appeal against the account's own, and somebody else is there."""
        return user_id is not None and self.answer_against == user_id

    def bars_undo(self, user_id: int | None) -> bool:
        """Whether the last decision is somebody else's and not for the account to take back."""
        if self.last_decision is None or self.last_decision.actor_id == user_id:
            return False
        return self._is_own(user_id) or self.is_answered_against(user_id)

    def _is_own(self, user_id: int | None) -> bool:
        return user_id is not None and self.user_id == user_id and self.writer_has_others


# Whether readers have reported the comment and nobody has decided yet.
HAS_FLAGS = (
    sa.exists()
    .where(Flag.comment_id == Comment.id, Flag.outcome.is_(None))
    .correlate(Comment)
    .label("has_flags")
)
# Against whose decision the newest entry of the log answered an appeal, where somebody else is there.
_ANSWER_AGAINST = (
    sa.select(Appeal.against_user_id)
    .where(Appeal.comment_id == Comment.id, answered_by(LogEntry.id), DECIDER_HAS_OTHERS)
    .correlate_except(Appeal)
    .scalar_subquery()
)
COLUMNS = (
    Comment.id,
    Comment.version,
    Comment.state,
    Comment.review_reason,
    Comment.withdrawn_at.is_not(None),
    Comment.author_name,
    Comment.is_staff,
    Comment.user_id,
    Comment.guest_id,
    Comment.language,
    Comment.body,
    Comment.body_html,
    Comment.created_at,
    Comment.waits_since,
    Comment.edited_at,
    Comment.edited_by_moderator_at,
    Comment.resubmissions,
    Comment.current_revision,
    Comment.depth,
    Comment.path,
    Comment.hides_replies,
    Comment.public_descendants,
    Post.id,
    Post.slug,
    Post.title,
    Post.language,
    HAS_FLAGS,
    Comment.appealed_at.is_not(None),
    # Asked about accounts only: it looks through those of the staff, for each comment of a page.
    sa.and_(Comment.user_id.is_not(None), WRITER_HAS_OTHERS),
    sa.and_(Comment.user_id.is_not(None), WAS_JUDGED),
    _ANSWER_AGAINST,
)


_LAST = (
    LogEntry.id,
    LogEntry.verb,
    LogEntry.actor_name,
    LogEntry.at,
    LogEntry.actor_id,
    LogEntry.before,
    LogEntry.after,
    LogEntry.facts,
)


def shown(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """A question for what ``filled`` makes items of, and for ``more`` behind that."""
    columns: tuple[Any, ...] = (*COLUMNS, *_LAST, *more)
    return (
        sa.select(*columns)
        .join(Post, Post.id == Comment.post_id)
        .outerjoin(LogEntry, LogEntry.id == NEWEST_ENTRY)
    )


def filled(rows: Sequence[Any], *, scope: Scope) -> list[Item]:
    """Rows of ``shown`` as items, with what stands around them and findings: two statements for any number, and one
    more each where there are open flags and appeals. ``scope``: what the moderator may see of the writers' other
    comments."""
    items = [_item(row) for row in rows]
    writers = {
        item.id: Writer(item.user_id, item.guest_id) for item in items if item.user_id or item.guest_id
    }
    around = surroundings({item.id: item.path for item in items}, set(writers.values()), scope=scope)
    findings = findings_in([item.id for item in items])
    flags = open_flags([item.id for item in items if item.has_flags])
    appeals = open_appeals([item.id for item in items if item.is_appealed])
    return [
        replace(
            item,
            ancestors=around.chain(item.path),
            others=around.others(item.id, writers.get(item.id)),
            notes=around.notes(item.id, writers.get(item.id)),
            findings=tuple(found for revision, found in findings[item.id] if revision == item.revision),
            flags=tuple(flags.get(item.id, ())),
            appeal=appeals.get(item.id),
        )
        for item in items
    ]


def _item(row: Any) -> Item:
    end = len(COLUMNS) + len(_LAST)
    facts, (*entry, before, after, more) = row[: len(COLUMNS)], row[len(COLUMNS) : end]
    newest = LastDecision(*entry)
    is_decision = newest.verb in DECISION_VERBS
    last = replace(newest, change=text_change(before, after, more)) if is_decision else None
    return replace(Item(*facts), last_decision=last)


def findings_in(numbers: Iterable[int]) -> dict[int, list[tuple[int, Found]]]:
    """What was found in each of these comments, with the revision it was found in. One statement."""
    found: dict[int, list[tuple[int, Found]]] = defaultdict(list)
    waits = sa.and_(Comment.state == State.PENDING, Comment.withdrawn_at.is_(None))
    rows = db.session.execute(
        sa.select(Finding, waits, Comment.is_muted)
        .join(Comment, Comment.id == Finding.comment_id)
        .where(Finding.comment_id.in_(list(numbers)))
        .order_by(Finding.id)
    )
    for row, is_waiting, is_muted in rows:
        span = None if row.span_start is None or row.span_end is None else (row.span_start, row.span_end)
        holds = still_holds(row.rule, waits=is_waiting, is_muted=is_muted)
        one = Found(row.rule, row.severity, row.field, span, row.matched, row.score, row.detail, holds)
        found[row.comment_id].append((row.revision, one))
    return found
