"""The desk in one hand: what is opened is in sight."""

import pytest
from playwright.sync_api import expect

from forum.adapters import clock
from tests.factories.comments import make_comment
from tests.journeys.world import let_in, publish

pytestmark = pytest.mark.browser
# Taller than a phone, with its buttons at the foot of the screen while it is read.
LONG = "\n\n".join(f"{n}. The ferry was late again, and nobody at the pier could say why." for n in range(12))


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [320, 360])
def test_the_reasons_open_where_the_thumb_is(live, cast, new_page, width: int, scripts: bool) -> None:
    post_id = publish(live, cast.chanthy)
    with live.app.app_context():
        number = make_comment(post_id, now=clock.now(), body=LONG).id
    size = {"width": width, "height": 640}
    page = new_page(viewport=size, has_touch=True, is_mobile=True, java_script_enabled=scripts)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    item = page.locator(f"#comment-{number}")
    item.locator(".queue-item__head").scroll_into_view_if_needed()
    opener = item.locator(".reject > summary")
    expect(opener).to_be_in_viewport(ratio=1)
    opener.tap()
    expect(item.get_by_label("Reason, told to the writer")).to_be_in_viewport(ratio=1)
    expect(item.get_by_role("button", name="Send the rejection")).to_be_in_viewport(ratio=1)
    # The last of the reasons is reached within the panel.
    last = item.locator(".reasons button").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)
    expect(item.get_by_role("button", name="Approve")).to_have_count(1)
