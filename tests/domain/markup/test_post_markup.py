"""An author's Markdown: CommonMark, tables, footnotes, figures, and pasted HTML."""

import pytest

from forum.domain.markup import MarkupRefused, render_post, sanitise
from tests.domain.markup.corpus import real
from tests.domain.markup.judge import complaints

REL = 'rel="noopener noreferrer"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a line\nand the next", "<p>a line\nand the next</p>"),
        ("a line  \nand the next", "<p>a line<br>and the next</p>"),
        # The page's title is its only first-level heading.
        ("# a\n\n## b\n\n### c\n\n#### d", "<h2>a</h2><h2>b</h2><h3>c</h3><h4>d</h4>"),
        ("##### e\n\n###### f", "<h4>e</h4><h4>f</h4>"),
        ("a\n===\n\nb\n---", "<h2>a</h2><h2>b</h2>"),
        ("~~a~~ **b** *c*", "<p><s>a</s> <strong>b</strong> <em>c</em></p>"),
        ("**「重点」**字", "<p><strong>「重点」</strong>字</p>"),
        ("    code", "<pre><code>code\n</code></pre>"),
        ("```python\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        (
            "|a|b|\n|-|-:|\n|1|`\\|`|",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><code>|</code></td></tr></tbody></table>",
        ),
        ("> a\nb", "<blockquote><p>a\nb</p></blockquote>"),
        ("[a][1]\n\n[1]: https://e.example 'title'", f'<p><a href="https://e.example" {REL}>a</a></p>'),
        ("https://e.example/a.", f'<p><a href="https://e.example/a" {REL}>https://e.example/a</a>.</p>'),
        ("[a](/posts/b)", '<p><a href="/posts/b">a</a></p>'),
        ("[a](mailto:a@e.example?subject=b%20c)", '<p><a href="mailto:a@e.example?subject=b%20c">a</a></p>'),
        ("[a](//e.example)", "<p>[a](//e.example)</p>"),
        ("[a](#top)", "<p>[a](#top)</p>"),
    ],
)
def test_markdown_means(source, html):
    assert render_post(source).html == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("![alt](/files/a.png)", '<p><img alt="alt" src="/files/a.png"></p>'),
        ("![](https://e.example/a.png)", '<p><img alt="" src="https://e.example/a.png"></p>'),
        ("a ![b *c* &lt;](/d.png) e", '<p>a <img alt="b c &lt;" src="/d.png"> e</p>'),
        (
            '![alt](/a.png "A *caption* & more")',
            '<figure><img alt="alt" src="/a.png"><figcaption>A *caption* &amp; more</figcaption></figure>',
        ),
        ('a\n![b](/c.png "d")', '<p>a\n<img alt="b" src="/c.png"></p>'),
        (
            '- ![b](/c.png "d")',
            '<ul><li><figure><img alt="b" src="/c.png"><figcaption>d</figcaption></figure></li></ul>',
        ),
        # No picture over an open line, of another scheme, or of another site in disguise; its words stay.
        ("![alt](http://e.example/a.png)", "<p>alt</p>"),
        ('![alt](http://e.example/a.png "caption")', "<p>alt</p>"),
        ("![alt](data:image/png;base64,AA)", "<p>![alt](data:image/png;base64,AA)</p>"),
        ("![alt](//e.example/a.png)", "<p>![alt](//e.example/a.png)</p>"),
        ('<img src="http://e.example/a.png" alt="alt">', "<p>alt</p>"),
    ],
)
def test_pictures_and_figures(source, html):
    assert render_post(source).html == html


def test_footnotes_lead_to_their_notes_and_back():
    rendered = render_post(
        "One[^a], two[^b], one again[^a].\n\n[^a]: The *first*.\n[^b]: The second.\n[^c]: Never called."
    )

    assert rendered.html == (
        '<p>One<sup><a href="#fn-1" id="fnref-1">1</a></sup>, two<sup><a href="#fn-2" id="fnref-2">2</a></sup>,'
        ' one again<sup><a href="#fn-1">1</a></sup>.</p><hr><ol>'
        '<li id="fn-1"><p>The <em>first</em>. <a href="#fnref-1">↩</a></p></li>'
        '<li id="fn-2"><p>The second. <a href="#fnref-2">↩</a></p></li></ol>'
    )
    assert rendered.text == "One, two, one again.\n\nThe first.\n\nThe second."


def test_nobody_can_choose_an_anchor():
    html = render_post(
        '<b id="forms">a</b> <p id="fn-1">b</p> <a href="https://e.example" id="x">c</a> [d](#fn-x)'
    ).html

    assert " id=" not in html
    assert 'href="#' not in html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h4>b</h4>"),
        (
            "<table><tr><th colspan=2>a</th></tr><tr><td>b</td><td></td></tr></table>",
            '<table><tbody><tr><th colspan="2">a</th></tr><tr><td>b</td><td></td></tr></tbody></table>',
        ),
        (
            "<table><caption>a</caption><td>b</table>",
            "<table><caption>a</caption><tbody><tr><td>b</td></tr></tbody></table>",
        ),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        (
            "<figure><img src=/a.png alt=b><figcaption>c",
            '<figure><img alt="b" src="/a.png"><figcaption>c</figcaption></figure>',
        ),
        ("a <small>b</small> <cite>c</cite>", "<p>a <small>b</small> <cite>c</cite></p>"),
        ("<iframe src=https://e.example></iframe>a", "<p>a</p>"),
        ("List<String>", "<p>List&lt;String&gt;</p>"),
    ],
)  # fmt: skip
def test_tags_mean(source, html):
    assert render_post(source).html == html


def test_an_imported_text_is_sanitised_as_html_with_an_author_s_tags():
    html = "<h2>a</h2>\n\n    <p>b *c*</p>\n<p><a href='/d' onclick=x>e</a><script>f</script></p>"

    assert sanitise(html, for_author=True) == '<h2>a</h2><p>b *c*</p><p><a href="/d">e</a></p>'
    assert sanitise(html) == "<p>a</p><p>b *c*</p><p>e</p>"


@pytest.mark.parametrize("name", ["word", "web_page", "email_reply", "seven_scripts"])
def test_real_texts_are_kept_byte_for_byte_and_come_out_safe(name):
    rendered = render_post(real(name))

    assert rendered.source == real(name)
    assert complaints(rendered.html, for_author=True) == []


def test_a_text_from_a_web_page_keeps_its_headings_pictures_and_lists():
    html = render_post(real("web_page")).html

    assert html.startswith("<h2>Safe migration desk opens</h2><p>Updated 1 March</p><figure>")
    assert '<img alt="A queue" src="https://cdn.example/photo.jpg"><figcaption>The queue at the desk' in html
    assert f'<ul><li><a href="https://example.org/desk" {REL}>The desk</a></li>' in html


def test_a_post_may_be_a_picture_but_not_nothing():
    assert render_post("![](/a.png)").text == ""
    for source in ("", " \n", "<script>x</script>", "[a]: https://e.example", "[^1]: x"):
        with pytest.raises(MarkupRefused, match="empty"):
            render_post(source)
