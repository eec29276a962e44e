"""The law of moderation as tables: what each decision makes of each state, and what follows from it.

Five states; beside the state a comment may be withdrawn, flagged, appealed, muted, wait for a second look, or hide its
replies. Whatever changes a comment goes through ``decided``, ``edited``, ``withdrawn``, ``asked_for_second_look``,
``flagged``, ``appealed``, ``unmuted`` or ``undone``, which take a ``Standing`` and give the next one. A move that is
not in a table is refused, never silent.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from forum.domain.refusals import Refused


class State(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"
    TRASHED = "trashed"


class Decision(StrEnum):
    HOLD = "hold"
    APPROVE = "approve"
    REJECT = "reject"
    SPAM = "spam"
    TRASH = "trash"
    RESTORE = "restore"


class ReviewReason(StrEnum):
    """Why a person should look at a comment that is already public."""

    PUBLISHED_BY_RULE = "published_by_rule"
    EDITED = "edited"
    FLAGGED = "flagged"


class ReasonCode(StrEnum):
    """Why a comment was rejected, as its writer is told."""

    OFF_TOPIC = "off_topic"
    PERSONAL_DATA = "personal_data"
    INSULT = "insult"
    ADVERTISING = "advertising"
    ILLEGAL = "illegal"
    DUPLICATE = "duplicate"
    OTHER = "other"


MAX_RESUBMISSIONS = 2
UNDO_SECONDS = 30  # a letter leaves this long after the decision, so that an undo stops it

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED

# A decision that is missing from a row is refused. A trashed comment must be restored before anything else is decided.
DECISIONS: dict[State, dict[Decision, State]] = {
    P: {Decision.HOLD: P, Decision.APPROVE: A, Decision.REJECT: R, Decision.SPAM: S, Decision.TRASH: T},
    A: {Decision.HOLD: P, Decision.APPROVE: A, Decision.REJECT: R, Decision.SPAM: S, Decision.TRASH: T},
    R: {Decision.HOLD: P, Decision.APPROVE: A, Decision.REJECT: R, Decision.SPAM: S, Decision.TRASH: T},
    S: {Decision.HOLD: P, Decision.APPROVE: A, Decision.REJECT: R, Decision.SPAM: S, Decision.TRASH: T},
    T: {Decision.TRASH: T},
}

# Of a comment that its writer took back one thing can still be decided: that what was hidden below it is shown again.
SHOW_REPLIES = "comment.show_replies"
# What decisions are called in the log: those about a comment itself, and all that can be taken back.
VERDICT_VERBS: tuple[str, ...] = tuple(f"comment.{decision}" for decision in Decision)
DECISION_VERBS: tuple[str, ...] = (*VERDICT_VERBS, SHOW_REPLIES)

# The writer is told of these six changes and of no other; never of a comment that became spam.
LETTERS: frozenset[tuple[State, State]] = frozenset({(P, A), (P, R), (A, P), (A, R), (R, A), (S, A)})


@dataclass(frozen=True)
class Standing:
    """All of a comment that moderation can change, but its text.

    ``previous_state`` is where a trashed comment came from, None otherwise. ``review`` is why it waits for a second
    look, None if it does not. ``revision`` is the number of the text that stands (from 1). ``flagged``: readers have
    flagged it so often that a person should look, and none has since. ``appealed``: it was rejected, and its writer
    asks for another moderator's decision. ``muted``: it came from a muted writer and waits outside the queue.
    """

    state: State
    previous_state: State | None = None
    review: ReviewReason | None = None
    hides_replies: bool = False
    is_withdrawn: bool = False
    resubmissions: int = 0
    revision: int = 1
    flagged: bool = False
    appealed: bool = False
    muted: bool = False

    def as_facts(self) -> dict[str, Any]:
        """The standing as plain JSON, for the log."""
        return asdict(self)

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> Standing:
        """The inverse of ``as_facts``; facts that an older entry does not know are as they were then: not so."""
        previous, review = facts["previous_state"], facts["review"]
        return cls(
            **{
                **facts,
                "state": State(facts["state"]),
                "previous_state": previous and State(previous),
                "review": review and ReviewReason(review),
            }
        )


def first_standing(*, held: bool, is_staff: bool, muted: bool = False, is_spam: bool = False) -> Standing:
    """Where a new comment starts: held ones pending, a muted writer's outside the queue; one that a rule let through is
    public and waits for a second look; the staff's own needs none. ``is_spam``: by its score alone, where the site
    allows that."""
    if is_spam and not is_staff:
        return Standing(S)
    if held or muted:
        return Standing(P, muted=muted)
    return Standing(A, review=None if is_staff else ReviewReason.PUBLISHED_BY_RULE)


def _refuse_withdrawn(standing: Standing) -> None:
    if standing.is_withdrawn:
        raise Refused("comment_withdrawn")


def verb_of(standing: Standing, decision: Decision) -> str:
    """What the decision about a comment that stands so is called in the log."""
    return SHOW_REPLIES if standing.is_withdrawn else f"comment.{decision}"


def decided(
    standing: Standing, decision: Decision, *, with_replies: bool = False, with_text: bool = False
) -> Standing:
    """The standing after a moderator's decision; equal to the given one if the decision already holds.

    ``with_replies`` takes the replies down too: it counts for decisions that take a comment down. ``with_text``: in
    the same step the text changes. Raises ``Refused`` with ``comment_withdrawn``, ``restore_first``, ``not_trashed``
    or ``appeal_undecided``.
    """
    if standing.is_withdrawn and standing.hides_replies and decision is Decision.APPROVE and not with_text:
        # What others wrote below it is not its writer's to bury: a moderator shows it again, and nothing else changes.
        return replace(standing, hides_replies=False)
    _refuse_withdrawn(standing)
    if standing.appealed and decision is Decision.HOLD:
        # Holding decides nothing: it would answer the writer with "wait". An appeal waits in a queue of its own.
        raise Refused("appeal_undecided")
    if decision is Decision.RESTORE:
        if standing.state is not T or standing.previous_state is None:
            raise Refused("not_trashed")
        hides = standing.hides_replies and standing.previous_state is not A
        return replace(standing, state=standing.previous_state, previous_state=None, hides_replies=hides)
    try:
        state = DECISIONS[standing.state][decision]
    except KeyError:
        raise Refused("restore_first") from None
    came_from = standing.previous_state if standing.state is T else standing.state
    return replace(
        standing,
        state=state,
        previous_state=came_from if state is T else None,
        # Deciding is looking: whoever approves a public comment has given it its second look.
        review=None,
        # Replies that were taken down come back with the comment's approval, and with nothing else.
        hides_replies=state is not A and (with_replies or standing.hides_replies),
        # Holding is no answer to those who flagged it: it is still to be looked at.
        flagged=standing.flagged and state is P,
        appealed=False,
        muted=False,
    )


def sent_unchanged(standing: Standing) -> None:
    """The writer sent the text that stands: nothing changes. Raises ``Refused`` where a change would be refused, too,
    and with ``resubmitted_unchanged`` for a rejected comment: that is no correction, and takes none of its tries."""
    edited(standing, held=True, revision=standing.revision)
    if standing.state is R:
        raise Refused("resubmitted_unchanged")


def edited(standing: Standing, *, held: bool, revision: int, muted: bool = False) -> Standing:
    """The standing after the writer changed the text. ``held``: screening held the new text; ``revision``
    is the new text's number; ``muted``: what its writer's change makes wait waits outside the queue. Raises
    ``Refused`` with ``comment_withdrawn``, ``trashed_edit`` or ``resubmitted_too_often``."""
    _refuse_withdrawn(standing)
    after = replace(standing, revision=revision)
    match standing.state:
        case State.PENDING:
            # Who is muted no longer comes out of waiting aside at once.
            return replace(after, muted=standing.muted and muted)
        case State.APPROVED:
            if held:
                return replace(
                    after, state=P, review=None, muted=muted
                )  # what readers flagged is still to be looked at
            return replace(after, review=standing.review or ReviewReason.EDITED)
        case State.REJECTED:
            if standing.resubmissions >= MAX_RESUBMISSIONS:
                raise Refused("resubmitted_too_often", limit=MAX_RESUBMISSIONS)
            again = standing.resubmissions + 1
            return replace(after, state=P, resubmissions=again, appealed=False, muted=muted)
        case State.SPAM:
            return after
        case State.TRASHED:
            raise Refused("trashed_edit")


def withdrawn(standing: Standing) -> Standing:
    """The standing after the writer took the comment back; it leaves every queue. The state stays for the record, and
    what a moderator took down with the comment stays down until a moderator shows it again."""
    return replace(standing, is_withdrawn=True, review=None, flagged=False, appealed=False)


def unmuted(standing: Standing) -> Standing:
    """The standing once no mute of its writer is in force any more: what waited aside waits in the queue."""
    return standing if standing.is_withdrawn else replace(standing, muted=False)


def asked_for_second_look(standing: Standing, reason: ReviewReason) -> Standing:
    """A public comment goes to the second look; any other already has a person's attention or decision."""
    if standing.state is not A or standing.is_withdrawn:
        return standing
    return replace(standing, review=standing.review or reason)


