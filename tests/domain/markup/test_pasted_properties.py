"""However texts and looks are mixed: what the post shows has every character with the look that it had."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from forum.domain.markup import markdown_of, render_post

# Letters of scripts with and without spaces, and all that Markdown or HTML could take for something.
ALPHABET = "ab7 中。「」ไกမ்é.,:;!?*_~`[]()<>&#+-=|\\/\"'^{}$%@1"
LOOKS = {"strong": "b", "em": "i", "s": "s", "sup": "sup", "code": "code"}
texts = st.text(ALPHABET, min_size=1, max_size=8)
runs = st.lists(st.tuples(texts, st.sets(st.sampled_from(["b", "i", "s", "sup"]), max_size=3)), max_size=6)


def pasted(paragraph) -> str:
    parts = []
    for text, tags in paragraph:
        ordered = sorted(tags)
        opening, closing = (
            "".join(f"<{tag}>" for tag in ordered),
            "".join(f"</{tag}>" for tag in ordered[::-1]),
        )
        parts.append(f"{opening}{escape(text)}{closing}")
    return f"<p>{''.join(parts)}</p>"


def characters(paragraph) -> list[tuple[str, frozenset[str]]]:
    """Each character but spaces, with its looks."""
    return [(char, frozenset(tags)) for text, tags in paragraph for char in text if not char.isspace()]


def shown(html: str) -> list[tuple[str, frozenset[str]]]:
    found: list[tuple[str, frozenset[str]]] = []

    def walk(element, looks: frozenset[str]) -> None:
        looks |= {LOOKS[element.tag]} if element.tag in LOOKS else set()
        found.extend((char, looks) for char in element.text or "" if not char.isspace())
        for child in element:
            walk(child, looks)
            found.extend((char, looks) for char in child.tail or "" if not char.isspace())

    walk(parser.fragment_fromstring(html, create_parent="div"), frozenset())
    return found


@given(st.lists(runs, min_size=1, max_size=3))
def test_every_character_comes_with_its_look(paragraphs):
    source = "".join(map(pasted, paragraphs))
    markdown = markdown_of(source)
    html = render_post(markdown).html if markdown else ""
    expected = [one for paragraph in paragraphs for one in characters(paragraph)]
    assert shown(html) == expected, (source, markdown)


@given(runs)
def test_a_cell_and_a_heading_say_the_same(paragraph):
    inside = pasted(paragraph)[3:-4]
    for source, without in (
        (f"<table><tr><td>x</td><td>{inside}</td></tr><tr><td>y</td></tr></table>", set()),
        (f"<h2>x {inside}</h2>", {"b"}),
        (f"<ul><li>x {inside}</li></ul>", set()),
    ):
        html = render_post(markdown_of(source)).html
        expected = [(char, looks - without) for char, looks in characters(paragraph)]
        found = [one for one in shown(html) if one[0] not in "xy"]
        assert found == expected, (source, markdown_of(source))
