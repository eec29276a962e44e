"""What must hold for every text there is."""

import unicodedata
from functools import partial

from hypothesis import example, given, settings
from hypothesis import strategies as st

from forum.domain.markup import (
    clean_line,
    clean_text,
    redirectable_href,
    render_comment,
    render_post,
    safe_href,
    sanitise,
)
from tests.domain.markup.judge import complaints, made

TAGS = (
    "a", "b", "i", "em", "code", "pre", "p", "div", "ul", "ol", "li", "table", "caption", "tr", "td", "th", "thead",
    "tbody", "blockquote", "h1", "h3", "h6", "dl", "dt", "dd", "figure", "figcaption", "img", "br", "hr", "span",
    "script", "style", "svg", "math", "title", "noscript", "template", "select", "o:p", "font", "q", "sub", "String",
)  # fmt: skip
ATTRIBUTES = (
    "", " href='https://e.example/'", ' href="javascript:x"', ' src="/x.png" alt="a&lt;b"', " class=x", " start=3",
    " id=fn-1", "/", " /", " x", " onclick='a\"'", ' title="',
)  # fmt: skip
SNIPPETS = (
    "text", " ", "\n", "\n\n", "&nbsp;", "&lt;", "<", ">", "&", "&#8203;", "\u0338", "e", "\u0301", "&#x301;", "ក",
    "\u200b", "<!-- c -->", "-->", "<!--", "]]>", "<![CDATA[", "`", "```", "*", "**", "_", "~~", "> ", "- ", "1. ",
    "\t", "    ", "&#10;", "https://x.example/", "[a](", "](https://e.example)", "![", "[^1]", "\n[^1]: ", "|",
    "\n|-|\n", "\\", "\u1100", "\u1161", "\u11a8", "&amp;lt;", "'", '"', "=", "\u0344", "\u202e", "\u3000", "\u00a0",
    "# ",
)  # fmt: skip
opening = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
closing = st.builds("</{}>".format, st.sampled_from(TAGS))
soup = st.lists(opening | closing | st.sampled_from(SNIPPETS) | st.text(max_size=5), max_size=30).map("".join)
any_text = st.text() | soup
# None of these letters spells a tag that is known, and none of the signs begins a comment or ends an entity.
lookalikes = st.text(alphabet="xyz <>&=/!?'\"", max_size=200).map(lambda text: f"k {text} k")


@given(html=any_text)
@settings(max_examples=400)
@example(html="<pre><b>\n</b>\nx</pre>")
@example(html="e<i></i>\u0301<b>\u0338</b>")
def test_sanitised_html_is_safe_and_sanitising_it_again_changes_nothing(html):
    for for_author in (False, True):
        safe = made(partial(sanitise, for_author=for_author), html, "not_text")
        if safe is not None:
            assert complaints(safe, for_author=for_author) == []
            assert sanitise(safe, for_author=for_author) == safe


@given(source=any_text)
@settings(max_examples=400)
def test_rendered_markdown_is_safe_and_renders_the_same_from_what_was_stored(source):
    for render, for_author in ((render_comment, False), (render_post, True)):
        rendered = made(render, source, "not_text", "empty")
        if rendered is not None:
            assert complaints(rendered.html, for_author=for_author) == []
            assert sanitise(rendered.html, for_author=for_author) == rendered.html
            assert render(rendered.source) == rendered


@given(source=lookalikes)
@settings(max_examples=300)
def test_nothing_is_lost_of_a_text_that_only_looks_like_markup(source):
    assert render_comment(source).text.split() == source.split()


@given(text=any_text)
@settings(max_examples=400)
def test_cleaning_a_clean_text_changes_nothing(text):
    clean = made(clean_text, text, "not_text") or ""
    assert clean_text(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    controls = {char for char in clean if unicodedata.category(char) == "Cc"}
    assert controls <= {"\t", "\n"}
    assert not {
        char for char in clean if unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF"}
    }


@given(text=any_text)
def test_a_line_is_one_line_and_stays_as_it_is(text):
    line = made(partial(clean_line, limit=10_000), text, "not_text") or ""
    assert clean_line(line, limit=10_000) == line
    assert line.split() == line.split(" ") or not line
    assert len(line.splitlines()) <= 1


@given(
    url=st.text() | st.builds("https://e.example/{}".format, st.text()) | st.builds("/{}".format, st.text())
)
@settings(max_examples=300)
def test_an_address_that_was_accepted_is_accepted_again_unchanged(url):
    for decide in (safe_href, redirectable_href, lambda address: safe_href(address, for_author=True)):
        href = decide(url)
        if href is not None:
            assert decide(href) == href
            assert not set(href) & set("<>\"'` \\\n\t")
