"""Addresses of files behind a preview link: ours alone get a token."""

import re

import pytest

from forum.web.posts.shown_files import sealed

OURS = "/media/3/x.jpg"


@pytest.mark.parametrize(
    "html",
    [
        f'<img alt="a" src="{OURS}" width="9">',
        f'<a href="{OURS}">x</a>',
        f'<source type="image/webp" srcset="{OURS} 480w, {OURS} 960w" sizes="9em">',
    ],
)
def test_our_own_get_one(app, html):
    with app.app_context():
        shown = sealed(html, "key")
    assert shown.count("?shown=") == html.count(OURS)
    assert re.sub(r'\?shown=[^" ,]+', "", shown) == html


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="https://other.example{OURS}">x</a>',
        f'<img alt="a" src="https://other.example{OURS}">',
        f'<img alt="see {OURS} there" src="/other.jpg">',
        f"<p>{OURS}</p>",
    ],
)
def test_no_token_reaches_another_site_or_stands_in_a_text(app, html):
    with app.app_context():
        assert sealed(html, "key") == html
