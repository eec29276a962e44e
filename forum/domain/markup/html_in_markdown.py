"""HTML tags that stand in Markdown: the known ones pass as they are, for the sanitiser to judge; the rest is text."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from forum.domain.markup.tags import tag_at
from forum.domain.markup.vocabulary import HIDDEN, Vocabulary


def html_tag(vocabulary: Vocabulary) -> Callable[[StateInline, bool], bool]:
    """The parser's rule for the tags of ``vocabulary``.

    A hidden element that is still here has no end (``without_hidden`` took the others): its tag is shown.
    """

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "<":
            return False
        tag = tag_at(state.src, state.pos)
        if tag is None or tag.end > state.posMax or vocabulary.meaning(tag.name) is None:
            return False
        if tag.name in HIDDEN and not tag.is_closing and not tag.is_self_closing:
            return False
        if not silent:
            token = state.push("html_inline", "", 0)
            token.content = state.src[state.pos : tag.end]
            token.meta = {"starts_block": vocabulary.meaning(tag.name) in vocabulary.blocks}
            if tag.name == "a":
                state.linkLevel += -1 if tag.is_closing else 1
        state.pos = tag.end
        return True

    return rule


def no_breaks_in_html(state: StateCore) -> None:
    """A paragraph that is HTML breaks its lines by tags. In what Word and web pages copy, the ends of source lines
    mean nothing."""
    for block in state.tokens:
        children = block.children or []
        if not any(child.meta.get("starts_block") for child in children):
            continue
        for child in children:
            if child.type == "softbreak":
                child.type, child.tag, child.content = "text", "", "\n"
