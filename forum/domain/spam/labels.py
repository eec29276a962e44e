"""Which decisions teach: of each text the last word of people that stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forum.domain.comment_states import Decision

# What a decision says of a text: spam, not, or (None) neither. The trash and what comes out of it say nothing, and
# take nothing back.
SAYS: dict[str, bool | None] = {
    f"comment.{Decision.APPROVE}": False,
    f"comment.{Decision.SPAM}": True,
    f"comment.{Decision.REJECT}": None,
    f"comment.{Decision.HOLD}": None,
}
TEACHES = tuple(verb for verb, label in SAYS.items() if label is not None)


@dataclass(frozen=True)
class Word:
    """A person's decision (``verb``, one of ``SAYS``) about one text of a comment, by the number of its log entry;
    ``undone``: that of the entry that took it back."""

    entry: int
    comment_id: int
    revision: int
    verb: str
    undone: int | None = None


@dataclass(frozen=True)
class Label:
    """A text is spam, or is not, since the log entry that said so first and was not contradicted since."""

    comment_id: int
    revision: int
    entry: int
    is_spam: bool


def labels(words: Iterable[Word], *, until: int, undone_until: int | None = None) -> set[Label]:
    """What the words (in the order of the log) up to the entry ``until`` teach: of each text one label at most.
    ``undone_until``: only what was taken back up to that entry counts as taken back; None: whatever was."""
    found: dict[tuple[int, int], Label | None] = {}
    for word in words:
        is_undone = word.undone is not None and (undone_until is None or word.undone <= undone_until)
        if word.entry > until or is_undone:
            continue
        text, is_spam = (word.comment_id, word.revision), SAYS[word.verb]
        known = found.get(text)
        if is_spam is None:
            found[text] = None
        elif known is None or known.is_spam is not is_spam:
            found[text] = Label(*text, word.entry, is_spam)
    return {label for label in found.values() if label is not None}
