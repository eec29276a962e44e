"""The log: of one comment, and of the whole site, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.comment_states import DECISION_VERBS, Standing, State
from forum.domain.diff import NO_CHANGE, Changed, Passage, changed, difference
from forum.domain.sanctions import SanctionKind, Writer
from forum.domain.text_changes import TextChange, text_change
from forum.models import Comment, CommentRevision, LogEntry, Post, User

FLAG = "comment.flag"  # the reader who sent it is told to nobody


@dataclass(frozen=True)
class Event:
    """One log entry for reading. Who flagged a comment is a stranger, whatever the entry says.

    ``about``: the name of the account, list, category or person that it is about; None for a comment, a post, a guest,
    or the account of whoever did it. ``writer``: whom a sanction or a note is about. ``sanction``: its kind, and
    ``until`` its end (None: it has none); ``note`` is its reason then. ``undoes``: the verb of the decision that it
    took back, None for anything else. ``change``: what a decision made of the text. ``can_be_undone``: it is a
    decision, and the comment has not changed since.
    """

    id: int
    at: datetime
    actor_kind: str
    actor_name: str
    verb: str
    comment_id: int | None
    post_id: int | None
    post_title: str | None
    post_language: str | None
    about: str | None
    old: State | None
    new: State | None
    reason_code: str | None
    note: str
    batch: str | None
    undoes: str | None
    version: int | None
    change: TextChange | None = None
    writer: Writer | None = None
    sanction: SanctionKind | None = None
    until: datetime | None = None
    can_be_undone: bool = False


def history_of(comment_id: int, *, version: int) -> Sequence[Event]:
    """A comment's log, oldest first. ``version`` is the comment's own now."""
    rows = db.session.execute(_events().where(LogEntry.comment_id == comment_id).order_by(LogEntry.id))
    return [_event(*row, version=version) for row in rows]


def newest_events(numbers: Sequence[int]) -> dict[int, Event]:
    """For each of these comments the newest event that changed it. One statement."""
    newest = (
        sa.select(sa.func.max(LogEntry.id))
        .where(LogEntry.comment_id.in_(numbers), LogEntry.version.is_not(None))
        .group_by(LogEntry.comment_id)
    )
    events = [_event(*row) for row in db.session.execute(_events().where(LogEntry.id.in_(newest)))]
    return {event.comment_id: event for event in events if event.comment_id is not None}


def log_page(*, before: int | None = None, limit: int = 50) -> Sequence[Event]:
    """The site's log, newest first, below the entry number ``before``."""
    statement = _events().order_by(LogEntry.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(LogEntry.id < before)
    return [_event(*row) for row in db.session.execute(statement)]


@dataclass(frozen=True)
class Text:
    """One text of a comment. ``change``: what is different in a moderator's text from the writer's last own before it;
    None for a writer's. ``renaming`` is the same about the name, empty where that stayed."""

    number: int
    body: str
    at: datetime
    by_moderator: bool
    change: Sequence[Passage] | None = None
    renaming: Sequence[Passage] = ()


def texts_of(comment_id: int) -> Sequence[Text]:
    """Each text of the comment, oldest first."""
    texts: list[Text] = []
    own: tuple[str, str] | None = None
    for row in _revisions(comment_id):
        text = Text(row.number, row.body, row.created_at, row.by_moderator)
        if row.by_moderator and own is not None:
            body, name = own
            renaming = difference(name, row.name) if name != row.name else ()
            text = replace(text, change=difference(body, row.body), renaming=renaming)
        texts.append(text)
        own = own if row.by_moderator else (row.body, row.name)
    return texts


def _revisions(comment_id: int) -> Sequence[sa.Row[int, str, datetime, bool, str]]:
    return db.session.execute(
        sa.select(
            CommentRevision.number,
            CommentRevision.body,
            CommentRevision.created_at,
            CommentRevision.by_moderator,
            sa.func.coalesce(CommentRevision.author_name, Comment.author_name).label("name"),
        )
        .join(Comment, Comment.id == CommentRevision.comment_id)
        .where(CommentRevision.comment_id == comment_id)
        .order_by(CommentRevision.number)
    ).all()


def change_since(comment_id: int, *, seen: int) -> Changed:
    """What changed in the text and the name after version ``seen``."""
    entry = db.session.scalar(
        sa.select(LogEntry)
        .where(LogEntry.comment_id == comment_id, LogEntry.version <= seen)
        .order_by(LogEntry.version.desc())
        .limit(1)
    )
    texts = {row.number: (row.body, row.name) for row in _revisions(comment_id)}
    if entry is None or entry.after is None or not texts:
        return NO_CHANGE
    newest = db.session.scalar(
        sa.select(LogEntry)
        .where(LogEntry.comment_id == comment_id, LogEntry.version.is_not(None))
        .order_by(LogEntry.id.desc())
        .limit(1)
    )
    assert newest is not None
    assert newest.after is not None
    old = texts[Standing.from_facts(entry.after).revision]
    new = texts[Standing.from_facts(newest.after).revision]
    return changed(old, new)


def _events() -> sa.Select[LogEntry, str, str, str, str]:
    undone = aliased(LogEntry)
    return (
        sa.select(LogEntry, Post.title, Post.language, User.display_name, undone.verb)
        .outerjoin(Post, Post.id == LogEntry.post_id)
        .outerjoin(User, User.id == LogEntry.user_id)
        .outerjoin(undone, undone.id == LogEntry.undoes_id)
    )


def _event(
    entry: LogEntry,
    title: str | None,
    language: str | None,
    name: str | None,
    undoes: str | None,
    *,
    version: int | None = None,
) -> Event:
    is_flag, writer = entry.verb == FLAG, _writer(entry)
    kind, until = (entry.facts.get(one) if _is_sanction(entry) else None for one in ("kind", "until"))
    return Event(
        id=entry.id,
        at=entry.at,
        actor_kind=ActorKind.STRANGER if is_flag else entry.actor_kind,
        actor_name="" if is_flag else entry.actor_name,
        verb=entry.verb,
        comment_id=entry.comment_id,
        post_id=entry.post_id,
        post_title=title,
        post_language=language,
        about=None if _is_own(entry) or (writer and writer.guest_id) else name or entry.facts.get("name"),
        old=State(entry.before["state"]) if entry.before else None,
        new=State(entry.after["state"]) if entry.after else None,
        reason_code=entry.reason_code,
        note=entry.note,
        batch=entry.batch,
        undoes=undoes,
        version=entry.version,
        change=text_change(entry.before, entry.after, entry.facts) if entry.verb in DECISION_VERBS else None,
        writer=writer,
        sanction=SanctionKind(kind) if kind else None,
        until=datetime.fromisoformat(until) if until else None,
        can_be_undone=entry.verb in DECISION_VERBS and version is not None and entry.version == version,
    )


def _is_sanction(entry: LogEntry) -> bool:
    return entry.verb.startswith("sanction.")


def _writer(entry: LogEntry) -> Writer | None:
    """Whom a sanction or a note is about; a guest stands in the facts, by the edit code's number."""
    if not _is_sanction(entry) and not entry.verb.startswith("note."):
        return None
    if entry.user_id is not None:
        return Writer(user_id=entry.user_id)
    kind, _, number = str(entry.facts.get("name", "")).partition(":")
    return Writer(guest_id=int(number)) if kind == "guest" else None


def _is_own(entry: LogEntry) -> bool:
    return entry.actor_kind is ActorKind.PERSON and entry.actor_id == entry.user_id
