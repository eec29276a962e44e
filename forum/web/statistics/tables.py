"""The tables of the statistics: on the page with a chart, and as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask_babel import gettext as _

from forum.domain.comment_states import Decision
from forum.domain.statistics import share
from forum.queries.rules import records, word_lists
from forum.queries.statistics.decisions import Decisions, busiest_posts, decisions_between
from forum.queries.statistics.waiting import waited_by_day, waiting_by_age
from forum.web.language import current_settings
from forum.web.sentences.rule_names import kind_name


@dataclass(frozen=True)
class Period:
    """The last ``days`` days."""

    days: int
    since: datetime
    until: datetime
    _decided: list[Decisions] = field(default_factory=list, compare=False)

    @property
    def decided(self) -> Decisions:
        """The decisions of the period; asked for once."""
        if not self._decided:
            zone = current_settings().time_zone
            self._decided.append(decisions_between(self.since, self.until, zone=zone))
        return self._decided[0]


@dataclass(frozen=True)
class Table:
    """``rows`` of cells under ``heads``, None where there is nothing to count; the first number of each is drawn.
    ``is_time``: the rows follow one another in time, so that they are drawn side by side, and not each in its row.
    ``is_wide``: it takes the whole line. ``note``: what must be known to read it."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int | None]]
    is_time: bool = False
    is_wide: bool = False
    note: str = ""

    @property
    def drawn(self) -> list[int]:
        return [int(row[1] or 0) for row in self.rows]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted."""
        return not any(cell for row in self.rows for cell in row[1:] if isinstance(cell, int))


def waiting(period: Period) -> Table:
    words = {
        "hour": _("less than an hour"),
        "six_hours": _("1 to 6 hours"),
        "day": _("6 to 24 hours"),
        "three_days": _("1 to 3 days"),
        "longer": _("more than 3 days"),
    }
    rows = [(words[name], n) for name, n in waiting_by_age(period.until)]
    return Table(_("Waiting now, by age"), (_("Since"), _("Comments")), rows)


def days(period: Period) -> Table:
    decided = period.decided
    rows: list[list[str | int]] = [[day.isoformat(), sum(each), *each] for day, each in decided.per_day]
    heads = (_("Day"), _("All"), *(name for name, _n in decided.per_moderator))
    return Table(_("Decisions per day and moderator"), heads, rows, is_time=True, is_wide=True)


def waits(period: Period) -> Table:
    zone = current_settings().time_zone
    rows = [
        (day.isoformat(), minutes(wait.median), minutes(wait.longest_but_5_percent), wait.n)
        for day, wait in waited_by_day(period.since, period.until, zone=zone)
    ]
    heads = (_("Day"), _("Half within, minutes"), _("95 of 100 within, minutes"), _("Comments"))
    note = _(
        "What was decided that day had waited so long. The bars are the time within which half was decided."
    )
    return Table(
        _("How long what was decided had waited, in minutes"),
        heads,
        rows,
        is_time=True,
        is_wide=True,
        note=note,
    )


def minutes(wait: timedelta | None) -> int | None:
    """A wait in whole minutes, rounded up; None where nothing waited."""
    return -(-int(wait.total_seconds()) // 60) if wait is not None else None


def moderators(period: Period) -> Table:
    return Table(
        _("Decisions per moderator"), (_("Moderator"), _("Decisions")), list(period.decided.per_moderator)
    )


def outcomes(period: Period) -> Table:
    words = {
        Decision.APPROVE: _("Approved"),
        Decision.HOLD: _("Held"),
        Decision.REJECT: _("Rejected"),
        Decision.SPAM: _("Marked as spam"),
        Decision.TRASH: _("Moved to the trash"),
        Decision.RESTORE: _("Restored"),
    }
    decided = period.decided
    rows = [
        (words[one], decided.outcomes[one], percent(decided.outcomes[one], decided.total)) for one in words
    ]
    return Table(_("What was decided"), (_("Decision"), _("Comments"), _("Share")), rows)


def overturned(period: Period) -> Table:
    decided = period.decided
    numbers = (
        (_("Made"), decided.made),
        (_("Taken back"), decided.undone),
        (_("Changed on appeal"), decided.overturned),
        (_("Did not stand, in all"), decided.fell),
    )
    rows = [(words, n, percent(n, decided.made)) for words, n in numbers]
    heads = (_("What became of it"), _("Decisions"), _("Share of all that were made"))
    note = _(
        "About what was decided in this period, whenever it fell. What was taken back counts in no other table."
    )
    return Table(_("Decisions that did not stand"), heads, rows, note=note)


def rules(period: Period) -> Table:
    names = {f"words:{one.id}": one.name for one in word_lists()}
    held = [(rule, record) for rule, record in records().items() if record.held]
    held.sort(key=lambda one: (-one[1].held, one[0]))
    rows = [
        (rule_name(rule, names), one.held, one.decided, one.approved, percent(one.right, one.decided))
        for rule, one in held
    ]
    heads = (_("Rule"), _("Held"), _("Decided"), _("Approved as they stood"), _("Was right to hold"))
    note = _(
        "About the texts of the newest 10,000 comments. What a person approved as it stood, the rule held for nothing."
    )
    return Table(_("How the rules did"), heads, rows, is_wide=True, note=note)


def rule_name(rule: str, lists: Mapping[str, str]) -> str:
    """A rule in plain words; ``lists`` names the word lists by their rules."""
    kind, _colon, which = rule.partition(":")
    if kind == "words":
        return str(_("Word list “%(name)s”", name=lists.get(rule, which)))
    if kind == "mode":
        whom = {"everyone": _("everyone"), "newcomers": _("newcomers")}.get(
            which, _("corrections after the close")
        )
        return f"{kind_name(rule)}: {whom}"
    return kind_name(rule)


def posts(period: Period) -> Table:
    rows = [(title, n) for _number, title, _language, n in busiest_posts(period.since, period.until)]
    return Table(_("Busiest posts"), (_("Post"), _("New comments")), rows, is_wide=True)


def percent(part: int, whole: int) -> str:
    """A share in words; a dash where there is nothing to share."""
    of_all = share(part, whole)
    return "–" if of_all is None else f"{of_all:.0%}"


TABLES: dict[str, Callable[[Period], Table]] = {
    "waiting": waiting,
    "outcomes": outcomes,
    "days": days,
    "waits": waits,
    "moderators": moderators,
    "overturned": overturned,
    "rules": rules,
    "posts": posts,
}
