"""Stored HTML for showing elsewhere."""

import pytest

from forum.web.formats import absolute_html

PAGE = "http://localhost/posts/ferry"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ('<a href="/posts/a" rel="x">', '<a href="http://localhost/posts/a" rel="x">'),
        ('<a href="#fn-1" id="fnref-1">', f'<a href="{PAGE}#fn-1" id="fnref-1">'),
        ('<a href="https://example.org/a">', '<a href="https://example.org/a">'),
        (
            '<img alt="A src=" src="/media/1/a.jpg">',
            '<img alt="A src=" src="http://localhost/media/1/a.jpg">',
        ),
        ('<img alt="" src="https://example.org/a.png">', '<img alt="" src="https://example.org/a.png">'),
        (
            (
                '<picture><source type="image/webp" srcset="/media/1/a,b.webp 480w, /media/1/c.webp 960w" sizes="9em">'
                '<img alt="A" src="/media/1/a.jpg" width="9"></picture>'
            ),
            (
                '<picture><source type="image/webp" srcset="http://localhost/media/1/a,b.webp 480w, '
                'http://localhost/media/1/c.webp 960w" sizes="9em">'
                '<img alt="A" src="http://localhost/media/1/a.jpg" width="9"></picture>'
            ),
        ),
        (
            "<p>srcset=&quot;/a&quot; href=&quot;/b&quot;</p>",
            "<p>srcset=&quot;/a&quot; href=&quot;/b&quot;</p>",
        ),
    ],
)
def test_every_path_becomes_an_address(app, stored, shown):
    with app.app_context():
        assert absolute_html(stored, page=PAGE) == shown
