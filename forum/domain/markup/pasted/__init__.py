"""Pasted HTML becomes clean Markdown: from Word, Google Docs, LibreOffice, Pages and Notes, and from web pages.

The way of what was copied::

    HTML ── reading ───► a tree, without what was never written to be read
         ── office ────► Word's lists are lists, its footnotes and those of others are footnotes
         ── blocks ────► paragraphs, headings, lists, quotes, tables, figures
         ── inline ────► runs of text with what they look like, joined where they look alike
         ── marks ─────► Markdown, escaped where it would mean something else

Nothing here has to be safe: what comes out is typed into a field, and is sanitised like anything else that is typed.
It has to be cheap: the work is linear in what was pasted, and what was pasted is bounded.
"""

from __future__ import annotations

from collections.abc import Collection

from forum.domain.markup.bounds import POST, MarkupRefused, within
from forum.domain.markup.characters import clean_text, refuse_what_is_not_text
from forum.domain.markup.pasted.blocks import Writer
from forum.domain.markup.pasted.office import footnotes_of, make_lists
from forum.domain.markup.pasted.reading import read_tree

MOST_CHARACTERS = 2_000_000
# As many as forty pages of Word have.
MOST_TAGS = 16_000


def markdown_of(html: str, *, taken: Collection[str] = ()) -> str:
    """The Markdown that renders to what was copied, without a line end behind it; "" where nothing shows.

    ``taken`` are the names of footnotes that the text has already into which it is pasted. Raises ``MarkupRefused``:
    ``too_long``, ``too_many_tags``, ``not_text``, ``too_much_output``.
    """
    within("too_long", len(html), MOST_CHARACTERS)
    within("too_many_tags", html.count("<"), MOST_TAGS)
    refuse_what_is_not_text(html)
    body = read_tree(html)
    if body is None:
        return ""
    make_lists(body)
    writer = Writer(body, footnotes_of(body), taken=frozenset(taken))
    text = clean_text(writer.text())
    within("too_long", len(text), POST.characters)
    return text


__all__ = ["MOST_CHARACTERS", "MOST_TAGS", "MarkupRefused", "markdown_of"]
