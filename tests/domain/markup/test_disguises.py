"""A reader sees where a link leads; what it pretended is kept for screening only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.domain.markup import links_as_written, links_in, render_comment, render_post, sanitise
from forum.domain.markup.disguises import undisguised
from forum.domain.screening.links import Link, is_disguised

SHOWN = [
    ("[un.org](https://evil.example/x?a=1&b=2)", "https://evil.example/x?a=1&b=2"),
    ("[see https://un.org/help now](https://evil.example/)", "https://evil.example/"),
    ("[**un**.org](https://evil.example/)", "https://evil.example/"),
    ('<a href="https://evil.example/">www.un.org</a>', "https://evil.example/"),
    ("[bank.com!](https://evil.example/)", "https://evil.example/"),
    ("[see bank.com](https://evil.example/)", "https://evil.example/"),
    ("[me@bank.com](https://evil.example/)", "https://evil.example/"),
    ("[bank。com](https://evil.example/)", "https://evil.example/"),
    # Nothing is pretended here.
    ("[version 2.0 of Node.js, e.g. this](https://evil.example/)", "version 2.0 of Node.js, e.g. this"),
    ("[un.org](https://www.un.org/help)", "un.org"),
    ("[this page](https://evil.example/)", "this page"),
    ("[report.pdf](https://evil.example/)", "report.pdf"),
    ("https://evil.example/", "https://evil.example/"),
]


@pytest.mark.parametrize(("source", "shown"), SHOWN)
def test_a_link_shows_where_it_leads(source, shown):
    rendered = render_comment(f"Look: {source} – yes.")
    ((address, text),) = links_in(rendered.html)
    assert text == shown
    assert rendered.text == f"Look: {shown} – yes."
    ((written_address, written_text),) = rendered.links
    assert written_address == address
    assert is_disguised(Link(address, written_text)) == (written_text != shown)
    assert rendered.source == f"Look: {source} – yes."


def test_authors_are_trusted_with_their_links():
    assert links_in(render_post("[un.org](https://evil.example/)").html) == (
        ("https://evil.example/", "un.org"),
    )


ADDRESSES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["https://", "http://", "mailto:", "https://un.org@", "//", "HTTPS://"]),
    st.sampled_from(
        ["evil.example", "EVIL.example", "пример.рф", "xn--e1afmkfd.xn--p1ai", "a@evil.example", "1.2.3.4"]
    ),
    st.sampled_from(["", "/", "/un.org", "/?u=https://un.org", "/www.un.org", ":8080/x", "/&amp;", "/%20"]),
)
TEXTS = st.lists(
    st.sampled_from(
        [
            "un.org",
            "https://un.org/",
            "www.un.org",
            " ",
            "a",
            "@",
            "。com",
            "*",
            "evil.example",
            "&lt;",
            "text",
            "<b>",
            "</b>",
        ]
    ),
    min_size=1,
    max_size=4,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(ADDRESSES, TEXTS)
def test_no_link_is_left_that_shows_another_address_and_nothing_more_is_to_be_done(address, text):
    rendered = render_comment(f"x [{text}]({address})")
    assert not any(is_disguised(Link(*link)) for link in links_in(rendered.html))
    assert undisguised(rendered.html) == rendered.html
    assert sanitise(rendered.html) == rendered.html


@settings(deadline=None, max_examples=150)
@given(
    ADDRESSES, TEXTS, st.sampled_from(["[{1}]({0})", '<A href="{0}">{1}</A>', "{1} {0} {1}", "<{0}>", "{0}"])
)
def test_what_was_written_can_be_told_from_what_is_stored(address, text, kind):
    rendered = render_comment("x " + kind.format(address, text))
    assert links_as_written(rendered.source, rendered.html) == rendered.links


def test_of_a_source_that_is_taken_no_more_the_links_are_told_that_show():
    html = '<p><a href="https://evil.example/">https://evil.example/</a></p>'
    assert links_as_written("[un.org](https://evil.example/)" * 1000, html) == links_in(html)
