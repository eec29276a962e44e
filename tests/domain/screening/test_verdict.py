"""The verdict: all rules run, all findings are kept, the worst severity decides."""

import json
from dataclasses import replace
from typing import Any

import pytest

from forum.domain.screening import (
    READER_CODES,
    Finding,
    HistoryFacts,
    Link,
    Mode,
    RepeatFacts,
    Severity,
    SpeedFacts,
    compile_rules,
    reader_code,
    still_holds,
)
from forum.domain.screening import verdict as verdict_module
from forum.domain.screening.findings import guarded
from tests.domain.screening.subjects import NO_LISTS, REGULAR, screened, subject, word_list
from tests.domain.screening.test_words import TESTIMONY

EVERYTHING_WRONG = subject(
    Mode.EVERYONE,
    text="foo 0812345678",
    links=(Link("https://a.example/", "un.org"),),
    repeats=RepeatFacts(1, 0),
    speed=SpeedFacts(honeypot_filled=True, seconds_since_form=None),
    history=HistoryFacts(decided=3, rejected=1),
)
FOO = compile_rules([word_list("foo")])
RULES = ("mode:everyone", "words:1", "links", "personal_data", "repeats", "speed", "history")


def test_severities_are_ordered_by_meaning():
    assert Severity.NOTE < Severity.HOLD < Severity.REFUSE
    assert max(Severity) == Severity.REFUSE
    assert Severity.HOLD >= Severity.HOLD <= "refuse"


def test_an_honest_comment_where_only_suspects_are_held_is_published_with_nothing_found():
    verdict = screened(subject())
    assert (verdict.outcome, verdict.findings) == ("publish", ())


@pytest.mark.parametrize(("language", "text"), TESTIMONY)
def test_naming_what_happened_is_never_a_reason(language, text):
    verdict = screened(subject(text=text, language=language, name="survivor of rape"))
    assert (verdict.outcome, verdict.findings) == ("publish", ())


def test_all_rules_run_and_all_that_they_found_is_kept():
    verdict = screened(EVERYTHING_WRONG, FOO)
    assert verdict.outcome == "hold"
    assert {finding.rule for finding in verdict.findings} == set(RULES)


@pytest.mark.parametrize(
    ("mode", "actions", "outcome"),
    [
        (Mode.SUSPECTS, [], "publish"),
        (Mode.SUSPECTS, [Severity.NOTE], "publish"),
        (Mode.SUSPECTS, [Severity.NOTE, Severity.HOLD], "hold"),
        (Mode.SUSPECTS, [Severity.REFUSE, Severity.NOTE, Severity.HOLD], "refuse"),
        (Mode.EVERYONE, [], "hold"),
        (Mode.EVERYONE, [Severity.REFUSE], "refuse"),
        (Mode.CLOSED, [], "refuse"),
        (Mode.CLOSED, [Severity.HOLD], "refuse"),
    ],
)
def test_the_worst_severity_decides(mode, actions, outcome):
    matcher = compile_rules([word_list("aunt", id=n, action=action) for n, action in enumerate(actions)])
    verdict = screened(subject(mode), matcher)
    assert verdict.outcome == outcome
    assert [f.severity for f in verdict.findings if f.rule.startswith("words:")] == actions


@pytest.mark.parametrize("mode", Mode)
def test_the_staff_skip_the_hold_and_their_findings_are_noted(mode):
    matcher = compile_rules([word_list("aunt", id=n, action=action) for n, action in enumerate(Severity)])
    reader, staff = (screened(subject(mode, is_staff=is_staff), matcher) for is_staff in (False, True))
    assert staff.outcome == "publish"
    assert staff.findings == tuple(replace(one, severity=Severity.NOTE) for one in reader.findings) != ()


def test_a_newcomer_is_held_until_known_and_then_only_for_cause():
    assert screened(subject(Mode.NEWCOMERS)).outcome == "hold"
    assert screened(subject(Mode.NEWCOMERS, track=REGULAR)).outcome == "publish"
    assert screened(subject(Mode.NEWCOMERS, track=REGULAR), newcomers_need=4).outcome == "hold"
    assert screened(subject(Mode.NEWCOMERS, track=REGULAR, text="foo"), FOO).outcome == "hold"


RULE_FUNCTIONS = {
    "mode": "find_by_mode",
    "links": "find_links",
    "repeats": "find_repeats",
    "speed": "find_by_speed",
    "history": "find_by_history",
    "personal_data": "find_personal_data",
}


