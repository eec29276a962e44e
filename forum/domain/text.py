"""Text as people see it: graphemes, excerpts, languages by script, and what counts as the same text."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])
_ZWJ = "\u200d"
# Signs that bind the next letter to them: Khmer coeng, Burmese virama, and the viramas of Indic scripts.
_BINDERS = frozenset("\u17d2\u1039\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d")
# Thai and Lao vowels that follow their consonant without being marks.
_TRAILING = frozenset("\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u0ebd")
_LEADING = frozenset("เแโใไເແໂໃໄ")


def graphemes(text: str) -> list[str]:
    """What a reader takes for one sign each (an approximation of UAX #29 for the scripts of the region)."""
    clusters: list[str] = []
    for character in text:
        if clusters and _continues(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _continues(cluster: str, character: str) -> bool:
    last = cluster[-1]
    if unicodedata.category(character) in ("Mn", "Mc", "Me") or character in (_ZWJ, "\ufe0f", "\u200c"):
        return not cluster.isspace()
    if last == _ZWJ or last in _BINDERS:
        return True
    if character in _TRAILING or last in _LEADING:
        return unicodedata.category(last)[0] in "LM" and unicodedata.category(character)[0] == "L"
    if 0x1F3FB <= ord(character) <= 0x1F3FF:
        return unicodedata.category(last) == "So"
    is_flag = "\U0001f1e6" <= character <= "\U0001f1ff"
    return is_flag and len(cluster) == 1 and "\U0001f1e6" <= last <= "\U0001f1ff"


def excerpt(text: str, *, limit: int = 240) -> str:
    """The beginning of ``text`` on one line, at most ``limit`` graphemes, cut after a sentence or a word where one
    ends in the second half, with an ellipsis where anything was cut inside a sentence."""
    line = " ".join(text.split())
    parts = graphemes(line)
    if len(parts) <= limit:
        return line
    half = limit // 2
    for i in range(limit, half, -1):
        if parts[i - 1] in ".!?។။。！？" and (parts[i] == " " or parts[i - 1] in "។။。！？"):
            return "".join(parts[:i])
    for i in range(limit, half, -1):
        if parts[i] == " ":
            return "".join(parts[:i]).rstrip(" ,;:–-") + "…"
    return "".join(parts[:limit]).rstrip() + "…"


def normalise_for_matching(text: str) -> str:
    """``text`` as rules compare it: NFKC, no case, no invisible signs, Latin letters without marks, single spaces."""
    folded = unicodedata.normalize("NFKD", text.translate(_INVISIBLE)).casefold()
    kept: list[str] = []
    base = ""
    for character in folded:
        if unicodedata.combining(character):
            if base and "LATIN" in unicodedata.name(base, ""):
                continue
        else:
            base = character
        kept.append(character)
    return " ".join(unicodedata.normalize("NFKC", "".join(kept)).replace("đ", "d").split())


def text_hash(text: str) -> str:
    """SHA-256 in hex of what remains when everything that people vary is gone: two texts are the same text."""
    bare = re.sub(r"[\W_]+", "", normalise_for_matching(text))
    return hashlib.sha256((bare or text).encode("utf-8", "surrogatepass")).hexdigest()


_SCRIPTS = (
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("lo", re.compile("[\u0e81-\u0eff]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_LATIN = re.compile(r"[a-zà-ỹ]")


def guess_language(text: str) -> str | None:
    """The language by its script, as a tag (``th``, ``lo``, ``km``, ``my``, ``zh``, ``vi``, ``ar``, ``ru``, ``en``); None
    where no script leads. Latin text without Vietnamese letters is taken for English."""
    lower = unicodedata.normalize("NFC", text).lower()
    counts = {tag: len(letters.findall(lower)) for tag, letters in _SCRIPTS}
    latin = len(_LATIN.findall(lower))
    tag, most = max(counts.items(), key=lambda pair: pair[1])
    if most and most * 2 >= latin:
        return tag
    if not latin:
        return None
    return "vi" if len(_VIETNAMESE.findall(lower)) * 20 >= latin else "en"


_LOOKALIKES = str.maketrans(
    "авеёкмнорстухіјѕԁԛԝαβεικνορτυχ0135|",
    "abeekmhopctyxijsdqwabeiknoptuxolesl",
)


def confusable_skeleton(name: str) -> str:
    """What remains of ``name`` when letters that look alike are one letter: equal skeletons look like one name."""
    folded = normalise_for_matching(name).translate(_LOOKALIKES)
    return "".join(character for character in folded if character.isalnum()).replace("i", "l")


_RTL = frozenset({"R", "AL"})


def direction(text: str) -> str:
    """``rtl`` where the first strong letter is written from right to left, else ``ltr`` (UAX #9, rule P2)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _RTL:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
