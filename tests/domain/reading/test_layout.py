"""What a post's page makes of the stored text: headings with places, tables and code that scroll, cards, notes."""

import pytest

from forum.domain.markup import post_text, render_post
from forum.domain.reading import Card, Heading, Layout, Notes, Passage, Service, Sideways, laid_out

ADDRESS = "https://youtu.be/dQw4w9WgXcQ"
POSTER = '<img alt="The hall" src="/media/3/hall.jpg">'


def layout_of(source: str, language: str = "en") -> Layout:
    return laid_out(render_post(source).html, language)


def kinds(layout: Layout) -> list[str]:
    return [part.kind for part in layout.parts]


def cards(layout: Layout) -> list[Card]:
    return [part for part in layout.parts if isinstance(part, Card)]


def shown(layout: Layout) -> str:
    return "|".join(part.shown_html if isinstance(part, Passage) else part.kind for part in layout.parts)


def test_a_plain_text_stays_as_it_is() -> None:
    html = render_post("One *word*.\n\n- a\n- b\n\n> A quote.\n\n`code`").html
    layout = laid_out(html, "en")
    assert layout.parts == (Passage(html),)
    assert layout.is_plain
    assert not layout.services
    assert not layout.contents
    assert laid_out("", "en").parts == ()


ALONE = [
    (ADDRESS, "card"),
    (f"<{ADDRESS}>", "card"),
    (f"Before.\n\n{ADDRESS}\n\nBehind.", "<p>Before.</p>|card|<p>Behind.</p>"),
    (f"Before.\n{ADDRESS}\nBehind.", "<p>Before.</p>|card|<p>Behind.</p>"),
    (f"Before.  \n{ADDRESS}  \nBehind.", "<p>Before.</p>|card|<p>Behind.</p>"),
    (f"{ADDRESS}\nhttps://vimeo.com/76979871", "card|card"),
    (f"> {ADDRESS}", "<blockquote>|card|</blockquote>"),
    (f"[The first day]({ADDRESS})", "card"),
]
IN_A_SENTENCE = [
    f"See {ADDRESS}",
    f"{ADDRESS} is worth it.",
    f"Before {ADDRESS}\nbehind.",
    f"*Before\n{ADDRESS}\nbehind.*",
    f"*{ADDRESS}*",
    f"- {ADDRESS}",
    f"| a |\n| --- |\n| {ADDRESS} |",
    f"`{ADDRESS}`",
    f"    {ADDRESS}",
    f"A note.[^1]\n\n[^1]: {ADDRESS}",
    "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://example.org/",
]


@pytest.mark.parametrize(("source", "parts"), ALONE)
def test_the_address_of_a_video_alone_on_a_line_is_a_card(source: str, parts: str) -> None:
    layout = layout_of(source)
    assert shown(layout) == parts
    assert Service.YOUTUBE in layout.services


@pytest.mark.parametrize("source", IN_A_SENTENCE)
def test_anywhere_else_it_is_a_link(source: str) -> None:
    layout = layout_of(source)
    assert cards(layout) == []
    assert not layout.services


def test_stored_is_a_plain_link_for_feeds_and_search() -> None:
    rendered = render_post(f"Watch:\n\n{ADDRESS}")
    assert f'<p><a href="{ADDRESS}" rel="noopener noreferrer">{ADDRESS}</a></p>' in rendered.html
    assert post_text(rendered.html) == f"Watch:\n\n{ADDRESS}"


def test_a_card_has_the_name_and_the_poster_that_the_author_gives_it() -> None:
    (named,) = cards(layout_of(f"[Day *one*]({ADDRESS})"))
    (bare,) = cards(layout_of(ADDRESS))
    (posted,) = cards(layout_of(f"![The hall](/media/3/hall.jpg)\n[Day one]({ADDRESS})"))
    assert (named.name, bare.name) == ("Day one", "")
    assert (posted.name, posted.poster_html) == ("Day one", POSTER)
    (wide,) = cards(
        laid_out(
            f'<p><picture><source type="image/webp" srcset="/r/1 320w" sizes="1px">{POSTER}</picture>\n'
            f'<a href="{ADDRESS}" rel="noopener noreferrer">{ADDRESS}</a></p>',
            "en",
        )
    )
    assert wide.poster_html.startswith("<picture>")


def test_the_anchor_of_read_more_stays_whatever_comes_first() -> None:
    for source in (ADDRESS, f"Text.\n{ADDRESS}", "## Heading\n\nText."):
        layout = layout_of(f"Lead.\n\n<!--more-->\n\n{source}")
        places = [part.extra_anchor for part in layout.parts if isinstance(part, Heading | Card)]
        passages = "".join(part.shown_html for part in layout.parts if isinstance(part, Passage))
        assert places.count("more") + passages.count(' id="more"') == 1, source


