"""The settings, as an administrator finds and changes them."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.models import LogEntry
from forum.queries.settings import site_settings
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of

PAGE = "/desk/settings"


@pytest.mark.both_engines
def test_the_form_saves_as_it_is_and_as_it_is_changed(app, cast, sign_in) -> None:
    boun = sign_in(cast.boun)
    assert boun.submit(boun.get("/desk/settings"), "/desk/settings").status_code == 303
    with app.app_context():
        assert site_settings().close_after_days is None
    boun.submit(boun.get("/desk/settings"), "/desk/settings", close_after_days="30", tagline="By the river")
    with app.app_context():
        settings = site_settings()
    assert (settings.close_after_days, settings.tagline) == (30, "By the river")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("time_zone", "Asia/Atlantis"),
        ("max_links", "-1"),
        ("leave_address", "http://x.example"),
        ("posts_per_page", ""),
    ],
)
def test_a_wrong_value_is_said_at_its_field_and_nothing_is_saved(app, cast, sign_in, name, value) -> None:
    boun = sign_in(cast.boun)
    answer = boun.submit(
        boun.get("/desk/settings"), "/desk/settings", **{"tagline": "Not saved", name: value}
    )
    assert answer.status_code == 422
    page = inspect_page(answer)
    assert page.xpath(f"//*[@name='{name}']/@aria-invalid") == ["true"]
    assert "Nothing was saved" in text_of(page)
    with app.app_context():
        assert site_settings().tagline == ""


def test_the_hour_of_the_daily_letter_stands_among_the_letters(cast, sign_in) -> None:
    page = inspect_page(sign_in(cast.boun).get("/desk/settings"))
    assert page.xpath("//fieldset[.//*[@name='digest_hour']]/legend/text()") == ["Letters"]


@pytest.fixture
def two(cast, sign_in):
    """Two windows of administrators who opened the form at the same time."""
    browsers = sign_in(cast.boun), sign_in(cast.boun)
    return [(browser, browser.get(PAGE)) for browser in browsers]


@pytest.mark.both_engines
def test_what_nobody_touched_on_this_form_stays_as_somebody_else_saved_it(app, two) -> None:
    (one, first), (other, second) = two
    assert (
        one.submit(first, PAGE, flags_needed="3", nudge=None, public_contacts="1300\r\n1323").location == PAGE
    )
    assert other.submit(second, PAGE, flags_hide_at="7").location == PAGE
    with app.app_context():
        settings = site_settings()
        assert (settings.flags_needed, settings.flags_hide_at, settings.nudge) == (3, 7, False)
        assert settings.public_contacts == ("1300", "1323")
        logged = sa.select(LogEntry.facts).where(LogEntry.verb == "settings.change").order_by(LogEntry.id)
        assert [facts["settings"] for facts in db.session.scalars(logged)] == [
            ["flags_needed", "nudge", "public_contacts"],
            ["flags_hide_at"],
        ]


@pytest.mark.both_engines
def test_what_two_people_changed_is_a_conflict_and_saving_again_stores(app, two) -> None:
    (one, first), (other, second) = two
    one.submit(
        first,
        PAGE,
        flags_needed="3",
        denied_domains="b.example a.example",
        comments_mode="closed",
        public_contacts="1300\r\n1323",
    )
    answer = other.submit(
        second,
        PAGE,
        flags_needed="4",
        denied_domains="c.example",
        comments_mode="suspects",
        tagline="River",
        public_contacts="1192",
    )
    assert answer.status_code == 409
    page = inspect_page(answer)
    words = text_of(page)
    assert "Nothing was saved" in words
    for stands in (
        "It is now “3”:",
        "It is now “a.example b.example”:",
        "It is now “Comments are closed”:",
        "It is now “1300, 1323”:",
    ):
        assert stands in words
    typed = form_of(answer, PAGE).fields
    assert (typed["flags_needed"], typed["denied_domains"]) == ("4", "c.example")
    assert (typed["comments_mode"], typed["tagline"]) == ("suspects", "River")
    with app.app_context():
        settings = site_settings()
        assert (settings.flags_needed, settings.comments_mode, settings.tagline) == (3, "closed", "")
    assert other.submit(answer, PAGE).status_code == 303
    with app.app_context():
        settings = site_settings()
    assert (settings.flags_needed, settings.comments_mode, settings.tagline) == (4, "suspects", "River")
    assert settings.denied_domains == ("c.example",)


def test_a_mistake_beside_does_not_forget_what_was_seen(app, two) -> None:
    (one, first), (other, second) = two
    one.submit(first, PAGE, flags_needed="3", posts_per_page="20")
    wrong = other.submit(second, PAGE, flags_needed="4", max_links="many")
    assert wrong.status_code == 422
    assert form_of(wrong, PAGE).fields["posts_per_page"] == "20"
    assert other.submit(wrong, PAGE, max_links="5").status_code == 409


def test_the_same_change_by_two_is_no_conflict(two) -> None:
    (one, first), (other, second) = two
    one.submit(first, PAGE, flags_needed="3")
    assert other.submit(second, PAGE, flags_needed="3").status_code == 303


def test_only_what_was_changed_here_is_tried(two) -> None:
    (one, first), (other, second) = two
    one.submit(first, PAGE, max_links="9")
    answer = other.post(f"{PAGE}/trials", data=form_of(second, PAGE).filled(repeat_window_days="9"))
    assert answer.status_code == 200
    assert form_of(answer, PAGE).fields["max_links"] == "9"


def test_a_form_that_does_not_say_what_it_was_made_from_is_stored(app, two) -> None:
    (one, first), (other, second) = two
    one.submit(first, PAGE, flags_needed="3")
    fields = form_of(second, PAGE).filled(flags_needed="4", max_links="5")
    plain = {name: value for name, value in fields.items() if not name.startswith("seen-")}
    assert other.post(PAGE, data=plain).status_code == 303
    with app.app_context():
        assert (site_settings().flags_needed, site_settings().max_links) == (4, 5)
