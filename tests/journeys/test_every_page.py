"""What must hold on every kind of page, on a phone and on a desk, light and dark."""

import gzip
import urllib.request
from datetime import timedelta

import pytest
from lxml.html import fromstring
from playwright.sync_api import APIRequestContext, APIResponse

from forum.adapters import clock
from forum.domain.comment_states import Decision, State
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.posts.drafts import BelongingDraft
from forum.operations.publications.editions import set_cover
from forum.operations.settings import change_settings
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.factories.publications import make_edition, make_publication
from tests.factories.uploads import make_upload
from tests.journeys.everything import publish_everything
from tests.journeys.obstacles import BURMESE, LONG, SCHEMES, THAI, WIDTHS, dress, problems_at
from tests.journeys.world import SLUG, let_in, publish
from tests.support.uploads import pdf, picture
from tests.support.valid_html import problems_in

pytestmark = pytest.mark.browser

READERS = (
    "/",
    f"/posts/{SLUG}",
    f"/posts/{SLUG}/comments/new",
    f"/posts/{SLUG}/comments/new?reply_to=1",
    "/categories/posts",
    "/publications",
    "/publications?language=km&format=pdf",
    "/publications/coming-home",
    "/posts/new-books",
    "/tags/boats",
    "/people/chanthy",
    "/languages/en",
    "/feeds",
    "/archive",
    "/archive/2026",
    "/search",
    "/search?q=ferry",
    "/search?q=unheardof&language=km&year=2026",
    "/search?q=!!",
    "/moderation-log",
    "/my-comments",
    "/my-reports",
    "/comments/1/flags/new",
    "/notices/ended",
    "/notices/a-link-that-nobody-made",
    "/letters/a-link-that-nobody-made",
    "/preview/a-link-that-nobody-made",
    "/sign-in",
    "/sign-up",
    "/recover",
    "/recover/sent",
    "/confirm",
    "/sign-in/link/a-link-that-nobody-made",
    "/confirm/a-link-that-nobody-made",
    "/?older=nowhere",
    "/nothing-is-here",
)
STAFF = (
    "/desk",
    "/desk/commands",
    "/desk/posts",
    "/desk/posts?state=trashed",
    "/desk/posts?state=in_review",
    "/desk/posts/calendar",
    "/desk/posts/new",
    "/desk/posts/1/edit",
    "/desk/posts/1/revisions",
    "/desk/posts/1/revisions/1",
    "/desk/publications",
    "/desk/publications/new",
    "/desk/publications/1/edit",
    "/desk/publications/1/preview",
    "/desk/publications/1/versions/1/removal",
    "/desk/files",
    "/desk/files/1",
    "/desk/posts/1/previews",
    "/desk/moderation",
    "/desk/moderation?state=approved",
    "/desk/moderation?state=spam",
    "/desk/batches/new",
    "/desk/batches/new?state=rejected&q=nothing",
    "/desk/comments/1",
    "/desk/comments/9",
    "/desk/writers/guest:1",
    "/desk/log",
    "/desk/rules",
    "/desk/reasons",
    "/desk/reasons?language=ar",
    "/desk/people",
    "/desk/statistics",
    "/desk/settings",
    "/desk/categories",
    "/desk/categories/1",
    "/desk/bylines",
    "/desk/bylines/1",
    "/desk/tags",
    "/desk/tags/1",
    "/desk/broken-links",
    "/desk/series",
    "/desk/series/1",
    "/desk/nothing-is-here",
    "/account",
    "/account/password",
)
TEXTS = (
    f"A word that must break: {LONG}",
    THAI,
    BURMESE,
    "តើខ្ញុំអាចទាញយកឯកសារនេះជាភាសាខ្មែរបាននៅឯណា? សូមអរគុណ។",
    "شكرا على هذه المعلومات، لقد ساعدت صديقتي كثيرا.",
)


@pytest.fixture
def filled(live, cast):
    """A post with a thread in several scripts, and comments that wait; and a post with everything."""
    post_id = publish(live, cast.chanthy)
    with live.app.app_context():
        series = BelongingDraft(series=LONG[:100])
        make_post(cast.chanthy.actor, title=LONG, published_at=None, belonging=series)
        make_upload(live.app, cast.chanthy.actor, name=f"{LONG}.jpg")
        make_upload(live.app, cast.chanthy.actor, pdf(), name="คู่มือ.pdf")
        publications = (give_out(live, cast),)
        everything = publish_everything(live, cast, announces=post_id, publications=publications)
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
        together = [(make_comment(post_id, now=clock.now()).id, 1) for _ in TEXTS]
        decide_many(together, Choice(Decision.SPAM), by=cast.ana.actor, now=clock.now())
        change_settings({"public_log": True}, by=cast.boun.actor, now=clock.now())
    return live, everything


