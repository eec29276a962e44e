"""Texts as people bring them go through form, preview, queue, page and feed, and arrive everywhere as they left."""

import re
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from forum.config import PROJECT
from forum.queries.moderation.queue import item_by_id
from tests.support.forms import form_of
from tests.support.pages import inspect_page

LIFE = PROJECT / "tests" / "data" / "markup"
NAMES = ["word", "web_page", "email_reply", "seven_scripts"]
FAMILY = "👩🏽‍🤝‍👩🏻"

TEXTS = {
    **{name: (LIFE / f"real_{name}.txt").read_text(encoding="utf-8").strip() for name in NAMES},
    "ten thousand signs": ("မြစ်ကို ဖြတ်ကူးသည်။ " * 600)[:9_999] + "။",
    "emoji": f"Thank you {FAMILY} {FAMILY}\n\n🇰🇭🇱🇦🇲🇲🇹🇭🇻🇳 ❤️ 1️⃣",
    "right to left": "شكرًا على المقال (2017)\n\nكتبت Mali هذا: «نعم» — 100%",
    "one long word": "Aufenthaltserlaubnisverlängerungsantrag" * 20,
    "signs that mean something elsewhere": "AT&T < 5 > 3 \"quoted\" 'so' {{ 7*7 }} %(name)s ${x} \\n /* */ -- ;",
}


def canonical(markup: str) -> str:
    """The elements and words of ``markup``, however they are spelt."""
    return etree.tostring(html.fragment_fromstring(markup, create_parent="div"), method="c14n").decode()


def shown(element) -> str:
    """What stands in ``element`` of a page, in the same spelling; marks of findings are the desk's own."""
    copy = html.fromstring(html.tostring(element, encoding="unicode", with_tail=False))
    for mark in copy.xpath(".//mark"):
        mark.drop_tag()
    copy.tag = "div"
    copy.attrib.clear()
    copy.text = (copy.text or "").lstrip()
    return etree.tostring(copy, method="c14n").decode()


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_arrives_as_it_left(app, client, sign_in, cast, post, text, kind):
    ana = sign_in(cast.ana)
    form = form_of(client.get("/posts/ferry/comments/new"), "/posts/ferry/comments")
    # A browser sends the line ends that the standard of forms wants.
    values = form.filled(body=text.replace("\n", "\r\n"), author_name="Soe")
    preview = client.post(form.action, data={**values, "intent": "preview"}, content_type=kind)
    assert preview.status_code == 200
    page = inspect_page(preview)
    assert page.xpath("//textarea[@name='body']")[0].text.removeprefix("\n") == text
    (previewed,) = page.xpath("//section[@class='preview']/div")

    answer = client.submit(form_of(preview, "/posts/ferry/comments"), intent="send")
    assert answer.status_code == 303
    number = int(answer.location.split("/")[2])
    with app.app_context():
        stored = item_by_id(number)
    assert stored.body == text
    assert shown(previewed) == canonical(stored.body_html)

    queue = ana.get("/desk/moderation")
    (waiting,) = inspect_page(queue).xpath(
        f"//*[@id='comment-{number}']//*[contains(@class, 'queue-item__text')]"
    )
    assert shown(waiting) == canonical(stored.body_html)
    (source,) = inspect_page(ana.get(f"/desk/comments/{number}")).xpath("//textarea[@name='body']")
    assert source.text.removeprefix("\n") == text

    ana.submit(form_of(queue, f"/desk/comments/{number}/decisions"), decision="approve")
    (public,) = inspect_page(client.get("/posts/ferry")).xpath(
        f"//*[@id='comment-{number}']//*[contains(@class, 'comment__text')]"
    )
    assert shown(public) == canonical(stored.body_html)
    feed = feedparser.parse(client.get("/posts/ferry/comments.atom").data, sanitize_html=False)
    assert not feed.bozo
    (entry,) = feed.entries
    assert canonical(entry.content[0].value) == canonical(stored.body_html)


def test_the_texts_are_what_they_are_called():
    assert len(TEXTS["ten thousand signs"]) == 10_000
    scripts = {"Thai": "ก-๛", "Lao": "ກ-ໝ", "Khmer": "ក-៹", "Burmese": "က-႟", "Chinese": "一-鿿"}
    assert all(re.search(f"[{signs}]", TEXTS["seven_scripts"]) for signs in scripts.values())
    assert all(Path(LIFE / f"real_{name}.txt").is_file() for name in NAMES)
