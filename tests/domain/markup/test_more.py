"""The "read more" mark: before it stands the lead, the next block has the anchor, and the page shows nothing of it."""

import pytest

from forum.domain.markup import render_comment, render_post, sanitise
from forum.domain.text import excerpt_of


@pytest.mark.parametrize(
    ("source", "html", "lead"),
    [
        ("a\n\n<!--more-->\n\nb", '<p>a</p><p id="more">b</p>', "a"),
        ("a\n<!--more-->\nb", '<p>a</p><p id="more">b</p>', "a"),
        ("a <!--more--> b", '<p>a</p><p id="more">b</p>', "a"),
        # As WordPress writes it: with words of its own, and among the marks of its blocks.
        ("a\n\n<!--more Go on-->\n\nb", '<p>a</p><p id="more">b</p>', "a"),
        ("a\n\n<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n\nb", '<p>a</p><p id="more">b</p>', "a"),
        (
            "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n\n<!--more-->\n\n<p>b</p>",
            '<p>a</p><p id="more">b</p>',
            "a",
        ),
        # Before any kind of block.
        ("a\n\n<!--more-->\n\n## b", '<p>a</p><h2 id="more">b</h2>', "a"),
        ("a\n\n<!--more-->\n\n- b", '<p>a</p><ul id="more"><li>b</li></ul>', "a"),
        ("a\n\n<!--more-->\n\n3. b", '<p>a</p><ol id="more" start="3"><li>b</li></ol>', "a"),
        ("a\n\n<!--more-->\n\n> b", '<p>a</p><blockquote id="more"><p>b</p></blockquote>', "a"),
        ("a\n\n<!--more-->\n\n```\nb\n```", '<p>a</p><pre id="more"><code>b\n</code></pre>', "a"),
        ("a\n\n<!--more-->\n\n---\n\nb", '<p>a</p><hr><p id="more">b</p>', "a"),
        (
            'a\n\n<!--more-->\n\n![b](/c.png "d")',
            '<p>a</p><figure id="more"><img alt="b" src="/c.png"><figcaption>d</figcaption></figure>',
            "a",
        ),
        # The first one counts; the others are nothing.
        ("a\n\n<!--more-->\n\nb\n\n<!--more-->\n\nc", '<p>a</p><p id="more">b</p><p>c</p>', "a"),
        ("a\n\nb[^1]\n\n<!--more-->\n\nc\n\n[^1]: d", None, "a\n\nb"),
        # At the ends it divides nothing.
        ("a\n\n<!--more-->", "<p>a</p>", ""),
        ("<!--more-->\n\na", '<p id="more">a</p>', ""),
        # In a list, a quote or code it is what it was: a comment, or code.
        ("- a\n- <!--more--> b", "<ul><li>a</li><li>b</li></ul>", ""),
        ("> a\n> <!--more-->\n> b", "<blockquote><p>a</p><p>b</p></blockquote>", ""),
        ("`<!--more-->`", "<p><code>&lt;!--more--&gt;</code></p>", ""),
        ("```\n<!--more-->\n```", "<pre><code>&lt;!--more--&gt;\n</code></pre>", ""),
        ("a\n\n<!--moreover-->\n\nb", "<p>a</p><p>b</p>", ""),
        # Nobody types the anchor.
        ('<p id="more">a</p><p id="more">b</p>', "<p>a</p><p>b</p>", ""),
    ],
)
def test_the_mark_divides_a_post(source, html, lead):
    rendered = render_post(source)
    if html is not None:
        assert rendered.html == html
    assert rendered.lead == lead
    assert rendered.html.count('id="more"') <= 1
    assert "more--" not in rendered.html or "<code>" in rendered.html
    assert sanitise(rendered.html, for_author=True) == rendered.html


def test_the_anchor_as_words_of_the_author_stays():
    html = render_post('Write `<p id="more">` and say id="more" here.').html
    assert html == '<p>Write <code>&lt;p id="more"&gt;</code> and say id="more" here.</p>'


def test_in_a_comment_it_is_a_comment():
    assert render_comment("a\n\n<!--more-->\n\nb").html == "<p>a</p><p>b</p>"


def test_lists_show_the_lead_whole_and_else_the_beginning():
    lead = "ข่าว " * 150
    assert excerpt_of("x" * 2000, lead) == lead.strip()
    assert excerpt_of("One. Two.", "") == "One. Two."
    assert excerpt_of("a\n\nb c", "a\n\nb") == "a b"


def test_a_lead_fits_where_it_is_stored():
    for word in ("word ", "မြန်မာ", "중", "👩‍👩‍👧"):
        shown = excerpt_of("", word * 2000)
        assert 0 < len(shown) <= 1000
        assert shown.endswith("…")
