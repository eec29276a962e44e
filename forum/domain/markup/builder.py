"""Putting HTML in order: every element closed, nested as the standard wants it, none empty, none too deep.

This is why no input is expensive further on: HTML parsers repair disorder (formatting opened again in every paragraph,
searches down a deep stack), and the repair is where their quadratic time goes. What comes from here needs none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from forum.domain.markup.attributes import attributes_of
from forum.domain.markup.bounds import MAX_DEPTH
from forum.domain.markup.characters import keep_wanted
from forum.domain.markup.nesting import ENCLOSURES, PARENTS, STAY_EMPTY, TEXT_BLOCKS, WRAPPERS
from forum.domain.markup.tags import Tag, escape, unescape
from forum.domain.markup.vocabulary import NOTHING, SPACE, Vocabulary

_MAX_BREAKS = 2
# With ">" before it this mark composes to "≯", and the tag would be gone for whoever normalises the HTML.
_SLASH = "\u0338"
_SPACES = " \t\n\u00a0"


@dataclass(frozen=True)
class _Element:
    name: str
    at: int


class Builder:
    """Takes the pieces of a text in order and makes HTML of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._out: list[str] = []
        self._open: list[_Element] = []
        self._text: list[str] = []
        self._solid = -1  # the last place in _out that shows something
        self._breaks = 0

    def add(self, piece: str | Tag) -> None:
        """The next piece of the text."""
        if isinstance(piece, str):
            self._add_text(piece)
        elif piece.name == SPACE:
            self._text.append("" if piece.is_closing else " ")
        elif piece.name == "br":
            self._break()
        elif piece.name == NOTHING:
            pass
        elif piece.is_closing:
            self._end(piece.name)
        else:
            self._start(piece)
            if piece.is_self_closing:
                self._end(piece.name)

    def finish(self) -> str:
        """The HTML of all pieces."""
        while self._open:
            self._close()
        self._flush()
        return "".join(self._joined())

    def _joined(self) -> Iterator[str]:
        """What was written; where an element between two texts was taken back, they are composed once more."""
        for is_tag, run in groupby(self._out, key=lambda out: out.startswith("<")):
            texts = list(run)
            if is_tag or len(texts) == 1:
                yield from texts
            else:
                yield keep_wanted("".join(texts))

    def _add_text(self, text: str) -> None:
        if text.strip(_SPACES):
            self._wrap()
        self._text.append(text)

    def _start(self, tag: Tag) -> None:
        attributes = attributes_of(tag, self._vocabulary)
        if attributes is None:
            if tag.name == "img":
                self._add_text(escape(tag.attributes.get("alt", "")))
        elif len(self._open) >= MAX_DEPTH:
            self._text.append(" ")
        elif tag.name == "img":
            self._flush()
            self._wrap()
            self._show(f"<img{attributes}>")
        elif tag.name in self._vocabulary.inline:
            if tag.name == "a":
                self._end("a")
            self._flush()
            self._wrap()
            self._push(tag.name, attributes)
        else:
            self._start_block(tag.name, attributes)

    def _start_block(self, name: str, attributes: str = "") -> None:
        self._flush()
        while self._open and (self._is_inline(self._top) or self._top in TEXT_BLOCKS):
            self._close()
        if self._open:
            self._trim(self._open[-1])
        if parents := PARENTS.get(name):
            if not self._close_down_to(parents):
                self._start_block(parents[0])
        else:
            while (wrapper := WRAPPERS.get(self._top, "p")) != "p":
                self._push(wrapper)
        if name == "hr":
            self._show("<hr>")
        else:
            self._push(name, attributes)

    def _close_down_to(self, parents: tuple[str, ...]) -> bool:
        """Whether an element of ``parents`` is open, and now the innermost."""
        for depth in range(len(self._open) - 1, -1, -1):
            name = self._open[depth].name
            if name in parents:
                while len(self._open) > depth + 1:
                    self._close()
                return True
            if name in ENCLOSURES:
                return False
        return False

    def _end(self, name: str) -> None:
        """Closes the innermost element ``name``; formatting and paragraphs never reach out of their block."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].name == name:
                while len(self._open) > depth:
                    self._close()
                return
            if (name == "p" or self._is_inline(name)) and not self._is_inline(self._open[depth].name):
                return

    def _break(self) -> None:
        self._flush()
        if self._is_in_pre:
            self._text.append("\n")
        elif not self._is_at_start and self._breaks < _MAX_BREAKS:
            self._out.append("<br>")
            self._breaks += 1

    def _flush(self) -> None:
        """Writes the text that has gathered. Neighbours are joined first: letters and marks compose across them."""
        if not self._text:
            return
        text = keep_wanted(unescape("".join(self._text)))
        self._text.clear()
        if self._is_in_pre:
            # The newline behind <pre> is not part of its text; a parser drops one each time it reads the element.
            text = text.lstrip("\n") if self._open[-1].at == len(self._out) - 1 else text
            if text:
                self._show(escape(text))
            return
        is_first = self._is_at_start or self._out[-1] == "<br>"
        text = text.lstrip(_SPACES + _SLASH if is_first else _SLASH)
        if not text:
            return
        if text.strip(_SPACES):
            self._show(escape(text))
        elif WRAPPERS.get(self._top) is None:
            self._out.append(escape(text))

    def _wrap(self) -> None:
        while wrapper := WRAPPERS.get(self._top):
            self._push(wrapper)

    def _push(self, name: str, attributes: str = "") -> None:
        self._open.append(_Element(name, len(self._out)))
        self._out.append(f"<{name}{attributes}>")

    def _close(self) -> None:
        self._flush()
        element = self._open.pop()
        is_inline = self._is_inline(element.name)
        if self._solid < element.at and element.name not in STAY_EMPTY:
            self._take_back(element)
            return
        if not is_inline and element.name != "pre":
            self._trim(element)
        self._show(f"</{element.name}>")

    def _take_back(self, element: _Element) -> None:
        """Undoes an element that shows nothing; spaces and breaks in a run of text stay."""
        content = self._out[element.at + 1 :]
        del self._out[element.at :]
        if self._is_inline(element.name):
            for out in content:
                if out == "<br>":
                    self._flush()
                    self._out.append(out)
                else:
                    self._text.append(out)

    def _trim(self, element: _Element) -> None:
        """Takes away the breaks and spaces at the end of what a block holds so far."""
        last = max(self._solid, element.at)
        del self._out[last + 1 :]
        if not self._out[last].startswith("<"):
            self._out[last] = self._out[last].rstrip(_SPACES)

    def _show(self, out: str) -> None:
        self._out.append(out)
        self._solid = len(self._out) - 1
        self._breaks = 0

    @property
    def _top(self) -> str:
        return self._open[-1].name if self._open else ""

    @property
    def _is_in_pre(self) -> bool:
        return any(element.name == "pre" for element in self._open)

    @property
    def _is_at_start(self) -> bool:
        """Whether nothing shows yet in the innermost block, or text between blocks is all there could be."""
        if WRAPPERS.get(self._top):
            return True
        for element in reversed(self._open):
            if not self._is_inline(element.name):
                return self._solid < element.at
        return True

    def _is_inline(self, name: str) -> bool:
        return name in self._vocabulary.inline
