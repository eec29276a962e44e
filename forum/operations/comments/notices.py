"""A guest's address for letters about a comment: given, confirmed by who reads there, ended, forgotten.

An address is confirmed for an edit code: what the same guest sends with the same address needs no second question, and
who ends the letters ends them for all of it, and is asked no more: who typed the address makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forum.db import db, savepoint, transaction
from forum.domain.actors import Actor, ActorKind
from forum.domain.guest_notices import ASKED_AGAIN_AFTER, LINK_LASTS, NoticeState, may_be_asked, notice_state
from forum.domain.refusals import NotFound
from forum.models import AskedAddress, Comment, GuestNotice
from forum.operations.comments.standing import fresh_comment
from forum.operations.log import record
from forum.operations.outbox import cancel, enqueue


@dataclass(frozen=True)
class NoticeDraft:
    """An address as it may be stored: sealed, and the hashes by which it and its link are found again."""

    address_sealed: bytes
    address_hash: str
    token_hash: str


def keep_notice(comment: Comment, draft: NoticeDraft, *, now: datetime) -> None:
    """Adds the address to the open transaction of a new comment, and the letter that asks there: none where this guest
    has confirmed the address already, or where anybody has had it asked within a day. Only a guest with an edit code
    has letters: whoever sends without the form is a robot."""
    if comment.guest_id is None:
        return
    notice = GuestNotice(
        comment_id=comment.id,
        address_sealed=draft.address_sealed,
        address_hash=draft.address_hash,
        token_hash=draft.token_hash,
        created_at=now,
    )
    confirmed = GuestNotice.comment_id.in_(_of_same(comment.guest_id, draft.address_hash))
    is_known = db.session.scalar(
        sa.select(GuestNotice.comment_id).where(confirmed, GuestNotice.confirmed_at.is_not(None)).limit(1)
    )
    if is_known is not None:
        notice.confirmed_at = now
    db.session.add(notice)
    db.session.flush()
    if is_known is None and _takes_todays_letter(draft.address_hash, now):
        enqueue("ask_guest", {"comment_id": comment.id}, run_at=now, now=now, key=_letter_key(comment))


def _takes_todays_letter(address_hash: str, now: datetime) -> bool:
    """Whether the address may be asked now; if so, it has been."""
    last = db.session.scalar(
        sa.select(AskedAddress).where(AskedAddress.address_hash == address_hash).with_for_update()
    )
    if last is not None:
        if not may_be_asked(last.asked_at, now, ended_at=last.ended_at):
            return False
        last.asked_at = now
        return True
    try:
        with savepoint():
            db.session.execute(sa.insert(AskedAddress).values(address_hash=address_hash, asked_at=now))
    except IntegrityError:  # another comment has it asked in the same moment
        return False
    return True


def _want_no_question(address_hash: str, now: datetime) -> None:
    """Whoever reads at the address has ended its letters."""
    ended = sa.update(AskedAddress).where(AskedAddress.address_hash == address_hash).values(ended_at=now)
    if db.session.execute(ended).rowcount:  # type: ignore[attr-defined]
        return
    try:
        with savepoint():
            values = {"address_hash": address_hash, "asked_at": now, "ended_at": now}
            db.session.execute(sa.insert(AskedAddress).values(**values))
    except IntegrityError:  # a comment has it asked in the same moment
        db.session.execute(ended)


def allow_questions(address_hash: str) -> bool:
    """The reader of an address wants to be asked again; whether they had ended its letters."""
    with transaction() as session:
        gone = session.execute(
            sa.delete(AskedAddress).where(
                AskedAddress.address_hash == address_hash, AskedAddress.ended_at.is_not(None)
            )
        )
        return bool(gone.rowcount)  # type: ignore[attr-defined]


def confirm_notice(token_hash: str, *, now: datetime) -> None:
    """Whoever reads at the address wants the letters. Twice is as good as once; what was decided before is no letter
    any more. Raises ``NotFound("no_such_notice")`` for a link that is unknown, over or ended."""
    with transaction() as session:
        notice = _notice_of(session, token_hash)
        if notice is None or notice_state(notice.created_at, notice.confirmed_at, now) is NoticeState.OVER:
            raise NotFound("no_such_notice")
        if notice.confirmed_at is not None:
            return
        comment = session.get_one(Comment, notice.comment_id)
        session.execute(
            sa.update(GuestNotice)
            .where(
                _is_same(comment, notice),
                GuestNotice.confirmed_at.is_(None),
                GuestNotice.created_at > now - LINK_LASTS,
            )
            .values(confirmed_at=now)
            .execution_options(synchronize_session=False)
        )
        allow_questions(notice.address_hash)
        _record("notice.confirm", comment, now=now)


def end_notice(token_hash: str, *, now: datetime) -> None:
    """No more letters, and the address is erased: for this comment and for all others of the same guest with the same
    address; nobody has it asked again. A link that leads to nothing any more has nothing to end."""
    with transaction() as session:
        notice = _notice_of(session, token_hash)
        if notice is None:
            return
        comment = session.get_one(Comment, notice.comment_id)
        session.execute(
            sa.delete(GuestNotice)
            .where(_is_same(comment, notice))
            .execution_options(synchronize_session=False)
        )
        _want_no_question(notice.address_hash, now)
        _record("notice.end", comment, now=now)


def erase_notice(comment: Comment) -> None:
    """Erases the address that was given with the comment, its link and the letter that still waits to ask there."""
    cancel(_letter_key(comment))
    db.session.execute(sa.delete(GuestNotice).where(GuestNotice.comment_id == comment.id))


def forget_notices(*, now: datetime) -> int:
    """Destroys addresses that nobody confirmed in time, and forgets which were asked days ago; how many addresses."""
    with transaction() as session:
        session.execute(
            sa.delete(AskedAddress).where(
                AskedAddress.asked_at <= now - ASKED_AGAIN_AFTER, AskedAddress.ended_at.is_(None)
            )
        )
        gone = session.execute(
            sa.delete(GuestNotice).where(
                GuestNotice.confirmed_at.is_(None), GuestNotice.created_at <= now - LINK_LASTS
            )
        )
        return int(gone.rowcount)  # type: ignore[attr-defined]


def _notice_of(session: Session, token_hash: str) -> GuestNotice | None:
    """The notice as it stands once nobody else can change its comment: its writer may be taking it back."""
    number = session.scalar(sa.select(GuestNotice.comment_id).where(GuestNotice.token_hash == token_hash))
    if number is None:
        return None
    fresh_comment(number)
    return session.scalar(
        sa.select(GuestNotice)
        .where(GuestNotice.token_hash == token_hash)
        .execution_options(populate_existing=True)
    )


def _is_same(comment: Comment, notice: GuestNotice) -> sa.ColumnElement[bool]:
    """The notices of the guest who wrote ``comment`` with the address of ``notice``."""
    return GuestNotice.comment_id.in_(_of_same(comment.guest_id, notice.address_hash))


def _of_same(guest_id: int | None, address_hash: str) -> sa.Select[int]:
    return (
        sa.select(GuestNotice.comment_id)
        .join(Comment, Comment.id == GuestNotice.comment_id)
        .where(Comment.guest_id == guest_id, GuestNotice.address_hash == address_hash)
    )


def _record(verb: str, comment: Comment, *, now: datetime) -> None:
    guest = Actor(ActorKind.GUEST, comment.author_name, id=comment.guest_id, is_confirmed=True)
    record(verb, by=guest, now=now, comment_id=comment.id, post_id=comment.post_id)


def _letter_key(comment: Comment) -> str:
    return f"ask_guest:{comment.id}"
