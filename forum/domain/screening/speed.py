"""Speed: signs that a machine filled in the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forum.domain.screening.findings import Finding, Severity

MIN_SECONDS = 3.0  # nobody reads a post, or their own preview, and writes a comment in less


@dataclass(frozen=True)
class SpeedFacts:
    """``honeypot_filled``: the field that people do not see was filled in. ``seconds_since_form``: from the
    signed time of the form to its sending; None where that time is missing or forged. There is no upper
    bound: a form that was open for a day is as good as new."""

    honeypot_filled: bool
    seconds_since_form: float | None


def find_by_speed(facts: SpeedFacts, *, is_trusted: bool) -> Iterator[Finding]:
    """The findings ``speed``; their ``detail["sign"]`` says which: ``honeypot``, ``no_form_time``,
    ``too_fast``.

    A missing time is a sign like a short one, never a pass: leaving it out must gain nothing. A time before
    the form's own is a forged one. Haste alone is only a note on a trusted writer, who may paste a prepared
    text.
    """
    if facts.honeypot_filled:
        yield Finding("speed", Severity.HOLD, score=1.0, detail={"sign": "honeypot"})
    seconds = facts.seconds_since_form
    # Written so that NaN, which compares with nothing, is no pass either.
    if seconds is None or not seconds >= 0:
        yield Finding("speed", Severity.HOLD, score=0.5, detail={"sign": "no_form_time"})
    elif seconds < MIN_SECONDS:
        score = round(1 - seconds / MIN_SECONDS, 2)
        severity = Severity.NOTE if is_trusted else Severity.HOLD
        yield Finding(
            "speed", severity, score=score, detail={"sign": "too_fast", "seconds": round(seconds, 1)}
        )
