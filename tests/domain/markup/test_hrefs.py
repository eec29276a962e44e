"""Where a link may lead, and where a person may be sent back to."""

import pytest

from forum.domain.markup import redirectable_href, safe_href
from tests.domain.markup.corpus import hostile


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTPS://Example.org/A?b=c#d", "https://Example.org/A?b=c#d"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        (" \thttps://example.org\n", "https://example.org"),
        ("https://example.org/a b\"c'd<e>f`", "https://example.org/a%20b%22c%27d%3Ce%3Ef%60"),
        ("https://example.org/%20?a=%3Cb%3E", "https://example.org/%20?a=%3Cb%3E"),
        ("https://ประเทศไทย.example/ก", "https://ประเทศไทย.example/ก"),
        ("https://example.org./a_b~(c)!@d", "https://example.org./a_b~(c)!@d"),
        ("https://10.0.0.1/", "https://10.0.0.1/"),
        ("https://หนังสือที่ดี.example/", "https://หนังสือที่ดี.example/"),
        ("https://a-b.c_d.example", "https://a-b.c_d.example"),
    ],
)
def test_the_web_is_open_to_everybody(url, href):
    assert safe_href(url) == href
    assert safe_href(url, for_author=True) == href


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("/posts/a?b#c", "/posts/a?b#c"),
        ("/", "/"),
        ('/a"b', "/a%22b"),
        ("mailto:a.b+c@example.org", "mailto:a.b+c@example.org"),
        ("MAILTO:a@example.org?subject=b c", "mailto:a@example.org?subject=b%20c"),
        ("#fn-1", "#fn-1"),
        ("#fnref-12", "#fnref-12"),
    ],
)
def test_authors_may_also_lead_to_this_site_to_a_mailbox_and_to_their_notes(url, href):
    assert safe_href(url, for_author=True) == href
    assert safe_href(url) is None


@pytest.mark.parametrize("url", hostile("addresses"))
def test_hostile_addresses_lead_nowhere_or_to_a_harmless_place(url):
    href = safe_href(url)
    if href is not None:
        assert href.startswith("https://example.org/")
        assert not set(href) & set("\"'<>`\\ ")


@pytest.mark.parametrize(
    "url",
    ["mailto:", "mailto:a", "mailto:a@b", "mailto:a@example.org,b@example.org", "mailto:a@example.org#x", "#fn-0",
     "#fn-12345", "#fn-1x", "#", "", "x", "//example.org", "/\\example.org", "/\t/example.org", "/\nx", "/\u2028"],
)  # fmt: skip
def test_what_leads_nowhere_even_for_authors(url):
    assert safe_href(url, for_author=True) is None


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("/", "/"),
        ("/posts/a?b=c#d", "/posts/a?b=c#d"),
        ("/posts/การย้ายถิ่น", "/posts/การย้ายถิ่น"),
        ("/a//b", "/a//b"),
        ("", None),
        ("posts", None),
        ("//example.org", None),
        ("/\\example.org", None),
        ("\\/example.org", None),
        ("/\t/example.org", None),
        (" //example.org", None),
        ("https://example.org/", None),
        ("javascript:alert(1)", None),
        ("/a\r\nSet-Cookie: b=c", None),
    ],
)
def test_a_person_is_sent_back_only_to_a_path_of_this_site(url, href):
    assert redirectable_href(url) == href
