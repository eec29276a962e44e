"""What is said about decisions that are not made, and about who makes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

DECISIONS: dict[str, Callable[[dict[str, Any]], str]] = {
    "note_without_rejection": lambda f: _(
        "A sentence to the writer goes with a rejection. Reject, or empty the field."
    ),
    "own_case": lambda f: _(
        "This comment is yours, and it is reported, decided by somebody else, or you asked for another decision: "
        "another moderator of this category, or an administrator, has to decide."
    ),
    "own_case_answered": lambda f: _(
        "Somebody else has decided about your comment, or about your decision: another moderator of this category, or "
        "an administrator, can change that."
    ),
    "answer_missing": lambda f: _(
        "The writer asked for another decision: please write an answer to them first."
    ),
    "appeal_undecided": lambda f: _(
        "The writer asked for another decision: decide, or leave it in the queue of appeals for somebody else."
    ),
    "own_decision_appealed": lambda f: _(
        "The writer asks for another decision than yours: somebody else has to answer."
    ),
}
