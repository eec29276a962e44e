"""The settings, as an administrator finds and changes them."""

import pytest

from forum.queries.settings import site_settings
from tests.support.pages import inspect_page, text_of


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
