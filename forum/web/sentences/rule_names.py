"""What the rules are called at the desk: in filters, beside what they found, in the statistics. One name each."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

KINDS = {
    "mode": _l("Who waits"),
    "words": _l("Word list"),
    "links": _l("Links"),
    "repeats": _l("Repeats"),
    "speed": _l("Speed"),
    "spam": _l("Spam score"),
    "history": _l("History"),
    "personal_data": _l("Personal data"),
    "sanction": _l("Sanction"),
    "outside": _l("Check outside"),
    "rule_failed": _l("A rule failed"),
    "flags": _l("Readers"),
    "person": _l("A person"),
}
# The kinds by which a queue is narrowed.
FILTERED = tuple(kind for kind in KINDS if kind not in ("sanction", "rule_failed", "flags"))


def kind_name(rule: str) -> str:
    """The name of a rule's kind (what stands before the colon); one that nobody named, as it is."""
    return str(KINDS.get(rule.partition(":")[0], rule))
