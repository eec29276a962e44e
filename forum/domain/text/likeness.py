"""When two texts count as the same: for word rules, for repeats, and for names that imitate another one."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from forum.domain.text.letters import letters_as_read

_INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")
_LATIN_WITH_MARKS = re.compile("([a-z\u00df-\u024f\u1e00-\u1eff])[\u0300-\u036f]+")
# Letters with a stroke or without their dot do not decompose into a letter and a mark.
_STROKES = str.maketrans("đðłøħŧıɨʉƶ", "ddlohtiiuz")

# Capitals stand beside small letters where only one of the two looks like a Latin letter (Η like H, η like n).
_LOOKALIKES = str.maketrans(
    {
        look: letter
        for letter, looks in {
            "a": "аΑαɑ",
            "b": "ВвЬьΒβ",
            "c": "Ссϲ",
            "d": "ԁ",
            "e": "ЕеΕεє",
            "g": "ɡց",
            "h": "НнҺһΗհ",
            "i": "ІіӀӏΙιıɩl1|",
            "j": "Јјϳ",
            "k": "КкΚκ",
            "m": "МмΜ",
            "n": "ΝηПпո",
            "o": "ОоΟοσօ0",
            "p": "РрΡρ",
            "q": "ԛզ",
            "r": "гГ",
            "s": "Ѕѕ",
            "t": "ТтΤτ",
            "u": "υսЦц",
            "v": "νѴѵ",
            "w": "ԜԝωѡШш",
            "x": "ХхΧχ",
            "y": "УуүΥγ",
            "z": "Ζ",
        }.items()
        for look in looks
    }
)
_MARKS_OF_LATIN = re.compile("[\u0300-\u036f]+")


def normalise_for_matching(text: str) -> str:
    """``text`` as rules compare it: compatibility forms unified (NFKC), case folded, invisible characters gone, Latin
    letters without marks, white space collapsed. Marks of other scripts are their vowels, and stay."""
    if text.isascii():
        return " ".join(text.casefold().split())
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    bare = _LATIN_WITH_MARKS.sub(r"\1", unicodedata.normalize("NFD", folded)).translate(_STROKES)
    return " ".join(unicodedata.normalize("NFC", bare).split())


def text_hash(text: str) -> str:
    """SHA-256, in hex, of what remains when everything is gone that a person who repeats a text varies: case, spaces,
    punctuation, marks, letters that look like others, as word lists read them. A text without a letter is compared as
    it is.

    Comments keep the hash that they were stored with. A change here that gives other hashes lets repeats of what was
    written before pass, for the days within which repeats are looked for, and nothing else."""
    bare = letters_as_read(text).replace(" ", "")
    read = bare or normalise_for_matching(text)
    return hashlib.sha256(read.encode("utf-8", "surrogatepass")).hexdigest()


def confusable_skeleton(name: str) -> str:
    """What remains of ``name`` when letters that look alike are one letter, without case, spaces and punctuation: names
    with equal skeletons look alike. Never shown to anybody. Also alike: ``l``, ``1``, ``I`` and ``i``; ``0`` and
    ``o``; ``rn`` and ``m``; ``vv`` and ``w``."""
    compatible = unicodedata.normalize("NFKC", _INVISIBLE.sub("", name))
    bare = _MARKS_OF_LATIN.sub("", unicodedata.normalize("NFD", compatible))
    # Before and behind the folding of case, because a capital and its small letter may look like different ones.
    folded = bare.translate(_LOOKALIKES).casefold().translate(_LOOKALIKES).translate(_STROKES)
    kept = "".join(char for char in folded if unicodedata.category(char)[0] in "LNM")
    return kept.replace("rn", "m").replace("vv", "w")
