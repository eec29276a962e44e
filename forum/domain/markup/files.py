"""Files of the site in an author's text: pictures in the widths that browsers choose from, downloads that say what
they are.

It works on safe HTML, whose tags are written one way only, and adds nothing that the author wrote: addresses and
numbers come from the facts, words are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from forum.domain.markup.tags import escape, escape_value, unescape
from forum.domain.uploads import FORMATS, FileFacts
from forum.domain.uploads.renditions import SIZES
from forum.domain.uploads.shown import RenditionFacts

Facts = Mapping[int, FileFacts]

_NUMBER = r"/media/(?P<id>[1-9]\d{0,9})/"
_USE = re.compile(rf'<(?:img|a) (?:[a-z]+="[^"]*" )*(?:src|href)="{_NUMBER}')
# Also in HTML that ``with_files`` has been through.
_WORDLESS = re.compile(r'<img alt="" src="(?P<src>[^"]*)"')
_PICTURE = re.compile(r'<img alt="(?P<alt>[^"]*)" src="(?P<src>[^"]*)">')
_OURS = re.compile(_NUMBER)
# What could mean something between the square brackets.
_SIGNS = re.compile(r"[\\`*_\[\]<>&~!]")
_DOWNLOAD = re.compile(rf'(?P<opening><a href="{_NUMBER}[^"]*"[^>]*>)(?P<shown>.*?)</a>', re.DOTALL)


def line_of(file: FileFacts) -> str:
    """The Markdown that shows the picture with the words that it has, or offers the file by its name: whatever is in
    the words, they are text."""
    words = as_words(" ".join((file.alt if file.is_picture else file.name).split()))
    return f"{'!' if file.is_picture else ''}[{words}]({file.plain_address})"


def as_words(text: str) -> str:
    """``text`` as it stands between Markdown's square brackets: words, whatever is in it."""
    # ``<`` by its entity: behind a backslash it would still begin what the sanitiser hides.
    return _SIGNS.sub(lambda sign: "&lt;" if sign[0] == "<" else f"\\{sign[0]}", text)


def files_in(html: str) -> frozenset[int]:
    """The numbers of the site's own files that safe ``html`` shows or offers, whether they are there or not."""
    return frozenset(int(use["id"]) for use in _USE.finditer(html))


def with_files(html: str, facts: Facts) -> str:
    """Safe HTML of an author's text with what the site knows of its files. One that is not in ``facts`` stays as it is.

    A picture for which the text has no words gets those of the file.
    """
    if not facts:
        return html
    shown = _PICTURE.sub(lambda found: _picture(found, facts), html)
    return _DOWNLOAD.sub(lambda found: _download(found, facts), shown)


def wordless_pictures(html: str, facts: Facts) -> list[str]:
    """The addresses of pictures of which neither the text nor the file says what they show, and which are not marked as
    decorative. ``html`` is safe HTML, before ``with_files`` or after."""
    addresses = [found["src"] for found in _WORDLESS.finditer(html)]
    return [
        unescape(address)
        for address in addresses
        if (file := _file(address, facts)) is None or file.needs_words
    ]


def _file(address: str, facts: Facts) -> FileFacts | None:
    ours = _OURS.match(address)
    return facts.get(int(ours["id"])) if ours else None


def _picture(found: re.Match[str], facts: Facts) -> str:
    file = _file(found["src"], facts)
    if file is None or not file.is_picture:
        return found[0]
    sides = f' width="{file.width}" height="{file.height}"'
    alt = found["alt"] or escape_value(file.alt)
    image = f'<img alt="{alt}" src="{escape_value(file.address)}"{sides} loading="lazy" decoding="async">'
    sources = "".join(_source(name, file.renditions) for name in FORMATS)
    return f"<picture>{sources}{image}</picture>" if sources else image


def _source(name: str, renditions: Iterable[RenditionFacts]) -> str:
    widths = sorted((one for one in renditions if one.format == name), key=lambda one: one.width)
    if not widths:
        return ""
    srcset = ", ".join(f"{one.address} {one.width}w" for one in widths)
    return f'<source type="image/{name}" srcset="{escape_value(srcset)}" sizes="{SIZES}">'


def _download(found: re.Match[str], facts: Facts) -> str:
    file = facts.get(int(found["id"]))
    if file is None or file.is_picture:
        return found[0]
    return f"{found['opening']}{found['shown']} ({escape(file.says)})</a>"
