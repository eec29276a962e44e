"""What may stand in what: the part of the HTML standard that the tags of ``vocabulary`` need."""

from __future__ import annotations

# Blocks that hold text and no other block.
TEXT_BLOCKS = frozenset({"p", "pre", "h2", "h3", "h4"})
# What an element must stand in; where it stands elsewhere, the first of them is opened for it.
PARENTS = {
    "li": ("ul", "ol"),
    "tr": ("tbody", "thead"),
    "td": ("tr",),
    "th": ("tr",),
    "tbody": ("table",),
    "thead": ("table",),
    "caption": ("table",),
    "dt": ("dl",),
    "dd": ("dl",),
    "figcaption": ("figure",),
}
# What text is wrapped in where it stands directly in an element that holds none; "" is the text as a whole.
WRAPPERS = {
    "": "p",
    "blockquote": "p",
    "ul": "li",
    "ol": "li",
    "dl": "dd",
    "table": "tbody",
    "tbody": "tr",
    "thead": "tr",
    "tr": "td",
}
# Behind these no parent is looked for: a list item in a quote in a list begins a list of its own.
ENCLOSURES = frozenset({"blockquote", "table"})
# A table keeps its shape; anything else that shows nothing goes.
STAY_EMPTY = frozenset({"td", "th"})
