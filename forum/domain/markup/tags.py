"""Reading HTML as it is typed and pasted: pieces of text and of tags, in one pass."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

from forum.domain.markup.hidden import HiddenParts
from forum.domain.markup.vocabulary import HIDDEN, SWITCHES, Vocabulary

# A tag never reaches beyond the next "<", not even in a quoted value: that alone makes reading linear.
_TAG = re.compile(r"""<(/?)([a-zA-Z][\w:.-]*+)(?=[\s/>])((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*)>""", re.ASCII)
# Not in <a href=https://example.org/>, where the slash belongs to the address.
_SELF_CLOSING = re.compile(r"""(?:^|[\s"'])/$""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>=`]++))""")
_ENTITY = re.compile(r"&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|([a-zA-Z][a-zA-Z0-9]{1,31};))")


@dataclass(frozen=True)
class Tag:
    """A tag as it stands in a text, from ``start`` to ``end``. ``name`` is in lower case."""

    name: str
    is_closing: bool
    written: str
    end: int

    @property
    def is_self_closing(self) -> bool:
        """``<svg/>``"""
        return _SELF_CLOSING.search(self.written) is not None

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes with their values decoded; of two with the same name the first counts."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.written):
            found.setdefault(name.lower(), unescape(double or single or bare))
        return found


def tag_at(source: str, position: int) -> Tag | None:
    """The tag that begins at ``position``; None if what stands there is prose, such as ``<a friend of mine>``."""
    found = _TAG.match(source, position)
    if found is None:
        return None
    written = found[3].strip()
    if "=" not in written and not SWITCHES.issuperset(written.strip("/").lower().split()):
        return None
    return Tag(found[2].lower(), bool(found[1]), written, found.end())


def pieces(source: str, vocabulary: Vocabulary) -> Iterator[str | Tag]:
    """``source`` in order: text (with its entities still in it) and the tags of ``vocabulary``, known by their meaning.

    Comments, and elements of which nothing was written to be read, are left out; what only looks like a tag is text.
    """
    hidden = HiddenParts(source)
    done = 0
    position = source.find("<")
    while position >= 0:
        end = hidden.end_of_part(position)
        tag = tag_at(source, position) if end is None else None
        if tag is not None and (tag.name not in HIDDEN or tag.is_closing or tag.is_self_closing):
            meaning = vocabulary.meaning(tag.name)
            if meaning is not None:
                end = tag.end
                tag = Tag(meaning, tag.is_closing, tag.written, tag.end)
        if end is None:
            position = source.find("<", position + 1)
            continue
        yield source[done:position]
        if tag is not None:
            yield tag
        done = end
        position = source.find("<", end)
    yield source[done:]


def unescape(text: str) -> str:
    """Entities become characters; one without its semicolon stays as it was typed."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    return html5.get(entity[1], entity[0]) if entity[1] else html.unescape(entity[0])


def escape(text: str) -> str:
    """Text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_value(text: str) -> str:
    """Text as it stands between the quotes of an attribute."""
    return escape(text).replace('"', "&quot;")
