"""The site's own files in a post: pictures in several widths, downloads that say what they are."""

import re
from dataclasses import replace
from html import unescape

import pytest

from forum.domain.markup import files_in, line_of, render_post, with_files, wordless_pictures
from forum.domain.uploads import FileFacts, RenditionFacts

MADE = tuple(
    RenditionFacts(12, width, form, "0123456789abcdef") for width in (960, 480) for form in ("webp", "avif")
)
FERRY = FileFacts(12, "ferry.jpg", "jpg", 90_000, 960, 640, alt="A ferry at dawn", renditions=MADE)
RIVER = FileFacts(13, "river.png", "png", 9_000, 300, 200, is_decorative=True)
BARE = FileFacts(14, "bare.jpg", "jpg", 9_000, 300, 200)
GUIDE = FileFacts(15, "คู่มือ.pdf", "pdf", 1_234_567)
FACTS = {facts.id: facts for facts in (FERRY, RIVER, BARE, GUIDE)}


def shown(source: str) -> str:
    return with_files(render_post(source).html, FACTS)


def test_a_picture_is_offered_in_its_widths_and_formats() -> None:
    assert shown("![Boats](/media/12/ferry.jpg)") == (
        "<p><picture>"
        '<source type="image/avif" srcset="/media/12/480/0123456789abcdef.avif 480w, '
        '/media/12/960/0123456789abcdef.avif 960w" sizes="(min-width: 42rem) 38rem, 92vw">'
        '<source type="image/webp" srcset="/media/12/480/0123456789abcdef.webp 480w, '
        '/media/12/960/0123456789abcdef.webp 960w" sizes="(min-width: 42rem) 38rem, 92vw">'
        '<img alt="Boats" src="/media/12/ferry.jpg" width="960" height="640" loading="lazy" decoding="async">'
        "</picture></p>"
    )


def test_until_they_are_made_the_picture_itself_is_shown() -> None:
    html = shown("![A wall](/media/14/bare.jpg)")
    assert html == (
        '<p><img alt="A wall" src="/media/14/bare.jpg" width="300" height="200" loading="lazy" decoding="async"></p>'
    )


def test_a_caption_makes_a_figure_of_it() -> None:
    html = shown('![Boats](/media/12/ferry.jpg "At five in the morning")')
    assert html.startswith("<figure><picture>")
    assert html.endswith("</picture><figcaption>At five in the morning</figcaption></figure>")


@pytest.mark.parametrize(
    ("source", "alt"),
    [
        ("![Boats](/media/12/ferry.jpg)", "Boats"),
        ("![](/media/12/ferry.jpg)", "A ferry at dawn"),
        ("![](/media/13/river.png)", ""),
        ('![x" onload="alert(1)](/media/12/ferry.jpg)', "x&quot; onload=&quot;alert(1)"),
    ],
)
def test_the_words_of_the_text_win_over_those_of_the_file(source: str, alt: str) -> None:
    assert f'<img alt="{alt}" src=' in shown(source)


def test_words_of_a_file_are_text_whatever_is_in_them() -> None:
    facts = {12: FileFacts(12, "a.jpg", "jpg", 1, 2, 3, alt='"><script>alert(1)</script>')}
    html = with_files(render_post("![](/media/12/a.jpg)").html, facts)
    assert "<script" not in html
    assert '<img alt="&quot;&gt;&lt;script&gt;' in html


def test_a_download_says_what_it_is_and_how_large() -> None:
    assert shown("[The guide](/media/15/guide.pdf)") == (
        '<p><a href="/media/15/guide.pdf">The guide (PDF, 1.2 MB)</a></p>'
    )


def test_a_link_to_a_picture_and_a_file_that_is_gone_stay_as_they_are() -> None:
    for source in ("[Boats](/media/12/ferry.jpg)", "[Gone](/media/99/x.pdf)", "![Gone](/media/99/x.jpg)"):
        assert shown(source) == render_post(source).html


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("![a](/media/12/ferry.jpg) and [b](/media/15/x.pdf)", {12, 15}),
        ("![a][f]\n\n[f]: /media/12/ferry.jpg", {12}),
        ('<a href="/media/15/x.pdf">b</a>', {15}),
        ('`![a](/media/12/ferry.jpg)` and src="/media/13/b.png"', set()),
        ('    <img src="/media/12/x.jpg">', set()),
        ("![a](https://elsewhere.example/media/12/ferry.jpg)", set()),
        ("![a](/media/0/ferry.jpg) ![b](/media/12)", set()),
        ("[![a](/media/12/ferry.jpg)](/media/15/x.pdf)", {12, 15}),
    ],
)
def test_what_a_text_uses(source: str, numbers: set[int]) -> None:
    html = render_post(source).html
    assert files_in(html) == numbers
    assert files_in(with_files(html, FACTS)) == numbers


@pytest.mark.parametrize(
    ("source", "wordless"),
    [
        ("![Boats](/media/12/ferry.jpg)", []),
        ("![](/media/12/ferry.jpg)", []),
        ("![](/media/13/river.png)", []),
        ("![](/media/14/bare.jpg)", ["/media/14/bare.jpg"]),
        ("![A wall](/media/14/bare.jpg)", []),
        ("![](/pictures/old.jpg)", ["/pictures/old.jpg"]),
        ("![](https://elsewhere.example/a.jpg?x=1&y=2)", ["https://elsewhere.example/a.jpg?x=1&y=2"]),
    ],
)
def test_pictures_that_say_nothing_to_those_who_do_not_see_them(source: str, wordless: list[str]) -> None:
    html = render_post(source).html
    assert wordless_pictures(html, FACTS) == wordless
    assert wordless_pictures(with_files(html, FACTS), FACTS) == wordless


@pytest.mark.parametrize(
    "words",
    [
        "Boats at dawn",
        "",
        "A map [of the *two* _rivers_]",
        "closed] and (open",
        "back\\slash\\",
        "`code` ~~struck~~ ![x](/y)",
        "<b>bold</b> <!-- gone? --> <script>x</script> 1 < 2 > 1",
        "Tea &amp; rice & &lt;",
        "https://e.example/a_b_c?d=1&e=*2*",
        "[^1] and [1]: https://e.example",
    ],
)
def test_the_line_to_copy_says_the_words_as_they_are(words: str) -> None:
    html = render_post(line_of(replace(BARE, alt=words))).html
    found = re.fullmatch(r'<p><img alt="([^"]*)" src="/media/14/bare.jpg"></p>', html)
    assert found, html
    assert unescape(found[1]) == words


def test_words_with_line_breaks_and_files_are_one_line_too() -> None:
    assert line_of(replace(BARE, alt="Boats\n\nat dawn")) == "![Boats at dawn](/media/14/bare.jpg)"
    assert line_of(GUIDE) == "[คู่มือ.pdf](/media/15/คู่มือ.pdf)"
    assert files_in(render_post(line_of(GUIDE)).html) == {15}
