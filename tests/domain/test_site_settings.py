"""What an editor may decide, and what is refused."""

from dataclasses import fields
from typing import Any

import pytest

from forum.domain.refusals import Conflict, Refused
from forum.domain.site_settings import BOUNDS, MODES, SiteSettings, changes_among, checked, from_rows

NAMES = [field.name for field in fields(SiteSettings)]


def problem(name: str, value: Any) -> str:
    with pytest.raises(Refused) as refused:
        checked(name, value)
    assert refused.value.code == "bad_setting"
    assert refused.value.facts["setting"] == name
    return str(refused.value.facts["problem"])


@pytest.mark.parametrize("name", NAMES)
def test_every_default_passes_its_own_check(name: str) -> None:
    default = getattr(SiteSettings(), name)
    assert from_rows({name: checked(name, default)}) == SiteSettings()


def test_no_rows_are_the_defaults() -> None:
    assert from_rows({}) == SiteSettings()


def test_a_row_that_no_release_knows_any_more_is_passed_over() -> None:
    assert from_rows({"colour_of_the_door": "blue", "max_links": 5}) == SiteSettings(max_links=5)


def test_a_setting_that_does_not_exist_is_refused() -> None:
    assert problem("colour_of_the_door", "blue") == "unknown"


@pytest.mark.parametrize("name", list(BOUNDS))
def test_numbers_keep_their_bounds(name: str) -> None:
    low, high = BOUNDS[name]
    assert checked(name, low) == low
    assert checked(name, high) == high
    for value in (low - 1, high + 1, str(low), True, 1.5):
        assert problem(name, value) == "out_of_bounds"


def test_a_post_may_stay_open_for_ever_but_a_page_cannot_be_endless() -> None:
    assert checked("close_after_days", None) is None
    assert problem("posts_per_page", None) == "out_of_bounds"


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_is_understood(mode: str) -> None:
    assert checked("comments_mode", mode) == mode


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("comments_mode", "nobody", "not_a_choice"),
        ("comments_mode", None, "not_a_text"),
        ("sign_up_open", "yes", "not_a_choice"),
        ("sign_up_open", 1, "not_a_choice"),
        ("time_zone", "Asia/Atlantis", "no_such_zone"),
        ("time_zone", "", "no_such_zone"),
        ("tagline", "x" * 301, "not_a_text"),
        ("tagline", 5, "not_a_text"),
        ("contact", "x" * 301, "not_a_text"),
        ("allowed_domains", "example.org", "not_a_list"),
        ("allowed_domains", [1], "not_a_list"),
        ("allowed_domains", None, "not_a_list"),
        ("leave_address", "http://example.org/", "not_https"),
        ("leave_address", "javascript:alert(1)", "not_https"),
        ("leave_address", "https:///path", "not_https"),
        ("leave_address", "https://[", "not_https"),
        ("leave_address", "//example.org", "not_https"),
    ],
)
def test_what_is_refused(name: str, value: Any, code: str) -> None:
    assert problem(name, value) == code


def test_lists_are_tidied_and_come_back_as_tuples() -> None:
    stored = checked("denied_domains", [" Example.ORG ", "a.example", "", "example.org"])
    assert stored == ["a.example", "example.org"]
    assert from_rows({"denied_domains": stored}).denied_domains == ("a.example", "example.org")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Bangkok", "Asia/Phnom_Penh", "Asia/Ho_Chi_Minh"])
def test_the_zones_of_the_region_are_known(zone: str) -> None:
    assert checked("time_zone", zone) == zone


STORED = SiteSettings(max_links=5, denied_domains=("a.example", "b.example"))
A, B = ["a.example", "b.example"], ["c.example"]


@pytest.mark.parametrize(
    ("typed", "seen", "changes"),
    [
        # Not touched: as it is stored, be it as it was seen or not, or what could not be typed today.
        ({"max_links": 5}, {"max_links": 5}, {}),
        ({"max_links": 2}, {"max_links": 2}, {}),
        ({"time_zone": "Asia/Atlantis"}, {"time_zone": "Asia/Atlantis"}, {}),
        # Changed, and nobody else has.
        ({"max_links": 7}, {"max_links": 5}, {"max_links": 7}),
        ({"denied_domains": ["C.example"]}, {"denied_domains": A}, {"denied_domains": B}),
        # Changed by somebody else to the same.
        ({"max_links": 5}, {"max_links": 2}, {"max_links": 5}),
        # Nobody says what was seen.
        ({"max_links": 7, "nudge": True}, {}, {"max_links": 7, "nudge": True}),
    ],
)
def test_what_its_editor_changed_is_stored(
    typed: dict[str, Any], seen: dict[str, Any], changes: dict[str, Any]
) -> None:
    assert changes_among(typed, seen, STORED) == changes


def test_what_two_have_changed_is_a_conflict_that_names_it() -> None:
    typed = {"max_links": 7, "denied_domains": B, "nudge": False}
    seen = {"max_links": 2, "denied_domains": [], "nudge": True}
    with pytest.raises(Conflict) as late:
        changes_among(typed, seen, STORED)
    assert (late.value.code, late.value.facts["settings"]) == (
        "setting_changed_since",
        ["denied_domains", "max_links"],
    )