def flagged(standing: Standing, *, hides: bool) -> Standing:
    """The standing once readers' flags weigh enough: a public comment goes to the second look, or waits out of sight
    until somebody has looked (``hides``). Any other has a person's attention or decision already."""
    if standing.state is not A or standing.is_withdrawn:
        return standing
    if hides:
        return replace(standing, state=P, review=None, flagged=True)
    return replace(standing, review=standing.review or ReviewReason.FLAGGED, flagged=True)


def appealed(standing: Standing) -> Standing:
    """The standing after the writer of a rejected comment has asked for another decision. Raises ``Refused`` with
    ``comment_withdrawn``, ``trashed_appeal`` or ``nothing_to_appeal``."""
    _refuse_withdrawn(standing)
    if standing.state is T:
        raise Refused("trashed_appeal")
    if standing.state is not R:
        raise Refused("nothing_to_appeal")
    return replace(standing, appealed=True)


def undone(standing: Standing, *, before: Standing, after: Standing) -> Standing:
    """The standing after the last decision (``before`` → ``after``) is taken back.

    Raises ``Refused("changed_since")`` if anything has changed since that decision: an undo reverses the last one only.
    """
    if standing != after:
        raise Refused("changed_since")
    return before


def waits_since(
    before: Standing, after: Standing, *, since: datetime | None, now: datetime
) -> datetime | None:
    """Since when a comment that went from ``before`` to ``after`` at ``now`` waits for a decision; None where it does
    not. ``since``: what that was before. It waits anew when it comes into the queue, when its text is another, and when
    it is put aside or comes back from there."""
    if after.state is not P or after.is_withdrawn:
        return None
    goes_on = before.state is P and before.revision == after.revision and before.muted is after.muted
    return since if goes_on else now


