"""Screening: the rules that look at a comment before a person does.

One module a rule: ``mode``, ``words`` (with ``patterns``, ``matching`` and ``readable_addresses``), ``links``
(with ``shown_hosts``), ``personal_data``, ``repeats``, ``speed``, ``history``. Each is a function of facts that
gives findings. ``verdict.screen`` runs them all and lets the worst severity decide; ``reader_codes`` says what the
writer hears of it.
"""

from forum.domain.screening.findings import Finding, Severity, guarded, still_holds
from forum.domain.screening.history import HistoryFacts
from forum.domain.screening.links import Link, LinkPolicy
from forum.domain.screening.mode import EffectiveMode, Mode, Track, effective_mode
from forum.domain.screening.nudges import Nudge, nudge
from forum.domain.screening.patterns import BadPattern, parse_patterns
from forum.domain.screening.personal_data import KINDS, find_personal_data, personal_passages
from forum.domain.screening.reader_codes import READER_CODES, causes_of_wait, reader_code
from forum.domain.screening.repeats import RepeatFacts
from forum.domain.screening.speed import SpeedFacts
from forum.domain.screening.verdict import Outcome, Subject, Verdict, screen
from forum.domain.screening.words import RuleMatcher, WordRule, compile_rules

__all__ = [
    "KINDS",
    "READER_CODES",
    "BadPattern",
    "EffectiveMode",
    "Finding",
    "HistoryFacts",
    "Link",
    "LinkPolicy",
    "Mode",
    "Nudge",
    "Outcome",
    "RepeatFacts",
    "RuleMatcher",
    "Severity",
    "SpeedFacts",
    "Subject",
    "Track",
    "Verdict",
    "WordRule",
    "causes_of_wait",
    "compile_rules",
    "effective_mode",
    "find_personal_data",
    "guarded",
    "nudge",
    "parse_patterns",
    "personal_passages",
    "reader_code",
    "screen",
    "still_holds",
]
