"""Faces and lines of the region's scripts in a browser: which files a page asks for, and how its words are set."""

import re
import time
from datetime import timedelta
from urllib.parse import unquote, urljoin

import pytest

from forum.adapters import clock
from forum.domain.comment_states import State
from forum.importers.demo.reading import post_files
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
STACKED = "အင်္ဂလိပ် ဗုဒ္ဓ ဥက္ကဋ္ဌ သင်္ဘော ကျွန်ုပ်တို့ လျှော့ မြွှေ ကြို့ ယောက်ျား ၎င်း ဩဂုတ် ၁၂၃။"
SHAN = "လိၵ်ႈတႆး"
# The files that a page asks for, bold words and all: bold letters are made of the regular ones.
FACES = {
    "th": {"thai-400"},
    "lo": {"lao-400"},
    "km": {"khmer-400"},
    "my": {"burmese-400"},
}
WHOLE = "padauk-myanmar-400-normal"
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
        make_post(cast.chanthy.actor, slug="shan", title="Shan", body=SHAN, published_at=at)
        make_post(cast.chanthy.actor, slug="baht", title="฿20", body="It costs ฿20 or ៛20.", published_at=at)


def fonts_of(page, path: str) -> set[str]:
    """The files of faces that a first visit of ``path`` asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(unquote(request.url).rsplit("/", 1)[-1]))
    page.goto(path)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(150)
    return {name.split(".")[0] for name in asked if ".woff" in name}


def test_a_page_asks_for_the_faces_of_the_scripts_that_it_shows(posts, new_page) -> None:
    for path in ("en", "vi", "zh", "baht"):
        page = new_page()
        assert fonts_of(page, f"/posts/{path}") == set(), path
        assert page.locator('link[href*="/scripts."]').count() == 0, path
    for language, faces in FACES.items():
        assert fonts_of(new_page(), f"/posts/{language}") == faces, language
    for path, face in (("mixed", "km"), ("passage", "my")):
        page = new_page()
        assert fonts_of(page, f"/posts/{path}") == FACES[face], path
        assert page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').length") == 1
    # What Burmese does not write with comes from the whole face.
    assert WHOLE in fonts_of(new_page(), "/posts/shan")


DRAWN = """async ([files, words]) => {
  const canvas = document.createElement("canvas"), draw = canvas.getContext("2d");
  [canvas.width, canvas.height] = [900, 60];
  for (const [family, file] of Object.entries(files))
    document.fonts.add(await new FontFace(family, `url("${file}")`).load());
  const picture = (family, word) => {
    draw.clearRect(0, 0, 900, 60);
    draw.font = `28px ${family}, monospace`;
    draw.fillText(word, 10, 40);
    return canvas.toDataURL();
  };
  return words.filter(word => {
    const part = picture("Part", word);
    return part !== picture("Whole", word) || part === picture("Nothing", word);
  });
}"""


def test_the_burmese_part_of_its_face_draws_as_the_whole(posts, new_page) -> None:
    """Kinzi, stacks, medials, marks: all that the letters of a syllable do to each other."""
    text = "".join(file.body for file in post_files() if file.facts.get("language") == "my")
    words = sorted({*re.findall("[\u1000-\u104f]+", text), *STACKED.split()})
    assert len(words) > 100
    page = new_page()
    page.goto("/posts/my")
    sheet = page.locator('link[href*="/scripts."]').evaluate("link => link.href")
    addresses = re.findall(r'url\("?([^")]+)', page.request.get(sheet).text())
    files = {
        family: urljoin(sheet, next(address for address in addresses if f"/{name}." in address))
        for family, name in (("Part", *FACES["my"]), ("Whole", WHOLE))
    }
    assert page.evaluate(DRAWN, [files, words]) == []


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
