"""The words by which texts are found: one normaliser for what is indexed and for what is asked, in all languages.

A database's own tokeniser splits Thai, Khmer and Burmese at their vowels, keeps a Thai sentence as one word, or misses
a Chinese word of two signs, and no two databases agree. So the words are made here, and every index takes them as they
are: where a script writes spaces between words, its words; where it does not (Thai, Lao, Khmer, Burmese, Chinese), each
sign together with the next one. Whoever asks for three signs then asks for two such pairs in a row: a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from forum.domain.text.graphemes import graphemes
from forum.domain.text.likeness import normalise_for_matching
from forum.domain.text.spellings import respelt

# Longer ones are not words; indexes have their limits.
MAX_TERM = 64
# Between two texts of one thing (what it says, who wrote it), so that no phrase begins in one and ends in the next.
# Not a letter: nobody can ask for it.
BORDER = "\ue000"

# Scripts that put no spaces between words, and signs that are words of their own (emoji).
UNSPACED_SIGNS = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf"  # Khmer, the alphabets of the Tai
    "\u1100-\u11ff\uac00-\ud7af"  # Korean, whose particles cling to the words
    "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u2190-\u2bff\U0001f000-\U0001faff"
)
UNSPACED = re.compile(f"[{UNSPACED_SIGNS}]+")
_ASKED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)')


class _Signs(dict[int, str]):
    """For ``str.translate``: letters, marks and signs as they are, digits of all scripts as 0 to 9, a space for
    anything else. Remembers what it has been asked."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if category == "Nd":
            sign = str(unicodedata.decimal(char))
        elif "\U0001f3fb" <= char <= "\U0001f3ff":  # the colour of a skin
            sign = ""
        else:
            sign = char if category[0] in "LMN" or category == "So" else " "
        self[code] = sign
        return sign


_SIGNS = _Signs()


@dataclass(frozen=True)
class Phrase:
    """Terms that must stand in a row. ``is_open``: the last one may go on, as ``lotter`` in ``lottery``. ``runs``: the
    words, and rows of signs without a space, of which they were made."""

    terms: tuple[str, ...]
    is_open: bool = False
    runs: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def is_vague(self) -> bool:
        """Whether hundreds of terms may be meant, so that an index is no short way to them."""
        return self.is_open and len(self.terms) == 1 and len(self.terms[0]) <= 2


def search_terms(*texts: str) -> list[str]:
    """The terms under which one thing with these texts is indexed, in their order; a ``BORDER`` between two texts."""
    terms: list[str] = []
    for number, text in enumerate(texts):
        if number:
            terms.append(BORDER)
        for run in each_run(text):
            terms += _terms_of(run)
    return terms


def search_phrases(query: str) -> list[Phrase]:
    """What somebody asks for: all of these phrases, in any order. What stands between spaces or in quotation marks is
    one phrase; a ``*`` behind a word leaves its end open. Empty where nothing could be asked for.

    One sign of a script without spaces is the beginning of a pair, and hence open by itself.
    """
    phrases = []
    for match in _ASKED.finditer(query):
        quoted, word = match.groups()
        phrase = _phrase(quoted if word is None else word)
        if phrase is not None and phrase not in phrases:
            phrases.append(phrase)
    return phrases


def _phrase(text: str) -> Phrase | None:
    runs = list(each_run(text))
    if not runs:
        return None
    terms = [term for run in runs[:-1] for term in _terms_of(run)]
    last = _terms_of(runs[-1])
    if not UNSPACED.match(runs[-1]):
        return Phrase((*terms, *last), is_open=text.rstrip().endswith("*"), runs=tuple(runs))
    # The last sign may be followed by another one: only as the end of a pair does it say nothing about that.
    is_open = len(last) == 1
    return Phrase((*terms, *(last if is_open else last[:-1])), is_open, tuple(runs))


def opened(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The same question with an open end, as if its last word, or the last sign of a row, were still being typed."""
    return [*phrases[:-1], *(replace(phrase, is_open=True) for phrase in phrases[-1:])]


def holds_all(terms: Sequence[str], phrases: Iterable[Phrase]) -> bool:
    """Whether a text with these terms has all of the phrases: what the indexes decide, on paper."""
    line = f" {' '.join(terms)} "
    return all(f" {' '.join(phrase.terms)}{'' if phrase.is_open else ' '}" in line for phrase in phrases)


def plain_signs(text: str) -> str:
    """``text`` as terms are made of it, still in one line: normalised, a space for all that is no letter or sign."""
    return respelt(normalise_for_matching(text)).translate(_SIGNS)


def each_run(text: str) -> Iterator[str]:
    """The stretches of ``text`` that are a word, or a row of signs without a space; normalised."""
    for piece in plain_signs(text).split():
        if piece.isascii():
            yield piece
            continue
        at = 0
        for match in UNSPACED.finditer(piece):
            if match.start() > at:
                yield piece[at : match.start()]
            yield match[0]
            at = match.end()
        if at < len(piece):
            yield piece[at:]


def _terms_of(run: str) -> list[str]:
    if not UNSPACED.match(run):
        return [run[:MAX_TERM]]
    signs = graphemes(run)
    pairs = [(one + two)[:MAX_TERM] for one, two in pairwise(signs)]
    return [*pairs, signs[-1][:MAX_TERM]]
