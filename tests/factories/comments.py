"""Comments, written and decided as readers and moderators would. All need an application context."""

import itertools
import secrets
from datetime import datetime

from forum.domain.actors import STRANGER, Actor, ActorKind
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.screening import SpeedFacts
from forum.models import Comment
from forum.operations.comments.posting import Draft, post_comment
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.web.comments.notices import notice_draft
from tests.support.moments import NOW

_numbers = itertools.count(1)

AT_EASE = SpeedFacts(honeypot_filled=False, seconds_since_form=60.0)
WAYS = {
    State.APPROVED: Decision.APPROVE,
    State.REJECTED: Decision.REJECT,
    State.SPAM: Decision.SPAM,
    State.TRASHED: Decision.TRASH,
}


def make_comment(
    post_id: int,
    *,
    body: str | None = None,
    by: Actor = STRANGER,
    name: str = "Mali",
    reply_to: int | None = None,
    state: State | None = None,
    moderator: Actor | None = None,
    withdrawn: bool = False,
    submission_key: str | None = None,
    guest_code_hash: str | None = None,
    email: str = "",
    speed: SpeedFacts = AT_EASE,
    now: datetime = NOW,
) -> Comment:
    """A comment on a post: a guest's unless ``by`` says otherwise, in the state where screening leaves it unless
    ``moderator`` decides that it shall be in ``state``. ``email``: where a guest wants letters about it."""
    draft = Draft(
        body=body or f"This is thought number {next(_numbers)} about it.",
        author_name=name,
        speed=speed,
        reply_to=reply_to,
        submission_key=submission_key or secrets.token_hex(16),
        guest_code_hash=guest_code_hash or secrets.token_hex(32),
        notice=notice_draft(email),
    )
    comment = post_comment(post_id, draft, by=by, now=now).comment
    if state is not None and comment.state is not state:
        assert moderator is not None, "somebody has to decide that"
        reason = ReasonCode.OFF_TOPIC if state is State.REJECTED else None
        choice = Choice(WAYS.get(state, Decision.HOLD), reason_code=reason)
        comment = decide(comment.id, choice, seen=comment.version, by=moderator, now=now).comment
    if withdrawn:
        comment = withdraw_comment(comment.id, by=writer_of(comment, by), now=now)
    return comment


def writer_of(comment: Comment, by: Actor = STRANGER) -> Actor:
    """Who wrote the comment: ``by`` where that is an account, else the guest of the comment's edit code."""
    if by.user_id is not None or comment.guest_id is None:
        return by
    return Actor(ActorKind.GUEST, comment.author_name, id=comment.guest_id, is_confirmed=True)
