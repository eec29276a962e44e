"""The reading room in a browser: videos that ask nobody before a click, what scrolls by itself, places to link to."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from forum.adapters import clock
from tests.factories.posts import make_post
from tests.factories.uploads import make_upload
from tests.journeys.everything import body_with
from tests.journeys.obstacles import dress

pytestmark = pytest.mark.browser

PLAYERS = ("https://www.youtube-nocookie.com/", "https://player.vimeo.com/", "https://www.facebook.com/")


@pytest.fixture
def read(live, cast):
    with live.app.app_context():
        make_upload(live.app, cast.chanthy.actor)
        made = make_post(
            cast.chanthy.actor,
            slug="long",
            title="A long one",
            body=body_with(1),
            published_at=clock.now() - timedelta(days=1),
        )
        return f"/posts/{made.slug}"


def test_a_video_asks_nobody_before_a_click(read, new_page) -> None:
    # Any request elsewhere fails the test by itself.
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(read, wait_until="networkidle")
    expect(page.get_by_role("button", name="Load the video here")).to_have_count(3)
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(300)
    assert asked
    assert page.locator("iframe").count() == 0
    assert page.locator('link[rel="preconnect"], link[rel="dns-prefetch"]').count() == 0


def test_a_click_loads_the_player_in_its_place_and_keys_stay_with_the_page(read, new_page) -> None:
    page = new_page(may_ask=PLAYERS, reduced_motion="reduce")
    told: dict[str, str | None] = {}

    def play(route) -> None:
        told[route.request.url] = route.request.headers.get("referer")
        route.fulfill(body="<p>Player", content_type="text/html")

    for player in PLAYERS:
        page.route(f"{player}**", play)
    page.goto(read)
    origin = page.evaluate("location.origin") + "/"
    card = page.get_by_role("group", name="Video on YouTube")
    card.get_by_role("button").focus()
    page.keyboard.press("Enter")
    frame = card.locator("iframe")
    expect(frame).to_have_attribute("title", "Video on YouTube: A long one")
    expect(frame).to_have_attribute(
        "sandbox",
        "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox",
    )
    expect(card).to_be_focused()
    expect(card.get_by_role("link", name="Watch it at YouTube")).to_be_visible()
    for name in ("The second day", "Video on Facebook"):
        other = page.get_by_role("group", name=name)
        other.get_by_role("button").press("Enter")
        expect(other.frame_locator("iframe").locator("p")).to_have_text("Player")
    assert told == {
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0&start=90": origin,
        "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1": origin,
        "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Friver%2Fvideos%2F1234567890%2F"
        "&show_text=false&autoplay=true": None,
    }
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("[data-leave]").evaluate("link => { link.href = '/archive' }")
    card.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/archive")


def test_what_is_wide_scrolls_by_itself_with_keys_too(read, new_page) -> None:
    page = new_page(**dress(320, "light"))
    page.goto(read)
    for name in ("Table 1", "Code 1"):
        part = page.get_by_role("region", name=name)
        assert part.evaluate("part => part.scrollWidth > part.clientWidth")
        part.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("part => part.scrollLeft > 0", arg=part.element_handle())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_contents_and_notes_lead_there_and_back_without_scripts(read, new_page) -> None:
    names = ["What we found", "In the harbour", "ភាសាខ្មែរ"]
    for width in (1280, 360):
        page = new_page(**dress(width, "light"), java_script_enabled=False)
        page.goto(read)
        contents = page.get_by_role("navigation", name="Contents")
        if width == 360:
            expect(contents.get_by_role("link").first).to_be_hidden()
            contents.get_by_text("Contents").click()
        assert [link.strip() for link in contents.get_by_role("link").all_inner_texts()] == names
        contents.get_by_role("link", name="ភាសាខ្មែរ").click()
        heading = page.locator("h2:target")
        expect(heading).to_have_text("ភាសាខ្មែរ")
        top = page.locator("header.top").bounding_box()
        assert top["y"] + top["height"] <= heading.bounding_box()["y"] < 800

        page.get_by_role("link", name="1", exact=True).click()
        expect(page.locator("li:target")).to_contain_text("The note.")
        page.get_by_role("link", name="Back to the text, from note 1").click()
        expect(page.locator("a:target")).to_have_text("1")
        expect(page.locator("a:target")).to_be_in_viewport()


HIDDEN_IN_PRINT = (
    *(
        ".leave",
        ".sections",
        ".write",
        ".contents",
        ".headed__link",
        ".notes__back",
        ".foot ul",
        ".languages",
    ),
    *(".video .button", ".comment__actions", ".thread__head a"),
)


def test_on_paper_addresses_are_told_and_nothing_is_cut(read, page) -> None:
    page.goto(read)
    page.emulate_media(media="print")
    for part in HIDDEN_IN_PRINT:
        assert not [one for one in page.locator(part).all() if one.is_visible()], part
    after = "link => getComputedStyle(link, '::after').content"
    for address in ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s", "https://example.org/guide"):
        assert page.locator(f'a[href="{address}"]').evaluate(after) == f'" ({address})"'
    parts = page.get_by_role("region", name="Table 1").or_(page.get_by_role("region", name="Code 1"))
    for part in parts.all():
        assert part.evaluate("part => getComputedStyle(part).overflowX") == "visible"
    page.set_viewport_size({"width": 680, "height": 900})  # A4 without its margins
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    breaks = "part => getComputedStyle(part).breakInside"
    for part in ("figure", ".prose blockquote", ".prose tr", ".video"):
        assert page.locator(part).first.evaluate(breaks) == "avoid", part


def test_in_few_colours_and_without_motion_nothing_is_lost(read, new_page) -> None:
    page = new_page(forced_colors="active", reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    page.goto(read)
    current = page.locator(".sections [aria-current]")
    assert current.evaluate("link => getComputedStyle(link).textDecorationLine") == "underline"
    assert (
        page.locator(".video .button").first.evaluate("part => getComputedStyle(part).borderTopStyle")
        == "solid"
    )
    page.get_by_role("region", name="Code 1").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(ring) == "solid"
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = """() => [...document.querySelectorAll("*")].filter(one => {
      const style = getComputedStyle(one);
      return style.animationName !== "none" || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0);
    }).length"""
    assert page.evaluate(moving) == 0
