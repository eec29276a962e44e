"""The few attributes that are kept, and the values that they may have."""

from __future__ import annotations

import re

from forum.domain.markup.characters import keep_wanted
from forum.domain.markup.hrefs import FOOTNOTE_ANCHOR, is_absolute, safe_href, safe_src
from forum.domain.markup.more import ANCHOR
from forum.domain.markup.tags import Tag, escape_value
from forum.domain.markup.vocabulary import Vocabulary

READERS_REL = "nofollow ugc noopener noreferrer"
AUTHORS_REL = "noopener noreferrer"
_NUMBER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_SPAN = re.compile(r"[1-9]\d?", re.ASCII)


def attributes_of(tag: Tag, vocabulary: Vocabulary) -> str | None:
    """The attributes of an opening tag as they will be written (with a space before each); None if the tag is nothing
    without an attribute that it lacks: a link without a safe address, a picture without one."""
    allowed = vocabulary.attributes.get(tag.name)
    if not allowed:
        return ""
    kept: dict[str, str] = {}
    for name, value in tag.attributes.items():
        judged = judge(tag.name, name, value, vocabulary) if name in allowed else None
        if judged is not None:
            kept[name] = judged
    if tag.name == "a":
        href = kept.get("href")
        if href is None:
            return None
        kept.pop("rel", None)
        if rel := _rel(href, vocabulary):
            kept["rel"] = rel
    if tag.name == "img":
        if "src" not in kept:
            return None
        kept.setdefault("alt", "")
    return "".join(f' {name}="{escape_value(kept[name])}"' for name in sorted(kept))


def judge(tag: str, name: str, value: str, vocabulary: Vocabulary) -> str | None:
    """The decoded ``value`` as the attribute may have it, or None. All three sanitisers ask here."""
    if name not in vocabulary.attributes.get(tag, ()):
        return None
    match name:
        case "href":
            return safe_href(value, for_author=vocabulary.for_author)
        case "src":
            return safe_src(value)
        case "rel":
            return value if value in (READERS_REL, AUTHORS_REL) else None
        case "alt":
            return " ".join(keep_wanted(value).split())
        case "start":
            return value if _NUMBER.fullmatch(value) else None
        case "colspan" | "rowspan":
            return value if _SPAN.fullmatch(value) else None
        case "id":
            if tag in ("a", "li"):
                return value if FOOTNOTE_ANCHOR.fullmatch(value) else None
            return value if value == ANCHOR else None
    return None


def _rel(href: str, vocabulary: Vocabulary) -> str | None:
    if not vocabulary.for_author:
        return READERS_REL
    return AUTHORS_REL if is_absolute(href) else None
