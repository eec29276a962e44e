"""In which language a text is written, and in which direction, as far as its letters tell."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_LETTERS = {
    "en": re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]"),
    "th": re.compile("[\u0e01-\u0e5b]"),
    "lo": re.compile("[\u0e80-\u0edf]"),
    "km": re.compile("[\u1780-\u17ff\u19e0-\u19ff]"),
    "my": re.compile("[\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f]"),
    "zh": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]"),
    "ar": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}
# Letters that only other languages of the same script write: then it is one of those, and which one is not decided.
_ELSEWHERE = {
    "zh": re.compile("[\u3041-\u30ff\u31f0-\u31ff]"),
    "ar": re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]"),
    "ru": re.compile("[ґєіїўђјљњћџәөүқңғұһ]"),
}
# đ, ơ, ư, ă, and the letters with two marks or a dot below, which hardly any other language has.
_VIETNAMESE = re.compile("[\u0103\u0111\u01a1\u01b0\u1ea0-\u1ef9]")
# Vietnamese writes one of these in every tenth letter or so; a text in another language only in names.
_VIETNAMESE_SHARE = 0.06
_FOREIGN_SHARE = 0.02

# A tag as BCP 47 has them, as far as anybody here needs: the language, then script, region or variant.
TAG = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}"
MAX_TAG = 16
_TAG = re.compile(TAG, re.ASCII)

# Scripts that one language of the region writes, or one language far more than others: a name in them says which.
_TELLING = ("th", "lo", "km", "my", "zh")

# All that ``guess_language`` can answer.
GUESSED = (*_LETTERS, "vi")


def guess_language(text: str) -> str | None:
    """The language in which most of ``text`` is written, one of ``GUESSED``; ``en`` stands for Latin letters other
    than Vietnamese ones. None where no script has the majority, or where its letters belong to a
    language that is not on this list."""
    lower = unicodedata.normalize("NFC", text).lower()
    counts = {language: len(letters.findall(lower)) for language, letters in _LETTERS.items()}
    # A Chinese sign says about as much as two letters; without that, one English name would outweigh a sentence.
    counts["zh"] *= 2
    language, most = max(counts.items(), key=lambda counted: counted[1])
    if most * 2 <= sum(counts.values()):
        return None
    elsewhere = _ELSEWHERE.get(language)
    if elsewhere is not None and len(elsewhere.findall(lower)) > most * _FOREIGN_SHARE:
        return None
    if language == "en" and len(_VIETNAMESE.findall(lower)) >= most * _VIETNAMESE_SHARE:
        return "vi"
    return language


def is_language_tag(text: str) -> bool:
    """Whether ``text`` is the tag of a language: ``km``, ``zh-Hans``."""
    return len(text) <= MAX_TAG and _TAG.fullmatch(text) is not None


def language_of_script(words: str) -> str | None:
    """The language that a short text (a name, a title of a list) is in as far as its script says it: that of its first
    letter in one of the region's own scripts. None for Latin letters, which do not tell. Japanese is not taken for
    Chinese where it has a letter of its own."""
    if words.isascii():
        return None
    found = {language: at.start() for language in _TELLING if (at := _LETTERS[language].search(words))}
    language = min(found, key=found.__getitem__, default=None)
    return None if language == "zh" and _ELSEWHERE["zh"].search(words) else language


def is_plain_latin(text: str) -> bool:
    """Whether the letters of ``text`` are Latin ones that many languages write: then they do not say which language
    it is, as letters of another script do, and those that only Vietnamese has."""
    if text.isascii():
        return True
    lower = unicodedata.normalize("NFC", text).lower()
    if _VIETNAMESE.search(lower):
        return False
    return all("LATIN" in unicodedata.name(char, "") for char in lower if char.isalpha())


def direction(text: str) -> Literal["ltr", "rtl"]:
    """The direction of the first letter that has one, as browsers decide for ``dir="auto"`` (UAX #9, rules P2, P3)."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
