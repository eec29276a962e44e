"""From source to what is stored: comments and posts."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it import MarkdownIt

from forum.domain.markup.bounds import COMMENT, POST, RAW, Bounds, MarkupRefused, within
from forum.domain.markup.characters import clean_text, is_blank
from forum.domain.markup.dialects import authors_markdown, readers_markdown
from forum.domain.markup.hidden import without_hidden
from forum.domain.markup.reading import plain_text
from forum.domain.markup.sanitiser import sanitised
from forum.domain.markup.vocabulary import AUTHORS, READERS, Vocabulary


@dataclass(frozen=True)
class Rendered:
    """``source``: what was written, cleaned, as it is stored and edited again. ``html``: safe to store and to show.
    ``text``: what it says, for excerpts, search and screening."""

    source: str
    html: str
    text: str


def render_comment(source: str) -> Rendered:
    """A reader's small Markdown: paragraphs with their line breaks, emphasis, links, lists, quotes, code; the inline
    HTML tags of ``vocabulary.READERS`` are understood too.

    Bounds: 10,000 characters after cleaning, 200 ``<``, 60,000 bytes of HTML. Raises ``MarkupRefused``.
    """
    rendered = _render(source, readers_markdown(), COMMENT, READERS)
    if is_blank(rendered.text):
        raise MarkupRefused("empty")
    return rendered


def render_post(source: str) -> Rendered:
    """An author's CommonMark with tables, footnotes, strikethrough, figures and headings of three levels.

    A picture alone in a paragraph that has a title is a figure with a caption. Bounds: 200,000 characters, 10,000
    ``<``, 1,200,000 bytes of HTML. Raises ``MarkupRefused``; a text that shows nothing at all is ``"empty"``.
    """
    rendered = _render(source, authors_markdown(), POST, AUTHORS)
    if not rendered.html:
        raise MarkupRefused("empty")
    return rendered


def comment_text(html: str) -> str:
    """What a comment's stored HTML says, as screening sees it."""
    return plain_text(html, READERS)


def _render(source: str, markdown: MarkdownIt, bounds: Bounds, vocabulary: Vocabulary) -> Rendered:
    within("too_long", len(source), RAW * bounds.characters)
    clean = clean_text(source)
    within("too_long", len(clean), bounds.characters)
    within("too_many_tags", clean.count("<"), bounds.tags)
    html = sanitised(markdown.render(without_hidden(clean)), vocabulary, bounds)
    return Rendered(clean, html, plain_text(html, vocabulary))
