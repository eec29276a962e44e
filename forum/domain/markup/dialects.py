"""The two Markdowns: what readers write and what authors write."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, paragraph
from mdit_py_plugins.footnote import footnote_plugin

from forum.domain.markup import figures, footnotes
from forum.domain.markup.addresses import bare_address, bracketed_address
from forum.domain.markup.emphasis import SpacelessInline
from forum.domain.markup.hrefs import safe_href
from forum.domain.markup.html_in_markdown import html_tag, no_breaks_in_html
from forum.domain.markup.vocabulary import AUTHORS, READERS, Vocabulary

_READERS_BLOCKS = ["fence", "blockquote", "hr", "list", "paragraph"]
_AUTHORS_BLOCKS = [*_READERS_BLOCKS, "code", "heading", "lheading", "reference", "table"]
_READERS_INLINE = ["text", "newline", "escape", "backticks", "strikethrough", "emphasis", "link", "entity"]
_AUTHORS_INLINE = [*_READERS_INLINE, "image"]
# Quotes and lists stop nesting here, well before the parser's own limit, at which it drops what it has not read yet.
_DEPTH = 10
_PARSERS_LIMIT = 20


class _Markdown(MarkdownIt):
    """The parser with this product's opinion on links, on emphasis and on HTML."""

    def __init__(self, vocabulary: Vocabulary, blocks: list[str], inline: list[str], *, breaks: bool) -> None:
        super().__init__("zero", {"breaks": breaks, "html": False, "maxNesting": _PARSERS_LIMIT})
        self._for_author = vocabulary.for_author
        self.inline: ParserInline = SpacelessInline()
        self.inline.ruler.enableOnly(inline)
        self.inline.ruler.before("link", "html_tag", html_tag(vocabulary))
        self.inline.ruler.before("link", "bracketed_address", bracketed_address)
        self.inline.ruler.before("link", "bare_address", bare_address)
        self.core.ruler.enableOnly(["normalize", "block", "inline", "text_join"])
        self.core.ruler.after("inline", "no_breaks_in_html", no_breaks_in_html)
        self.block.ruler.enableOnly(blocks)
        self.block.ruler.before("table", "flat", _flat)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's name
        return safe_href(url, for_author=self._for_author) or ""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser's name
        return bool(url)


@cache
def readers_markdown() -> MarkdownIt:
    """Paragraphs with their line breaks, emphasis, links, lists, quotes, code. Parsing keeps no state in it."""
    markdown = _Markdown(READERS, _READERS_BLOCKS, _READERS_INLINE, breaks=True)
    markdown.block.ruler.before("paragraph", "end_of_quote", _end_of_quote, {"alt": ["blockquote"]})
    return markdown


@cache
def authors_markdown() -> MarkdownIt:
    """CommonMark with tables, footnotes, strikethrough and figures. Parsing keeps no state in it."""
    markdown = _Markdown(AUTHORS, _AUTHORS_BLOCKS, _AUTHORS_INLINE, breaks=False)
    markdown.use(footnote_plugin, inline=False)
    footnotes.hang(markdown)
    figures.hang(markdown)
    return markdown


def _flat(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """What is nested too deep is a paragraph."""
    return not silent and state.level >= _DEPTH and paragraph(state, start, end, silent)


def _end_of_quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line without ``>`` ends the quote: people answer an e-mail right below the line they quote, and CommonMark
    would take the answer for the rest of the quoted paragraph. Asked only whether a quote ends (``silent``)."""
    return silent
