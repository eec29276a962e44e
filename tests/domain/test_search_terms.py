"""By which words a text is found, in each language of the region."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.domain.text import Phrase, search_phrases, search_terms
from forum.domain.text.search_terms import BORDER, MAX_TERM

NIKHAHIT = "\u0e4d"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The dam, it’s 100% fair_play.", "the dam it s 100 fair play"),
        ("https://example.org/a-b", "https example org a b"),
        ("Tôi uống nước ở Đà Nẵng", "toi uong nuoc o da nang"),
        ("STRASSE Straße ﬁne", "strasse strasse fine"),
        ("Ёлка всё Ελλάς", "ёлка всё ελλάσ"),
        ("f\u200boo so\u00adft", "foo soft"),
        ("เขื่อน", "เขื่ ขื่อ อน น"),
        ("ປີ ໒໐໒໖", "ປີ 2026"),
        ("ប្រទេស", "ប្រទេ ទេស ស"),
        ("ကျေးဇူး", "ကျေးဇူး ဇူး"),
        ("大坝iPhone手机", "大坝 坝 iphone 手机 机"),
        ("ダム 댐이", "ダム ム 댐이 이"),
        ("👍🏽👍 ok", "👍👍 👍 ok"),
        ("… — !!", ""),
        ("", ""),
    ],
)
def test_a_text_is_found_by_these_terms(text: str, terms: str) -> None:
    assert search_terms(text) == terms.split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำ", f"น{NIKHAHIT}้า"),
        ("น้ำ", f"น้{NIKHAHIT}า"),
        ("ที่", "ท" + "\u0e48" + "\u0e35"),
        ("แม่", "เเม่"),
        ("ກຳ", "ກ\u0ecd\u0eb2"),
        ("ສຕຣີ ແມ່", "ສຕຣີ ເເມ່"),
        ("ស្ត្រី", "ស្រ្តី"),
        ("បណ្តាញ", "បណ្ដាញ"),
        ("កើត", "ក\u17c1\u17b8ត"),
        ("ខ្ញុំ", "ខ្ញ\u17c6\u17bb"),
        ("ស៊ី", "ស\u17b8\u17ca"),
        ("ခိုး မြို့", "ခ\u102f\u102dး မ\u103c\u102d\u1037\u102f"),
        ("កម្ពុជា", "កម្ពុ\u200bជា"),
        ("ขอบคุณครับ", "ขอบคุณ\u200bครับ"),
        ("việt nam", "VIỆT NAM"),
        ("việt", "vie\u0302\u0323t"),
        ("湄公河", "湄公河\ufe00"),
        ("१२", "12"),
    ],
)
def test_what_looks_the_same_is_found_as_the_same(one: str, other: str) -> None:
    assert one != other
    assert search_terms(one) == search_terms(other)


def test_no_phrase_goes_from_one_text_into_the_next() -> None:
    assert search_terms("a b", "", "c") == ["a", "b", BORDER, BORDER, "c"]
    assert search_phrases(f"b {BORDER} c") == [Phrase(("b",)), Phrase(("c",))]
    assert search_phrases(f'"b {BORDER} c"') == [Phrase(("b", "c"))]


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("dam", [Phrase(("dam",))]),
        ("Dam  DAM flood", [Phrase(("dam",)), Phrase(("flood",))]),
        ("fair_play", [Phrase(("fair", "play"))]),
        ('"the dam" broke', [Phrase(("the", "dam")), Phrase(("broke",))]),
        ("“the dam", [Phrase(("the", "dam"))]),
        ("lotter*", [Phrase(("lotter",), is_open=True)]),
        ('"big lotter*"', [Phrase(("big", "lotter"), is_open=True)]),
        ("河", [Phrase(("河",), is_open=True)]),
        ("大坝", [Phrase(("大坝",))]),
        ("湄公河", [Phrase(("湄公", "公河"))]),
        ("大坝iPhone", [Phrase(("大坝", "坝", "iphone"))]),
        ("iPhone手", [Phrase(("iphone", "手"), is_open=True)]),
        ("เขื่อน", [Phrase(("เขื่", "ขื่อ", "อน"))]),
        ("ស្ត្រី", [Phrase(("ស្ត្រី",), is_open=True)]),
        ("*", []),
        ("% _ \\ '", []),
        ("", []),
    ],
)
def test_what_is_asked_for_is_read_as_phrases(query: str, phrases: list[Phrase]) -> None:
    assert search_phrases(query) == phrases


def test_a_term_has_an_end() -> None:
    assert search_terms("a" * 5_000) == ["a" * MAX_TERM]
    assert search_phrases("a" * 5_000) == [Phrase(("a" * MAX_TERM,))]


@given(text=st.text(), query=st.text())
def test_terms_are_what_every_index_takes(text: str, query: str) -> None:
    asked = [term for phrase in search_phrases(query) for term in phrase.terms]
    for term in search_terms(text) + asked:
        assert 0 < len(term) <= MAX_TERM
        assert not set(term) & set(" \t\n\0'\"\\:*&|!<>()")
    assert BORDER not in search_terms(text) + asked


def holds(terms: list[str], phrase: Phrase) -> bool:
    """The law of matching, without any database."""
    n = len(phrase.terms)
    for at in range(len(terms) - n + 1):
        *head, last = terms[at : at + n]
        if tuple(head) != phrase.terms[:-1]:
            continue
        if last.startswith(phrase.terms[-1]) if phrase.is_open else last == phrase.terms[-1]:
            return True
    return False


@given(text=st.text(alphabet="ab หนังสือน้ำที่ ក្រៅស្ត្រី မြန်မာ 湄公河大坝 ,"))
def test_every_text_is_found_by_itself(text: str) -> None:
    assert all(holds(search_terms(text), phrase) for phrase in search_phrases(text.replace('"', " ")))
