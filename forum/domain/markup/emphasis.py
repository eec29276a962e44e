"""Emphasis in scripts that are written without spaces.

CommonMark lets ``**`` close only where a word can end, and sees that by spaces and punctuation. In ``**「重点」**字``
it finds punctuation before the marks and a letter behind, as in the middle of a Latin word, and nothing becomes bold.
In scripts that put no spaces between words, a letter next to the marks is as good a border as a space.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

# Thai, Lao, Tibetan, Burmese, Khmer; kana, bopomofo, Han (with their extensions and compatibility forms), Yi.
_SPACELESS = re.compile(
    "[\u0e01-\u0e5b\u0e80-\u0edf\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9fe\uaa60-\uaa7f"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua000-\ua4cf\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)


class _SpacelessState(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the parser's names
        """Whether the marks at ``start`` can open and close emphasis (CommonMark §6.2, with the border above)."""
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        behind = self.src[end] if end < self.posMax else " "
        opens = leans(towards=behind, away=before)
        closes = leans(towards=before, away=behind)
        return Scanned(
            opens and (canSplitWord or not closes or _is_punctuation(before)),
            closes and (canSplitWord or not opens or _is_punctuation(behind)),
            end - start,
        )


class SpacelessInline(ParserInline):
    """The inline parser with that rule."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parses one paragraph's text into ``tokens``."""
        state = _SpacelessState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def leans(*, towards: str, away: str) -> bool:
    """Whether marks belong to the character on one side ("flanking" in CommonMark)."""
    if isWhiteSpace(ord(towards)):
        return False
    return not _is_punctuation(towards) or _is_border(away)


def _is_border(char: str) -> bool:
    return isWhiteSpace(ord(char)) or _is_punctuation(char) or bool(_SPACELESS.match(char))


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
