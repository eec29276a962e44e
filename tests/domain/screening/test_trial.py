"""What a rule would have done: counted, compared with what it does, and shown by examples."""

from collections.abc import Callable, Sequence

from forum.domain.screening import Finding, Severity
from forum.domain.screening.trial import MAX_EXAMPLES, Specimen, try_rule
from tests.support.moments import NOW

NOTE, HOLD, REFUSE = Severity.NOTE, Severity.HOLD, Severity.REFUSE


def specimen(number: int, text: str = "one two three", *, is_approved: bool = False) -> Specimen:
    return Specimen(number, text, "Mali", (), None, NOW, None, is_approved)


def finds(word: str, severity: Severity) -> Callable[[Specimen], Sequence[Finding]]:
    def find(one: Specimen) -> Sequence[Finding]:
        at = one.text.find(word)
        return [] if at < 0 else [Finding("words:1", severity, span=(at, at + len(word)), matched=word)]

    return find


def nothing(_: Specimen) -> Sequence[Finding]:
    return []


def in_time() -> bool:
    return False


def test_each_comment_counts_once_by_the_worst_that_is_found() -> None:
    several = [specimen(1), specimen(2, "nothing here"), specimen(3, is_approved=True)]

    def both(one: Specimen) -> Sequence[Finding]:
        return [*finds("one", NOTE)(one), *finds("two", REFUSE)(one)]

    trial = try_rule(several, now=nothing, then=both, out_of_time=in_time)
    assert (trial.looked_at, trial.noted, trial.held, trial.refused) == (3, 0, 0, 2)
    assert (trial.approved, trial.newly, trial.no_longer, trial.was_cut) == (1, 2, 0, False)


def test_a_note_stops_nobody() -> None:
    trial = try_rule(
        [specimen(1, is_approved=True)], now=nothing, then=finds("one", NOTE), out_of_time=in_time
    )
    assert (trial.noted, trial.approved, trial.newly) == (1, 0, 0)
    trial = try_rule([specimen(1)], now=finds("one", HOLD), then=finds("one", NOTE), out_of_time=in_time)
    assert (trial.newly, trial.no_longer) == (0, 1)


def test_new_is_what_the_rule_as_it_stands_lets_be() -> None:
    several = [specimen(1, "old"), specimen(2, "old new"), specimen(3, "new"), specimen(4, "old")]
    trial = try_rule(several, now=finds("old", HOLD), then=finds("new", HOLD), out_of_time=in_time)
    assert (trial.held, trial.newly, trial.no_longer) == (2, 1, 2)
    assert [(one.comment_id, one.is_new) for one in trial.examples] == [(3, True), (2, False)]


def test_the_examples_begin_with_what_would_be_a_mistake() -> None:
    several = [specimen(n, is_approved=n in (30, 31)) for n in range(1, 40)]
    trial = try_rule(several, now=nothing, then=finds("two", HOLD), out_of_time=in_time)
    assert len(trial.examples) == MAX_EXAMPLES
    assert [one.comment_id for one in trial.examples[:3]] == [30, 31, 1]


def test_an_example_shows_the_passage_with_a_little_around_it() -> None:
    long = "a" * 100 + "two" + "b" * 100
    (one,) = try_rule([specimen(1, long)], now=nothing, then=finds("two", HOLD), out_of_time=in_time).examples
    assert (one.before, one.matched, one.after) == ("…" + "a" * 60, "two", "b" * 60 + "…")
    (one,) = try_rule([specimen(1)], now=nothing, then=finds("two", HOLD), out_of_time=in_time).examples
    assert (one.before, one.matched, one.after) == ("one ", "two", " three")

    def in_a_link(_: Specimen) -> Sequence[Finding]:
        return [Finding("links", HOLD, field="link", matched="https://x.example")]

    (one,) = try_rule([specimen(1)], now=nothing, then=in_a_link, out_of_time=in_time).examples
    assert (one.before, one.matched, one.after) == ("", "https://x.example", "")

    def about_all(_: Specimen) -> Sequence[Finding]:
        return [Finding("repeats", HOLD)]

    (one,) = try_rule([specimen(1, long)], now=nothing, then=about_all, out_of_time=in_time).examples
    assert (one.before, one.matched) == (long[:120] + "…", "")


def test_it_ends_when_its_time_is_over_and_says_so() -> None:
    asked = iter([False, False, True])
    trial = try_rule(
        [specimen(n) for n in range(9)], now=nothing, then=nothing, out_of_time=lambda: next(asked)
    )
    assert (trial.looked_at, trial.was_cut) == (2, True)
