"""What must hold on every kind of page, on a phone and on a desk, light and dark."""

import gzip
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from forum.adapters import clock
from forum.domain.comment_states import State
from tests.factories.comments import make_comment
from tests.journeys.world import SLUG, let_in, publish

pytestmark = pytest.mark.browser

READERS = (
    "/",
    f"/posts/{SLUG}",
    f"/posts/{SLUG}/comments/new",
    f"/posts/{SLUG}/comments/new?reply_to=1",
    "/categories/posts",
    "/people/chanthy",
    "/archive",
    "/my-comments",
    "/sign-in",
    "/sign-up",
    "/recover",
    "/nothing-is-here",
)
STAFF = (
    "/desk",
    "/desk/moderation",
    "/desk/moderation?state=spam",
    "/desk/comments/1",
    "/desk/log",
    "/desk/rules",
    "/desk/people",
    "/desk/settings",
    "/account",
)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TEXTS = (
    f"A word that must break: {LONG}",
    "ขอบคุณสำหรับคู่มือค่ะ อยากให้มีฉบับพิมพ์สำหรับหมู่บ้านที่ไม่มีอินเทอร์เน็ต",
    "ဆောင်းပါးအတွက် ကျေးဇူးတင်ပါတယ်။ မြန်မာဘာသာနဲ့ ဖတ်လို့ရမလား။",
    "តើខ្ញុំអាចទាញយកឯកសារនេះជាភាសាខ្មែរបាននៅឯណា? សូមអរគុណ។",
    "شكرا على هذه المعلومات، لقد ساعدت صديقتي كثيرا.",
)


@pytest.fixture
def filled(live, cast):
    """A post with a thread in several scripts, and comments that wait."""
    post_id = publish(live, cast.chanthy)
    with live.app.app_context():
        parent = None
        for text in TEXTS:
            made = make_comment(
                post_id,
                body=text,
                name=LONG[:70],
                reply_to=parent,
                state=State.APPROVED,
                moderator=cast.ana.actor,
                now=clock.now(),
            )
            parent = made.id
            make_comment(post_id, body=f"It waits. {text}", now=clock.now())
    return live


def problems_of(page: Page, path: str) -> list[str]:
    page.goto(path)
    found = [
        f"{path}: {violation['id']} {[node['target'] for node in violation['nodes']][:3]}"
        for violation in Axe().run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        found.append(f"{path}: {wide} pixels wider than the screen")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_is_in_anybodys_way(filled, cast, new_page, width, scheme) -> None:
    """axe (WCAG 2.2 AA) finds nothing, and nothing is wider than the screen."""
    reader = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = [problem for path in READERS for problem in problems_of(reader, path)]
    boun = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    let_in(filled, boun, cast.boun)
    found += [problem for path in STAFF for problem in problems_of(boun, path)]
    assert found == [], "\n".join(found)


def test_a_draft_outlives_a_wrong_click(filled, new_page) -> None:
    page = new_page()
    page.goto(f"/posts/{SLUG}/comments/new")
    page.get_by_label("Your comment").fill("Half a thought")
    page.goto("/")
    page.goto(f"/posts/{SLUG}/comments/new")
    assert page.get_by_label("Your comment").input_value() == "Half a thought"


def test_reading_costs_little_and_leaves_nothing_behind(filled, page) -> None:
    """A first visit: the page with all that it asks for weighs 40 kB at most, compressed; no cookie is set."""
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(f"/posts/{SLUG}", wait_until="networkidle")
    weight = 0
    for address in asked:
        with urllib.request.urlopen(address) as answer:
            weight += len(gzip.compress(answer.read()))
    assert weight <= 40_000, f"{weight} bytes in {len(asked)} requests: {asked}"
    assert len(asked) <= 5, asked
    assert page.context.cookies() == []
