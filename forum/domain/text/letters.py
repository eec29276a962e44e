"""Which letters are one letter to a word rule, however they are written.

Case goes, compatibility forms go (full width, ligatures, mathematical and circled letters, small capitals), and the
accents of Latin, Greek and Cyrillic letters: but й is no и, and ñ no n, which makes a year of a year in Spanish. In
Vietnamese accents are part of the letter (``keep_accents``); there only those that Vietnamese does not write go. Vowel
signs and tone marks of Thai, Khmer, Lao and Burmese stay, those of Arabic and Hebrew, which hardly anybody writes, go.
Digits of every script are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet
from functools import lru_cache

from forum.domain.text.spellings import respelt

APOSTROPHES = frozenset("'’‘ʼ＇`´")

# Letters that Unicode does not take apart, but that people write and read as a plain one.
_PLAIN = str.maketrans(
    {"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe"}
)
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz")
_LETTERS_OF_THEIR_OWN = frozenset({"и\u0306", "n\u0303"})

# Marks on letters: Latin, Greek and Cyrillic ones, and those that were made for piling them up.
_ACCENT = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]")
_NOT_VIETNAMESE = re.compile(
    "[\u0304\u0305\u0307\u0308\u030a-\u031a\u031c-\u0322\u0324-\u036f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
# Vowels and other marks of Arabic and Hebrew, and the stroke that makes an Arabic word longer.
_UNWRITTEN = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
# Letters by Unicode's book that show nothing: Hangul fillers, Khmer vowels that are not to be written.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
# Symbols that show a letter: circled, squared, dark ones.
_ENCLOSED = (range(0x24B6, 0x24EA), range(0x1F130, 0x1F14A))
_FLAGS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_SPELT_IN_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]{3,}")
_DARK = (0x1F150, 0x1F170, 0x1F1E6)  # where a row of A to Z begins that does not decompose

# Vietnamese: "hòa" and "hoà" are two ways to write one word.
_TONE_TOO_EARLY = re.compile(
    "(?:(?<=o)([\u0300\u0301\u0303\u0309\u0323])([ae])|(?<=u)([\u0300\u0301\u0303\u0309\u0323])(y))"
)

# In one word, letters of two scripts where those of one look like some of the other: a disguise.
_CYRILLIC_OR_GREEK = "\u0370-\u03ff\u0400-\u052f"
_MIXED = re.compile(
    f"(?<![a-z{_CYRILLIC_OR_GREEK}\u0306])(?:[a-z]++[{_CYRILLIC_OR_GREEK}]|[{_CYRILLIC_OR_GREEK}\u0306]++[a-z])"
    f"[a-z{_CYRILLIC_OR_GREEK}\u0306]*+"
)
_TO_LATIN = dict(zip("авсԁенһіјкмоԛрѕтуԝхαβεικνορτυχ", "abcdehhijkmoqpstywxabeikvoptux", strict=True))
# Looser ones, for a word of which the Latin letters can be nothing else.
_TO_LATIN_AT_LEAST = {**_TO_LATIN, **dict(zip("пгησςωμ", "nrnoowu", strict=True))}
_TO_CYRILLIC = dict(zip("abcehikmoptxy", "авсенікмортху", strict=True))


@lru_cache(maxsize=4096)
def folded_letter(char: str, keep_accents: bool) -> str | None:
    """The folded letters of ``char``; empty for what leaves no trace, None for what stands between letters."""
    if char in _BLANKS:
        return ""
    category = unicodedata.category(char)
    if category in ("Cf", "Me") or "\ufe00" <= char <= "\ufe0f":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "So":
        return None if char in _FLAGS else shown_letter(char)
    if category[0] not in "LMN" or char in APOSTROPHES:
        return None
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    folded = _UNWRITTEN.sub("", folded).translate(_SMALL_CAPITALS)
    if keep_accents:
        folded = _NOT_VIETNAMESE.sub("", folded)
    else:
        if folded not in _LETTERS_OF_THEIR_OWN:
            folded = _ACCENT.sub("", folded)
        folded = folded.translate(_PLAIN)
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] in "LMN")


def regional_letters(text: str) -> AbstractSet[int]:
    """Where in ``text`` regional indicators stand that spell something: two of them are a flag, three or more in a row
    are read as letters."""
    return frozenset(at for run in _SPELT_IN_FLAGS.finditer(text) for at in range(*run.span()))


def shown_letter(char: str) -> str | None:
    """The letter that a symbol shows, if any; a regional indicator shows one, too."""
    code = ord(char)
    if any(code in row for row in _ENCLOSED):
        return unicodedata.normalize("NFKD", char).strip("()").casefold()
    start = next((row for row in _DARK if 0 <= code - row < 26), None)
    return chr(ord("a") + code - start) if start is not None else None


def letters_as_read(text: str) -> str:
    """The folded letters of ``text`` with a space for each sign between them, evened, in the usual spelling and in
    NFC."""
    in_flags = regional_letters(text)
    letters = (
        shown_letter(char) if at in in_flags else folded_letter(char, keep_accents=False)
        for at, char in enumerate(text)
    )
    read = "".join(" " if letter is None else letter for letter in letters)
    return unicodedata.normalize("NFC", evened(respelt(read)))


def evened(letters: str) -> str:
    """Folded ``letters``, with marks between words or without, where what can be written in two ways is written in one:
    the place of Vietnamese tones, words in letters of two scripts that look alike. As long as before."""
    letters = _TONE_TOO_EARLY.sub(
        lambda found: found[2] + found[1] if found[2] else found[4] + found[3], letters
    )
    return _MIXED.sub(_in_one_script, letters)


def _in_one_script(word: re.Match[str]) -> str:
    """In Latin letters where all others look like one, in the others where all Latin ones do, by the larger part where
    both is so; else as it is."""
    letters = word[0]
    latin = [char for char in letters if char.isascii()]
    may_be_latin = all(char in _TO_LATIN for char in letters if not char.isascii())
    may_be_other = all(char in _TO_CYRILLIC for char in latin)
    if may_be_other and not (may_be_latin and 2 * len(latin) >= len(letters)):
        return "".join(_TO_CYRILLIC.get(char, char) for char in letters)
    if all(char in _TO_LATIN_AT_LEAST for char in letters if not char.isascii()):
        return "".join(_TO_LATIN_AT_LEAST.get(char, char) for char in letters)
    return letters
