"""Which sentence a rejected writer is told, what a sentence may be, and what becomes of two editors' sentences."""

import pytest

from forum.domain.comment_states import ReasonCode
from forum.domain.reasons import MAX_SENTENCE, Told, Typed, changes_among, ready_sentence, told
from forum.domain.refusals import Conflict, Refused

INSULT, TWICE = ReasonCode.INSULT, ReasonCode.DUPLICATE
THAI, ENGLISH, CHINESE = "กรุณาอย่าว่าร้ายกัน", "Please be kind.", "请友善。"


@pytest.mark.parametrize(
    ("language", "languages", "stored", "tag"),
    [
        # The comment's own language, wherever the site stands.
        ("th", ("en", "th"), {"en", "th"}, "th"),
        ("th", ("en",), {"en", "th"}, "th"),
        ("zh-Hant", ("en",), {"en", "zh-Hant", "zh"}, "zh-Hant"),
        # Without its form.
        ("zh-Hant", ("en",), {"en", "zh"}, "zh"),
        # A reader of one Chinese script is not told in the other.
        ("zh-Hant", ("en",), {"en", "zh-Hans"}, "en"),
        # Letters tell no more than that it is Chinese.
        ("zh", ("en", "zh-Hans"), {"en", "zh-Hans"}, "zh-Hans"),
        ("zh", ("en",), {"en", "zh-Hant", "zh-Hans"}, "zh-Hans"),
        ("zh", ("en",), {"zh", "zh-Hans"}, "zh"),
        # Beginning alike is not being a form of it.
        ("f", ("en",), {"en", "fil"}, "en"),
        ("fi", ("en",), {"en", "fil"}, "en"),
        # The site's first language for all others; its second is no better than Forum's own.
        ("km", ("en", "th"), {"en", "th"}, "en"),
        ("km", ("en", "th"), {"th"}, None),
        ("km", ("th", "en"), {"th"}, "th"),
        # Nobody knows in which language it is.
        (None, ("en", "th"), {"en", "th"}, "en"),
        (None, ("en", "th"), {"th"}, None),
        # Nothing of the site's own.
        ("th", ("en", "th"), set(), None),
        (None, ("en",), set(), None),
    ],
)
def test_the_sentence_that_is_told(language, languages, stored, tag) -> None:
    sentences = {(INSULT, one): f"in {one}" for one in stored}
    expected = Told(f"in {tag}", tag) if tag else None
    assert told(INSULT, language, languages=languages, sentences=sentences) == expected


def test_a_sentence_for_another_reason_is_not_told() -> None:
    sentences = {(TWICE, "th"): THAI, (TWICE, "zh-Hans"): CHINESE}
    assert told(INSULT, "th", languages=("th",), sentences=sentences) is None
    assert told(INSULT, "zh", languages=("en",), sentences=sentences) is None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Please be kind.", "Please be kind."),
        ("  Please\r\n be \t kind. ", "Please be kind."),
        ("", ""),
        (" \n ", ""),
        ("\u200b\u200b", ""),
        ("<b>Please</b> & thank you", "<b>Please</b> & thank you"),  # plain text: signs are signs
        (THAI, THAI),
        ("x" * MAX_SENTENCE, "x" * MAX_SENTENCE),
        (f"  {'x' * MAX_SENTENCE}  ", "x" * MAX_SENTENCE),
    ],
)
def test_a_sentence_is_one_line_of_plain_text(typed: str, stored: str) -> None:
    assert ready_sentence((INSULT, "th"), typed) == stored


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ((INSULT, "th"), "x" * (MAX_SENTENCE + 1), "sentence_too_long"),
        ((INSULT, "th"), "a\ud800b", "sentence_not_text"),
        ((INSULT, ""), "x", "language_unknown"),
        ((INSULT, "Thai language"), "x", "language_unknown"),
        ((INSULT, "th" + "-abcdefgh" * 2), "x", "language_unknown"),
    ],
)
def test_what_is_no_sentence(key, typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        ready_sentence(key, typed)
    assert refused.value.code == code
    if code.startswith("sentence_"):
        assert refused.value.facts["key"] == key


@pytest.mark.parametrize(
    ("seen", "typed", "now", "changes"),
    [
        ("", "", "", {}),
        ("", "a", "", {"th": "a"}),
        ("a", "b", "a", {"th": "b"}),
        ("a", "", "a", {"th": ""}),
        # Not touched: whatever somebody else has made of it stands.
        ("a", "a", "b", {}),
        ("", "", "b", {}),
        ("a", "a", "", {}),
        # Both wanted the same.
        ("a", "b", "b", {}),
        ("a", "", "", {}),
        # Two different ones: nothing is overwritten unseen.
        ("a", "b", "c", None),
        ("", "b", "c", None),
        ("a", "", "c", None),
        ("a", "b", "", None),
    ],
)
def test_two_editors_of_one_sentence(seen: str, typed: str, now: str, changes) -> None:
    key, stored = (INSULT, "th"), {(INSULT, "th"): now} if now else {}
    if changes is not None:
        expected = {(INSULT, tag): sentence for tag, sentence in changes.items()}
        assert changes_among({key: Typed(typed, seen)}, stored) == expected
        return
    with pytest.raises(Conflict) as late:
        changes_among({key: Typed(typed, seen), (TWICE, "th"): Typed("mine")}, stored)
    assert (late.value.code, late.value.facts["keys"]) == ("sentence_changed_since", [key])


def test_two_editors_of_two_sentences_are_in_nobodys_way() -> None:
    stored = {(INSULT, "th"): THAI}
    typed = {(INSULT, "th"): Typed("", ""), (INSULT, "en"): Typed(ENGLISH, "")}
    assert changes_among(typed, stored) == {(INSULT, "en"): ENGLISH}
