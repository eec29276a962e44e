"""What a writer is told of a finding: which rule, and never what is on its list."""

from __future__ import annotations

from collections.abc import Iterable

from forum.domain.screening.findings import Finding, Severity
from forum.domain.screening.history import tells_nothing_new
from forum.domain.screening.personal_data import KINDS

_VERBS = {Severity.NOTE: "noted", Severity.HOLD: "held", Severity.REFUSE: "refused"}
_NOUNS = {
    "mode:newcomers": "newcomer",
    "mode:closed": "closed",
    "words": "words",
    "links": "links",
    "repeats": "repeat",
    "speed": "speed",
    "history": "history",
    "sanction:hold": "always",
    "sanction:mute": "muted",
    "outside": "outside",
    "flags": "flags",
    "rule_failed": "check_failed",
}

# What makes a text wait again on which a person had decided, or look as if it did: whatever was found in it before was
# answered by that decision, and is no reason any more.
BEGINS_ANEW = ("person:hold", "person:spam", "flags")

READER_CODES = (
    "held_by_site",
    "held_by_category",
    "held_by_post",
    "held_newcomer",
    "held_closed",
    "held_words",
    "held_links",
    "held_repeat",
    "held_speed",
    *(f"held_{kind}" for kind in KINDS),
    "held_history",
    "held_always",
    "held_muted",
    "was_muted",
    "held_outside",
    "held_flags",
    "held_check_failed",
    "held_other",
    "refused_closed",
    "refused_words",
    "refused_outside",
    "refused_other",
    # Notes decide nothing; a writer need not hear of them.
    "noted_words",
    "noted_speed",
    "noted_other",
)


def causes_of_wait(found: Iterable[Finding], *, is_muted: bool) -> tuple[str, ...]:
    """Why a comment waits, as its writer is told, each cause once. ``found`` is what was found in the text that stands,
    in that order; ``is_muted``: it waits outside the queue. Never empty, so that what looks as if it waited cannot be
    told from what does."""
    holds = [one for one in found if one.severity == Severity.HOLD]
    anew = max((n for n, one in enumerate(holds) if one.rule in BEGINS_ANEW), default=0)
    codes = (reader_code(one) for one in holds[anew:])
    told = ("was_muted" if code == "held_muted" and not is_muted else code for code in codes)
    return tuple(dict.fromkeys(told)) or ("held_other",)


def reader_code(finding: Finding) -> str:
    """One of ``READER_CODES``: stable, and free of anything that was matched. A rule that is no longer known,
    from an older record, gives ``held_other`` and its like."""
    if finding.rule == "mode:everyone":
        noun = f"by_{finding.detail.get('source', 'post')}"
    elif finding.rule == "history" and not tells_nothing_new(finding.detail):
        noun = "other"
    elif finding.rule == "personal_data":
        noun = str(finding.detail.get("kind", "other"))
    else:
        noun = _NOUNS.get(finding.rule) or _NOUNS.get(finding.rule.split(":")[0], "other")
    verb = _VERBS[finding.severity]
    code = f"{verb}_{noun}"
    return code if code in READER_CODES else f"{verb}_other"
