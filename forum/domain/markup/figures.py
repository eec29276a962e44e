"""A picture alone in a paragraph, with a title, is a figure: ``![alt](/address "The caption")``."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from forum.domain.markup.hrefs import safe_src
from forum.domain.markup.tags import escape


def hang(markdown: MarkdownIt) -> None:
    """Adds the rule to ``markdown``."""
    markdown.core.ruler.after("inline", "figures", _figures)


def _figures(state: StateCore) -> None:
    for opening, content, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type != "paragraph_open" or content.type != "inline" or closing.type != "paragraph_close":
            continue
        shown = [child for child in content.children or [] if child.type != "softbreak"]
        if len(shown) != 1 or shown[0].type != "image":
            continue
        picture = shown[0]
        title = picture.attrs.get("title")
        if title and safe_src(str(picture.attrs["src"])) is not None:
            opening.tag = closing.tag = "figure"
            opening.hidden = closing.hidden = False
            caption = Token("html_inline", "", 0, content=f"<figcaption>{escape(str(title))}</figcaption>")
            content.children = [picture, caption]
