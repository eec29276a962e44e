"""The sanitiser: HTML in, HTML out that is safe to store and to show. The only place that knows bleach and nh3.

Three walls of different make. The builder writes known tags only, in order, with attributes that were judged. bleach
(html5lib's parser) and nh3 (the parser of a browser engine) each read that again by their own lights and keep what is
on the list. bleach gets no security fixes any more, which is why it never sees anything that the builder has not put in
order, and why it does not have the last word.
"""

from __future__ import annotations

import bleach
import nh3

from forum.domain.markup.attributes import judge
from forum.domain.markup.bounds import COMMENT, POST, Bounds, within
from forum.domain.markup.builder import Builder
from forum.domain.markup.characters import refuse_what_is_not_text
from forum.domain.markup.tags import pieces, unescape
from forum.domain.markup.vocabulary import AUTHORS, READERS, Vocabulary

_SCHEMES = frozenset({"http", "https", "mailto"})


def sanitise(html: str, *, for_author: bool = False) -> str:
    """Safe HTML from any ``html``, with a reader's tags or an author's. Sanitising it again changes nothing.

    Text that stands in no block becomes a paragraph. Raises ``MarkupRefused``: ``"not_text"``, ``"too_long"`` (the
    same number of characters that may come out in bytes), ``"too_much_output"``.
    """
    bounds, vocabulary = (POST, AUTHORS) if for_author else (COMMENT, READERS)
    within("too_long", len(html), bounds.output)
    refuse_what_is_not_text(html)
    return sanitised(html, vocabulary, bounds)


def sanitised(html: str, vocabulary: Vocabulary, bounds: Bounds) -> str:
    """Safe HTML from ``html`` that is text. Raises ``MarkupRefused("too_much_output")``, where that can be known before
    the two slow walls."""
    # Closing what was left open can double the tags, and what came out once must be accepted again.
    within("too_much_output", _marks(html), 2 * bounds.output_marks)
    builder = Builder(vocabulary)
    for piece in pieces(html, vocabulary):
        builder.add(piece)
    ordered = builder.finish()
    within("too_much_output", _marks(ordered), bounds.output_marks)
    within("too_much_output", len(ordered.encode()), bounds.output)
    safe = through_nh3(through_bleach(ordered, vocabulary), vocabulary)
    within("too_much_output", len(safe.encode()), bounds.output)
    return safe


def _marks(html: str) -> int:
    return html.count("<") + html.count("&")


def through_bleach(html: str, vocabulary: Vocabulary) -> str:
    """The second wall: what bleach leaves of ``html``."""

    def keeps(tag: str, name: str, value: str) -> bool:
        return judge(tag, name, unescape(value), vocabulary) is not None

    # A cleaner of its own for each call: one that two threads share mixes their texts.
    cleaned: str = bleach.clean(html, tags=vocabulary.tags, attributes=keeps, protocols=_SCHEMES)
    return cleaned


def through_nh3(html: str, vocabulary: Vocabulary) -> str:
    """The third wall: what nh3 leaves of ``html``."""

    def kept(tag: str, name: str, value: str) -> str | None:
        return judge(tag, name, value, vocabulary)

    return nh3.clean(
        html,
        tags=vocabulary.tags,
        attributes=vocabulary.attributes,
        attribute_filter=kept,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
