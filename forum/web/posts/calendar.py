"""The calendar of what is due, a month at a time, in the site's time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import format_date

from forum.adapters import clock
from forum.domain.calendar import Period, month_of
from forum.queries.posts_desk.due import MOST, DuePost, due_within, in_review
from forum.web.access import requires
from forum.web.identity import current_actor
from forum.web.language import current_settings
from forum.web.posts.archive import Leaf

room = Blueprint("posts_calendar", __name__, url_prefix="/desk/posts/calendar")

_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)


@dataclass(frozen=True)
class Day:
    """A day on which something appears, with its posts in their order. ``is_today``: it has come, and is not over."""

    day: date
    name: str
    is_today: bool
    posts: list[DuePost]


@room.get("")
@requires("posts.write")
def month() -> str:
    now, zone = clock.now(), current_settings().time_zone
    shown, by = _month_asked_for(month_of(now, zone)), current_actor()
    here, today = ZoneInfo(zone), now.astimezone(ZoneInfo(zone)).date()
    due = due_within(shown.span(zone), by=by, now=now)
    dated = [(post.published_at.astimezone(here).date(), post) for post in due if post.published_at]
    days = [
        Day(day, format_date(day, "EEEE, d MMMM", rebase=False), day == today, [post for _, post in posts])
        for day, posts in groupby(dated, key=lambda pair: pair[0])
    ]
    return render_template(
        "posts_desk/calendar.html",
        name=_leaf(shown).name,
        days=days,
        is_cut=len(due) == MOST,
        waiting=in_review(by=by, now=now),
        before=_leaf(shown.previous()),
        after=_leaf(shown.following()),
        this=None if shown == month_of(now, zone) else _leaf(month_of(now, zone)),
    )


def _month_asked_for(this: Period) -> Period:
    """The month of the address; ``this`` one where it names none. Answers 400 for what is no month."""
    text = request.args.get("month")
    if text is None:
        return this
    found = _MONTH.fullmatch(text)
    period = Period(int(found[1]), int(found[2])) if found else None
    # The neighbours must be months, too.
    if period is None or not period.is_possible or period.year in (1000, 9998):
        abort(400)
    return period


def _leaf(period: Period) -> Leaf:
    address = url_for("posts_calendar.month", month=f"{period.year:04}-{period.month:02}")
    return Leaf(address, str(format_date(date(period.year, period.month or 1, 1), "MMMM y", rebase=False)))
