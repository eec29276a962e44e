"""Links: how many, where to, and whether they lead where they say."""

import pytest

from forum.domain.screening import Link, LinkPolicy, Severity
from forum.domain.screening.links import find_links, normalised_domain


def problems(links, **policy):
    found = list(find_links(links, LinkPolicy(**policy)))
    assert all((one.rule, one.severity, one.field) == ("links", Severity.HOLD, "link") for one in found)
    return [one.detail["problem"] for one in found]


def to(*hosts):
    return [Link(f"https://{host}/page", "a page") for host in hosts]


@pytest.mark.parametrize(
    ("links", "policy", "expected"),
    [
        ([], {}, []),
        (to("a.example", "b.example"), {}, []),
        (to("a.example", "b.example", "c.example"), {}, ["too_many"]),
        (to("a.example"), {"max_links": 0}, ["too_many"]),
        # Allowed domains and their subdomains do not count.
        (to("a.example", "b.example", "un.org"), {"allowed_domains": frozenset({"un.org"})}, []),
        (to("a.example", "b.example", "www.un.org"), {"allowed_domains": frozenset({"UN.org."})}, []),
        (to("a.example", "b.example", "notun.org"), {"allowed_domains": frozenset({"un.org"})}, ["too_many"]),
        # Denied ones hold by themselves, and an allowed parent does not save them.
        (to("bad.example"), {"denied_domains": frozenset({"bad.example"})}, ["denied_domain"]),
        (to("www.BAD.example."), {"denied_domains": frozenset({"bad.example"})}, ["denied_domain"]),
        (to("notbad.example"), {"denied_domains": frozenset({"bad.example"})}, []),
        (
            to("bad.un.org"),
            {"allowed_domains": frozenset({"un.org"}), "denied_domains": frozenset({"bad.un.org"})},
            ["denied_domain"],
        ),
        # One domain, one finding.
        (
            to("bad.example", "a.bad.example"),
            {"denied_domains": frozenset({"bad.example"})},
            ["denied_domain"],
        ),
        # Names in other scripts, written as they look and as they travel.
        (to("xn--e1afmkfd.xn--p1ai"), {"denied_domains": frozenset({"пример.рф"})}, ["denied_domain"]),
        (to("ПРИМЕР.рф"), {"denied_domains": frozenset({"xn--e1afmkfd.xn--p1ai"})}, ["denied_domain"]),
        (to("ｂａｄ。example"), {"denied_domains": frozenset({"bad.example"})}, ["denied_domain"]),
        # As a browser reads addresses, not as they look.
        (
            [Link("https://bad.example\\@un.org/", "x")],
            {"denied_domains": frozenset({"bad.example"})},
            ["denied_domain"],
        ),
        (
            [Link("https://un.org@bad.example/", "x")],
            {"denied_domains": frozenset({"bad.example"})},
            ["denied_domain"],
        ),
        (
            [Link("https://b%61d.example/", "x")],
            {"denied_domains": frozenset({"bad.example"})},
            ["denied_domain"],
        ),
        (
            [Link("https://bad.example:8443/", "x")],
            {"denied_domains": frozenset({"bad.example"})},
            ["denied_domain"],
        ),
        # Pasted into the settings as an address.
        (to("bad.example"), {"denied_domains": frozenset({"https://*.bad.example/x"})}, ["denied_domain"]),
        ([Link("https://[bad", "x")], {}, ["unreadable_address"]),
        ([Link("", "x")], {}, ["unreadable_address"]),
    ],
)
def test_links_are_counted_and_their_domains_looked_up(links, policy, expected):
    assert problems(links, **policy) == expected


def test_a_finding_says_how_many_links_there_were_and_how_many_may_be():
    (found,) = find_links(to("a.example", "b.example", "c.example"), LinkPolicy())
    assert found.detail == {"problem": "too_many", "count": 3, "limit": 2}


def test_a_denied_address_is_shown_to_the_moderator():
    (found,) = find_links(to("www.bad.example"), LinkPolicy(denied_domains=frozenset({"bad.example"})))
    assert (found.matched, found.detail["domain"]) == ("https://www.bad.example/page", "bad.example")


@pytest.mark.parametrize(
    ("text", "href", "shown"),
    [
        ("un.org", "https://evil.example/", "un.org"),
        ("https://un.org/report", "https://evil.example/report", "https://un.org"),
        ("please see www.un.org.", "https://evil.example/", "www.un.org"),
        ("un.org/report?x=1", "https://un.org.evil.example/", "un.org"),
        ("пример.рф", "https://evil.example/", "пример.рф"),
        ("คิด.ไทย", "https://evil.example/", "คิด.ไทย"),
        # The same site, more or less of it.
        ("un.org", "https://www.un.org/report", None),
        ("www.un.org", "https://un.org/", None),
        ("https://news.un.org/x", "https://un.org/", None),
        ("пример.рф", "https://xn--e1afmkfd.xn--p1ai/", None),
        # No address at all.
        ("the report", "https://evil.example/", None),
        ("report.pdf", "https://un.org/report.pdf", None),
        ("Node.js", "https://nodejs.org/", None),
        ("It ended. Then it began", "https://un.org/", None),
        ("3.5", "https://un.org/", None),
        ("", "https://un.org/", None),
        # An address inside another one is not where the link says it leads.
        (
            "https://web.archive.org/web/2019/https://un.org/x",
            "https://web.archive.org/web/2019/https://un.org/x",
            None,
        ),
        ("https://evil.example/ https://un.org", "https://evil.example/", "https://un.org"),
    ],
)
def test_a_link_that_shows_another_address_is_marked(text, href, shown):
    found = list(find_links([Link(href, text)], LinkPolicy()))
    assert [one.detail["problem"] for one in found] == ["shows_another_address"] * (shown is not None)
    for one in found:
        assert one.span is not None
        assert one.matched == shown == text[slice(*one.span)]
        assert one.detail["href"] == href


def test_a_page_of_disguised_links_gives_no_flood_of_findings():
    links = [Link("https://evil.example/", f"n{n}.example.org") for n in range(100)]
    assert len(list(find_links(links, LinkPolicy(max_links=200)))) == 20


@pytest.mark.parametrize(
    ("domain", "normalised"),
    [
        ("Example.ORG.", "example.org"),
        ("*.example.org", "example.org"),
        ("https://example.org:8000/a?b#c", "example.org"),
        ("exa\u00admple.org", "example.org"),
        ("xn--", ""),
        ("xn--\u0000é.org", "xn--\u0000é.org"),
        ("xn--" + "9" * 59 + ".org", "xn--" + "9" * 59 + ".org"),
        ("", ""),
    ],
)
def test_a_domain_has_one_form_that_is_compared(domain, normalised):
    assert normalised_domain(domain) == normalised