def give_out(live, cast) -> int:
    """A publication with long and short words, a cover and an earlier version; a post announces it. Its number."""
    by, now = cast.chanthy.actor, clock.now()
    made = make_publication(
        live.app,
        by,
        title="Coming home",
        slug="coming-home",
        summary=THAI,
        description=f"{BURMESE}\n\n{LONG}",
        credit=LONG,
        editions=[("en", "pdf"), ("km", "pdf"), ("km", "docx"), ("my", "pdf")],
        published_at=now - timedelta(days=1),
    )
    make_edition(live.app, made, by, "km", label=f"បោះពុម្ពលើកទី២ {LONG}", pages=12, now=now)
    set_cover(made.id, make_upload(live.app, by, picture(size=(90, 120))), by=by, now=now)
    make_post(by, slug="new-books", publications=(made.id,), published_at=now - timedelta(days=1))
    return made.id


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_in_anybodys_way(filled, cast, new_page, width, scheme) -> None:
    """axe (WCAG 2.2 AA) finds nothing, and nothing is wider than the screen."""
    live, everything = filled
    reader = new_page(**dress(width, scheme))
    found = [problem for path in (*READERS, *everything.readers) for problem in problems_at(reader, path)]
    boun = new_page(**dress(width, scheme))
    let_in(live, boun, cast.boun)
    boun.goto("/desk/log")
    batch = boun.locator("a[href^='/desk/batches/']").first.get_attribute("href")
    found += [problem for path in (*STAFF, *everything.staff, batch) for problem in problems_at(boun, path)]
    assert found == [], "\n".join(found)


def test_every_page_is_valid_html(filled, cast, new_page, tmp_path) -> None:
    live, everything = filled
    reader, boun = new_page(), new_page()
    let_in(live, boun, cast.boun)
    wanted = dict.fromkeys(READERS, reader) | dict.fromkeys(STAFF, boun)
    pages = {path: page.context.request.get(path).text() for path, page in wanted.items()}
    there = dict.fromkeys(everything.readers, reader) | dict.fromkeys(everything.staff, boun)
    answers = {path: page.context.request.get(path) for path, page in there.items()}
    assert {path: answer.status for path, answer in answers.items()} == dict.fromkeys(there, 200)
    answers |= refusals(boun.context.request, f"/desk/posts/{everything.post_id}")
    pages |= {path: answer.text() for path, answer in answers.items()}
    shown = pages[everything.readers[0]]
    parts = (
        *("contents", "sideways", "video", "notes", "headed", "languages", "series", "source-box"),
        "publication-card",
    )
    for part in (*(f'class="{name}"' for name in parts), "<picture>", "<figure"):
        assert part in shown, part
    found = problems_in(pages, tmp_path)
    assert found == [], "\n".join(found)


def refusals(request: APIRequestContext, path: str) -> dict[str, APIResponse]:
    """What the post's editor says to a text without a title, and to one made from what has changed since."""
    (form,) = [one for one in fromstring(request.get(f"{path}/edit").text()).forms if one.action == path]
    typed = {**dict(form.form_values()), "intent": "save"}
    said = {"no title": {"title": ""}, "saved": {"body": "They left."}, "stale": {"body": "They leave."}}
    answers = {name: request.post(path, form={**typed, **change}) for name, change in said.items()}
    assert {name: answer.status for name, answer in answers.items()} == {
        "no title": 422,
        "saved": 200,
        "stale": 409,
    }
    return answers


def test_a_draft_outlives_a_wrong_click(filled, new_page) -> None:
    page = new_page()
    page.goto(f"/posts/{SLUG}/comments/new")
    page.get_by_label("Your comment").fill("Half a thought")
    page.goto("/")
    page.goto(f"/posts/{SLUG}/comments/new")
    assert page.get_by_label("Your comment").input_value() == "Half a thought"


def test_reading_costs_little_and_leaves_nothing_behind(filled, page) -> None:
    """A first visit: the page with all that it asks for weighs 40 kB at most, compressed; no cookie is set. Its
    comments are in four scripts; what their faces weigh is counted in test_long_posts."""
    everything: list[str] = []
    page.on("requestfinished", lambda request: everything.append(request.url))
    page.goto(f"/posts/{SLUG}", wait_until="networkidle")
    asked = [one for one in everything if not (one.endswith(".woff2") or "/css/scripts." in one)]
    weight = 0
    for address in asked:
        with urllib.request.urlopen(address) as answer:
            weight += len(gzip.compress(answer.read()))
    assert weight <= 40_000, f"{weight} bytes in {len(asked)} requests: {asked}"
    assert len(asked) <= 5, asked
    assert page.context.cookies() == []
