"""Faces and lines of the region's scripts in a browser: which files a page asks for, and how its words are set."""

import time
from datetime import timedelta
from urllib.parse import unquote

import pytest

from forum.adapters import clock
from forum.domain.comment_states import State
from tests.factories.comments import make_comment
from tests.factories.posts import make_post

pytestmark = pytest.mark.browser

WORDS = {
    "en": "A ferry crosses the river.",
    "vi": "Phà đi qua sông, không cần giấy tờ.",
    "zh": "渡船过河，不需要证件。",
    "th": "เรือข้ามฟากข้ามแม่น้ำ ไม่ต้องใช้เอกสาร",
    "lo": "ເຮືອຂ້າມແມ່ນໍ້າ ບໍ່ຕ້ອງໃຊ້ເອກະສານ",
    "km": "សាឡាងឆ្លងទន្លេ មិនត្រូវការឯកសារទេ",
    "my": "ကူးတို့သင်္ဘောသည် မြစ်ကို ဖြတ်ကူးသည်။",
}
# What the names of their files begin with.
FACES = {
    "th": "noto-sans-thai-looped-thai",
    "lo": "noto-sans-lao-looped-lao",
    "km": "noto-sans-khmer-khmer",
    "my": "padauk-myanmar",
}
# Bytes of each face, regular and bold together: as little as there is without leaving letters out.
MOST = {"th": 24_000, "lo": 24_000, "km": 49_000, "my": 82_000}
TYPICAL = "\n\n".join(
    f"## Part {part}\n\n"
    + "\n\n".join(
        f"Boat {part}{n} left the pier at {n} o'clock with nine people on board. " * 6 for n in range(4)
    )
    for part in range(4)
)
STYLE = """selector => {
  const style = getComputedStyle(document.querySelector(selector));
  return {
    leading: parseFloat(style.lineHeight) / parseFloat(style.fontSize),
    tracking: style.letterSpacing, lineBreak: style.lineBreak, wrap: style.overflowWrap, hyphens: style.hyphens,
  };
}"""


SHIFTS = """
window.shift = 0;
new PerformanceObserver(list => { for (const one of list.getEntries()) window.shift += one.value; })
  .observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def posts(live, cast):
    """One post a language, each with a bold word; an English one with a comment in Khmer, one with none."""
    with live.app.app_context():
        at = clock.now() - timedelta(days=1)
        for language, words in WORDS.items():
            body = f"## {words}\n\n{words}\n\n**{words[:8]}** {words}"
            make_post(
                cast.chanthy.actor, slug=language, title=words, body=body, language=language, published_at=at
            )
        mixed = make_post(cast.chanthy.actor, slug="mixed", title="Mixed", body=WORDS["en"], published_at=at)
        approved = {"state": State.APPROVED, "moderator": cast.ana.actor, "now": clock.now()}
        make_comment(mixed.id, body=WORDS["km"], name="Sok", **approved)
        make_comment(mixed.id, body=WORDS["en"], name="Vanna", **approved)
        passage = f"The word is {WORDS['my']} and its price ฿20."
        make_post(cast.chanthy.actor, slug="passage", title="Passage", body=passage, published_at=at)
        typical = make_post(
            cast.chanthy.actor, slug="typical", title="Typical", body=TYPICAL, published_at=at
        )
        for number in range(20):
            make_comment(
                typical.id, body=f"Thought {number}. {WORDS['en']} " * 5, name=f"Reader {number}", **approved
            )
        make_post(cast.chanthy.actor, slug="baht", title="฿20", body="It costs ฿20 or ៛20.", published_at=at)


def fonts_of(page, path: str) -> set[str]:
    """The files of faces that a first visit of ``path`` asks for, without weights."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(unquote(request.url).rsplit("/", 1)[-1]))
    page.goto(path)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(150)
    return {name for name in asked if ".woff" in name}


