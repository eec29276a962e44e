"""Claims: a moderator says "I am looking at this", so that others look at something else.

A claim never refuses a decision, is not logged, and ends by its time."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from forum.db import db, savepoint, transaction
from forum.domain.actors import Actor
from forum.domain.claims import CLAIM_LASTS
from forum.domain.refusals import NotFound
from forum.models import Claim, Comment
from forum.operations.moderation.deciding import refuse_strangers


def claim_comment(comment_id: int, *, by: Actor, now: datetime) -> bool:
    """Makes or renews the claim of ``by`` on a comment. False where somebody else holds one that is not over: of two
    at once, one has it. Raises ``NotFound("no_such_comment")`` and ``NotAllowed``."""
    with transaction() as session:
        comment = session.get(Comment, comment_id)
        if comment is None:
            raise NotFound("no_such_comment")
        refuse_strangers(comment, by)
        is_own = Claim.user_id == by.user_id
        taken = session.scalar(
            sa.update(Claim)
            .where(Claim.comment_id == comment_id, sa.or_(is_own, Claim.expires_at <= now))
            .values(
                user_id=by.user_id,
                claimed_at=sa.case((sa.and_(is_own, Claim.expires_at > now), Claim.claimed_at), else_=now),
                expires_at=now + CLAIM_LASTS,
            )
            .returning(Claim.comment_id)
            .execution_options(synchronize_session=False)
        )
        if taken is not None:
            return True
        new = {"user_id": by.user_id, "claimed_at": now, "expires_at": now + CLAIM_LASTS}
        try:
            with savepoint():
                session.execute(sa.insert(Claim).values(comment_id=comment_id, **new))
        except IntegrityError:  # there is one, and it is somebody else's
            return False
        return True


def release_comment(comment_id: int, *, by: Actor) -> None:
    """Ends the claim of ``by`` on a comment; nothing happens where there is none."""
    with transaction():
        db.session.execute(
            sa.delete(Claim).where(Claim.comment_id == comment_id, Claim.user_id == by.user_id)
        )


def forget_claims(*, now: datetime) -> None:
    """Deletes the claims that are over."""
    with transaction():
        db.session.execute(sa.delete(Claim).where(Claim.expires_at <= now))
