"""The archive: posts by year and month of the site's own calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, abort, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.calendar import Period, month_of, year_of
from forum.queries.lists import Shelf
from forum.queries.taxonomy import first_and_last, neighbours, published_within
from forum.web.access import public
from forum.web.language import current_settings
from forum.web.posts.pages import list_page, reader_page

room = Blueprint("archive", __name__)

YEARS_LISTED = 200


@dataclass(frozen=True)
class Leaf:
    """A link to a year or a month of the archive."""

    address: str
    name: str


@room.get("/archive")
@public
def index() -> Response:
    now, zone = clock.now(), current_settings().time_zone
    span = first_and_last(now=now)
    if span is None:
        return reader_page("posts/archive.html", years=[])
    newest = year_of(span[1], zone).year
    oldest = max(year_of(span[0], zone).year, newest - YEARS_LISTED + 1)
    years = _with_posts([Period(year) for year in range(newest, oldest - 1, -1)], now)
    return reader_page("posts/archive.html", years=[_leaf(year) for year in years])


@room.get("/archive/<int(fixed_digits=4):year>")
@public
def year(year: int) -> Response:
    now, period = clock.now(), Period(year)
    months = _with_posts(period.months(), now)
    if not months:
        abort(404)
    return _period_page(period, now, months=[_leaf(one) for one in months])


@room.get("/archive/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>")
@public
def month(year: int, month: int) -> Response:
    now, period = clock.now(), Period(year, month)
    if not _with_posts([period], now):
        abort(404)
    return _period_page(period, now, up=_leaf(Period(year)))


def _with_posts(periods: list[Period], now: datetime) -> list[Period]:
    """Those in which something appeared. The others have no page, or the calendar would go on for ever."""
    zone = current_settings().time_zone
    possible = [period for period in periods if period.is_possible]
    found = published_within([period.span(zone) for period in possible], now=now)
    return [period for period, there in zip(possible, found, strict=True) if there]


def _period_page(
    period: Period, now: datetime, *, months: list[Leaf] | None = None, up: Leaf | None = None
) -> Response:
    """The posts of ``period``, with the way to the nearest ones before and after it in which something appeared."""
    zone = current_settings().time_zone
    start, end = period.span(zone)
    kin = month_of if period.month else year_of
    before, after = neighbours((start, end), now=now)
    leaf = _leaf(period)
    return list_page(
        Shelf(start=start, end=end),
        now=now,
        kind=_("Archive"),
        heading=leaf.name,
        address=leaf.address,
        months=months,
        up=up,
        before=_leaf(kin(before, zone)) if before else None,
        after=_leaf(kin(after, zone)) if after else None,
    )


def _leaf(period: Period) -> Leaf:
    if period.month is None:
        return Leaf(url_for("archive.year", year=period.year), str(period.year))
    name = format_date(date(period.year, period.month, 1), "MMMM y", rebase=False)
    return Leaf(url_for("archive.month", year=period.year, month=period.month), str(name))
