"""Writing XML: elements rather than text, so that a title with an ampersand can never break a feed."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, tostring

# What XML 1.0 cannot carry at all, not even escaped.
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """A new last child of ``parent``."""
    child = SubElement(parent, tag, {name: _clean(value) for name, value in attributes.items()})
    if text is not None:
        child.text = _clean(text)
    return child


def root(tag: str, attributes: dict[str, str]) -> Element:
    """The outermost element; its attributes name the namespaces."""
    return Element(tag, {name: _clean(value) for name, value in attributes.items()})


def document(element: Element) -> bytes:
    """The whole document, UTF-8."""
    body: bytes = tostring(element, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def _clean(text: str) -> str:
    return _NO_CHARACTER.sub("", text)
