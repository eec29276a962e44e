"""Which findings a writer is asked about before anything is sent.

A nudge is no refusal: it is about what the writer can see and mend in the text, and "send it as it is" always stays
possible. What lies in the mode, in haste, in repeats or in the past is no reason to ask. Which word of which list it is
nobody is shown: there, only that there is one is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from forum.domain.screening.findings import Finding, Severity
from forum.domain.screening.links import Link
from forum.domain.screening.reader_codes import reader_code

_AROUND = 80  # characters beside a marked passage that are shown
_LINKS_SHOWN = 20  # where there are too many: enough to see which
_PROBLEMS_OF_LINKS = ("too_many", "shows_another_address")


@dataclass(frozen=True)
class Nudge:
    """What to ask about. ``codes`` are those of ``reader_code`` (for links ``links_too_many`` and
    ``links_shows_another_address``), each once; ``parts`` is the comment's text around the
    marked passages, in pieces, each with whether it is marked; ``disguised`` are links as they show and as they lead,
    ``many`` all of them in the same way where there are too many. Nothing of a word list is in it."""

    codes: tuple[str, ...]
    parts: tuple[tuple[str, bool], ...]
    disguised: tuple[tuple[str, str], ...]
    many: tuple[tuple[str, str], ...] = ()


def nudge(
    findings: Iterable[Finding], text: str, *, links: Iterable[Link] = (), is_staff: bool = False
) -> Nudge | None:
    """What to ask the writer of ``text`` about; None where there is nothing, or where the text is refused anyway.
    ``links`` are those that the site counts. The staff are not asked about word lists: they may know what stands on
    them."""
    findings = tuple(findings)
    if any(one.severity == Severity.REFUSE for one in findings) and not is_staff:
        return None
    asked = [one for one in findings if _is_asked_about(one, is_staff)]
    if not asked:
        return None
    spans = [one.span for one in asked if one.rule == "personal_data" and one.field == "body" and one.span]
    return Nudge(
        codes=tuple(dict.fromkeys(_code(one) for one in asked)),
        parts=tuple(_marked(text, spans)) if spans else (),
        disguised=tuple(
            (one.matched, str(one.detail["href"]))
            for one in asked
            if one.detail.get("problem") == "shows_another_address"
        ),
        many=tuple((link.text, link.href) for link in islice(links, _LINKS_SHOWN))
        if any(one.detail.get("problem") == "too_many" for one in asked)
        else (),
    )


def _is_asked_about(finding: Finding, is_staff: bool) -> bool:
    if finding.severity != Severity.HOLD:
        return False
    if finding.rule.startswith("words:"):
        return not is_staff
    return finding.rule == "personal_data" or finding.detail.get("problem") in _PROBLEMS_OF_LINKS


def _code(finding: Finding) -> str:
    return f"links_{finding.detail['problem']}" if finding.rule == "links" else reader_code(finding)


def _marked(text: str, spans: list[tuple[int, int]]) -> Iterable[tuple[str, bool]]:
    done = 0
    for start, end in sorted(spans):
        if done < start:
            yield _shortened(text[done:start], keep_start=done > 0, keep_end=True), False
        yield text[start:end], True
        done = end
    if done < len(text):
        yield _shortened(text[done:], keep_start=True, keep_end=False), False


def _shortened(text: str, *, keep_start: bool, keep_end: bool) -> str:
    """``text`` as far as it helps to find the marked passages beside it."""
    if len(text) <= 2 * _AROUND:
        return text
    return (text[:_AROUND] if keep_start else "") + " … " + (text[-_AROUND:] if keep_end else "")
