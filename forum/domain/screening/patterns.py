"""What moderators write in a word list, and what it matches.

A line is one pattern: a word or a phrase. ``*`` is any run of letters inside one word: ``du*``, ``*coin``,
``f*t``; a ``*`` by itself is any one word of a phrase. Case, width and accents do not matter, nor does
punctuation between letters ("f.o.o") or words ("foo;bar"); ``matching`` says where that ends. In scripts
without spaces a pattern is found inside the running text, but never cuts a syllable: "กา" is not in "เกาะ". A
space in such a pattern may be missing in the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from forum.domain.screening.expressions import anchor, expression, read_word
from forum.domain.text import is_plain_latin

MAX_LENGTH = 100
MAX_PATTERNS = 2_000
MAX_WILDCARDS = 2  # not counting those that end a word; each multiplies the work of a search


class BadPattern(ValueError):
    """A line that cannot be a pattern. ``code``: ``too_long``, ``too_many``, ``no_letters``,
    ``too_many_wildcards``, ``bad_character``. ``line_number`` counts from 1."""

    def __init__(self, line_number: int, code: str) -> None:
        super().__init__(f"line {line_number}: {code}")
        self.line_number = line_number
        self.code = code


@dataclass(frozen=True)
class Pattern:
    """One line, ready to search with. ``expression`` searches ``Folded.marked``; ``anchor`` is a run of
    letters that ``Folded.letters`` holds wherever the expression matches, and so tells at once where it
    cannot."""

    source: str
    expression: str
    anchor: str

    @cached_property
    def is_plain_latin(self) -> bool:
        return is_plain_latin(self.source)

    @cached_property
    def search(self) -> re.Pattern[str]:
        # Most patterns never get past their anchor, so most expressions need never be compiled.
        return re.compile(self.expression)


@lru_cache(maxsize=16)
def parse_patterns(text: str) -> tuple[str, ...]:
    """The patterns in ``text``, one a line, each once, in their order and in NFC; blank lines and lines that
    begin with ``#`` are passed over. Raises ``BadPattern`` for the first line that cannot be one."""
    patterns: dict[str, None] = {}
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        pattern = unicodedata.normalize("NFC", line.strip())
        if not pattern or pattern.startswith("#"):
            continue
        compile_pattern(pattern, line_number=number)
        patterns[pattern] = None
        if len(patterns) > MAX_PATTERNS:
            raise BadPattern(number, "too_many")
    return tuple(patterns)


def compile_pattern(
    source: str, *, whole_word: bool = True, keep_accents: bool = False, line_number: int = 1
) -> Pattern:
    """``source`` ready to search with. Without ``whole_word`` it is found inside words, too. Raises
    ``BadPattern``."""
    if len(source) > MAX_LENGTH:
        raise BadPattern(line_number, "too_long")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in source if char != "\t"):
        raise BadPattern(line_number, "bad_character")
    words = [read_word(word, keep_accents=keep_accents) for word in source.split()]
    words = [word for word in words if word.has_letters or word.is_wildcard]  # a dash by itself says nothing
    if not any(word.has_letters for word in words):
        raise BadPattern(line_number, "no_letters")
    if sum(word.costly_wildcards for word in words) > MAX_WILDCARDS:
        raise BadPattern(line_number, "too_many_wildcards")
    return Pattern(source, expression(words, whole_word=whole_word), anchor(words))
