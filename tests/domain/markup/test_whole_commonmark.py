"""All examples of CommonMark's specification, and the table of those that a post means to read otherwise.

What is so for every text is not in the table: headings have three levels, links and pictures no titles (a picture alone
in a paragraph is a figure), code no language.
"""

import json
from html.parser import HTMLParser
from pathlib import Path

from forum.domain.markup import MarkupRefused, render_post

SPECIFICATION = Path(__file__).parents[2] / "data" / "markup" / "commonmark-0.31.2.json"
EXAMPLES = {
    one["example"]: (one["markdown"], one["html"])
    for one in json.loads(SPECIFICATION.read_text(encoding="utf-8"))
}
LEVELS = {"h1": "h2", "h5": "h4", "h6": "h4"}
BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "br"}
)
NOT_KEPT = frozenset({"title", "rel", "class"})

# On purpose, by reason; docs/publishing.md says why.
OTHERWISE = {
    "there are no blocks of HTML; known tags are judged where they stand, unknown ones are text": (
        "21 31 148-167 169-178 180 182-191 201 308 309 344 475-477 491 494 524 536 609 613-617 619 622-631 642 643"
    ),
    "addresses that could lead elsewhere than they seem to, and relative ones, are text": (
        "20 194 195 200 202-204 346 484-487 492 495 496 498-504 517 520 522 531 567 573 576-578 580 596 598-601 603"
    ),
    "an e-mail address in pointed brackets is text": "597 604 605",
    "an address is a link without brackets, too": "602 608 611",
    "an address keeps the letters of its script": "32 33 206 526 538",
    "a picture with a title that stands alone is a figure": "572 584-586 588 589 591",
    "what shows nothing is left out": "79 126 130 144 218 237 239 240 280-284 315",
    "spaces and empty lines at the ends of a paragraph or of code are left out": "25 40 127 129 138 331-334",
}


class Said(HTMLParser):
    """What HTML says: tags with what matters of their attributes, and texts; not the line ends beside blocks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self._text = ""
        self.feed(html)
        self.close()
        self._end_text(is_before_block=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(LEVELS.get(tag, tag), tag, sorted(one for one in attrs if one[0] not in NOT_KEPT))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._tag(f"/{LEVELS.get(tag, tag)}", tag, [])

    def handle_data(self, data: str) -> None:
        self._text += data

    def _tag(self, said: str, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._end_text(is_before_block=tag in BLOCKS)
        self.found.append((said, attributes))

    def _end_text(self, *, is_before_block: bool) -> None:
        text, self._text = self._text, ""
        behind = str(self.found[-1][0]).removeprefix("/") if self.found else "p"
        if behind in BLOCKS:
            text = text.removeprefix("\n")
        if is_before_block:
            text = text.removesuffix("\n")
        if text:
            self.found.append((text, None))


def shown(markdown: str) -> str:
    try:
        return render_post(markdown).html
    except MarkupRefused as refused:
        if refused.code != "empty":
            raise
        return ""


def numbers(written: str) -> list[int]:
    """``"1 3-5"`` as numbers."""
    ends = [part.split("-") for part in written.split()]
    return [number for end in ends for number in range(int(end[0]), int(end[-1]) + 1)]


def test_a_post_reads_every_example_as_the_specification_does_but_for_those_of_the_table():
    assert len(EXAMPLES) == 652
    otherwise = [number for some in OTHERWISE.values() for number in numbers(some)]
    assert len(otherwise) == len(set(otherwise))
    different = {
        number
        for number, (markdown, html) in EXAMPLES.items()
        if Said(shown(markdown)).found != Said(html).found
    }
    assert different == set(otherwise)
