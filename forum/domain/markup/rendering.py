"""From source to what is stored: comments and posts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt

from forum.domain.markup.bounds import COMMENT, POST, RAW, Bounds, MarkupRefused, within
from forum.domain.markup.characters import clean_text, is_blank
from forum.domain.markup.dialects import authors_markdown, readers_markdown
from forum.domain.markup.disguises import undisguised
from forum.domain.markup.hidden import without_hidden
from forum.domain.markup.more import Mark
from forum.domain.markup.reading import links_in, plain_text
from forum.domain.markup.sanitiser import sanitised
from forum.domain.markup.vocabulary import AUTHORS, READERS, Vocabulary


@dataclass(frozen=True)
class Rendered:
    """``source``: what was written, cleaned, as it is stored and edited again. ``html``: safe to store and to show.
    ``text``: what it says, for excerpts, search and screening. ``links``: as they were written, each with its address
    and the text that showed; in ``html`` a comment's link that showed another address shows its own. ``lead``: what a
    post says before its "read more" mark, "" where it has none."""

    source: str
    html: str
    text: str
    links: tuple[tuple[str, str], ...] = ()
    lead: str = ""


def render_comment(source: str) -> Rendered:
    """A reader's small Markdown: paragraphs with their line breaks, emphasis, links, lists, quotes, code; the inline
    HTML tags of ``vocabulary.READERS`` are understood too. A link that shows another address than it leads to shows
    where it leads.

    Bounds: 10,000 characters after cleaning, 200 ``<``, 60,000 bytes of HTML. Raises ``MarkupRefused``.
    """
    rendered = _render(source, readers_markdown(), COMMENT, READERS)
    if is_blank(rendered.text):
        raise MarkupRefused("empty")
    html = undisguised(rendered.html)
    if html == rendered.html:
        return rendered
    within("too_much_output", len(html.encode()), COMMENT.output)
    return replace(rendered, html=html, text=plain_text(html, READERS))


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


def post_text(html: str) -> str:
    """What a post's stored HTML says."""
    return plain_text(html, AUTHORS)


def links_as_written(source: str, html: str) -> tuple[tuple[str, str], ...]:
    """The links of a stored comment as screening sees them: each with the address and the text that its writer gave it.
    ``html`` is what is stored of ``source``; only where a link in it may pretend something does it have to be made
    anew. A source that the sanitiser takes no more gives the links that show."""
    shown = links_in(html)
    may_pretend = any(text == address for address, text in shown)
    if may_pretend and ("](" in source or "<a" in source.lower()):
        with suppress(MarkupRefused):
            return render_comment(source).links
    return shown


def _render(source: str, markdown: MarkdownIt, bounds: Bounds, vocabulary: Vocabulary) -> Rendered:
    within("too_long", len(source), RAW * bounds.characters)
    clean = clean_text(source)
    within("too_long", len(clean), bounds.characters)
    within("too_many_tags", clean.count("<"), bounds.tags)
    mark = Mark(clean)
    shown = without_hidden(clean, mark.sign_for if vocabulary.for_author else None)
    lead, html = mark.lead_and_whole(sanitised(markdown.render(shown), vocabulary, bounds))
    text = plain_text(html, vocabulary)
    return Rendered(clean, html, text, links_in(html), plain_text(lead, vocabulary))
