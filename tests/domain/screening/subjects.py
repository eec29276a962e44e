"""Subjects for the screening tests: an honest comment by a stranger, from which a test changes what it is about."""

from __future__ import annotations

from typing import Any

from forum.domain.screening import (
    EffectiveMode,
    LinkPolicy,
    Mode,
    RepeatFacts,
    RuleMatcher,
    Severity,
    SpeedFacts,
    Subject,
    Track,
    Verdict,
    WordRule,
    compile_rules,
    screen,
)

NOBODY = Track(approved=0, rejected=0, confirmed=False)
REGULAR = Track(approved=3, rejected=0, confirmed=True)
NO_LISTS = compile_rules([])


def subject(mode: Mode = Mode.SUSPECTS, **changes: Any) -> Subject:
    """An honest comment under a post whose mode holds suspects only."""
    honest: dict[str, Any] = {
        "text": "Thank you for this. My aunt came home last year.",
        "name": "Dara",
        "links": (),
        "language": "en",
        "is_staff": False,
        "track": NOBODY,
        "mode": EffectiveMode(mode, "site"),
        "repeats": RepeatFacts(same_writer=0, other_writers=0),
        "speed": SpeedFacts(honeypot_filled=False, seconds_since_form=95.0),
    }
    return Subject(**{**honest, **changes})


def screened(
    one: Subject, matcher: RuleMatcher = NO_LISTS, policy: LinkPolicy | None = None, **more: Any
) -> Verdict:
    return screen(one, matcher=matcher, link_policy=policy or LinkPolicy(), **more)


def word_list(*patterns: str, **changes: Any) -> WordRule:
    return WordRule(
        **{"id": 1, "name": "List", "patterns": patterns, "scope": "text", "action": Severity.HOLD, **changes}
    )


def matches(text: str, *patterns: str, **changes: Any) -> list[str]:
    """The passages of ``text`` that a list of ``patterns`` finds; each is what its span cuts out of the text."""
    found = compile_rules([word_list(*patterns, **changes)]).find(text, "", (), None)
    cut = [text[slice(*finding.span)] for finding in found if finding.span]
    assert [finding.matched for finding in found] == cut
    return cut
