"""Runs of text: what a passage says, piece by piece, each with what it looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from lxml.html import HtmlElement

from forum.domain.markup.hrefs import safe_src
from forum.domain.markup.pasted.office import Footnotes
from forum.domain.markup.pasted.reading import children_of, link_of, style_of, tag_of


@dataclass(frozen=True)
class Look:
    """What a run looks like. ``script`` is "sup", "sub" or ""; ``href`` is where it leads, None for no link."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    script: str = ""
    href: str | None = None


@dataclass(frozen=True)
class Run:
    """``text`` as it was read; or, where it ``is_markup`` (a picture, the call of a footnote), as it is written."""

    text: str
    look: Look
    is_markup: bool = False


BREAK = "\n"
_SPACES = re.compile(r"[ \t\r\n\f]+")
# In Chinese and Japanese a line end in the source is no space.
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t]*\r?\n[ \t]*(?=[{_WIDE}])")
# A space that must not break is meant in a few places; elsewhere editors write it for any space.
_NBSP = re.compile(r"(?<![«\d])\u00a0(?![»:;?!%\d])")
# By it the pages of this site keep the number of a note beside its word.
_JOINER = "\u2060"
_BOLD = re.compile(r"\b(?:bold|bolder|[6-9]00)\b")
_UPRIGHT = re.compile(r"\b(?:normal|lighter|[1-5]00)\b")
_TAGS: dict[str, dict[str, object]] = {
    "b": {"bold": True},
    "strong": {"bold": True},
    "i": {"italic": True},
    "em": {"italic": True},
    "cite": {"italic": True},
    "s": {"struck": True},
    "strike": {"struck": True},
    "del": {"struck": True},
    "code": {"code": True},
    "kbd": {"code": True},
    "samp": {"code": True},
    "tt": {"code": True},
    "sup": {"script": "sup"},
    "sub": {"script": "sub"},
}


def look_of(element: HtmlElement, inherited: Look) -> Look:
    """What the text in ``element`` looks like, standing in what looks like ``inherited``."""
    tag = tag_of(element)
    look = replace(inherited, **_TAGS[tag]) if tag in _TAGS else inherited  # type: ignore[arg-type]
    if tag == "a" and (href := link_of(element)):
        look = replace(look, href=href)
    style = style_of(element)
    if not style:
        return look
    font = style.get("font", "")
    weight, slant = style.get("font-weight", font), style.get("font-style", font)
    if _BOLD.search(weight):
        look = replace(look, bold=True)
    elif weight != font and _UPRIGHT.search(weight):
        look = replace(look, bold=False)
    if "italic" in slant or "oblique" in slant:
        look = replace(look, italic=True)
    elif slant != font and "normal" in slant:
        look = replace(look, italic=False)
    if "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        look = replace(look, struck=True)
    if (script := style.get("vertical-align")) in ("super", "sub"):
        look = replace(look, script="sup" if script == "super" else "sub")
    return look


class Reader:
    """Reads runs. ``call`` gives the name of the footnote under which a note of the source is written."""

    def __init__(self, footnotes: Footnotes, call: Callable[[str], str | None]) -> None:
        self._footnotes, self._call = footnotes, call

    def runs(self, pieces: Iterable[str | HtmlElement], look: Look) -> list[Run]:
        """The runs of texts and elements that hold no block."""
        found: list[Run] = []
        for piece in pieces:
            if isinstance(piece, str):
                found.append(Run(_plain(piece), look))
            else:
                self._read(piece, look, found)
        return found

    def _read(self, element: HtmlElement, look: Look, found: list[Run]) -> None:
        tag = tag_of(element)
        if tag == "br":
            found.append(Run(BREAK, Look()))
        elif tag == "img":
            if picture := picture_of(element):
                found.append(Run(picture, replace(Look(), href=look.href), is_markup=True))
        elif tag == "a" and (name := self._footnotes.called_by(element)):
            called = self._call(name)
            number = "".join(element.itertext()).strip().strip("[]")
            if called:
                found.append(Run(f"[^{called}]", Look(), is_markup=True))
            elif number:
                found.append(Run(number, Look(script="sup")))
        else:
            own = look_of(element, look)
            for child in children_of(element):
                if isinstance(child, str):
                    found.append(Run(_plain(child), own))
                else:
                    self._read(child, own, found)


def picture_of(image: HtmlElement, caption: str = "") -> str:
    """The picture as it is written; "" for one that this site could not show, or that nobody was meant to see."""
    src = safe_src(image.get("src") or "")
    if src is None or "1" in (image.get("width"), image.get("height")):
        return ""
    alt = re.sub(r"([\\\[\]`*_<&])", r"\\\1", " ".join((image.get("alt") or "").split()))
    title = f' "{_quoted(caption)}"' if caption else ""
    return f"![{alt}]({destination(src)}{title})"


def _quoted(caption: str) -> str:
    return re.sub(r'(["\\&])', r"\\\1", caption)


def destination(href: str) -> str:
    """The address as a link's may stand in its brackets."""
    return f"<{href}>" if "(" in href or ")" in href else href


def _plain(text: str) -> str:
    """The text with its spaces as a browser shows them, one at a time."""
    text = _NBSP.sub(" ", _BETWEEN_WIDE.sub("", text))
    return _SPACES.sub(" ", text).removesuffix(_JOINER)


def joined(runs: Iterable[Run]) -> list[Run]:
    """The runs with neighbours that look alike made one, without double spaces or those at line ends."""
    out: list[Run] = []
    for line_ends, line in groupby(_one_space(runs), key=lambda run: run.text == BREAK):
        if line_ends:
            out.extend(line)
            continue
        for (look, is_markup), alike in groupby(line, key=lambda run: (run.look, run.is_markup)):
            if is_markup:
                out.extend(alike)
            else:
                out.append(Run("".join(run.text for run in alike), look))
        if out and not out[-1].is_markup and out[-1].text != BREAK:
            out[-1] = replace(out[-1], text=out[-1].text.rstrip(" "))
    return _trimmed(out)


def _one_space(runs: Iterable[Run]) -> Iterator[Run]:
    """Of spaces that follow one another the first, and none at the beginning of a line."""
    is_at_space = True
    for run in runs:
        if run.text == BREAK:
            yield run
            is_at_space = True
            continue
        text = run.text.lstrip(" ") if is_at_space and not run.is_markup else run.text
        if text:
            is_at_space = text.endswith(" ") and not run.is_markup
            yield run if text is run.text else replace(run, text=text)


def _trimmed(runs: list[Run]) -> list[Run]:
    start, end = 0, len(runs)
    while start < end and not runs[start].text.strip():
        start += 1
    while end > start and not runs[end - 1].text.strip():
        end -= 1
    return runs[start:end]
