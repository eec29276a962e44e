"""Notes of moderators for one another, about a comment or about a writer. No writer ever sees them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.markup import MarkupRefused, clean_words
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.sanctions import Writer
from forum.models import Comment, Guest, StaffNote, User
from forum.operations.log import record
from forum.operations.moderation.deciding import refuse_strangers

MAX_NOTE = 1000


def add_note(text: str, *, about: int | Writer, by: Actor, now: datetime) -> StaffNote:
    """Notes something about the comment of this number, or about a writer. The log says that there is a note, never
    what it says.

    Raises ``Refused``: ``staff_note_…`` (empty, too_long, not_text); ``NotAllowed``; ``NotFound``:
    ``no_such_comment``, ``no_such_writer``."""
    try:
        words = clean_words(text, limit=MAX_NOTE, required=True)
    except MarkupRefused as refusal:
        raise Refused(f"staff_note_{refusal.code}", **refusal.facts) from None
    with transaction() as session:
        subject = Writer() if isinstance(about, int) else about
        note = StaffNote(
            comment_id=about if isinstance(about, int) else None,
            user_id=subject.user_id,
            guest_id=subject.guest_id,
            body=words,
            made_by_id=by.user_id,
            made_by=by.name,
            created_at=now,
        )
        post_id = _demand_permission(session, note, by)
        session.add(note)
        session.flush()
        _record("note.add", note, post_id, by=by, now=now)
        return note


def remove_note(number: int, *, by: Actor, now: datetime) -> StaffNote:
    """Takes a note away: one's own, or anybody's for an administrator. Returns it as it was. Raises ``NotAllowed``, or
    ``NotFound("no_such_note")`` where there is none that ``by`` may see."""
    with transaction() as session:
        note = session.get(StaffNote, number, populate_existing=True, with_for_update=True)
        if note is None:
            raise NotFound("no_such_note")
        try:
            post_id = _demand_permission(session, note, by)
        except NotAllowed:
            raise NotFound("no_such_note") from None
        if note.made_by_id != by.user_id and not may(by, "people.manage"):
            raise NotAllowed("not_allowed")
        session.delete(note)
        _record("note.remove", note, post_id, by=by, now=now)
        return note


def _demand_permission(session: Session, note: StaffNote, by: Actor) -> int | None:
    """About a comment, who may decide about it; about a writer, who may see their page. Gives the comment's post."""
    if note.comment_id is not None:
        comment = session.get(Comment, note.comment_id)
        if comment is None:
            raise NotFound("no_such_comment")
        refuse_strangers(comment, by)
        return comment.post_id
    if not may(by, "writers.sanction"):
        raise NotAllowed("not_allowed")
    there = session.get(User, note.user_id) if note.user_id is not None else session.get(Guest, note.guest_id)
    if there is None:
        raise NotFound("no_such_writer")
    return None


def _record(verb: str, note: StaffNote, post_id: int | None, *, by: Actor, now: datetime) -> None:
    """An entry without a version: a note is no change of the comment, and disturbs no decision and no undo."""
    facts: dict[str, object] = {"note": note.id}
    if note.guest_id is not None:
        facts["name"] = Writer(guest_id=note.guest_id).code
    record(
        verb, by=by, now=now, comment_id=note.comment_id, post_id=post_id, user_id=note.user_id, facts=facts
    )
