"""The verdict: all rules run, all findings are kept, the worst severity decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forum.domain.screening.findings import Finding, Severity, guarded
from forum.domain.screening.links import Link, LinkPolicy, find_links
from forum.domain.screening.mode import EffectiveMode, Track, find_by_mode
from forum.domain.screening.repeats import RepeatFacts, find_repeats
from forum.domain.screening.speed import SpeedFacts, find_by_speed
from forum.domain.screening.words import RuleMatcher


class Outcome(StrEnum):
    PUBLISH = "publish"
    HOLD = "hold"
    REFUSE = "refuse"


OUTCOMES = {Severity.NOTE: Outcome.PUBLISH, Severity.HOLD: Outcome.HOLD, Severity.REFUSE: Outcome.REFUSE}


@dataclass(frozen=True)
class Subject:
    """All that the rules may know of a comment. ``text`` is its plain text, as a reader will see it;
    ``language`` a tag such as ``km``, None where it is not known."""

    text: str
    name: str
    links: tuple[Link, ...]
    language: str | None
    is_staff: bool
    track: Track
    mode: EffectiveMode
    repeats: RepeatFacts
    speed: SpeedFacts


@dataclass(frozen=True)
class Verdict:
    """What the findings add up to. Where ``outcome`` is ``hold``, at least one finding holds."""

    findings: tuple[Finding, ...]
    outcome: Outcome


def screen(
    subject: Subject, *, matcher: RuleMatcher, link_policy: LinkPolicy, newcomers_need: int = 1
) -> Verdict:
    """The verdict on ``subject``. Never raises, and takes time in proportion to the text.

    The findings come in the order of the rules. Who writes changes the outcome, not what is found: what the
    staff write is published, with all that was found recorded.
    """
    findings = (
        *guarded("mode", lambda: find_by_mode(subject.mode, subject.track, newcomers_need=newcomers_need)),
        *guarded("words", lambda: matcher.find(subject.text, subject.name, subject.links, subject.language)),
        *guarded("links", lambda: find_links(subject.links, link_policy)),
        *guarded("repeats", lambda: find_repeats(subject.repeats)),
        *guarded(
            "speed",
            lambda: find_by_speed(subject.speed, is_trusted=subject.track.is_trusted(newcomers_need)),
        ),
    )
    if subject.is_staff:
        return Verdict(findings, Outcome.PUBLISH)
    worst = max((finding.severity for finding in findings), default=Severity.NOTE)
    return Verdict(findings, OUTCOMES[worst])
