"""What is pasted becomes Markdown that renders to what was copied."""

from contextlib import suppress
from pathlib import Path

import pytest

from forum.domain.markup import MarkupRefused, markdown_of, render_post, sanitise
from forum.domain.markup.pasted import MOST_CHARACTERS, MOST_TAGS
from tests.domain.markup.corpus import hostile
from tests.support.speed import within

CLIPBOARD = Path(__file__).parents[2] / "data" / "clipboard"
SAMPLES = sorted(path.stem for path in CLIPBOARD.glob("*.html"))


def sample(name: str, kind: str) -> str:
    return (CLIPBOARD / f"{name}.{kind}").read_text(encoding="utf-8")


def test_every_program_has_its_sample():
    assert SAMPLES == ["apple_notes", "google_docs", "libreoffice", "web_page", "word"]


@pytest.mark.parametrize("name", SAMPLES)
def test_what_a_program_copies_becomes_clean_markdown(name):
    markdown = markdown_of(sample(name, "html"))
    assert markdown == sample(name, "md").rstrip("\n")
    assert "mso" not in markdown
    assert "style" not in markdown


@pytest.mark.parametrize("name", SAMPLES)
def test_it_comes_back_as_itself(name):
    """What this site shows can be copied and pasted again."""
    shown = render_post(sample(name, "md")).html
    again = markdown_of(shown)
    assert render_post(again).html == shown


def test_words_list_is_a_list_and_its_note_a_note():
    html = render_post(markdown_of(sample("word", "html"))).html
    assert (
        "<ol><li>Listen first<ol><li>in the person’s <em>own</em> language</li><li>မြန်မာဘာသာနဲ့</li></ol></li>"
        "<li>Pay on time</li></ol><ul><li>a point of its own</li></ul>"
    ) in html
    assert "<strong>twice a day</strong>, and <em>nobody</em>" in html
    assert "ไม่มีใครถามว่า<strong>ใคร</strong>อยู่บนเรือ" in html
    assert "<strong>两次</strong>，没有人问船上是谁" in html
    assert '<sup><a href="#fn-1" id="fnref-1">1</a></sup>' in html
    assert '<li id="fn-1"><p>Said at the <em>pier</em>, 3 March.' in html
    assert "<td>boats | ferries</td><td>7</td>" in html
    assert "<img" not in html


