"""The calendar: what is due, on its day and hour in the site's zone, and what waits for review."""

from datetime import UTC, datetime

import pytest

from forum.domain.post_states import PostMove
from forum.operations.posts.moving import move_post
from forum.operations.settings import change_settings
from tests.factories.posts import make_post
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

pytestmark = pytest.mark.both_engines


def at(day: int, hour: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def calendar(app, cast, frozen):
    """March 2026 in Bangkok, seven hours ahead; it is the second."""
    own = cast.chanthy.actor
    with app.app_context():
        change_settings({"time_zone": "Asia/Bangkok"}, by=cast.boun.actor, now=NOW)
        make_post(own, title="Out yesterday", published_at=at(1, 3))
        # In Bangkok it is March already.
        make_post(own, title="Out at night", published_at=at(28, 18, month=2))
        make_post(own, title="Out before", published_at=at(28, 16, month=2))
        make_post(own, title="Planned", published_at=at(20, 20), now=NOW)
        make_post(cast.dara.actor, title="Dara's plan", published_at=at(20, 2), now=NOW)
        make_post(own, title="Next month", published_at=at(31, 17), now=NOW)
        make_post(own, title="A draft with a day", published_at=None, now=NOW)
        trashed = make_post(own, title="Trashed", published_at=at(9, 3), now=NOW)
        move_post(trashed.id, PostMove.TRASH, by=own, now=NOW)


@pytest.fixture
def review(write):
    """Chanthy's posts that wait, one of them for a day."""
    write("submit", title="Waits for nothing")
    write("submit", title="Waits for a day", published_at="2026-03-20T09:30")


def days(page) -> dict[str, list[tuple[str, str, str]]]:
    """What stands below the heading of each day: the hour, the title, the state."""
    return {
        text_of(section.xpath("./h2")[0]): [
            (
                text_of(row.xpath(".//time")[0]),
                text_of(row.xpath("./a")[0]),
                text_of(row.xpath(".//span[contains(@class, 'state')]")[0]),
            )
            for row in section.xpath(".//li")
        ]
        for section in page.xpath("//section[starts-with(@aria-labelledby, 'day-')]")
    }


def test_an_author_sees_the_own_posts_each_on_its_day(calendar, review, chanthy):
    page = inspect_page(chanthy.get("/desk/posts/calendar"))
    assert text_of(page.xpath("//h1")[0]) == "Calendar: March 2026"
    assert days(page) == {
        "Sunday, 1 March": [("01:00", "Out at night", "Published"), ("10:00", "Out yesterday", "Published")],
        "Friday, 20 March": [("09:30", "Waits for a day", "In review")],
        "Saturday, 21 March": [("03:00", "Planned", "Scheduled")],
    }
    waiting = page.xpath("//section[@aria-labelledby='waiting']//li/a")
    assert [text_of(one) for one in waiting] == ["Waits for nothing", "Waits for a day"]
    assert "wished for 20 March 2026, 09:30" in text_of(page)


def test_an_administrator_sees_all(calendar, cast, sign_in):
    page = inspect_page(sign_in(cast.boun).get("/desk/posts/calendar?month=2026-03"))
    assert days(page)["Friday, 20 March"] == [("09:00", "Dara's plan", "Scheduled")]


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [("2026-01", "2025-12", "2026-02"), ("2026-12", "2026-11", "2027-01")],
)
def test_months_lead_to_their_neighbours(calendar, chanthy, month, before, after):
    page = inspect_page(chanthy.get(f"/desk/posts/calendar?month={month}"))
    for way, other in (("prev", before), ("next", after)):
        (address,) = page.xpath(f"//a[@rel='{way}']/@href")
        assert address == f"/desk/posts/calendar?month={other}"
        assert chanthy.get(address).status_code == 200
    assert "Nothing is due" in text_of(page)
    assert page.xpath("//a[text()='This month']/@href") == ["/desk/posts/calendar?month=2026-03"]


def test_another_month_has_what_is_due_then(calendar, chanthy):
    assert days(inspect_page(chanthy.get("/desk/posts/calendar?month=2026-04"))) == {
        "Wednesday, 1 April": [("00:00", "Next month", "Scheduled")]
    }
    february = days(inspect_page(chanthy.get("/desk/posts/calendar?month=2026-02")))
    assert list(february) == ["Saturday, 28 February"]


@pytest.mark.parametrize(
    "month", ["", "2026", "2026-13", "2026-00", "0999-12", "9999-01", "2026-3", "٢٠٢٦-٠٣", "x"]
)
def test_what_is_no_month_is_not_understood(chanthy, month):
    assert chanthy.get("/desk/posts/calendar", query_string={"month": month}).status_code == 400


def test_it_costs_the_same_however_much_is_due(app, cast, calendar, chanthy):
    with count_statements() as few:
        chanthy.get("/desk/posts/calendar")
    with app.app_context():
        for day in range(3, 28):
            make_post(cast.chanthy.actor, published_at=at(day, 12), now=NOW)
    with count_statements(at_most=12) as many:
        page = chanthy.get("/desk/posts/calendar")
    assert len(many) == len(few)
    assert len(inspect_page(page).xpath("//li[@class='row']")) >= 25


def test_a_month_too_full_says_so(app, cast, calendar, chanthy, monkeypatch):
    from forum.queries.posts_desk import due
    from forum.web.posts import calendar as view

    monkeypatch.setattr(due, "MOST", 2)
    monkeypatch.setattr(view, "MOST", 2)
    assert "There are more posts in this month" in text_of(inspect_page(chanthy.get("/desk/posts/calendar")))
