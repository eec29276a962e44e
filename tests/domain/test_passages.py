"""The passage that is shown of a text: around the words, cut between signs, from the text as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.domain.text import Piece, graphemes, holds_all, marked, passage, search_phrases, search_terms

ZWSP = "\u200b"


def shown(pieces: list[Piece]) -> str:
    """With the hits in brackets."""
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "q", "expected"),
    [
        ("The dam was damaged.", "dam", "The [dam] was damaged."),
        ("The dam was damaged.", "dam*", "The [dam] was [damaged]."),
        ("It’s re-opened", "re-opened", "It’s [re-opened]"),
        ("Đường dây nóng", "duong day", "[Đường] [dây] nóng"),
        ("vie\u0302\u0323t", "việt", "[vie\u0302\u0323t]"),
        ("มีน้ำท่วม", "น\u0e4d้า", "มี[น้ำ]ท่วม"),
        ("เเม่สอด", "แม่", "[เเม่]สอด"),
        (f"ជួញ{ZWSP}ដូរ{ZWSP}មនុស្ស", "ដូរមនុស្ស", f"ជួញ{ZWSP}[ដូរ{ZWSP}មនុស្ស]"),
        ("ដូរមនុស្ស", "មន", "ដូរមនុស្ស"),
        ("ស្រ្តីម្នាក់", "ស្ត្រី", "[ស្រ្តី]ម្នាក់"),
        ("លូ ဘေးကင်း", "ဘေး", "លូ [ဘေး]ကင်း"),
        ("大坝iPhone手机", "坝iphone", "大[坝iPhone]手机"),
        ("ＡＢＣ and ２０２４", "abc 2024", "[ＡＢＣ] and [２０２４]"),
        ("ปี ๒๕๖๗", "2567", "ปี [๒๕๖๗]"),
        ("👎🏽 no", "👎", "[👎🏽] no"),
        ("nothing here", "dam", "nothing here"),
    ],
)
def test_words_are_marked_in_the_text_as_it_was_written(text: str, q: str, expected: str) -> None:
    assert shown(marked(text, search_phrases(q))) == expected
    assert shown(passage(text, search_phrases(q))) == expected


def test_a_passage_is_cut_around_the_words() -> None:
    text = "one two " * 300 + "the dam broke " + "three four " * 300
    said = shown(passage(text, search_phrases("dam broke"), limit=80))
    assert "the [dam] [broke] three" in said
    assert said.startswith("…")
    assert said.endswith("…")
    assert len(said) < 100
    assert not said.strip("…").startswith(" ")
    assert "…ne" not in said


def test_the_place_where_all_words_stand_is_better_than_an_earlier_one() -> None:
    text = "dam " + "x " * 600 + "broke " + "y " * 600 + "the dam broke again"
    assert "the [dam] [broke] again" in shown(passage(text, search_phrases("dam broke")))


def test_lines_become_one() -> None:
    assert shown(passage("The\n\ndam\tbroke", search_phrases("dam"))) == "The [dam] broke"


def test_what_stands_across_two_stretches_is_found() -> None:
    for before in range(380, 500, 3):
        text = "มา" * (before // 2) + "เขื่อนแตก" + "ไป" * 300
        assert "[เขื่อนแตก]" in shown(passage(text, search_phrases("เขื่อนแตก"), limit=60)), before


def test_where_nothing_is_said_of_it_the_text_begins() -> None:
    assert shown(passage("A beginning. " * 50, search_phrases("dam"), limit=40)).startswith("A beginning.")
    assert passage("", search_phrases("dam")) == []


mixed = st.text(alphabet="ab -น้ำเ่\u200bដូរមនុស្សဘေးကင်း大坝đệ😡🏽", max_size=900)


@given(text=mixed, word=st.text(alphabet="abน้ำเដូរស្ဘေး大坝", min_size=1, max_size=6))
def test_no_sign_is_ever_cut_and_no_word_invented(text: str, word: str) -> None:
    phrases = search_phrases(word)
    pieces = passage(text, phrases, limit=50)
    said = "".join(piece.text for piece in pieces)
    if any(piece.is_hit for piece in pieces):
        inside = said.strip("…")
        assert inside.strip() in " ".join(text.split()) or inside in " ".join(text.split(" "))
        assert len(graphemes(inside)) <= 50


@given(
    text=st.text(alphabet="ab น้ำទឹកဆည်大坝 ", max_size=60),
    word=st.text(alphabet="abน้ำទဆ大坝", min_size=1, max_size=4),
)
def test_what_the_index_finds_is_marked(text: str, word: str) -> None:
    phrases = search_phrases(word)
    if phrases and holds_all(search_terms(text), phrases):
        assert any(piece.is_hit for piece in marked(text, phrases))
