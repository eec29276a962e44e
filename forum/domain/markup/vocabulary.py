"""The tags that are known, and what becomes of each. Whatever is not in these tables is not a tag but text.

A tag is kept, or stands for another one (``strike`` for ``s``, ``div`` for a paragraph), or leaves only its content,
or goes together with its content. Some lists are long because people paste from Word and from web pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NOTHING = ""
SPACE = " "


def words(listed: str) -> frozenset[str]:
    """The words of a text, for tables that read as prose."""
    return frozenset(listed.split())


# Gone with everything in it: none of it was written to be read.
HIDDEN = words(
    "applet audio canvas datalist frameset head iframe math noembed noframes noscript object portal script"
    " select style svg template textarea title video xml"
)
_CONTENT_ONLY = words(
    "abbr acronym area base basefont bdi bdo bgsound big blink body button cite col colgroup data dfn embed font frame"
    " html img input isindex keygen label link map mark marquee meta meter multicol nobr optgroup option output param"
    " picture progress rb rp rt rtc ruby slot small source spacer span time track u var wbr"
)
_PARAGRAPHS = words(
    "address article aside caption center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup legend main menu nav search section summary table tbody tfoot thead tr"
)
# Word writes its own elements into what it copies: <o:p>, <w:wrap>, <st1:place>.
_OFFICE = ("o:", "w:", "v:", "m:", "x:", "st1:")
# Attributes that have no value. Other words without one are not attributes but prose.
SWITCHES = words(
    "autofocus checked compact disabled hidden inert itemscope multiple noshade nowrap open readonly required reversed"
    " selected"
)
_READERS_INLINE = words("a b code del em i ins kbd q s strong sub sup")
_READERS_BLOCKS = words("blockquote hr li ol p pre ul")
_AUTHORS_INLINE = _READERS_INLINE | words("cite dfn mark small var")
_AUTHORS_BLOCKS = _READERS_BLOCKS | words(
    "caption dd dl dt figcaption figure h2 h3 h4 table tbody td th thead tr"
)
_STAND_INS = {"strike": "s", "tt": "code", "samp": "code", "listing": "pre", "td": SPACE, "th": SPACE}


@dataclass(frozen=True)
class Vocabulary:
    """Which tags a kind of writer has: ``tags`` are all that can come out; ``inline`` and ``blocks`` are those of
    them that make a run of text and a block. ``instead`` says what stands for a known tag: a tag, a space, nothing.
    """

    inline: frozenset[str]
    blocks: frozenset[str]
    tags: frozenset[str]
    instead: Mapping[str, str]
    attributes: Mapping[str, frozenset[str]]
    for_author: bool

    def meaning(self, name: str) -> str | None:
        """The tag that stands for ``name`` (lower case), ``SPACE`` or ``NOTHING``; None if it is not a tag at all."""
        if name.startswith(_OFFICE):
            return NOTHING
        return self.instead.get(name)


def _meanings(tags: frozenset[str], stand_ins: dict[str, str]) -> dict[str, str]:
    return {
        **dict.fromkeys(_CONTENT_ONLY | HIDDEN, NOTHING),
        **dict.fromkeys(_PARAGRAPHS, "p"),
        **_STAND_INS,
        **{name: name for name in tags},
        **stand_ins,
    }


_READERS_TAGS = _READERS_INLINE | _READERS_BLOCKS | {"br"}
READERS = Vocabulary(
    inline=_READERS_INLINE,
    blocks=_READERS_BLOCKS,
    tags=_READERS_TAGS,
    instead=_meanings(_READERS_TAGS, {}),
    attributes={"a": words("href rel"), "ol": words("start")},
    for_author=False,
)
_AUTHORS_TAGS = _AUTHORS_INLINE | _AUTHORS_BLOCKS | {"br", "img"}
AUTHORS = Vocabulary(
    inline=_AUTHORS_INLINE,
    blocks=_AUTHORS_BLOCKS,
    tags=_AUTHORS_TAGS,
    # The page's own title is the only first-level heading, and three levels are enough below it.
    instead=_meanings(_AUTHORS_TAGS, {"h1": "h2", "h5": "h4", "h6": "h4", "tfoot": "tbody"}),
    attributes={
        "a": words("href rel id"),
        # Where lists lead on that show what stands before the "read more" mark.
        **dict.fromkeys(words("p h2 h3 h4 ul blockquote table figure pre dl"), words("id")),
        "ol": words("start id"),
        "li": words("id"),
        "img": words("src alt"),
        "td": words("colspan rowspan"),
        "th": words("colspan rowspan"),
    },
    for_author=True,
)
