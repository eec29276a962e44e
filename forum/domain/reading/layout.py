"""Laying out the safe HTML of a post: one pass over its tags, which are written one way only."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from forum.domain.reading.contents import Entry, anchors, contents
from forum.domain.reading.parts import Card, Heading, Note, Notes, Part, Passage, Sideways
from forum.domain.reading.tongues import with_tongues, without_breaks
from forum.domain.reading.videos import Service, video_at

# Whole tags with their quoted values, so that nothing in a value is taken for a tag.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>')
_VOID = frozenset({"br", "hr", "img", "source"})
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_NOTES = re.compile(r'<hr><ol(?: id="more")?><li id="fn-1">')
_WAY_BACK = re.compile(r'<a href="#fnref-([1-9]\d{0,3})">↩</a>')
_MARK = re.compile(r'<sup><a href="#fn-[^"]*"[^>]*>\d+</a></sup>')
_REFERENCE = '<sup><a href="#fn-'
# In scripts without spaces a line may end anywhere, but not before the mark of a footnote (a word joiner stands there).
_SHOWN_REFERENCE = '\u2060<sup><a role="doc-noteref" href="#fn-'
_SERVICE = re.compile(r'<a href="https?://[a-z.-]*(?:youtu|vimeo|facebook|fb\.watch)', re.IGNORECASE)
_HREF = re.compile(r' href="(https?://[^"]*)"')
_IMAGE = r'<img(?: [a-z]+="[^"]*")*>'
_PICTURE = re.compile(rf'(?:<picture>(?:<source(?: [a-z]+="[^"]*")*>)*{_IMAGE}</picture>|{_IMAGE})')
_LINE_ENDS = re.compile(r"[ \t]*(?:\Z|\n|<br>\n?)")
# As many signs as a line of code has on the narrowest phone.
_NARROWEST = 34


@dataclass(frozen=True)
class Layout:
    """A post's text, laid out: ``parts`` in order, and the table of ``contents``, empty for most."""

    parts: tuple[Part, ...]
    contents: tuple[Entry, ...] = ()

    @cached_property
    def services(self) -> frozenset[Service]:
        """Whose players the page may load, if a reader asks for one."""
        return frozenset(part.video.service for part in self.parts if isinstance(part, Card))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The places on the page at which its headings stand."""
        return frozenset(part.anchor for part in self.parts if isinstance(part, Heading))

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is nothing but passages, as most short texts are."""
        return all(isinstance(part, Passage) for part in self.parts)


def laid_out(html: str, language: str) -> Layout:
    """The layout of the safe ``html`` of a post in ``language``, files and all. Nothing that it says is lost."""
    parts = list(_Reading(with_tongues(without_breaks(html, language), language)).parts())
    headings = [part for part in parts if isinstance(part, Heading)]
    if not headings:
        return Layout(tuple(parts))
    placed = iter(anchors(heading.text for heading in headings))
    parts = [replace(part, anchor=next(placed)) if isinstance(part, Heading) else part for part in parts]
    headings = [part for part in parts if isinstance(part, Heading)]
    return Layout(tuple(parts), tuple(contents(headings, _said(html))))


class _Reading:
    """One pass over one text."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._done = 0
        self._tables = self._codes = 0

    def parts(self) -> Iterator[Part]:
        """The parts in order."""
        notes = self._start_of_notes()
        for opening, closing in _blocks(self._html[:notes]):
            found = list(self._part(opening, closing))
            if found:
                yield from self._passage(opening.start())
                yield from found
                self._done = closing.end()
        yield from self._passage(notes)
        if notes < len(self._html):
            yield _notes(self._html[notes:])

    def _start_of_notes(self) -> int:
        """Where the footnotes begin, which are the last block; the end of the text where there are none."""
        found = list(_NOTES.finditer(self._html))
        if found and _depth(self._html[: found[-1].start()]) == 0:
            return found[-1].start()
        return len(self._html)

    def _passage(self, end: int) -> Iterator[Passage]:
        passage = self._html[self._done : end]
        if passage.strip():
            yield Passage(_with_roles(passage))

    def _part(self, opening: re.Match[str], closing: re.Match[str]) -> Iterator[Part]:
        inner = self._html[opening.end() : closing.start()]
        anchor = "more" if opening[3] == ' id="more"' else ""
        if opening[2] == "p":
            yield from _split_at_videos(inner, anchor)
        elif opening[2] == "table":
            self._tables += 1
            caption = _CAPTION.search(inner)
            name = _line(caption[1]) if caption else ""
            yield Sideways(True, self._tables, name, _with_roles(self._html[opening.start() : closing.end()]))
        elif opening[2] == "pre":
            if max(map(len, _said(inner).split("\n"))) > _NARROWEST:
                self._codes += 1
                yield Sideways(False, self._codes, "", self._html[opening.start() : closing.end()])
        else:
            yield Heading(int(opening[2][1]), _line(inner), _with_roles(inner), extra_anchor=anchor)


def _blocks(html: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Opening and closing tag of each block that a page may treat, none of them within another."""
    opened: re.Match[str] | None = None
    depth = 0
    for tag in _TAG.finditer(html):
        name = tag[2]
        if opened is None:
            if not tag[1] and (
                name in ("table", "pre") or name in ("h2", "h3", "h4") or _may_hold_video(tag, html)
            ):
                opened, depth = tag, 1
        elif name == opened[2]:
            depth += -1 if tag[1] else 1
            if depth == 0:
                yield opened, tag
                opened = None


