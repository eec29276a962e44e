"""Paragraphs, headings, lists, quotes, tables and figures, as Markdown."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from forum.domain.markup.pasted.inline import Look, Reader, Run, joined, look_of, picture_of
from forum.domain.markup.pasted.marks import markdown
from forum.domain.markup.pasted.office import Footnotes
from forum.domain.markup.pasted.reading import BLOCKS, children_of, classes_of, tag_of
from forum.domain.markup.pasted.tables import table_of

# Deeper, lists and quotes go on at this depth: the renderer nests no further.
MOST_NESTED = 6
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = ("ul", "ol")
_TWO_BREAKS = 2


class Writer:
    """Writes one pasted text. Notes come behind it in the order in which they are called."""

    def __init__(self, body: HtmlElement, footnotes: Footnotes, *, taken: frozenset[str]) -> None:
        self._body, self._footnotes, self._taken = body, footnotes, taken
        self._labels: dict[str, str] = {}
        self._reader = Reader(footnotes, self._label)
        self._with_blocks = _holding_blocks([body, *footnotes.notes.values()])
        # The page's title is its only first-level heading: where others are, all move down by one.
        self._shift = int(next(body.iter("h1"), None) is not None)

    def text(self) -> str:
        """The whole Markdown."""
        blocks = self._blocks(children_of(self._body), Look(), 0)
        written = 0
        # A note may call another one.
        while written < len(self._labels):
            name, label = list(self._labels.items())[written]
            blocks.append(self._note(label, self._footnotes.notes[name]))
            written += 1
        return "\n\n".join(block for block in blocks if block.strip())

    def _label(self, name: str) -> str | None:
        if name not in self._footnotes.notes:
            return None
        if name not in self._labels:
            number = len(self._labels) + 1
            while str(number) in self._taken or str(number) in self._labels.values():
                number += 1
            self._labels[name] = str(number)
        return self._labels[name]

    def _note(self, label: str, note: HtmlElement) -> str:
        return _hung(f"[^{label}]: ", self._blocks([note], Look(), 1), indent="    ")

    def _blocks(self, pieces: Iterable[str | HtmlElement], look: Look, depth: int) -> list[str]:
        """The blocks of what stands side by side; texts and inline elements between two blocks are a paragraph."""
        blocks: list[str] = []
        loose: list[Run] = []
        last: tuple[str, bool] | None = (
            None  # the list that was written last, and whether with its second marker
        )
        for piece in pieces:
            if isinstance(piece, str) or not self._is_block(piece):
                loose += self._reader.runs([piece], look)
                continue
            between = _paragraphs(loose)
            blocks += between
            loose = []
            tag = tag_of(piece)
            if tag in _LISTS and depth < MOST_NESTED:
                # Two lists in a row would be one.
                is_second = last == (tag, False) and not between
                blocks.append(self._list(piece, depth, is_second=is_second))
                last = (tag, is_second)
            else:
                made = self._block(piece, look, depth)
                last = None if made or between else last
                blocks += made
        return blocks + _paragraphs(loose)

    def _is_block(self, element: HtmlElement) -> bool:
        return tag_of(element) in BLOCKS or element in self._with_blocks

    def _block(self, element: HtmlElement, look: Look, depth: int) -> list[str]:
        tag = tag_of(element)
        if tag in _HEADINGS:
            return self._heading(element, _HEADINGS[tag])
        if tag == "p" and classes_of(element) in ("MsoTitle", "MsoSubtitle"):
            return self._heading(element, 1 if classes_of(element) == "MsoTitle" else 2)
        if tag == "hr":
            return ["---"]
        if tag == "pre":
            return _fenced("".join(element.itertext()))
        if tag == "blockquote" and depth < MOST_NESTED:
            inside = "\n\n".join(self._blocks(children_of(element), look, depth + 1))
            return ["\n".join(f"> {line}".rstrip() for line in inside.split("\n"))] if inside else []
        if tag == "table":
            return self._table(element, look, depth)
        if tag == "figure":
            return self._figure(element, look, depth)
        return self._blocks(children_of(element), look_of(element, look), depth)

    def _heading(self, element: HtmlElement, level: int) -> list[str]:
        # A heading is bold by being one.
        runs = [
            run if run.is_markup else Run(run.text, _not_bold(run.look))
            for run in self._reader.runs(children_of(element), Look())
        ]
        text = markdown(joined(runs), line_break=" ").strip()
        return [f"{'#' * min(max(level + self._shift, 2), 4)} {text}"] if text else []

    def _list(self, element: HtmlElement, depth: int, *, is_second: bool) -> str:
        children = deque(element)
        # At its beginning, a list that is only moved in stands in its place: nobody reads an item without words.
        while children and (moved_in := _list_alone(children[0])) is not None:
            element = moved_in if len(children) == 1 else element
            children.popleft()
            children.extendleft(reversed(list(moved_in)))
        items: list[list[str]] = []
        for child in children:
            is_item = tag_of(child) == "li"
            blocks = self._blocks(children_of(child) if is_item else [child], Look(), depth + 1)
            if items and (not is_item or _list_alone(child) is not None):
                items[-1] += blocks  # it belongs to the item before it
            elif blocks:
                items.append(blocks)
        number = _start_of(element) if tag_of(element) == "ol" else None
        lines = []
        is_loose = any(_is_loose(blocks) for blocks in items)
        for place, blocks in enumerate(items):
            if number is None:
                marker = "* " if is_second else "- "
            else:
                marker = f"{number + place}{')' if is_second else '.'} "
            lines.append(_hung(marker, blocks, indent=" " * len(marker), gap="\n\n" if is_loose else "\n"))
        return ("\n\n" if is_loose else "\n").join(lines)

    def _figure(self, element: HtmlElement, look: Look, depth: int) -> list[str]:
        """A picture with its caption; a figure of something else is that, and its caption a paragraph below."""
        captions = list(element.iter("figcaption"))
        caption = " ".join(" ".join("".join(one.itertext()).split()) for one in captions)
        pictures = list(element.iter("img"))
        if len(pictures) == 1 and (picture := picture_of(pictures[0], caption)):
            return [picture]
        return self._blocks(children_of(element), look, depth)

    def _table(self, element: HtmlElement, look: Look, depth: int) -> list[str]:
        blocks: list[str] = []
        for caption in element.iter("caption"):
            # Those of tables within are written with theirs: twice at each level would be without end.
            if next(caption.iterancestors("table")) is element:
                blocks += self._blocks(children_of(caption), look, depth)
        table = table_of(element, self._cell)
        if table is not None:
            return [*blocks, table]
        # A table that only puts things in their places.
        for one in element.iter("td", "th"):
            if next(one.iterancestors("table")) is element:
                blocks += self._blocks(children_of(one), look, depth)
        return blocks

    def _cell(self, element: HtmlElement) -> str:
        """What a cell says, on one line."""
        lines: list[list[Run]] = [[]]
        for piece in _flat(element, self._with_blocks):
            if piece is None:
                lines.append([])
            else:
                lines[-1] += self._reader.runs([piece[0]], piece[1])
        shown = (markdown(joined(line), line_break="<br>", is_cell=True) for line in lines)
        return "<br>".join(line for line in shown if line.strip())


def _flat(
    element: HtmlElement, with_blocks: set[HtmlElement], look: Look | None = None
) -> Iterator[tuple[str | HtmlElement, Look] | None]:
    """Texts and inline elements with what they inherit; None where a line begins or ends."""
    look = look or Look()
    for piece in children_of(element):
        if isinstance(piece, str) or not (tag_of(piece) in BLOCKS or piece in with_blocks):
            yield piece, look
        else:
            yield None
            if tag_of(piece) == "li":
                yield "• ", look
            yield from _flat(piece, with_blocks, look_of(piece, look))
            yield None


def _holding_blocks(roots: Iterable[HtmlElement]) -> set[HtmlElement]:
    """The inline elements around blocks (Google wraps a whole document in one)."""
    found: set[HtmlElement] = set()
    for root in roots:
        for element in root.iter(*BLOCKS):
            for above in element.iterancestors():
                if above in found or tag_of(above) in BLOCKS:
                    break
                found.add(above)
    return found


def _paragraphs(runs: list[Run]) -> list[str]:
    """The runs as a paragraph, or as several where two line ends follow one another."""
    if not runs:
        return []
    found: list[str] = []
    paragraph: list[Run] = []
    breaks = 0
    for run in [*runs, *[Run("\n", Look())] * _TWO_BREAKS]:
        if run.text == "\n":
            breaks += 1
            if breaks == _TWO_BREAKS:
                found.append(markdown(joined(paragraph)))
                paragraph = []
            elif breaks < _TWO_BREAKS:
                paragraph.append(run)
        else:
            if run.text.strip():
                breaks = 0
            paragraph.append(run)
    return [text for text in found if text.strip()]


def _list_alone(element: HtmlElement) -> HtmlElement | None:
    """The list in an item that says nothing else; a list that stands right in a list; None for anything else."""
    if tag_of(element) in _LISTS:
        return element
    if tag_of(element) != "li" or len(element) != 1 or (element.text or "").strip():
        return None
    only = element[0]
    return only if tag_of(only) in _LISTS and not (only.tail or "").strip() else None


def _not_bold(look: Look) -> Look:
    return Look(False, look.italic, look.struck, look.code, look.script, look.href)


def _start_of(element: HtmlElement) -> int:
    start = element.get("start") or "1"
    return int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else 1


def _is_loose(blocks: list[str]) -> bool:
    """Whether an item needs empty lines: it has more than a paragraph and lists below it."""
    return any(not re.match(r"(?:[-*] |\d+[.)] )", block) for block in blocks[1:])


def _hung(marker: str, blocks: list[str], *, indent: str, gap: str = "\n\n") -> str:
    """The blocks behind a marker, with what follows the first line moved in."""
    lines = gap.join(blocks).split("\n")
    return "\n".join(
        [f"{marker}{lines[0]}", *(f"{indent}{line}" if line else "" for line in lines[1:])]
    ).rstrip()


def _fenced(text: str) -> list[str]:
    text = text.strip("\n").replace("\r\n", "\n")
    if not text.strip():
        return []
    longest = max((len(ticks) for ticks in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}\n{text}\n{fence}"]
