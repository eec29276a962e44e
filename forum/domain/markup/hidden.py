"""The parts of a text that were never written to be read: comments, scripts, styles, what Word adds for itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from forum.domain.markup.vocabulary import HIDDEN

_OPENING = re.compile(rf"<({'|'.join(sorted(HIDDEN))})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_SELF_CLOSING = re.compile(r"""(?:<\w+|[\s"'])/>$""")
_ALONE = re.compile(r"<!(?:doctype\b|\[(?:if|endif)\b)[^<>]*>|<\?xml\b[^<>]*>|<!--+>", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?>")
# Where Markdown's code begins, and where a hidden part may.
_CODE = r"^ {0,3}(?:(`{3,})[^`\n]*|(~{3,})[^\n]*)$|(`+)"
_MARK = re.compile(rf"{_CODE}|<[!?a-zA-Z]", re.MULTILINE)
_CODE_MARK = re.compile(_CODE, re.MULTILINE)


class HiddenParts:
    """Finds the hidden parts of one text. Remembers which ends do not come any more, so that asking stays cheap."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._without_end: set[str] = set()

    def end_of_part(self, position: int) -> int | None:
        """Where the hidden part ends that begins at ``position``. None: none begins there, or it never ends; then it
        must be shown, because hiding it would eat the rest of the text."""
        if alone := _ALONE.match(self._source, position):
            return alone.end()
        if self._source.startswith("<!--", position):
            return self._end("--", _COMMENT_END, position + 4)
        if opening := _OPENING.match(self._source, position):
            if _SELF_CLOSING.search(opening[0]):
                return opening.end()
            name = opening[1].lower()
            return self._end(name, re.compile(rf"</{name}(?:[\s/][^<>]*)?>", re.IGNORECASE), opening.end())
        return None

    def _end(self, kind: str, pattern: re.Pattern[str], start: int) -> int | None:
        if kind in self._without_end:
            return None
        found = pattern.search(self._source, start)
        if found is None:
            self._without_end.add(kind)
            return None
        return found.end()


def without_hidden(source: str, instead: Callable[[str, int, int], str] | None = None) -> str:
    """Markdown ``source`` without its hidden parts; what stands in its code is code and stays. ``instead`` may put
    something in the place of a part, given the source and where the part begins and ends."""
    if "<" not in source:
        return source
    hidden = HiddenParts(source)
    kept: list[str] = []
    done = position = 0
    while mark := _MARK.search(source, position):
        if mark[1] or mark[2] or mark[3]:
            position = _end_of_code(source, mark)
        elif (end := hidden.end_of_part(mark.start())) is not None:
            put = instead(source, mark.start(), end) if instead else ""
            start, end = _whole_lines(source, mark.start(), end)
            kept += (source[done:start], put)
            done = position = end
        else:
            position = mark.end()
    kept.append(source[done:])
    return "".join(kept)


def outside_code(source: str) -> Iterator[tuple[int, int]]:
    """Where in Markdown ``source`` stands what is no code: beginning and end of each stretch, in their order."""
    done = 0
    while mark := _CODE_MARK.search(source, done):
        yield done, mark.start()
        done = _end_of_code(source, mark)
    yield done, len(source)


def _whole_lines(source: str, start: int, end: int) -> tuple[int, int]:
    """The part with its lines where it has them to itself: an empty line in its place would end a paragraph."""
    line_start = source.rfind("\n", 0, start) + 1
    line_end = source.find("\n", end)
    line_end = len(source) if line_end < 0 else line_end
    if not source[line_start:start].strip(" \t") and not source[end:line_end].strip(" \t"):
        return line_start, min(line_end + 1, len(source))
    return start, end


def _end_of_code(source: str, mark: re.Match[str]) -> int:
    """Where the code ends that begins with ``mark``."""
    if fence := mark[1] or mark[2]:
        return _end_of_fence(source, fence, mark.end())
    return _end_of_span(source, mark[3], mark.end())


def _end_of_fence(source: str, fence: str, start: int) -> int:
    """Behind the line that closes the block; the end of the text if none does, as CommonMark has it."""
    closing = re.compile(rf"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
    found = closing.search(source, start)
    return found.end() if found else len(source)


def _end_of_span(source: str, ticks: str, start: int) -> int:
    """Behind the code span that ``ticks`` open; behind the ticks if it is not closed in the same paragraph."""
    paragraph_end = source.find("\n\n", start)
    closing = re.compile(rf"(?<!`){ticks}(?!`)")
    found = closing.search(source, start, paragraph_end if paragraph_end >= 0 else len(source))
    return found.end() if found else start
