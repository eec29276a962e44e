"""Trying a rule before it is saved: what it would have done to comments that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from forum.domain.screening.findings import Finding, Severity
from forum.domain.screening.links import Link
from forum.domain.screening.mode import Mode, Track

MAX_EXAMPLES = 10
TO_SPAM = "to_spam"  # the rule of a finding by which a comment goes to the spam queue; it is in no record
_NEW = Track(approved=0, rejected=0, confirmed=False)
_AROUND = 60  # characters of the text on each side of a mark


@dataclass(frozen=True)
class Specimen:
    """A comment to try a rule on, with its ``links`` as they were written. ``writer``: who wrote it, None for somebody
    whom nothing tells from others. ``is_approved``: a person approved this very text, perhaps after a change of their
    own. ``is_staff``: whatever
    is found, it is not held. ``earlier``: when the same text was written before it, and by whom. ``track``: what had
    become of its writer's comments then. ``category_mode`` and ``post_mode``: None where they have none of their own.
    """

    id: int
    text: str
    name: str
    links: tuple[Link, ...]
    language: str | None
    at: datetime
    writer: str | None
    is_approved: bool
    is_staff: bool = False
    earlier: Sequence[tuple[datetime, str | None]] = ()
    track: Track = _NEW
    category_mode: Mode | None = None
    post_mode: Mode | None = None


Rule = Callable[[Specimen], Sequence[Finding]]


@dataclass(frozen=True)
class Example:
    """A comment that the rule finds something in, with the passage ``matched`` and the text around it (all empty or
    only ``before``, where the finding is about no one passage). ``is_new``: the rule as it stands does nothing to
    it."""

    comment_id: int
    name: str
    severity: Severity
    to_spam: bool
    is_approved: bool
    is_new: bool
    before: str
    matched: str
    after: str


@dataclass(frozen=True)
class Trial:
    """What a rule would have done to ``looked_at`` comments: to each one thing, the worst that it found; ``to_spam``:
    it would have gone to the spam queue by itself. ``approved``: so many of those ``held``, ``refused`` or put
    ``to_spam`` were approved by a person. ``newly``: so many of them the rule as it stands lets be; ``no_longer``: the
    other way round. ``was_cut``: its time was over before the last one."""

    looked_at: int
    noted: int
    held: int
    refused: int
    to_spam: int
    approved: int
    newly: int
    no_longer: int
    examples: Sequence[Example]
    was_cut: bool = False


def try_rule(
    specimens: Iterable[Specimen], *, now: Rule, then: Rule, out_of_time: Callable[[], bool]
) -> Trial:
    """What the rule would do as it is to be (``then``), beside what it does as it stands (``now``). Stops where
    ``out_of_time`` says so."""
    counts = dict.fromkeys((*Severity, TO_SPAM), 0)
    looked_at = approved = newly = no_longer = 0
    examples: list[Example] = []
    was_cut = False
    for specimen in specimens:
        if out_of_time():
            was_cut = True
            break
        looked_at += 1
        worst, stood = _worst(specimen, then), _worst(specimen, now)
        stops, stopped = _stops(worst), _stops(stood)
        if worst is not None:
            counts[worst.severity if worst.rule != TO_SPAM else TO_SPAM] += 1
            examples.append(_example(specimen, worst, is_new=stops and not stopped))
        approved += stops and specimen.is_approved
        newly += stops and not stopped
        no_longer += stopped and not stops
    # What a person would want to know of first: what the change would have kept from readers by mistake.
    examples.sort(key=lambda one: (not (one.is_new and one.is_approved), not one.is_new, not one.is_approved))
    return Trial(
        looked_at,
        counts[Severity.NOTE],
        counts[Severity.HOLD],
        counts[Severity.REFUSE],
        counts[TO_SPAM],
        approved,
        newly,
        no_longer,
        examples[:MAX_EXAMPLES],
        was_cut,
    )


def _worst(specimen: Specimen, rule: Rule) -> Finding | None:
    """What decides about the comment; of the staff's nothing decides, and it is noted."""
    found = rule(specimen)
    # The spam queue is one door further away than the queue; what is refused is nowhere.
    worst = max(found, key=lambda one: (one.severity.rank, one.rule == TO_SPAM), default=None)
    return replace(worst, severity=Severity.NOTE) if worst and specimen.is_staff else worst


def _stops(finding: Finding | None) -> bool:
    return finding is not None and finding.severity is not Severity.NOTE


def _example(specimen: Specimen, finding: Finding, *, is_new: bool) -> Example:
    before, matched, after = "", finding.matched, ""
    if finding.field == "body" and finding.span is not None:
        start, end = finding.span
        before, after = specimen.text[max(0, start - _AROUND) : start], specimen.text[end : end + _AROUND]
        before = ("…" if start > _AROUND else "") + before
        after += "…" if end + _AROUND < len(specimen.text) else ""
    elif not matched:
        before = specimen.text[: 2 * _AROUND] + ("…" if len(specimen.text) > 2 * _AROUND else "")
    return Example(
        specimen.id,
        specimen.name,
        finding.severity,
        finding.rule == TO_SPAM,
        specimen.is_approved,
        is_new,
        before,
        matched,
        after,
    )
