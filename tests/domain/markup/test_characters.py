"""The characters of a text before anything else: what is dropped, what is kept, what is refused."""

import pytest

from forum.domain.markup import MarkupRefused, clean_line, clean_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        # Word separates lines with a vertical tab, PDF readers pages with a form feed.
        ("a\vb\fc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("\x01a\x1b[31mb\x7fc\x9fd", "a[31mbcd"),
        ("\ufeffa\ufffcb\ufffec\U0001fffed\ufdd0e", "abcde"),
        ("abc\u202ecba\u202c \u2066x\u2069 \u200e\u200f\u061c", "abccba x "),
        ("e\u0301 \u1112\u1161\u11ab", "é 한"),
        ("a\u2061b\u206ac", "abc"),
        ("x\u0316\u0317\u0318\u0319\u031a\u031b", "x\u0316\u0317\u0318\u0319"),
        # Marks are counted in one go over characters that cannot be seen.
        ("x\u0316\u0317\u200d\u0318\u0319\u031a", "x\u0316\u0317\u200d\u0318\u0319"),
        # One that composing takes apart into two.
        ("q\u0344\u0344\u0344\u0344", "q\u0308\u0301\u0308\u0301"),
        ("a\u200bb", "ab"),
        ("ก\u200bข ក\u200bខ ກ\u200bຂ က\u200bခ", "ก\u200bข ក\u200bខ ກ\u200bຂ က\u200bခ"),
        ("ក\u200b\u200b\u200bខ\u200b", "ក\u200bខ"),
        ("\u200bក\u200b x", "ក x"),
        ("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3", "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("a\U000e0067\U000e0062🏴\U000e0067", "a🏴"),
        ("שָׁלוֹם ရွှံ့ ស្ត្រី ที่ Nguyễn", "שָׁלוֹם ရွှံ့ ស្ត្រី ที่ Nguyễn"),
        ("co\u00adoperate \u3000\u00a0", "co\u00adoperate \u3000\u00a0"),
    ],
)
def test_cleaning(text, clean):
    assert clean_text(text) == clean


@pytest.mark.parametrize("text", ["a\0", chr(0xD800), f"a{chr(0xDFFF)}b"])
def test_what_is_not_text_is_refused(text):
    for clean in (clean_text, lambda line: clean_line(line, limit=80)):
        with pytest.raises(MarkupRefused, match="not_text"):
            clean(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Ana \t Sok\n", "Ana Sok"),
        ("Ana\r\nSok\u2028\u00a0\u3000X", "Ana Sok X"),
        ("A\u202en\u00ada\u2060\u034f", "Ana"),
        ("សុខ\u200bដា", "សុខ\u200bដា"),
        ("<b>Ana</b> & \"x\"", "<b>Ana</b> & \"x\""),
        ("👩🏽\u200d🚒", "👩🏽\u200d🚒"),
        ("\u3164\u2800\u115f", ""),
        ("\u200d\u0301", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_line(text, line):
    assert clean_line(text, limit=80) == line


@pytest.mark.parametrize("text", ["", " \n", "\u3164", "\u200d", "\u202e\u2066", "\u0301"])
def test_a_line_that_is_required_must_show_something(text):
    assert clean_line(text, limit=80) == ""
    with pytest.raises(MarkupRefused) as refused:
        clean_line(text, limit=80, required=True)

    assert (refused.value.code, refused.value.facts) == ("empty", {})
