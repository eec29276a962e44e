"""CommonMark's own examples, section by section, where a post allows what they are about. (The number is that of the
specification 0.31.2.) A post has headings of three levels, and links to few kinds of places: where an example is about
something else, its headings and addresses are such ones."""

# ruff: noqa: E501  # an example is a line

import pytest

from forum.domain.markup import render_post

REL = 'rel="noopener noreferrer"'


def link(href: str, shown: str) -> str:
    return (
        f'<a href="{href}" {REL}>{shown}</a>' if href.startswith("http") else f'<a href="{href}">{shown}</a>'
    )


EXAMPLES = [
    # Tabs
    (1, "\tfoo\tbaz\t\tbim", "<pre><code>foo\tbaz\t\tbim\n</code></pre>"),
    (4, "  - foo\n\n\tbar", "<ul><li><p>foo</p><p>bar</p></li></ul>"),
    (9, " - foo\n   - bar\n\t - baz", "<ul><li>foo<ul><li>bar<ul><li>baz</li></ul></li></ul></li></ul>"),
    # Backslash escapes, entities
    (14, "\\*not emphasized*\n\\# not a heading", "<p>*not emphasized*\n# not a heading</p>"),
    (15, "\\\\*emphasis*", "<p>\\<em>emphasis</em></p>"),
    (16, "foo\\\nbar", "<p>foo<br>bar</p>"),
    (17, "`` \\[\\` ``", "<p><code>\\[\\`</code></p>"),
    (25, "&copy; &AElig; &Dcaron;", "<p>© Æ Ď</p>"),
    (37, "&#42;foo&#42;\n*foo*", "<p>*foo*\n<em>foo</em></p>"),
    # Precedence, thematic breaks
    (42, "- `one\n- two`", "<ul><li>`one</li><li>two`</li></ul>"),
    (43, "***\n---\n___", "<hr><hr><hr>"),
    (57, "- foo\n***\n- bar", "<ul><li>foo</li></ul><hr><ul><li>bar</li></ul>"),
    (61, "- Foo\n- * * *", "<ul><li>Foo</li><li><hr></li></ul>"),
    # Headings
    (63, "####### foo", "<p>####### foo</p>"),
    (64, "#5 bolt\n\n#hashtag", "<p>#5 bolt</p><p>#hashtag</p>"),
    (66, "## foo *bar* \\*baz\\*", "<h2>foo <em>bar</em> *baz*</h2>"),
    (71, "## foo ##\n  ###   bar    ###", "<h2>foo</h2><h3>bar</h3>"),
    (80, "Foo *bar*\n=========\n\nFoo *bar*\n---------", "<h2>Foo <em>bar</em></h2><h2>Foo <em>bar</em></h2>"),
    # Code
    (107, "    a simple\n      indented code block", "<pre><code>a simple\n  indented code block\n</code></pre>"),
    (119, "```\n<\n >\n```", "<pre><code>&lt;\n &gt;\n</code></pre>"),
    (122, "```\naaa\n~~~\n```", "<pre><code>aaa\n~~~\n</code></pre>"),
    (131, "```\naaa\n  aaa\naaa\n```", "<pre><code>aaa\n  aaa\naaa\n</code></pre>"),
    (328, "`foo`", "<p><code>foo</code></p>"),
    (329, "`` foo ` bar ``", "<p><code>foo ` bar</code></p>"),
    (338, "`foo\\`bar`", "<p><code>foo\\</code>bar`</p>"),
    # Link reference definitions
    (192, '[foo]: /url "title"\n\n[foo]', f"<p>{link('/url', 'foo')}</p>"),
    (203, "[foo]\n\n[foo]: /url", f"<p>{link('/url', 'foo')}</p>"),
    # Paragraphs
    (219, "aaa\n\nbbb", "<p>aaa</p><p>bbb</p>"),
    (222, "  aaa\n bbb", "<p>aaa\nbbb</p>"),
    # Quotes
    (228, "> # Foo\n> bar\n> baz", "<blockquote><h2>Foo</h2><p>bar\nbaz</p></blockquote>"),
    (233, "> bar\nbaz\n> foo", "<blockquote><p>bar\nbaz\nfoo</p></blockquote>"),
    (242, "> foo\n\n> bar", "<blockquote><p>foo</p></blockquote><blockquote><p>bar</p></blockquote>"),
    # Lists
    (254, "1.  A paragraph\n    with two lines.\n\n        indented code\n\n    > A block quote.", "<ol><li><p>A paragraph\nwith two lines.</p><pre><code>indented code\n</code></pre><blockquote><p>A block quote.</p></blockquote></li></ol>"),
    (265, "123456789. ok", '<ol start="123456789"><li>ok</li></ol>'),
    (266, "1234567890. not ok", "<p>1234567890. not ok</p>"),
    (301, "- foo\n- bar\n+ baz", "<ul><li>foo</li><li>bar</li></ul><ul><li>baz</li></ul>"),
    (302, "1. foo\n2. bar\n3) baz", '<ol><li>foo</li><li>bar</li></ol><ol start="3"><li>baz</li></ol>'),
    (303, "Foo\n- bar\n- baz", "<p>Foo</p><ul><li>bar</li><li>baz</li></ul>"),
    (304, "The number of windows in my house is\n14.  The number of doors is 6.", "<p>The number of windows in my house is\n14.  The number of doors is 6.</p>"),
    (306, "- foo\n\n- bar\n\n\n- baz", "<ul><li><p>foo</p></li><li><p>bar</p></li><li><p>baz</p></li></ul>"),
    # Emphasis
    (350, "*foo bar*", "<p><em>foo bar</em></p>"),
    (351, "a * foo bar*", "<p>a * foo bar*</p>"),
    (352, 'a*"foo"*', '<p>a*"foo"*</p>'),
    (355, "foo*bar*", "<p>foo<em>bar</em></p>"),
    (360, "foo_bar_", "<p>foo_bar_</p>"),
    (378, "**foo bar**", "<p><strong>foo bar</strong></p>"),
    (383, "foo**bar**", "<p>foo<strong>bar</strong></p>"),
    (411, "*foo**bar**baz*", "<p><em>foo<strong>bar</strong>baz</em></p>"),
    (417, "foo***bar***baz", "<p>foo<em><strong>bar</strong></em>baz</p>"),
    (468, "***foo***", "<p><em><strong>foo</strong></em></p>"),
    (469, "*foo _bar* baz_", "<p><em>foo _bar</em> baz_</p>"),
    # Links and pictures
    (483, "[link](/uri)", f"<p>{link('/uri', 'link')}</p>"),
    (496, "[link](/foo\\(bar\\))", f"<p>{link('/foo(bar)', 'link')}</p>"),
    (513, '[link](   /uri\n  "title"  )', f"<p>{link('/uri', 'link')}</p>"),
    (519, "[link *foo **bar** `#`*](/uri)", f"<p>{link('/uri', 'link <em>foo <strong>bar</strong> <code>#</code></em>')}</p>"),
    (521, "[foo [bar](/uri)](/uri)", f"<p>[foo {link('/uri', 'bar')}](/uri)</p>"),
    (530, "[foo][bar]\n\n[bar]: /url", f"<p>{link('/url', 'foo')}</p>"),
    (575, "![foo](/train.jpg)", '<p><img alt="foo" src="/train.jpg"></p>'),
    (574, "![foo [bar](/url)](/url2)", '<p><img alt="foo bar" src="/url2"></p>'),
    (594, "<https://foo.bar.baz>", f"<p>{link('https://foo.bar.baz', 'https://foo.bar.baz')}</p>"),
    # Breaks
    (633, "foo  \nbaz", "<p>foo<br>baz</p>"),
    (644, "foo\\", "<p>foo\\</p>"),
    (648, "foo\nbaz", "<p>foo\nbaz</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "source", "html"), EXAMPLES, ids=[str(one[0]) for one in EXAMPLES])
def test_a_post_means_what_commonmark_says(number, source, html):
    assert render_post(source).html == html


TABLES = [
    ("| a | b |\n| - | - |\n| 1 | 2 |", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"),
    ("a | b\n:-:|-:\n**1** | `x`", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><strong>1</strong></td><td><code>x</code></td></tr></tbody></table>"),
    # A row that is too short, one that is too long, a bar that is text, an empty cell.
    ("| a | b |\n|---|---|\n| 1 |\n| 2 | 3 | 4 |\n| \\| | |", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td></td></tr><tr><td>2</td><td>3</td></tr><tr><td>|</td><td></td></tr></tbody></table>"),
    ("| ภาษา | 语言 |\n|---|---|\n| ไทย | **「中文」** |", "<table><thead><tr><th>ภาษา</th><th>语言</th></tr></thead><tbody><tr><td>ไทย</td><td><strong>「中文」</strong></td></tr></tbody></table>"),
    # No line of dashes, or one with another number of columns: a paragraph.
    ("| a | b |\n| 1 | 2 |", "<p>| a | b |\n| 1 | 2 |</p>"),
    ("| a | b |\n|---|\n| 1 |", "<p>| a | b |\n|---|\n| 1 |</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "html"), TABLES)
def test_tables(source, html):
    assert render_post(source).html == html


@pytest.mark.parametrize(
    ("source", "bold"),
    [
        ("**「重点」**字", "「重点」"),
        ("他说：**“好。”**然后走了", "“好。”"),
        ("**重点：**内容", "重点："),
        ("这是**《书名》**的", "《书名》"),
        ("价格**（100元）**左右", "（100元）"),
        ("これは**「強調」**です", "「強調」"),
        ("**注意！**これは", "注意！"),
        ("ราคา**“สิบบาท”**ต่อคน", "“สิบบาท”"),
        ("နေ့**(၁)**မှာ", "(၁)"),
        ("ថ្ងៃ**«ល្អ»**ណាស់", "«ល្អ»"),
    ],
)
def test_bold_beside_the_punctuation_of_scripts_without_spaces(source, bold):
    assert f"<strong>{bold}</strong>" in render_post(source).html
    assert f"<em>{bold}</em>" in render_post(source.replace("**", "*")).html
