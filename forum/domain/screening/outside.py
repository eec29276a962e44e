"""What a check outside the house may answer, and what becomes of it.

It is the only door through which a stranger's judgement comes in, so the answer is read strictly: one thing that is not
as agreed, and nothing of it is believed. It can hold and refuse like any other rule; it can never publish.
"""

from __future__ import annotations

import math
import re
from typing import Any

from forum.domain.screening.findings import MAX_FINDINGS, Finding, Severity

NAME = "outside"
MAX_WORDS = 200  # characters in which the check explains itself to moderators
_RULE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_KEYS = frozenset({"rule", "severity", "span", "score", "words"})


class BadAnswer(ValueError):
    """The answer is not as agreed; the message says what, and repeats nothing of it."""


def findings_from(answer: Any, text: str) -> tuple[Finding, ...]:
    """The findings ``outside:<rule>`` in ``answer`` (JSON that was read): a list of at most ``MAX_FINDINGS`` objects
    with ``rule``, ``severity`` (note, hold, refuse) and, where they apply, ``span`` (two offsets in code points of
    ``text``), ``score`` (0 to 1) and ``words`` for moderators. Raises ``BadAnswer``."""
    if not isinstance(answer, list) or len(answer) > MAX_FINDINGS:
        raise BadAnswer("not a list of findings")
    return tuple(_finding(one, text) for one in answer)


def check_failed(error: str) -> Finding:
    """The finding of a check that could not be made: ``error`` is the kind of failure. It holds."""
    return Finding(f"rule_failed:{NAME}", Severity.HOLD, detail={"error": error})


def _finding(given: Any, text: str) -> Finding:
    if not isinstance(given, dict) or not {"rule", "severity"} <= given.keys() <= _KEYS:
        raise BadAnswer("not a finding")
    rule, severity = given["rule"], given["severity"]
    if not isinstance(rule, str) or not _RULE.fullmatch(rule):
        raise BadAnswer("no name of a rule")
    if severity not in list(Severity):
        raise BadAnswer("no severity")
    span = _span(given.get("span"), text)
    words = _words(given.get("words"))
    return Finding(
        f"outside:{rule}",
        Severity(severity),
        span=span,
        matched=text[slice(*span)] if span else "",
        score=_score(given.get("score")),
        detail={"words": words} if words else {},
    )


def _span(given: Any, text: str) -> tuple[int, int] | None:
    if given is None:
        return None
    if not isinstance(given, list) or len(given) != 2 or not all(type(at) is int for at in given):
        raise BadAnswer("no span")
    start, end = given
    if not 0 <= start < end <= len(text):
        raise BadAnswer("a span outside the text")
    return start, end


def _score(given: Any) -> float | None:
    if given is None:
        return None
    if type(given) not in (int, float) or not math.isfinite(given) or not 0 <= given <= 1:
        raise BadAnswer("no score")
    return float(given)


def _words(given: Any) -> str:
    if given is None:
        return ""
    if not isinstance(given, str) or len(given) > MAX_WORDS or not given.isprintable():
        raise BadAnswer("no words")
    return given
