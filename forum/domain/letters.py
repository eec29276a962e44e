"""What a comment's writer knows of it, while decisions follow one another and letters about them wait.

A letter tells of the whole way: from what the writer knew to what stands when it leaves. So long as it waits, or would
if there were anything to tell, the writer knows what they knew before. Which ways are told is a table,
``comment_states.LETTERS``.
"""

from __future__ import annotations

from dataclasses import dataclass

from forum.domain.comment_states import State, writer_is_told


@dataclass(frozen=True)
class Change:
    """What made ``after`` of a comment that stood as ``before``, and what its writer had ``known`` until then."""

    known: State
    before: State
    after: State

    @property
    def is_told(self) -> bool:
        """Whether a letter about it is due."""
        return writer_is_told(self.known, self.after)


def known_after(change: Change, *, is_over: bool) -> State:
    """What the writer knows after a change. ``is_over``: its letter has left, or would have.

    Of a change that tells nothing the writer knows by then, from the comment's own page. But the trash looks like
    nothing that happened: what leaves it is where it was. And what was still to be told when the comment became spam
    is owed until it stands anew.
    """
    if not is_over:
        return change.known
    if change.is_told:
        return change.after
    is_owed = change.after is State.SPAM and change.known is not change.before
    return change.known if is_owed or change.after is State.TRASHED else change.after


def known_before(change: Change, *, is_over: bool) -> State:
    """What the writer knows when the change is about to be taken back: what told nothing, nobody has to hear the
    reverse of."""
    return change.after if is_over and change.is_told else change.known


def known_to_editor(known: State, before: State) -> State:
    """What the writer of a comment that stood as ``before`` knows once they have changed its text: whoever sends a
    rejected one again knows that it waits."""
    return State.PENDING if before is State.REJECTED else known
