"""Addresses made from titles."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.domain.slugs import slugify, unique_slug
from forum.domain.text import graphemes


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Migrants Mean Business", "migrants-mean-business"),
        ("Sex Work – The Case for “Agency”!", "sex-work-the-case-for-agency"),
        ("  --A__b//c  ", "a-b-c"),
        ("Don’t ask, don't tell", "dont-ask-dont-tell"),
        ("Q1 2017: 31 papers", "q1-2017-31-papers"),
        ("Café E\u0301", "café-é"),
        ("การย้ายถิ่นที่ปลอดภัย", "การย้ายถิ่นที่ปลอดภัย"),
        ("ការធ្វើ​ចំណាក​ស្រុក ២០១៧", "ការធ្វើចំណាកស្រុក-២០១៧"),
        ("移民：意味着商机", "移民-意味着商机"),
        ("Đặng Thị Ánh", "đặng-thị-ánh"),
        ("می\u200cخواهم", "میخواهم"),
        ("ÀB", "àb"),
        ("- \u0301a", "a"),
        ("a \u0301b", "a-b"),
        ("!!!", "post"),
        ("", "post"),
        ("👍", "post"),
    ],
)
def test_a_title_becomes_an_address(title, slug):
    assert slugify(title) == slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("abcde fghij", "abcde-fghij"),
        ("abcdefg hijkl", "abcdefg"),
        ("abcde fghij klm", "abcde-fghij"),
        # No border in the second half: cut where the room ends.
        ("ab cdefghijklmnop", "ab-cdefghij"),
        ("ที่" * 12, "ที่" * 11),
    ],
)
def test_an_address_is_cut_between_words_and_never_inside_a_sign(title, slug):
    assert slugify(title, limit=11) == slug


def test_an_address_has_at_most_eighty_signs():
    assert len(graphemes(slugify("ខ្ញុំ" * 100))) == 80
    assert slugify("x" * 80) == "x" * 80
    assert slugify("x" * 81) == "x" * 80


@given(title=st.text(), limit=st.integers(1, 80))
def test_an_address_is_made_of_letters_marks_digits_and_single_dashes(title, limit):
    slug = slugify(title, limit=limit)

    assert slug == "post" or 1 <= len(graphemes(slug)) <= limit
    assert all(unicodedata.category(char)[0] in "LNM" for char in slug.replace("-", ""))
    assert "--" not in slug
    assert slug == slug.strip("-")


@given(title=st.text())
def test_the_address_of_an_address_is_itself(title):
    slug = slugify(title)

    assert slugify(slug) == slug


def test_a_taken_address_gets_the_first_free_number():
    taken = {"a", "a-2", "a-4"}

    assert unique_slug("b", taken.__contains__) == "b"
    assert unique_slug("a", taken.__contains__) == "a-3"
    assert unique_slug("a", lambda slug: slug != "a-12") == "a-12"


def test_a_number_finds_its_room_within_the_limit():
    long = "x" * 80

    assert unique_slug(long, {long}.__contains__) == f"{'x' * 78}-2"
