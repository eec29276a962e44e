"""The verdict: all rules run, all findings are kept, the worst severity decides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from forum.domain.sanctions import Imposed
from forum.domain.screening.findings import Finding, Severity, Stopwatch, guarded
from forum.domain.screening.history import HistoryFacts, find_by_history
from forum.domain.screening.links import Link, LinkPolicy, find_links
from forum.domain.screening.mode import EffectiveMode, Track, find_by_mode
from forum.domain.screening.personal_data import find_personal_data
from forum.domain.screening.repeats import RepeatFacts, find_repeats
from forum.domain.screening.sanctions import find_by_sanction
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
    ``language`` a tag such as ``km``, None where it is not known; ``wait`` the sanction under which
    its writer's comments wait; ``is_correction``: the comment was sent before with another text."""

    text: str
    name: str
    links: tuple[Link, ...]
    language: str | None
    is_staff: bool
    track: Track
    mode: EffectiveMode
    repeats: RepeatFacts
    speed: SpeedFacts
    history: HistoryFacts = field(default_factory=HistoryFacts)
    wait: Imposed | None = None
    is_correction: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the findings add up to. Where ``outcome`` is ``hold``, at least one finding holds."""

    findings: tuple[Finding, ...]
    outcome: Outcome


def screen(
    subject: Subject,
    *,
    matcher: RuleMatcher,
    link_policy: LinkPolicy,
    newcomers_need: int = 1,
    public_contacts: Collection[str] = (),
    stopwatch: Stopwatch | None = None,
    outside: Iterable[Finding] = (),
) -> Verdict:
    """The verdict on ``subject``. Never raises, and takes time in proportion to the text; ``stopwatch`` (seconds of a
    steady clock) keeps each rule to its time.

    The findings come in the order of the rules, with those of a check outside the house (``outside``) at the end. Who
    writes changes the outcome, not what is found: what the staff write is published, with all that was found noted.
    """
    text, name, links = subject.text, subject.name, subject.links
    is_trusted = subject.track.is_trusted(newcomers_need)

    def all_of(rule: str, find: Callable[[], Iterable[Finding]]) -> tuple[Finding, ...]:
        return guarded(rule, find, stopwatch)

    findings = (
        *all_of(
            "mode",
            lambda: find_by_mode(
                subject.mode,
                subject.track,
                newcomers_need=newcomers_need,
                is_correction=subject.is_correction,
            ),
        ),
        # Each list is timed by itself.
        *guarded("words", lambda: matcher.find(text, name, links, subject.language, stopwatch)),
        *all_of("links", lambda: find_links(links, link_policy)),
        *all_of(
            "personal_data", lambda: find_personal_data(text, name, links, public_contacts=public_contacts)
        ),
        *all_of("repeats", lambda: find_repeats(subject.repeats)),
        *all_of("speed", lambda: find_by_speed(subject.speed, is_trusted=is_trusted)),
        *all_of("history", lambda: find_by_history(subject.history)),
        *all_of("sanction", lambda: find_by_sanction(subject.wait)),
        *outside,
    )
    if subject.is_staff:
        # No finding claims to hold what nothing holds.
        return Verdict(tuple(replace(one, severity=Severity.NOTE) for one in findings), Outcome.PUBLISH)
    worst = max((finding.severity for finding in findings), default=Severity.NOTE)
    return Verdict(findings, OUTCOMES[worst])
