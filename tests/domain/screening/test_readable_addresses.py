"""Addresses as people read them, and word lists that look at them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forum.domain.screening import Link, compile_rules
from forum.domain.screening.readable_addresses import readable
from tests.domain.screening.subjects import word_list
from tests.support.speed import within


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("https://a.example/%63asino", "https://a.example/casino"),
        ("https://a.example/%E0%B8%84%E0%B8%B2/x", "https://a.example/คา/x"),
        ("https://a.example/%ff%63a%zz%e0%b8", "https://a.example/\ufffdca%zz\ufffd\ufffd"),
        ("https://www.xn--e1afmkfd.xn--p1ai/", "https://www.пример.рф/"),
        ("https://XN--E1AFMKFD.example/", "https://пример.example/"),
        ("https://xn--.example/xn--99999999", "https://xn--.example/xn--99999999"),
        ("", ""),
    ],
)
def test_an_address_is_read_in_letters(address: str, read: str) -> None:
    assert readable(address).text == read


@pytest.mark.parametrize(
    ("word", "href", "matched"),
    [
        ("casino", "https://a.example/%63asino?x", "%63asino"),
        ("casino", "https://a.example/c%61s%2Ei%6eo/", "c%61s%2Ei%6eo"),
        ("casino", "https://a.example/%ff%63asino", "%63asino"),
        ("คาสิโน", "https://a.example/%E0%B8%84%E0%B8%B2%E0%B8%AA%E0%B8%B4%E0%B9%82%E0%B8%99", None),
        ("пример", "https://xn--e1afmkfd.xn--p1ai/", "xn--e1afmkfd"),
        ("пример", "https://a.xn--e1afmkfd/%20", "xn--e1afmkfd"),
    ],
)
def test_a_list_finds_its_word_in_an_encoded_address(word: str, href: str, matched: str | None) -> None:
    found = compile_rules([word_list(word, scope="link")]).find("", "", [Link(href, "a page")], "en")
    (one,) = found
    assert one.span is not None
    assert one.matched == href[slice(*one.span)] == (matched or href.rpartition("/")[2])


@settings(deadline=None)
@given(st.text(st.sampled_from("%63e0b8./@:") | st.characters()))
@example("/xn--e1afmkfd.%e0%b8")
def test_every_character_that_is_read_stands_somewhere(address: str) -> None:
    read = readable(address)
    assert len(read.text) == len(read.starts) == len(read.ends)
    assert read.starts == sorted(read.starts)
    assert all(0 <= start < end <= len(address) for start, end in zip(read.starts, read.ends, strict=True))


@pytest.mark.parametrize("some", ["%63", "%ff", "%e0%b8", "/xn--e1afmkfd", "%", ".xn--"])
def test_ten_thousand_characters_are_read_in_no_time(some: str) -> None:
    with within(0.3):
        readable((some * 10_000)[:10_000])