def test_tables_and_long_code_scroll_by_themselves_and_have_names() -> None:
    table = "| a | b |\n| --- | --- |\n| 1 | 2 |"
    layout = layout_of(
        f"{table}\n\n```\n{'x' * 80}\n```\n\n```\nshort\n```\n\n> {table.replace(chr(10), chr(10) + '> ')}"
    )
    sideways = [part for part in layout.parts if isinstance(part, Sideways)]
    assert [(one.is_table, one.number) for one in sideways] == [(True, 1), (False, 1), (True, 2)]
    assert sideways[0].shown_html.startswith("<table>")
    assert sideways[0].shown_html.endswith("</table>")
    assert "<pre><code>short" in shown(layout)
    inner = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    caption = "<caption>Who <em>came</em></caption>"
    html = f"<table>{caption}<tbody><tr><td>{inner}</td></tr></tbody></table>"
    (outer,) = laid_out(html, "en").parts
    assert isinstance(outer, Sideways)
    assert (outer.name, outer.shown_html) == ("Who came", html)


def test_footnotes_have_a_way_back_and_say_what_they_are() -> None:
    layout = layout_of(
        "One.[^a] Two.[^b] Again.[^a]\n\n[^a]: First,\n\n    with more.\n[^b]: Second.\n\nThe end."
    )
    notes = layout.parts[-1]
    assert isinstance(notes, Notes)
    assert [piece.number for piece in notes.pieces] == [1, 2, None]
    assert "↩" not in "".join(piece.shown_html for piece in notes.pieces)
    assert notes.pieces[0].shown_html.startswith('<hr><ol><li id="fn-1">')
    assert kinds(layout) == ["passage", "notes"]
    assert shown(layout).count('<a role="doc-noteref" href="#fn-') == 3
    beside = layout_of(f"Lead.\n\n<!--more-->\n\nOne.[^a]\n{ADDRESS}\nTwo.[^a]\n\n[^a]: Note.")
    assert kinds(beside) == ["passage", "passage", "card", "passage", "notes"]
    assert '<p id="more">One.\u2060<sup><a role="doc-noteref" href="#fn-1"' in shown(beside)
    assert shown(beside).count('<a role="doc-noteref" href="#fn-') == 2


def test_what_only_looks_like_footnotes_breaks_nothing() -> None:
    layout = layout_of('> <hr><ol><li id="fn-1">No note</li></ol>\n\nBehind.')
    assert "notes" not in kinds(layout)
    assert "Behind." in shown(layout)


def test_nothing_within_a_value_is_taken_for_a_tag() -> None:
    layout = layout_of(
        f'![<table><p><a href="{ADDRESS}">](/media/3/a.jpg)\n\n![</h2><h2>](/media/3/b.jpg)\n\n## Real'
    )
    assert [part.text for part in layout.parts if isinstance(part, Heading)] == ["Real"]
    assert not layout.services


@pytest.mark.parametrize(
    ("language", "source", "html"),
    [
        ("en", "The word ខ្មែរ here.", '<p>The word <span lang="km">ខ្មែរ</span> here.</p>'),
        ("en", "ภาษาไทย ๒ คำ, ລາວ", '<p><span lang="th">ภาษาไทย ๒ คำ</span>, <span lang="lo">ລາວ</span></p>'),
        ("en", "《移民》（2017）", '<p>《<span lang="zh">移民</span>》（2017）</p>'),
        ("th", "ภาษาไทย and မြန်မာ", '<p>ภาษาไทย and <span lang="my">မြန်မာ</span></p>'),
        ("zh-Hant", "移民", "<p>移民</p>"),
        ("ja", "移民", "<p>移民</p>"),
        ("zh", "慢慢\n读，\n不急\nA\n一", "<p>慢慢读，不急\nA\n一</p>"),
        ("zh", "```\n一\n二\n```", "<pre><code>一\n二\n</code></pre>"),
        ("en", "One\ntwo", "<p>One\ntwo</p>"),
        ("en", "Người, Straße, мир", "<p>Người, Straße, мир</p>"),
        ("en", "![ไทย](/media/1/a.png)", '<p><img alt="ไทย" src="/media/1/a.png"></p>'),
    ],
)
def test_words_of_another_script_say_their_language(language: str, source: str, html: str) -> None:
    assert shown(layout_of(source, language)) == html
