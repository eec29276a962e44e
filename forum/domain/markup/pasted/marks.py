"""From runs to Markdown: marks where Markdown reads them, tags where it would not, and text that stays what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from forum.domain.markup.emphasis import leans
from forum.domain.markup.pasted.inline import BREAK, Look, Run, destination

_ADDRESS = re.compile(r"(https?://[^\s<>\[\]`*|\\]+)", re.IGNORECASE)
_SIGNS = re.compile(r"[\\`*<]|~~|&(?=#?\w{1,32};)|(?<![^\W_])_|_(?![^\W_])")
_BRACKETS = re.compile(r"[\[\]]")
_MAY_LINK = re.compile(r"\][(:\[]|\[\^")
# What begins a block where it begins a line.
_BLOCK_SIGN = re.compile(r"(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{2,}\s*$|~{3,}|(?:\| ?)?:?-+:?\s*\|)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


@dataclass(frozen=True)
class _Mark:
    """Where a look begins or ends."""

    sign: str
    tag: str
    opens: bool


Piece = str | _Mark
_LOOKS: tuple[tuple[Callable[[Look], object], str, str], ...] = (
    (lambda look: look.struck, "~~", "s"),
    (lambda look: look.bold, "**", "strong"),
    (lambda look: look.italic, "*", "em"),
    (lambda look: look.script == "sup", "", "sup"),
    (lambda look: look.script == "sub", "", "sub"),
)


def markdown(runs: Sequence[Run], *, line_break: str = "\\\n", is_cell: bool = False) -> str:
    """The runs (as ``joined`` makes them) as the content of one paragraph, heading or cell."""
    pieces: list[Piece] = []
    for line_ends, line in groupby(runs, key=lambda run: run.text == BREAK):
        if line_ends:
            pieces.append(line_break)
        else:
            for href, linked in groupby(line, key=lambda run: run.look.href):
                alike = list(linked)
                pieces += _link(alike, href) if href else _looks(alike, _LOOKS)
    text = _written(pieces)
    if is_cell:
        return text.replace("|", "\\|")
    return "\n".join(_at_line_start(one) for one in text.split("\n"))


def _link(runs: list[Run], href: str) -> list[Piece]:
    """A link around its runs; the spaces at its ends stand outside."""
    shown = "".join(run.text for run in runs)
    if not shown.strip():
        return [shown]
    before = shown[: len(shown) - len(shown.lstrip(" "))]
    behind = shown[len(shown.rstrip(" ")) :]
    if shown.strip() == href and href.startswith("http"):
        return [before, f"<{href}>", behind]
    runs[0] = replace(runs[0], text=runs[0].text.lstrip(" "))
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" "))
    return [before, "[", *_looks(runs, _LOOKS, in_link=True), f"]({destination(href)})", behind]


def _looks(
    runs: list[Run], looks: Sequence[tuple[Callable[[Look], object], str, str]], *, in_link: bool = False
) -> list[Piece]:
    if not looks or not any(_is_worn(run.look) for run in runs):
        return [_text(run, in_link) for run in runs]
    (has, sign, tag), *others = looks
    pieces: list[Piece] = []
    for wears, group in groupby(runs, key=lambda run: bool(has(run.look))):
        alike = list(group)
        inside = _looks(alike, others, in_link=in_link)
        if not wears or not "".join(run.text for run in alike).strip():
            pieces += inside
        else:
            before, behind = _spaces_outside(inside)
            pieces += [before, _Mark(sign, tag, True), *inside, _Mark(sign, tag, False), behind]
    return pieces


def _is_worn(look: Look) -> bool:
    return bool(look.bold or look.italic or look.struck or look.script)


def _spaces_outside(pieces: list[Piece]) -> tuple[str, str]:
    """Takes the spaces at both ends out of ``pieces``."""
    found = []
    for order, strip in ((range(len(pieces)), str.lstrip), (range(len(pieces) - 1, -1, -1), str.rstrip)):
        spaces = ""
        for place in order:
            piece = pieces[place]
            if isinstance(piece, str):
                rest = strip(piece)
                spaces = " " if len(rest) < len(piece) else spaces
                pieces[place] = rest
                if rest:
                    break
        found.append(spaces)
    return found[0], found[1]


def _text(run: Run, in_link: bool) -> str:
    if run.is_markup:
        return run.text
    if run.look.code:
        return _code(run.text)
    parts = _ADDRESS.split(run.text)
    return "".join(
        part if place % 2 and not in_link else _escaped(part, in_link) for place, part in enumerate(parts)
    )


def _escaped(text: str, in_link: bool) -> str:
    text = _SIGNS.sub(_as_text, text)
    if in_link or _MAY_LINK.search(text):
        text = _BRACKETS.sub(lambda found: f"\\{found[0]}", text)
    return text


def _as_text(signs: re.Match[str]) -> str:
    """The signs as text. ``<`` by its entity: behind a backslash it would still begin what the sanitiser hides."""
    return "&lt;" if signs[0] == "<" else "".join(f"\\{sign}" for sign in signs[0])


def _code(text: str) -> str:
    inside = text.strip(" ")
    if not inside:
        return text
    before = " " * (len(text) - len(text.lstrip(" ")))
    behind = " " * (len(text) - len(text.rstrip(" ")))
    longest = max((len(ticks) for ticks in re.findall(r"`+", inside)), default=0)
    ticks = "`" * (longest + 1)
    room = " " if inside.startswith("`") or inside.endswith("`") else ""
    return f"{before}{ticks}{room}{inside}{room}{ticks}{behind}"


def _at_line_start(line: str) -> str:
    """The line with what would begin a block there made text."""
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{line[number.end(1) :]}"
    return f"\\{line}" if _BLOCK_SIGN.match(line) else line


def _written(pieces: list[Piece]) -> str:
    """Marks by signs, if Markdown reads all of them so; else all of them by tags."""
    # Where one star stands within two, and in a word, which closes which is a riddle.
    within_words = not _are_nested(pieces)
    are_read = all(
        not isinstance(piece, _Mark) or not piece.sign or _is_read(pieces, place, within_words)
        for place, piece in enumerate(pieces)
    )
    return "".join(piece if isinstance(piece, str) else _sign(piece, are_read) for piece in pieces)


def _are_nested(pieces: list[Piece]) -> bool:
    is_open = False
    for piece in pieces:
        if isinstance(piece, _Mark) and piece.sign.startswith("*"):
            if piece.opens and is_open:
                return True
            is_open = piece.opens
    return False


def _sign(mark: _Mark, are_read: bool) -> str:
    if are_read and mark.sign:
        return mark.sign
    return f"<{'' if mark.opens else '/'}{mark.tag}>"


def _is_read(pieces: list[Piece], place: int, within_words: bool) -> bool:
    """Whether the sign at ``place`` opens (or closes) emphasis there, by what stands on both sides of it. Two of one
    kind side by side are read as one. ``within_words``: also where it could as well do the other."""
    mark = pieces[place]
    assert isinstance(mark, _Mark)
    before, behind = _neighbour(pieces, place, -1), _neighbour(pieces, place, 1)
    if mark.sign[0] in (before, behind) or (not mark.opens and _opens_right_behind(pieces, place)):
        return False
    opens, closes = leans(towards=behind, away=before), leans(towards=before, away=behind)
    if opens and closes:
        return within_words
    return opens if mark.opens else closes


def _neighbour(pieces: list[Piece], place: int, step: int) -> str:
    """The next character on that side, past signs that are read together with this one; of a tag its bracket, of
    nothing a space."""
    own = pieces[place]
    place += step
    while 0 <= place < len(pieces):
        piece = pieces[place]
        if isinstance(piece, _Mark):
            if not piece.sign:
                return ">" if step < 0 else "<"
            if isinstance(own, _Mark) and piece.sign[0] != own.sign[0]:
                return piece.sign[0]
        elif piece:
            return piece[-1] if step < 0 else piece[0]
        place += step
    return " "


def _opens_right_behind(pieces: list[Piece], place: int) -> bool:
    """Whether another look begins where this one ends: their signs would run together."""
    for piece in islice(pieces, place + 1, place + 12):
        if isinstance(piece, _Mark):
            if piece.opens:
                return bool(piece.sign)
        elif piece:
            return False
    return False
