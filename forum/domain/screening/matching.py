"""A text as word rules see it: folded letters, one mark for what stands between them, and the way back.

Folding makes letters comparable; ``letters`` says which ones are one. A Vietnamese rule reads with ``keep_accents``.

Between two letters there may stand nothing (characters without width and soft hyphens are nothing), or a gap
of one of four kinds, chosen so that "f.o.o" reads as one word and "f. oo" never does:

- ``JOINT``: up to eight punctuation marks or symbols without a space, as in "f.o.o" or "foo;bar"; more than that are
  a line or a row of dots that divides. Nothing but spaces that are narrower than a space (hair, thin, narrow
  no-break) is a joint, too: between two letters hardly anybody sees them. French writes them beside numbers and
  marks, where they divide, and never as all that there is between two words. A joint may be read as nothing (inside
  a word) or as a space (between two words).
- ``SPACE``: whitespace, also with a comma or a dash, and longer runs of punctuation. It divides words.
- ``STOP``: the end of a sentence or a paragraph. No phrase reaches across it.
- ``APOSTROPHE``: it divides words ("casino's", "l'arnaque") and is never nothing, or "he'll" would read
  "hell".

Where a letter of a script that puts spaces between words touches one of a script that does not, an ``EDGE``
stands between them, so that every word that is written with spaces ends at a mark. It stands for nothing. So it does
on both sides of letters that are spelt with flags, which may as well stand behind a word as flags.

Scripts that write words without spaces have no space after a full stop either. Beside their letters the marks
that end a clause or a sentence divide words, and only other marks ("赌.场", "赌*场") are joints.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from forum.domain.text.letters import APOSTROPHES, evened, folded_letter, regional_letters, shown_letter
from forum.domain.text.spellings import Stretch, respelt

JOINT, SPACE, STOP, APOSTROPHE, EDGE = MARKS = "\x01\x02\x03\x04\x05"
NO_MARKS = {ord(mark): None for mark in MARKS}  # for str.translate

# Thai, Lao, Burmese, Khmer, kana, Han: as a part of a character class.
SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff"
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
_FIRST_SPACELESS = SPACELESS[0]
_IS_SPACELESS = re.compile(f"[{SPACELESS}]").match

_PARAGRAPH = re.compile(r"\n\s*\n|\u2029")
_SENTENCE_END = re.compile(r"[.!?…][)\]}\"'»”’*_]*\s|[。｡។៕၊။॥۔]")
_CLAUSE_END = re.compile(r"[,;:!?…、，；：！？៖،؛]")
_LONGEST_JOINT = 8
_NARROW_SPACES = frozenset("\u2006\u2008\u2009\u200a\u202f\u205f")


@dataclass(frozen=True)
class Folded:
    """``marked`` is the folded text, letters with at most one mark between two of them; ``letters`` the same
    without marks. ``starts`` and ``ends`` hold for each character of ``marked`` the code points of the text
    it stands for."""

    marked: str
    letters: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From a stretch of ``marked`` to the stretch of the original text, both as half-open code point
        offsets."""
        return self.starts[start], self.ends[end - 1]


def _gap(between: str, before: str, after: str) -> str:
    """The kind of gap that the characters ``between`` two letters make."""
    if between == " ":
        return SPACE
    if _SENTENCE_END.search(between) or _PARAGRAPH.search(between):
        return STOP
    is_seen = any(char not in _NARROW_SPACES for char in between)
    if len(between) > _LONGEST_JOINT or (is_seen and any(char.isspace() for char in between)):
        return SPACE
    if any(char in APOSTROPHES for char in between):
        return APOSTROPHE
    if (_IS_SPACELESS(before) or _IS_SPACELESS(after)) and _CLAUSE_END.search(between):
        return SPACE
    return JOINT


def fold(text: str, *, keep_accents: bool = False) -> Folded:
    """``text`` (any string, best in NFC) folded. Takes time in proportion to its length and never raises."""
    marked: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gap_from: int | None = None
    spelt_in_flags = regional_letters(text)
    kind_before: int | None = None  # of the letter right before; None: there is a mark between
    for at, char in enumerate(text):
        folded = shown_letter(char) if at in spelt_in_flags else folded_letter(char, keep_accents)
        if folded is None:
            if gap_from is None:
                gap_from = at
        elif not folded:
            # An accent belongs to its letter. One that hangs on a full stop changes nothing.
            if gap_from is None and ends and unicodedata.combining(char):
                ends[-1] = at + 1
        else:
            if gap_from is not None and marked:
                between = "".join(c for c in text[gap_from:at] if folded_letter(c, keep_accents) is None)
                marked.append(_gap(between, marked[-1], folded[0]))
                starts.append(gap_from)
                ends.append(at)
                kind_before = None
            gap_from = None
            for letter in folded:
                is_spaceless = letter >= _FIRST_SPACELESS and _IS_SPACELESS(letter) is not None
                kind = 2 if at in spelt_in_flags else int(is_spaceless)
                if kind_before is not None and kind != kind_before:
                    marked.append(EDGE)
                    starts.append(at)
                    ends.append(at + 1)
                kind_before = kind
                marked.append(letter)
                starts.append(at)
                ends.append(at + 1)

    def moved(stretches: list[Stretch]) -> None:
        for places, of_stretch in ((starts, min), (ends, max)):
            before, copied = places[:], 0
            places.clear()
            for start, end, length in stretches:
                places += before[copied:start]
                places += [of_stretch(before[start:end])] * length
                copied = end
            places += before[copied:]

    joined = evened(respelt("".join(marked), moved))
    return Folded(joined, joined.translate(NO_MARKS), starts, ends)