def weigh(page, path: str) -> dict[str, int]:
    """The bytes that a first visit of ``path`` gets, as the server sends them, by the kind of what they are."""
    done: list = []
    page.on("requestfinished", lambda request: done.append(request))
    page.goto(path, wait_until="networkidle")
    weights: dict[str, int] = {"requests": len(done)}
    for request in done:
        kind = "faces" if request.resource_type == "font" else "page"
        weights[kind] = weights.get(kind, 0) + request.sizes()["responseBodySize"]
    return weights


def test_a_first_visit_is_light(posts, new_page) -> None:
    """A long post with 20 comments in Latin letters: HTML, styles and scripts in 40 kB, and no face at all."""
    typical = weigh(new_page(), "/posts/typical")
    assert typical.keys() == {"requests", "page"}
    assert typical["page"] <= 40_000, typical
    assert typical["requests"] <= 5, typical
    for language, most in MOST.items():
        weights = weigh(new_page(), f"/posts/{language}")
        assert weights["page"] <= 40_000, (language, weights)
        assert 10_000 <= weights["faces"] <= most, (language, weights)


def test_a_page_asks_for_the_faces_of_the_scripts_that_it_shows(posts, new_page) -> None:
    for path in ("en", "vi", "zh", "baht"):
        page = new_page()
        assert fonts_of(page, f"/posts/{path}") == set(), path
        assert page.locator('link[href*="/scripts."]').count() == 0, path
    for language, face in FACES.items():
        files = fonts_of(new_page(), f"/posts/{language}")
        assert {name.split("-normal")[0] for name in files} == {f"{face}-400", f"{face}-700"}, language
    for path, face in (("mixed", "km"), ("passage", "my")):
        page = new_page()
        files = fonts_of(page, f"/posts/{path}")
        assert {name.split("-normal")[0] for name in files} == {f"{FACES[face]}-400"}, path
        assert page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').length") == 1


def test_each_script_has_its_line_and_is_broken_where_it_may_be(posts, new_page) -> None:
    page = new_page(viewport={"width": 360, "height": 800})
    found = {}
    for language in WORDS:
        page.goto(f"/posts/{language}")
        found[language] = {part: page.evaluate(STYLE, part) for part in (".prose p", ".prose h2", "h1")}
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), language
    for language in ("km", "my"):
        assert min(style["leading"] for style in found[language].values()) >= 1.79, language
    for language in ("th", "lo", "zh"):
        assert found[language][".prose p"]["leading"] >= 1.79, language
    for language in ("th", "lo", "km", "my", "zh"):
        assert {style["tracking"] for style in found[language].values()} <= {"normal", "0px"}, language
    assert {language: style[".prose p"]["lineBreak"] for language, style in found.items()} == {
        **dict.fromkeys(WORDS, "auto"),
        "zh": "strict",
    }
    assert {style[".prose p"]["wrap"] for style in found.values()} == {"anywhere"}
    assert found["en"][".prose p"]["hyphens"] == "auto"
    # A comment in another language than the page, and a passage within a text.
    page.goto("/posts/mixed")
    assert page.evaluate(STYLE, ".comment__text:lang(km) p")["leading"] >= 1.79
    page.goto("/posts/passage")
    assert page.locator(".prose span[lang=my]").inner_text() == WORDS["my"]
    assert page.evaluate(STYLE, ".prose span[lang=my]")["leading"] >= 1.79


def late(route) -> None:
    """The face comes a quarter of a second after everything else."""
    time.sleep(0.25)
    route.continue_()


def test_nothing_jumps_when_a_face_comes_late(posts, new_page) -> None:
    """Layout shift below what counts as good (0.1), though words change their face before the reader's eyes."""
    for language in FACES:
        page = new_page(viewport={"width": 360, "height": 800})
        page.route("**/*.woff2", late)
        page.add_init_script(SHIFTS)
        page.goto(f"/posts/{language}")
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(200)
        assert page.evaluate("shift") < 0.1, language
