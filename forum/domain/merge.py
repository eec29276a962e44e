"""Two texts that were both made of a third are put together, word by word; in scripts without spaces, sign by sign.

What one of the two changed is taken. Where both changed the same place differently, both readings stay in the text,
between marks, for a person to choose: nothing is lost, and nothing is decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.domain.diff import UNSPACED, common_tokens, lines_of, words_of

# Brackets that nobody writes, and that no Markdown means anything by.
OPENS, CLOSES = "⟦", "⟧"
# Fields of the editor in which people write running text.
RUNNING = ("title", "body", "excerpt", "discussion_prompt")
TAGS = "tags"
BYLINES, BYLINE = "bylines", "byline-"
# So many signs of a script without spaces between two changes may still be one word with them.
ONE_WORD = 4


@dataclass(frozen=True)
class Labels:
    """What the two readings are called in the text, in the language of whoever reads it."""

    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """The text, and in how many places both readings stand in it."""

    text: str
    conflicts: int = 0


@dataclass
class _Chunk:
    """A place in the three texts. ``is_kept``: all three say the same there."""

    is_kept: bool
    base: list[str]
    mine: list[str]
    theirs: list[str]

    def take(self, other: _Chunk) -> None:
        self.base += other.base
        self.mine += other.mine
        self.theirs += other.theirs


def merge(base: str | None, mine: str, theirs: str, labels: Labels) -> Merged:
    """``base`` is what both began with; where nobody knows that any more (None), all that only one of them has is
    taken for added: nothing is taken out that somebody may want."""
    if mine == theirs or theirs == base:
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    for split in (words_of, lines_of):
        chunks = _chunks(None if base is None else split(base), split(mine), split(theirs))
        if chunks is not None:
            return _put_together(_joined(chunks), labels)
    return _put_together([_Chunk(False, [base or ""], [mine], [theirs])], labels)


def merge_tags(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Names without an order: what one of the two added is there, and what one took out is not."""
    gone = {name for name in base if name not in mine or name not in theirs}
    return [name for name in dict.fromkeys([*mine, *theirs]) if name not in gone]


@dataclass(frozen=True)
class MergedFields:
    """A form put together of two. ``open`` names the fields in which both said something else and one's own stays:
    they hold no running text in which both could stand."""

    texts: dict[str, str]
    conflicts: int
    open: tuple[str, ...]


def merge_fields(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str], labels: Labels
) -> MergedFields:
    """Two forms by the names of their fields. ``base`` may lack what nobody remembers; a field that ``theirs`` lacks
    stays as it is. By-lines are one thing: a name with the title of another would be nobody's."""
    texts, conflicts, undecided = dict(mine), 0, []
    for name in (name for name in mine if name in theirs and not name.startswith(BYLINE)):
        if name in RUNNING:
            merged = merge(base.get(name), mine[name], theirs[name], labels)
            texts[name], conflicts = merged.text, conflicts + merged.conflicts
        elif name == TAGS:
            begun, own, other = (_names(of.get(name, "")) for of in (base, mine, theirs))
            texts[name] = ", ".join(merge_tags(begun, own, other))
        elif mine[name] == base.get(name):
            texts[name] = theirs[name]
        elif theirs[name] not in (mine[name], base.get(name)):
            undecided.append(name)
    if _bylines(theirs) and _bylines(mine) not in ({}, _bylines(theirs)):
        undecided.append(BYLINES)
    return MergedFields(texts, conflicts, tuple(undecided))


def _bylines(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name.startswith(BYLINE)}


def _names(text: str) -> list[str]:
    return [name for part in text.split(",") if (name := part.strip())]


def _chunks(base: list[str] | None, mine: list[str], theirs: list[str]) -> list[_Chunk] | None:
    """The three texts side by side; None where that would take too long."""
    if base is None:
        both = common_tokens(mine, theirs)
        if both is None:
            return None
        base = [mine[at] for at, _ in both]
        in_mine = {number: at for number, (at, _) in enumerate(both)}
        in_theirs = {number: at for number, (_, at) in enumerate(both)}
    else:
        to_mine, to_theirs = common_tokens(base, mine), common_tokens(base, theirs)
        if to_mine is None or to_theirs is None:
            return None
        in_mine, in_theirs = dict(to_mine), dict(to_theirs)
    chunks: list[_Chunk] = []
    b = m = t = 0
    for at in [
        *(number for number in range(len(base)) if number in in_mine and number in in_theirs),
        len(base),
    ]:
        to_m, to_t = in_mine.get(at, len(mine)), in_theirs.get(at, len(theirs))
        if at > b or to_m > m or to_t > t:
            chunks.append(_Chunk(False, base[b:at], mine[m:to_m], theirs[t:to_t]))
        if at < len(base):
            if not chunks or not chunks[-1].is_kept:
                chunks.append(_Chunk(True, [], [], []))
            chunks[-1].take(_Chunk(True, [base[at]], [base[at]], [base[at]]))
        b, m, t = at + 1, to_m + 1, to_t + 1
    return chunks


def _joined(chunks: list[_Chunk]) -> list[_Chunk]:
    """What stayed between two changes belongs to them where it is too little to part them."""
    joined: list[_Chunk] = []
    for number, chunk in enumerate(chunks):
        is_between = 0 < number < len(chunks) - 1
        if (
            joined
            and not joined[-1].is_kept
            and (not chunk.is_kept or (is_between and _parts_nothing(chunk.base)))
        ):
            joined[-1].take(chunk)
        else:
            joined.append(chunk)
    return joined


def _parts_nothing(tokens: list[str]) -> bool:
    if all(token.isspace() and "\n" not in token for token in tokens):
        return True
    return len(tokens) < ONE_WORD and all(UNSPACED.match(token) for token in tokens)


def _put_together(chunks: list[_Chunk], labels: Labels) -> Merged:
    parts, conflicts = [], 0
    for chunk in chunks:
        mine, theirs = "".join(chunk.mine), "".join(chunk.theirs)
        if mine == theirs or chunk.theirs == chunk.base:
            parts.append(mine)
        elif chunk.mine == chunk.base:
            parts.append(theirs)
        else:
            conflicts += 1
            parts.append(_both(mine, theirs, labels))
    return Merged("".join(parts), conflicts)


def _both(mine: str, theirs: str, labels: Labels) -> str:
    readings = ((labels.mine, mine), (labels.theirs, theirs))
    return "".join(f"{OPENS}{label}: {reading}{CLOSES}" for label, reading in readings)
