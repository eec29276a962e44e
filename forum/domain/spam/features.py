"""A comment's marks: what a score can be made of, each a short text that can be shown to a moderator."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from forum.domain.screening.links import Link, normalised_domain
from forum.domain.spam.topics import between_topics
from forum.domain.text import search_terms

SHAPE = "count:"  # how marks begin that are no words
MAX_WORDS = 400  # of one text: a longer one repeats itself, or was pasted to drown what matters
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)\S+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LONG_NUMBER = re.compile(r"(?:\d[\s().-]?){8,}")


def features(text: str, *, name: str = "", links: Sequence[Link] = ()) -> list[str]:
    """The marks of a comment, each once and in a fixed order: ``earn``, ``earn money``, ``link:casino.example``,
    ``name:best``, ``count:links 2``. ``text`` is the plain text, ``links`` what stands in it as a link.

    Words are those by which texts are found (``domain.text.search_terms``): of scripts without spaces every two signs.
    Digits are all 0, so that no telephone number is learned. Topic words are left out, alone and in pairs.
    """
    marks: dict[str, None] = {}
    words: list[str] = []
    for piece in between_topics(_ADDRESS.sub(" ", text)):
        terms = [_DIGIT.sub("0", term) for term in search_terms(piece)[: MAX_WORDS - len(words)]]
        words += terms
        marks |= dict.fromkeys(terms)
        marks |= dict.fromkeys(f"{one} {two}" for one, two in pairwise(terms))
    for piece in between_topics(name):
        marks |= dict.fromkeys(f"name:{_DIGIT.sub('0', term)}" for term in search_terms(piece))
    marks |= dict.fromkeys(f"link:{host}" for host in _hosts(text, links))
    marks |= dict.fromkeys(f"{SHAPE}{shape}" for shape in _shapes(text, words, links))
    return list(marks)


def _hosts(text: str, links: Sequence[Link]) -> Iterator[str]:
    """Where the links lead, and the ending of that: a spammer changes the name and keeps the ending."""
    addresses = [link.href for link in links] or _ADDRESS.findall(text)
    for address in addresses:
        try:
            host = normalised_domain(urlsplit(address if "//" in address else f"//{address}").hostname or "")
        except ValueError:
            host = ""
        if host:
            yield host[:80]
            yield "." + host.rpartition(".")[2][:20]


def _shapes(text: str, words: Sequence[str], links: Sequence[Link]) -> Iterator[str]:
    """What is counted, in steps: a number that is a little larger says the same."""
    n_links = len(links) or len(_ADDRESS.findall(text))
    yield f"links {min(n_links, 3)}"
    if n_links:
        yield "links in few words" if len(words) < 12 * n_links else "links in many words"
    letters = [char for char in text if char.isalpha()]
    cased = [char for char in letters if char.upper() != char.lower()]
    if len(cased) >= 8:
        share = sum(char.isupper() for char in cased) / len(cased)
        yield "capitals " + ("many" if share > 0.5 else "some" if share > 0.15 else "few")
    yield "words " + (
        "0-4" if len(words) < 5 else "5-14" if len(words) < 15 else "15-49" if len(words) < 50 else "50+"
    )
    if len(words) >= 10 and len(set(words)) < 0.6 * len(words):
        yield "repeats"
    if text.count("!") > 1:
        yield "exclamations"
    if any(unicodedata.category(char) == "Sc" for char in text):
        yield "money"
    if any(unicodedata.category(char) == "So" for char in text):
        yield "pictures"
    if _LONG_NUMBER.search(text):
        yield "long number"