@pytest.mark.parametrize("failing", RULE_FUNCTIONS)
def test_a_rule_that_fails_holds_and_stops_no_other(failing, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("a secret of the text")

    monkeypatch.setattr(verdict_module, RULE_FUNCTIONS[failing], fail)
    verdict = screened(EVERYTHING_WRONG, FOO)
    rules = {finding.rule for finding in verdict.findings}
    assert rules == {rule for rule in RULES if not rule.startswith(failing)} | {f"rule_failed:{failing}"}
    honest = screened(subject())
    assert honest.outcome == "hold"
    assert [(f.rule, f.severity, f.detail) for f in honest.findings] == [
        (f"rule_failed:{failing}", Severity.HOLD, {"error": "RuntimeError"})
    ]


def test_what_a_rule_found_before_it_failed_is_kept(monkeypatch):
    def half(_):
        yield Finding("repeats", Severity.REFUSE)
        raise RuntimeError

    monkeypatch.setattr(verdict_module, "find_repeats", half)
    verdict = screened(subject())
    assert verdict.outcome == "refuse"
    assert [finding.rule for finding in verdict.findings] == ["repeats", "rule_failed:repeats"]


class Watch:
    """A stopwatch on which ``step`` seconds pass each time somebody looks."""

    def __init__(self, step):
        self.at, self.step = 0.0, step

    def __call__(self):
        self.at += self.step
        return self.at


def test_a_rule_that_takes_too_long_holds_says_so_and_keeps_what_it_had_found():
    rule = lambda: iter([Finding("links", Severity.NOTE)] * 3)  # noqa: E731
    assert len(guarded("links", rule, Watch(0.1))) == 3
    slow = guarded("links", rule, Watch(1.5))
    assert [(f.rule, f.severity, f.detail) for f in slow[1:]] == [
        ("links", Severity.NOTE, {}),
        ("rule_failed:links", Severity.HOLD, {"error": "too_slow"}),
    ]
    nothing_found = guarded("repeats", lambda: (), Watch(3))
    assert [(f.rule, f.detail) for f in nothing_found] == [("rule_failed:repeats", {"error": "too_slow"})]


def test_every_rule_and_every_word_list_has_its_time():
    verdict = screened(subject(), FOO, stopwatch=Watch(2.5))
    assert verdict.outcome == "hold"
    assert {f.rule for f in verdict.findings} == {f"rule_failed:{rule}" for rule in TIMED}
    assert screened(subject(), FOO, stopwatch=Watch(0.001)).outcome == "publish"


def test_a_list_that_looks_for_long_and_finds_nothing_is_cut_off():
    matcher = compile_rules([word_list(*(f"a{n:03} z" for n in range(100))), word_list("aunt", id=2)])
    text = " ".join(f"a{n:03}z my aunt" for n in range(100))
    found = matcher.find(text, "", (), None, Watch(0.05))
    assert ("rule_failed:words:1", {"error": "too_slow", "list": "List"}) in [
        (one.rule, one.detail) for one in found
    ]
    assert [one.rule for one in found].count("words:2") == 5


TIMED = ("mode", "words:1", "links", "personal_data", "repeats", "speed", "history", "sanction")


def test_a_matcher_that_fails_holds():
    unreadable: Any = None
    verdict = screened(subject(), matcher=unreadable)
    assert (verdict.outcome, verdict.findings[0].rule) == ("hold", "rule_failed:words")


def test_findings_can_be_stored_as_they_are():
    for finding in screened(EVERYTHING_WRONG, FOO).findings:
        assert json.loads(json.dumps(finding.detail)) == finding.detail
        assert len(finding.rule) <= 64
        assert len(finding.field) <= 16


@pytest.mark.parametrize(
    ("finding", "code"),
    [
        (Finding("mode:everyone", Severity.HOLD, detail={"source": "site"}), "held_by_site"),
        (Finding("mode:everyone", Severity.HOLD, detail={"source": "category"}), "held_by_category"),
        (Finding("mode:everyone", Severity.HOLD, detail={"source": "post"}), "held_by_post"),
        (Finding("mode:everyone", Severity.HOLD), "held_by_post"),
        (Finding("mode:newcomers", Severity.HOLD), "held_newcomer"),
        (Finding("mode:closed", Severity.REFUSE), "refused_closed"),
        (Finding("mode:closed", Severity.HOLD), "held_closed"),
        (Finding("words:12", Severity.HOLD, matched="foo"), "held_words"),
        (Finding("words:12", Severity.REFUSE, matched="foo"), "refused_words"),
        (Finding("words:12", Severity.NOTE, matched="foo"), "noted_words"),
        (Finding("links", Severity.HOLD), "held_links"),
        (Finding("repeats", Severity.HOLD), "held_repeat"),
        (Finding("speed", Severity.HOLD), "held_speed"),
        (Finding("speed", Severity.NOTE), "noted_speed"),
        (Finding("personal_data", Severity.HOLD, detail={"kind": "phone"}), "held_phone"),
        (Finding("personal_data", Severity.HOLD, detail={"kind": "address"}), "held_address"),
        (Finding("personal_data", Severity.HOLD), "held_other"),
        (Finding("history", Severity.HOLD), "held_history"),
        (Finding("outside:spam", Severity.HOLD), "held_outside"),
        (Finding("outside", Severity.REFUSE), "refused_outside"),
        (Finding("rule_failed:words:3", Severity.HOLD), "held_check_failed"),
        (Finding("a rule of long ago", Severity.HOLD), "held_other"),
        (Finding("links", Severity.REFUSE), "refused_other"),
    ],
)
def test_the_writer_hears_which_rule_and_nothing_of_its_list(finding, code):
    assert reader_code(finding) == code
    assert code in READER_CODES


def test_every_finding_that_the_rules_give_has_a_code_of_its_own():
    everything = screened(EVERYTHING_WRONG, FOO).findings + screened(subject(Mode.CLOSED), NO_LISTS).findings
    assert not [code for code in map(reader_code, everything) if code.endswith("_other")]


@pytest.mark.parametrize(
    ("rule", "waits", "is_muted", "holds"),
    [
        ("mode:everyone", True, False, True),
        ("mode:everyone", True, True, True),
        ("mode:everyone", False, False, False),  # a person has decided
        ("sanction:mute", True, True, True),
        ("sanction:mute", True, False, False),  # the mute is over, and the comment waits like others
        ("sanction:hold", True, False, True),
    ],
)
def test_what_held_a_comment_holds_it_while_it_waits_for_that(rule, waits, is_muted, holds):
    assert still_holds(rule, waits=waits, is_muted=is_muted) is holds
