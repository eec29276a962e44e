"""The page of the statistics, and each of its tables as a file."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, render_template, request

from forum.adapters import clock
from forum.domain.statistics import PERIODS, bars
from forum.queries.statistics.waiting import waited, waiting_now
from forum.web.access import requires
from forum.web.statistics.csv import csv_of
from forum.web.statistics.tables import TABLES, Period, Table

room = Blueprint("statistics", __name__, url_prefix="/desk/statistics")

CHART_WIDTH, CHART_HEIGHT = 900, 120


@room.get("")
@requires("statistics.see")
def index() -> str:
    period = _period()
    return render_template(
        "statistics/index.html",
        period=period,
        periods=PERIODS,
        now_waiting=waiting_now(period.until),
        waited=waited(period.since, period.until),
        tables={name: table(period) for name, table in TABLES.items()},
        chart=_chart,
    )


@room.get("/<name>.csv")
@requires("statistics.see")
def download(name: str) -> Response:
    if name not in TABLES:
        abort(404)
    table = TABLES[name](_period())
    answer = Response(csv_of(table.heads, table.rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _period() -> Period:
    """The last days, as many as the address says. Answers 404 for a number of days that the page does not offer."""
    words = request.args.get("days", str(PERIODS[1]))
    days = int(words) if words.isdecimal() and len(words) < 4 else 0
    if days not in PERIODS:
        abort(404)
    now = clock.now()
    return Period(days, now - timedelta(days=days), now)


def _chart(table: Table) -> dict[str, object]:
    """What is drawn of a table: the bars of a chart, and the greatest number."""
    made = bars(table.drawn, width=CHART_WIDTH, height=CHART_HEIGHT) if table.is_time else []
    return {"width": CHART_WIDTH, "height": CHART_HEIGHT, "bars": made, "top": max(table.drawn, default=0)}
