"""How footnotes are written as HTML: a raised number that leads to the note, and an arrow that leads back.

Their anchors (``fn-1``, ``fnref-1``) are the only ``id`` that survives the sanitiser, and nobody can choose them.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


def hang(markdown: MarkdownIt) -> None:
    """Gives the footnotes of ``markdown`` this form."""
    for name, rule in {
        "footnote_ref": _reference,
        "footnote_block_open": _block_open,
        "footnote_block_close": _block_close,
        "footnote_open": _open,
        "footnote_close": _close,
        "footnote_anchor": _way_back,
    }.items():
        markdown.add_render_rule(name, rule)


def _number(token: Token) -> int:
    return int(token.meta["id"]) + 1


def _reference(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    number = _number(tokens[at])
    # The arrow leads back to the first of several references to one note.
    anchor = "" if tokens[at].meta.get("subId", 0) else f' id="fnref-{number}"'
    return f'<sup><a href="#fn-{number}"{anchor}>{number}</a></sup>'


def _block_open(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    return "<hr><ol>"


def _block_close(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    return "</ol>"


def _open(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li id="fn-{_number(tokens[at])}">'


def _close(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    return "</li>"


def _way_back(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    if tokens[at].meta.get("subId", 0):
        return ""
    return f' <a href="#fnref-{_number(tokens[at])}">↩</a>'