def writer_is_told(old: State, new: State) -> bool:
    """Whether the writer hears of the change from ``old`` to ``new``."""
    return (old, new) in LETTERS


def shown_to_writer(state: State) -> State:
    """The state as its writer is told: a comment taken for spam looks as if it still waited, so that a spammer learns
    nothing; a trashed one looks rejected."""
    return {State.SPAM: State.PENDING, State.TRASHED: State.REJECTED}.get(state, state)


def is_public(standing: Standing, *, hidden_ancestors: int, post_is_public: bool) -> bool:
    """Whether readers see the comment: approved, not withdrawn, its post public, no ancestor hiding its subtree.
    The same predicate stands as SQL in ``queries.public``; a test holds the two together."""
    return standing.state is A and not standing.is_withdrawn and hidden_ancestors == 0 and post_is_public


def leaves_tombstone(standing: Standing, *, hidden_ancestors: int, public_descendants: int) -> bool:
    """Whether a comment that readers see no longer keeps its place, without name and text, for the sake of what
    readers see below it. It cannot be answered: who wrote it, or who took it down, has ended that conversation. As SQL
    in ``queries.public``, too."""
    is_shown = is_public(standing, hidden_ancestors=hidden_ancestors, post_is_public=True)
    return not is_shown and hidden_ancestors == 0 and not standing.hides_replies and public_descendants > 0
