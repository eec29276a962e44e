"""Addresses of an earlier site: many ways to write one, and what is none."""

import pytest

from forum.domain.old_addresses import LONGEST, asked_addresses, kept_address, read_address
from forum.domain.refusals import Refused


def kept(typed):
    return kept_address(*read_address(typed))


@pytest.mark.parametrize(
    ("typed", "is_kept_as"),
    [
        ("/2017/03/some-old-path.html", "/2017/03/some-old-path.html"),
        ("  /2017/03/path/ ", "/2017/03/path"),
        ("/2017//03///path", "/2017/03/path"),
        ("/caf%C3%A9", "/café"),
        ("/cafe\u0301", "/café"),
        ("/แผนที่/", "/แผนที่"),
        ("/%E0%B9%81%E0%B8%9C%E0%B8%99", "/แผน"),
        ("/a%20b", "/a b"),
        ("/a%3Fb", "/a%3Fb"),
        ("/100%25", "/100%25"),
        ("/index.php?p=12&lang=en", "/index.php?lang=en&p=12"),
        ("/index.php?lang=en&p=12#top", "/index.php?lang=en&p=12"),
        ("/?p=107", "/?p=107"),
        ("/?page_id=5#top", "/?page_id=5"),
        ("/x?q=%E0%B8%99&empty=", "/x?empty=&q=%E0%B8%99"),
        # Old sites wrote addresses in codes that nobody knows any more.
        ("/caf%E9", "/caf\ufffd"),
    ],
)
def test_one_address_has_one_form(typed, is_kept_as):
    assert kept(typed) == is_kept_as
    assert kept(is_kept_as) == is_kept_as


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2017/03/path", "no_path"),
        ("https://old.example/path", "no_path"),
        ("//evil.example/path", "no_path"),
        ("/\\evil.example", "no_path"),
        ("/%5Cevil.example", "no_path"),
        ("%2F%2Fevil.example", "no_path"),
        ("/%2F/evil.example", "no_path"),
        ("?p=1", "no_path"),
        ("/a\x01b", "not_text"),
        ("/a%00b", "not_text"),
        ("/a\u202eb", "not_text"),
        ("/" + "x" * LONGEST, "too_long"),
    ],
)
def test_what_is_no_address_is_refused(typed, code):
    with pytest.raises(Refused) as refused:
        read_address(typed)
    assert refused.value.code == f"old_addresses_{code}"


def test_a_query_that_nobody_gave_leads_to_the_address_without_it():
    assert asked_addresses("/a/", "utm_source=x") == ("/a?utm_source=x", "/a")
    assert asked_addresses("/a", "") == ("/a",)
    for query in ("", "older=1.2", "cat=3", "p=", "page=2"):
        assert asked_addresses("/", query) == (), query
    assert asked_addresses("/", "p=107") == ("/?p=107",)
    assert asked_addresses("/", "utm_source=x&page_id=5") == ("/?page_id=5&utm_source=x", "/?page_id=5")
    assert asked_addresses("/a\0", "") == ()
    assert asked_addresses("/" + "x" * LONGEST, "") == ()
    assert asked_addresses("/a", "&".join(f"n{n}=1" for n in range(999))) == ("/a",)
