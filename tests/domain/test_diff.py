"""What changed between two texts: nothing is lost, words stay whole, and no text takes long."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.domain.diff import Change, Passage, difference
from tests.support.speed import within

TEXTS = st.one_of(
    st.text(st.sampled_from("ab \n.กำิข្កé👍"), max_size=40),
    st.lists(st.sampled_from(["one ", "two ", "three.\n", "ข้าว", "ខ្មែរ"]), max_size=12).map("".join),
)


def shown(passages: list[Passage]) -> str:
    signs = {Change.SAME: "{}", Change.ADDED: "[+{}]", Change.REMOVED: "[-{}]"}
    return "".join(signs[passage.change].format(passage.text) for passage in passages)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_passages(old: str, new: str) -> None:
    passages = difference(old, new)
    assert "".join(p.text for p in passages if p.change is not Change.ADDED) == old
    assert "".join(p.text for p in passages if p.change is not Change.REMOVED) == new
    assert all(p.text for p in passages)
    assert all(one.change is not two.change for one, two in pairwise(passages))


@given(TEXTS)
def test_the_same_text_is_one_passage(text: str) -> None:
    assert difference(text, text) == ([Passage(Change.SAME, text)] if text else [])


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("We met at noon.", "We met at night.", "We met at [-noon][+night]."),
        ("We met.", "We met her.", "We met[+ her]."),
        ("I say no, no.", "I say no.", "I say no[-, no]."),
        # What stands between two changed words is part of the change.
        ("old words here", "new texts here", "[-old words][+new texts] here"),
        ("", "all of it", "[+all of it]"),
        ("all of it", "", "[-all of it]"),
        # A letter and its marks are one sign; a vowel alone would be shown on a dotted circle.
        ("กินข้าว", "กินข่าว", "กิน[-ข้][+ข่]าว"),
        ("ស្រី", "ស្តី", "[-ស្រី][+ស្តី]"),
        ("नमस्ते दोस्त", "नमस्ते दोस्तों", "नमस्ते [-दोस्त][+दोस्तों]"),
    ],
)
def test_what_changed_is_marked(old: str, new: str, marked: str) -> None:
    assert shown(difference(old, new)) == marked


def test_many_small_changes_are_told_line_by_line() -> None:
    lines = [f"line {number}: " + "here it stands " * 20 + "\n" for number in range(30)]
    changed = [line.replace("stands", "fell") if number % 2 else line for number, line in enumerate(lines)]
    passages = difference("".join(lines), "".join(changed))
    assert passages[:3] == [
        Passage(Change.SAME, lines[0]),
        Passage(Change.REMOVED, lines[1]),
        Passage(Change.ADDED, changed[1]),
    ]


def test_two_texts_that_share_nothing_stand_one_for_the_other() -> None:
    old, new = " ".join(f"a{n}" for n in range(2000)), "\n".join(f"b{n}" for n in range(2000))
    assert difference(old, new) == [Passage(Change.REMOVED, old), Passage(Change.ADDED, new)]


_draw = random.Random(5)
HARD = {
    "one word all over": ("a " * 5000, "a " * 2500 + "b " + "a " * 2400),
    "few words in disorder": tuple(" ".join(_draw.choices("abcdefg", k=5000)) for _ in range(2)),
    "empty lines": ("\n" * 10_000, "\n" * 4_000 + "x" + "\n" * 5_000),
    "lines in disorder": tuple("\n".join(_draw.choices("abcdefg", k=5000)) for _ in range(2)),
    "an unspaced script": ("ก" * 10_000, "ก" * 5_000 + "ข" + "ก" * 4_000),
    "signs in disorder": tuple("".join(_draw.choices("กขคงจฉช", k=10_000)) for _ in range(2)),
    "one text and its reverse": ("ab" * 5000, "ba" * 5000),
    "marks": ("e\u0301" * 5000, "e\u0300" * 5000),
}


@pytest.mark.parametrize("name", HARD)
def test_no_two_comments_take_long(name: str) -> None:
    with within(1):
        difference(*HARD[name])