def _may_hold_video(tag: re.Match[str], html: str) -> bool:
    """A glance, for most paragraphs with links have none to a video."""
    return tag[2] == "p" and _SERVICE.search(html, tag.end(), html.find("</p>", tag.end())) is not None


def _split_at_videos(inner: str, anchor: str) -> Iterator[Part]:
    """The paragraph, divided at the lines that are nothing but the address of a video; nothing where it has none."""
    done = 0
    before = ""
    for start, end, card in _videos_in(inner):
        before = inner[done:start].strip()
        poster = before if _PICTURE.fullmatch(before) else ""
        if before and not poster:
            yield _paragraph(before, anchor)
            anchor = ""
        yield replace(card, poster_html=poster, extra_anchor=anchor)
        anchor = ""
        done = end
    rest = inner[done:].strip()
    if done and rest:
        yield _paragraph(rest, anchor)


def _paragraph(inner: str, anchor: str) -> Passage:
    inner = _with_roles(inner.removeprefix("<br>").removesuffix("<br>").strip())
    return Passage(f'<p id="{anchor}">{inner}</p>' if anchor else f"<p>{inner}</p>")


def _videos_in(inner: str) -> Iterator[tuple[int, int, Card]]:
    """Where in a paragraph a line is a link to a video, and its card. Within other marks it is part of a sentence."""
    depth = 0
    opened: re.Match[str] | None = None
    for tag in _TAG.finditer(inner):
        if tag[2] in _VOID:
            continue
        if not tag[1]:
            if tag[2] == "a" and depth == 0 and _begins_line(inner, tag.start()):
                opened = tag
            depth += 1
            continue
        depth -= 1
        if opened is None or depth:
            continue
        link, opened = opened, None
        behind = _LINE_ENDS.match(inner, tag.end())
        address = _HREF.search(link[3])
        video = video_at(entities.unescape(address[1])) if behind and address else None
        if video is not None and behind is not None:
            shown = _line(inner[link.end() : tag.start()])
            yield link.start(), behind.end(), Card(video, "" if "://" in shown else shown)


def _notes(html: str) -> Notes:
    pieces = _WAY_BACK.split(_with_roles(html))
    numbers = [*map(int, pieces[1::2]), None]
    return Notes(tuple(Note(*piece) for piece in zip(pieces[::2], numbers, strict=True)))


def _with_roles(html: str) -> str:
    """References to footnotes say that they are that, and stay on the line. In a value no quote stands as it is."""
    return html.replace(_REFERENCE, _SHOWN_REFERENCE)


def _depth(html: str) -> int:
    """How many elements are open at the end of ``html``."""
    return sum(-1 if tag[1] else 1 for tag in _TAG.finditer(html) if tag[2] not in _VOID)


def _begins_line(inner: str, at: int) -> bool:
    while at and inner[at - 1] in " \t":
        at -= 1
    return at == 0 or inner[at - 1] == "\n" or inner.endswith("<br>", 0, at)


def _line(html: str) -> str:
    """What ``html`` says in one line, without the marks of footnotes."""
    return " ".join(_said(_MARK.sub("", html)).split())


def _said(html: str) -> str:
    return entities.unescape(_TAG.sub("", html))
