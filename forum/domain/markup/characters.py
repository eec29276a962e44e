"""The characters of a text, before anything else is done with it."""

from __future__ import annotations

import re
import unicodedata

from forum.domain.markup.bounds import MAX_MARKS, MarkupRefused, within

_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_PLANE_ENDS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
# The C0 and C1 controls but tab and newline; whatever turns the direction of writing; the byte order mark; characters
# that Unicode keeps for annotations, for programs or from use; and the tag characters, which say things to machines
# that no person sees, except in the flags of England, Scotland and Wales, which are spelled with them.
_UNWANTED = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f)"
    "|[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2061-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc"
    f"\ufdd0-\ufdef{_PLANE_ENDS}\U000e0000-\U000e007f]+"
)
# Khmer, Thai, Lao and Burmese are written without spaces; the zero-width space says where a line may break.
_SPACELESS = "\u0e01-\u0e5b\u0e80-\u0edf\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f\u1780-\u17ff"
_ZERO_WIDTH_SPACES = re.compile(f"(?<=[{_SPACELESS}])(\u200b)\u200b*(?=[{_SPACELESS}])|\u200b+")
_INVISIBLE_IN_LINES = re.compile("[\u00ad\u034f\u2060\u180e\u115f\u1160\u3164\uffa0\u2800]+")
_SPACE = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """``text`` in composed form (NFC) with ``\\n`` line ends, without controls, direction overrides and stacked marks.

    Zero-width joiners stay (emoji families, Persian, Indic scripts); zero-width spaces stay between letters of the
    scripts that need them. Cleaning a clean text changes nothing. Raises ``MarkupRefused("not_text")``.
    """
    refuse_what_is_not_text(text)
    return keep_wanted(_LINE_ENDS.sub("\n", text))


def refuse_what_is_not_text(text: str) -> None:
    """Raises ``MarkupRefused("not_text")`` for a NUL or a lone surrogate: no typing produces them, and not every
    database and parser takes them for the same thing."""
    if _NOT_TEXT.search(text):
        raise MarkupRefused("not_text")


def keep_wanted(text: str) -> str:
    """The part of ``clean_text`` that drops and composes; for pieces of a text that was already checked."""
    text = _UNWANTED.sub(lambda found: found[1] or "", text)
    if text.isascii():
        return text
    if "\u200b" in text:
        text = _ZERO_WIDTH_SPACES.sub(lambda found: found[1] or "", text)
    # Composing sorts runs of marks in quadratic time, so the runs are cut before; and again after, because composing
    # splits some marks in two.
    return _cut_marks(unicodedata.normalize("NFC", _cut_marks(text)))


def clean_line(text: str, *, limit: int, required: bool = False) -> str:
    """``text`` as one line of plain text, for names, titles and reasons: clean, white space collapsed, trimmed.

    Raises ``MarkupRefused``: ``"not_text"``; ``"too_long"`` above ``limit`` characters; ``"empty"`` when it is
    ``required`` and nothing in it can be seen.
    """
    within("too_long", len(text), max(limit * 20, 10_000))
    line = _INVISIBLE_IN_LINES.sub("", clean_text(text))
    line = clean_text(_SPACE.sub(" ", line).strip())
    if is_blank(line):
        line = ""
    if required and not line:
        raise MarkupRefused("empty")
    within("too_long", len(line), limit)
    return line


def clean_words(text: str, *, limit: int, required: bool = False) -> str:
    """``text`` as a few lines of plain text, for sentences and notes: clean and trimmed.

    Raises ``MarkupRefused``: ``"not_text"``; ``"too_long"`` above ``limit`` characters; ``"empty"`` when it is
    ``required`` and nothing in it can be seen.
    """
    words = clean_text(text).strip()
    if required and is_blank(words):
        raise MarkupRefused("empty")
    within("too_long", len(words), limit)
    return words


def is_blank(text: str) -> bool:
    """Whether ``text`` leaves no trace on the page: only spaces, marks without a letter, format characters."""
    return all(
        char.isspace() or char in "\u115f\u1160\u3164\uffa0\u2800" or unicodedata.category(char)[0] in "CMZ"
        for char in text
    )


def _cut_marks(text: str) -> str:
    """At most four marks on a letter: every living orthography gets by with them, stacked "Zalgo" text does not."""
    kept: list[str] = []
    run = 0
    for char in text:
        if char < "\u0300" and char != "\u00ad":
            run = 0
        elif unicodedata.combining(char) or (category := unicodedata.category(char)) in ("Mn", "Me"):
            run += 1
            if run > MAX_MARKS:
                continue
        elif category != "Cf":
            run = 0
        kept.append(char)
    return "".join(kept)