# html that is pasted, html that the post shows
CASES = [
    ("<p>a</p><p>b</p>", "<p>a</p><p>b</p>"),
    ("a<br>b", "<p>a<br>b</p>"),
    ("a<br><br>b", "<p>a</p><p>b</p>"),
    ("<div>a</div><div>b <i>c</i></div>", "<p>a</p><p>b <em>c</em></p>"),
    ("<p>&nbsp;</p><p>a</p><div><br></div>", "<p>a</p>"),
    # Spaces at the ends of a look stand outside; what no sign can say, tags do.
    ("<p><b>a </b>b<i> c</i></p>", "<p><strong>a</strong> b <em>c</em></p>"),
    ("<p>a<b>b.</b>c</p>", "<p>a<strong>b.</strong>c</p>"),
    ("<p><b>a</b><i>b</i></p>", "<p><strong>a</strong><em>b</em></p>"),
    ("<p><b>a</b><b>b</b></p>", "<p><strong>ab</strong></p>"),
    ("<p><b><i>a</i> b</b></p>", "<p><strong><em>a</em> b</strong></p>"),
    ("<p><s><b>a</b></s>b</p>", "<p><s><strong>a</strong></s>b</p>"),
    ("<p>x<sup>2</sup> + H<sub>2</sub>O</p>", "<p>x<sup>2</sup> + H<sub>2</sub>O</p>"),
    # Beside the punctuation of scripts without spaces.
    ("<p>他说<b>「重点」</b>字</p>", "<p>他说<strong>「重点」</strong>字</p>"),
    ("<p><b>重点。</b>字</p>", "<p><strong>重点。</strong>字</p>"),
    ("<p>ข่าว<b>“ด่วน”</b>วันนี้</p>", "<p>ข่าว<strong>“ด่วน”</strong>วันนี้</p>"),
    # Text that looks like Markdown is text.
    ("<p>1. a</p><p># b</p><p>- c</p><p>&gt; d</p>", "<p>1. a</p><p># b</p><p>- c</p><p>&gt; d</p>"),
    ("<p>2 * 3 * 4, a_b_c, _d_, `e`, ~~f~~</p>", "<p>2 * 3 * 4, a_b_c, _d_, `e`, ~~f~~</p>"),
    ("<p>[a](b) [^1] &amp;amp; &lt;b&gt; &lt;script&gt;x&lt;/script&gt;</p>",
     "<p>[a](b) [^1] &amp;amp; &lt;b&gt; &lt;script&gt;x&lt;/script&gt;</p>"),
    ("<p>a<br>---<br>b</p>", "<p>a<br>---<br>b</p>"),
    ("<p>a<br>===</p>", "<p>a<br>===</p>"),
    ("<p>a|b<br>-|-</p>", "<p>a|b<br>-|-</p>"),
    ("<p>C:\\new\\</p>", "<p>C:\\new\\</p>"),
    # Links, and what is none.
    ('<p><a href="https://e.example/a_b">https://e.example/a_b</a></p>',
     '<p><a href="https://e.example/a_b" rel="noopener noreferrer">https://e.example/a_b</a></p>'),
    ('<p><a href="https://e.example/(a)"><b>b</b> [c]</a></p>',
     '<p><a href="https://e.example/(a)" rel="noopener noreferrer"><strong>b</strong> [c]</a></p>'),
    ('<p><b>a <a href="https://e.example/">b</a></b></p>',
     '<p><strong>a</strong> <a href="https://e.example/" rel="noopener noreferrer"><strong>b</strong></a></p>'),
    ('<p><a href="javascript:alert(1)">a</a> <a href="file:///C:/a">b</a> <a href="#top">c</a></p>', "<p>a b c</p>"),
    ('<p><a href="mailto:a@e.example">a</a></p>', '<p><a href="mailto:a@e.example">a</a></p>'),
    # Pictures only as this site can show them.
    ('<p><img src="/a.png" alt="b"></p>', '<p><img alt="b" src="/a.png"></p>'),
    ('<p>a<img src="file:///a.png" alt="b"><img src="data:image/png;base64,AA"></p>', "<p>a</p>"),
    ("<figure><table><tr><td>a<td>b<tr><td>c<td>d</table><figcaption>e</figcaption></figure>",
     "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table><p>e</p>"),
    # Lists: at another start, with a list right in a list, with a quote in them.
    ('<ol start="3"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'),
    ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    # What is only moved in belongs to the item before it; before the first one there is nothing to be moved in from.
    ("<ul><li>a</li><li> <ul><li>b</li></ul> </li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("<ul><li><ul><li><ol start=2><li>a</li></ol></li></ul></li></ul>", '<ol start="2"><li>a</li></ol>'),
    ("<ul><ul><li>a</li></ul><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("<ul><li>a<blockquote>b</blockquote></li></ul>", "<ul><li><p>a</p><blockquote><p>b</p></blockquote></li></ul>"),
    ("<ol><li>a</ol><ol><li>b</ol>", "<ol><li>a</li></ol><ol><li>b</li></ol>"),
    ("<ul><li></li><li>a</li></ul>", "<ul><li>a</li></ul>"),
    # A table that only puts things in their places.
    ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "<p>a</p><p>b</p>"),
    ("<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>", "<p>a</p><p>b</p>"),
    ("<pre>a\n  b ```\n</pre>", "<pre><code>a\n  b ```\n</code></pre>"),
    ("<p>a <code>`b`</code> <kbd>c</kbd></p>", "<p>a <code>`b`</code> <code>c</code></p>"),
    # A note that was not copied leaves its number, and not what kept that beside its word.
    ("<p>a\u2060<sup><a href='/posts/b#fn-1'>1</a></sup></p>", "<p>a<sup>1</sup></p>"),
    ('<p>a<a href="#_ftn3">[3]</a></p>', "<p>a<sup>3</sup></p>"),
    ("<h1>a</h1><h2>b</h2><h6>c</h6>", "<h2>a</h2><h3>b</h3><h4>c</h4>"),
    ("<h2><b>a</b></h2>", "<h2>a</h2>"),
    ("", ""),
    ("<script>a</script><!-- b -->", ""),
]  # fmt: skip


@pytest.mark.parametrize(("html", "shown"), CASES)
def test_it_shows_what_was_copied(html, shown):
    markdown = markdown_of(html)
    assert (render_post(markdown).html if markdown else "") == shown


def test_notes_take_no_name_that_the_text_has():
    html = (
        '<p>a<a href="#_ftn1">[1]</a>b<a href="#_ftn2">[2]</a></p>'
        '<p class=MsoFootnoteText><a href="#_ftnref1">[1]</a> c</p><p><a href="#_ftnref2">[2]</a> d</p>'
    )
    assert markdown_of(html, taken={"1", "3"}) == "a[^2]b[^4]\n\n[^2]: c\n\n[^4]: d"


LARGE = {
    "looks": "<b>" * 15_900 + "a",
    "blocks": "<div>" * 15_900,
    "paragraphs": "<p>a<b>b</b>" * 5_300,
    "lists": "<ul><li>" * 7_900,
    "words items": "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>a</p><p>b"
    * 3_100,
    "words levels": "<p style='mso-list:l0 level9 lfo1'>a<p style='mso-list:l0 level1 lfo1'>b" * 7_900,
    "notes": "<p><a href='#_ftn1'>a</a><p><a href='#_ftnref1'>b</a>" * 2_600,
    "notes in one": "<p>" + "<a href='#_ftnref1'>a</a>" * 7_900,
    "rows": "<table>" + "<tr><td rowspan=1000 colspan=1000>a" * 7_900,
    "nested tables": "<table><tr><td>" * 5_300,
    "nested captions": "<table><caption>a" * 5_300,
    "breaks": "a<br>" * 15_900,
    "stars": "*" * 90_000,
    "brackets": "[" * 190_000,
    "addresses": "https://" * 25_000,
    "spaces": " \u00a0" * 900_000,
    "words": "a " * 97_900,
    "ends of lines": "中\n" * 90_000,
    "ticks": "<code>" + "` " * 90_000,
    "conditions": "<![if " * 15_900,
    "classes": "<style>" + "p.p1 {font:bold}" * 60_000 + "</style>" + "<p class=p1>a" * 7_900,
    "styles": f"<p style='{'a:b;' * 300_000}'>c",
}


@pytest.mark.parametrize("name", LARGE)
def test_no_paste_costs_more_than_a_second(name):
    html = LARGE[name]
    with within(1), suppress(MarkupRefused):
        markdown_of(html)


@pytest.mark.parametrize("html", hostile())
def test_no_attack_comes_in_by_a_paste(html):
    try:
        shown = render_post(markdown_of(html)).html
    except MarkupRefused:
        return
    assert sanitise(shown, for_author=True) == shown
    assert "<script" not in shown.lower()


def test_what_is_too_much_is_refused():
    for html, code in (
        ("a" * (MOST_CHARACTERS + 1), "too_long"),
        ("<p>" * (MOST_TAGS + 1), "too_many_tags"),
        ("<div>" * 300 + "a", "too_much_output"),
        ("a\0", "not_text"),
        ("a" * 250_000, "too_long"),
    ):
        with pytest.raises(MarkupRefused) as refused:
            markdown_of(html)
        assert refused.value.code == code
