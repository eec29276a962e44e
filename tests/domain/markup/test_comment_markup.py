"""A reader's small Markdown, with a few tags: what is written, and what becomes of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from forum.domain.markup import SANITISER_VERSION, MarkupRefused, links_in, render_comment, sanitise
from tests.domain.markup.corpus import real
from tests.domain.markup.judge import complaints

REL = 'rel="nofollow ugc noopener noreferrer"'


def link(address, text=None):
    return f'<a href="{address}" {REL}>{text or address}</a>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("a line\nand the next", "<p>a line<br>and the next</p>"),
        ("*so* and **so** and ~~so~~", "<p><em>so</em> and <strong>so</strong> and <s>so</s></p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("`code` and ``a ` b``", "<p><code>code</code> and <code>a ` b</code></p>"),
        ("```python\nif a < b:\n    pass\n```", "<pre><code>if a &lt; b:\n    pass\n</code></pre>"),
        ("- one\n- two\n  - three", "<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>"),
        ("3. one\n4. two", '<ol start="3"><li>one</li><li>two</li></ol>'),
        ("> quoted\n\nanswer", "<blockquote><p>quoted</p></blockquote><p>answer</p>"),
        # An answer right below the line that it answers is not part of the quote.
        ("> quoted\nanswer", "<blockquote><p>quoted</p></blockquote><p>answer</p>"),
        ("above\n\n---\n\nbelow", "<p>above</p><hr><p>below</p>"),
        (r"\*not so\*", "<p>*not so*</p>"),
        ("&copy; &amp; &nosuch;", "<p>© &amp; &amp;nosuch;</p>"),
        # Neither headings nor pictures nor tables nor notes: a comment is no article.
        ("# one", "<p># one</p>"),
        ("one\n===", "<p>one<br>===</p>"),
        ("![x](https://e.example/x.png)", f"<p>!{link('https://e.example/x.png', 'x')}</p>"),
        ("|a|\n|-|\n|b|", "<p>|a|<br>|-|<br>|b|</p>"),
        ("x[^1]\n\n[^1]: y", "<p>x[^1]</p><p>[^1]: y</p>"),
        ("[1]: https://e.example", f"<p>[1]: {link('https://e.example')}</p>"),
        # People indent for other reasons than to show code.
        ("    indented", "<p>indented</p>"),
    ],
)
def test_markdown_means(source, html):
    assert render_comment(source).html == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**「重点」**字", "<p><strong>「重点」</strong>字</p>"),
        ("这是**“重点”**。", "<p>这是<strong>“重点”</strong>。</p>"),
        ("字**（重点）**字", "<p>字<strong>（重点）</strong>字</p>"),
        ("คำ**“สำคัญ”**คำ", "<p>คำ<strong>“สำคัญ”</strong>คำ</p>"),
        ("ពាក្យ**«សំខាន់»**ពាក្យ", "<p>ពាក្យ<strong>«សំខាន់»</strong>ពាក្យ</p>"),
        ("စာ*(အရေး)*စာ", "<p>စာ<em>(အရေး)</em>စာ</p>"),
        ("คำ**สำคัญ**คำ", "<p>คำ<strong>สำคัญ</strong>คำ</p>"),
        ('a**"b"**c', '<p>a**"b"**c</p>'),
    ],
)
def test_emphasis_needs_no_spaces_where_the_script_has_none(source, html):
    assert render_comment(source).html == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a < b and b > c", "<p>a &lt; b and b &gt; c</p>"),
        ("List<String> and Map<K, V>", "<p>List&lt;String&gt; and Map&lt;K, V&gt;</p>"),
        ("Chanthy <chanthy@example.org>", "<p>Chanthy &lt;chanthy@example.org&gt;</p>"),
        ("<3 and <- and <>", "<p>&lt;3 and &lt;- and &lt;&gt;</p>"),
        ("<a friend of mine> said", "<p>&lt;a friend of mine&gt; said</p>"),
        ("<i think so>", "<p>&lt;i think so&gt;</p>"),
        ("<?php echo 1 ?>", "<p>&lt;?php echo 1 ?&gt;</p>"),
        ("<my-element x=1>y</my-element>", "<p>&lt;my-element x=1&gt;y&lt;/my-element&gt;</p>"),
        ("if (a<b) return; <script> is a tag", "<p>if (a&lt;b) return; &lt;script&gt; is a tag</p>"),
        ("<!-- not closed", "<p>&lt;!-- not closed</p>"),
        ("`<script>x</script>`", "<p><code>&lt;script&gt;x&lt;/script&gt;</code></p>"),
        ("```\n<!-- x -->\n```", "<pre><code>&lt;!-- x --&gt;\n</code></pre>"),
    ],
)
def test_what_only_looks_like_a_tag_stays_visible(source, html):
    assert render_comment(source).html == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<b>a</b> <i>b</i> <em>c</em>", "<p><b>a</b> <i>b</i> <em>c</em></p>"),
        ("H<sub>2</sub>O, x<sup>2</sup>", "<p>H<sub>2</sub>O, x<sup>2</sup></p>"),
        ("<del>a</del><ins>b</ins> <kbd>c</kbd>", "<p><del>a</del><ins>b</ins> <kbd>c</kbd></p>"),
        ("<strike>a</strike> <tt>b</tt>", "<p><s>a</s> <code>b</code></p>"),
        ("a<br>b<br/>c</br>d", "<p>a<br>b<br>c<br>d</p>"),
        ("<b>open", "<p><b>open</b></p>"),
        ("<b>one\n\ntwo</b>", "<p><b>one</b></p><p>two</p>"),
        ("<B>a</B>", "<p><b>a</b></p>"),
        ("**<i>both</i>**", "<p><strong><i>both</i></strong></p>"),
        ("<u>a</u> <span>b</span> <font color=red>c</font>", "<p>a b c</p>"),
        ("<p>a</p><div>b</div>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<li>a", "<ul><li>a</li></ul>"),
        ("<blockquote>\na\n\nb\n</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<h1>a</h1>b", "<p>a</p><p>b</p>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a b</p>"),
        ("a<script>x</script>b<style>y</style>c<!-- z -->d", "<p>abcd</p>"),
        ("a <img src=x onerror=y> b", "<p>a  b</p>"),
        ("<p>a</p>\n<p>wrapped\nby a program</p>", "<p>a</p><p>wrapped\nby a program</p>"),
        ("<p>&nbsp;</p><p>a</p><p><br></p>", "<p>a</p>"),
    ],
)
def test_tags_mean(source, html):
    assert render_comment(source).html == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("see https://e.example/a_b_c.", f"see {link('https://e.example/a_b_c')}."),
        ("(https://e.example/x_(y))", f"({link('https://e.example/x_(y)')})"),
        ("HTTP://E.example", link("http://E.example", "HTTP://E.example")),
        ("https://e.example/?a=1&b=2", link("https://e.example/?a=1&amp;b=2")),
        ("https://e.example/?a=1&amp;b=2;", f"{link('https://e.example/?a=1&amp;b=2')};"),
        ("*https://e.example*", f"<em>{link('https://e.example')}</em>"),
        ("<https://e.example/a>", link("https://e.example/a")),
        ("[text](https://e.example)", link("https://e.example", "text")),
        ("[a](https://e.example/x y)", f"[a]({link('https://e.example/x')} y)"),
        ('<a href="https://e.example/x y">a</a>', link("https://e.example/x%20y", "a")),
        ("ดูhttps://e.example/wiki/ประเทศไทย แล้ว", f"ดู{link('https://e.example/wiki/ประเทศไทย')} แล้ว"),
        ("见https://e.example/a的说明。", f"见{link('https://e.example/a')}的说明。"),
        ("见https://e.example。好", f"见{link('https://e.example')}。好"),
        ("សូមមើលhttps://e.example/ក។", f"សូមមើល{link('https://e.example/ក')}។"),
        ("xhttps://e.example", "xhttps://e.example"),
        ("https://user:x@e.example", "https://user:x@e.example"),
        ("write to a@e.example", "write to a@e.example"),
        ("www.e.example", "www.e.example"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](/desk)", "[x](/desk)"),
        ('<a href="/desk">x</a>', "x"),
        ("`https://e.example`", "<code>https://e.example</code>"),
        ('<a href="https://e.example">https://f.example</a>', link("https://e.example", "https://e.example")),
    ],
)  # fmt: skip
def test_links_lead_only_where_they_may(source, html):
    assert render_comment(source).html == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "source",
    ["", " \n\t", "\u200b\u2060", "\u3000", "\u3164\u115f", "\u2800", "\u0301", "\u00ad", "&nbsp;", "```\n```",
     "<b></b>", "<p><br></p>", "<script>x</script>", "<!-- x -->", "<img src=x>"],
)  # fmt: skip
def test_a_comment_that_shows_nothing_is_refused(source):
    with pytest.raises(MarkupRefused) as refused:
        render_comment(source)

    assert refused.value.code == "empty"


@pytest.mark.parametrize("source", ["a\0b", "\ud800", "a\udfff", "\ud83d \ude00"])
def test_a_text_that_is_not_text_is_refused(source):
    for make in (render_comment, sanitise):
        with pytest.raises(MarkupRefused) as refused:
            make(source)

        assert (refused.value.code, refused.value.facts) == ("not_text", {})


def test_the_source_is_kept_as_it_was_typed_but_for_what_cleaning_drops():
    rendered = render_comment("  Cafe\u0301\r\n\u202e<b>x</b>  \n<!-- y -->\n")

    assert rendered.source == "  Café\n<b>x</b>  \n<!-- y -->\n"
    assert rendered.html == "<p>Café<br><b>x</b></p>"


def test_the_text_is_what_a_person_reads():
    rendered = render_comment("a **b**\nc\n\n- d\n- e\n\n> f\n\n```\ng\n  h\n```\n\n<b>&lt;i&gt;</b>")

    assert rendered.text == "a b\nc\n\nd\ne\n\nf\n\ng\nh\n\n<i>"


def test_links_are_listed_with_the_text_that_shows():
    html = render_comment(
        "https://e.example/?a=1&b=2 [x *&lt;*](https://f.example) <a href=https://f.example>y</a>"
    ).html

    assert links_in(html) == (
        ("https://e.example/?a=1&b=2", "https://e.example/?a=1&b=2"),
        ("https://f.example", "x <"),
        ("https://f.example", "y"),
    )


def test_texts_that_are_sanitised_at_the_same_time_do_not_mix():
    def own(number):
        word = f"word{number}"
        return all(
            render_comment(f"**{word}** <i>{word}</i>\n\n> {word}").text == f"{word} {word}\n\n{word}"
            for _ in range(40)
        )

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(own, range(16)))


@pytest.mark.parametrize("name", ["word", "web_page", "email_reply", "seven_scripts"])
def test_real_texts_are_kept_byte_for_byte_and_come_out_safe(name):
    rendered = render_comment(real(name))

    assert rendered.source == real(name)
    assert complaints(rendered.html) == []
    assert "&lt;" not in rendered.html.replace("&lt;chanthy@", "").replace("&lt;desk@", "")


def test_a_text_from_word_comes_out_as_paragraphs():
    assert render_comment(real("word")).html.split("</p>")[:4] == [
        "<p>I worked as an interpreter at the border for&nbsp;<b>six\nyears</b>, and this is what I saw.",
        "<p>·&nbsp;&nbsp;&nbsp;\nNobody was asked what <i>they</i> wanted.",
        "<p>What I would change",
        f"<p>See {link('https://example.org/report?id=7&amp;lang=en', 'the report')} – page&nbsp;12 &amp; 13.",
    ]


def test_a_text_from_a_web_page_comes_out_as_paragraphs():
    assert render_comment(real("web_page")).text == (
        "Safe migration desk opens\n\nUpdated 1 March\n\nThe queue at the desk\n\n"
        "The desk answers questions in four languages.\nIt is open on weekdays.\n\n"
        "The desk\nA page of that site\nShare\n\nI did not know that I could ask.\n\nRead more"
    )


def test_an_email_with_its_quotes_and_its_signature_keeps_its_shape():
    html = render_comment(real("email_reply")).html

    assert (
        "<p>On Mon, 6 Mar 2017 at 09:12, Chanthy &lt;chanthy@example.org&gt; wrote:</p><blockquote>" in html
    )
    assert (
        "<blockquote><p>Is that per district?</p></blockquote><p>Yes, per district.</p></blockquote>" in html
    )
    assert "</blockquote><p>That is half of what we counted.</p>" in html
    assert "<p>Best regards,<br>--<br>Dara Sok<br>Programme officer | +855 12 000 000<br>" in html


def test_every_script_and_every_emoji_is_shown_as_it_was_written():
    source = real("seven_scripts")

    assert render_comment(source).text == source.replace("**", "").strip()


def test_a_version_is_stored_with_what_was_made():
    assert SANITISER_VERSION == 4
