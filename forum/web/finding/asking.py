"""From the form of a search to a question: each field read, each with a clear no for what is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.domain.calendar import Period
from forum.domain.finding import LEAST_LETTERS, DocumentKind, asked_of_index, begins_too_much
from forum.domain.refusals import Refused
from forum.domain.text import search_phrases
from forum.domain.text.search_terms import plain_signs
from forum.queries.finding import Question
from forum.queries.taxonomy import CategoryView, section_at

MAX_SIGNS, MAX_PHRASES = 200, 12
FIELDS = ("q", "category", "language", "year", "kind")


@dataclass(frozen=True)
class Asked:
    """What stands in the form, as it was typed."""

    q: str = ""
    category: str = ""
    language: str = ""
    year: str = ""
    kind: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> Asked:
        return cls(**{name: arguments.get(name, "").strip() for name in FIELDS})

    @property
    def words(self) -> dict[str, str]:
        """The fields that are filled in, for an address."""
        return {name: text for name in FIELDS if (text := getattr(self, name))}

    @property
    def filters(self) -> dict[str, str]:
        """What narrows it."""
        return {name: text for name, text in self.words.items() if name != "q"}


def question_of(
    asked: Asked, *, categories: Sequence[CategoryView], languages: Sequence[str], zone: str
) -> Question:
    """What is asked for. Raises ``Refused``: ``search_too_long``, ``search_too_many_words``, ``search_without_words``,
    ``search_begins_too_much``, ``no_such_category``, ``language_unknown``, ``year_not_a_year``,
    ``search_kind_unknown``."""
    if len(asked.q) > MAX_SIGNS:
        raise Refused("search_too_long", limit=MAX_SIGNS, length=len(asked.q))
    phrases = search_phrases(asked.q)
    if not phrases:
        raise Refused("search_without_words")
    if len(phrases) > MAX_PHRASES:
        raise Refused("search_too_many_words", limit=MAX_PHRASES)
    if begins_too_much(asked_of_index(phrases)):
        raise Refused("search_begins_too_much", least=LEAST_LETTERS)
    if asked.language and asked.language not in languages:
        raise Refused("language_unknown")
    if asked.kind and asked.kind not in set(DocumentKind):
        raise Refused("search_kind_unknown")
    return Question(
        phrases,
        kind=DocumentKind(asked.kind) if asked.kind else None,
        language=asked.language or None,
        categories=_categories(asked.category, categories),
        span=_year(asked.year, zone),
    )


def _categories(slug: str, categories: Sequence[CategoryView]) -> tuple[int, ...]:
    """The one at ``slug`` with its parts, as on its page; none without ``slug``."""
    if not slug:
        return ()
    section = section_at(slug, categories)
    if section is None:
        raise Refused("no_such_category")
    return section.numbers


def _year(text: str, zone: str) -> tuple[datetime, datetime] | None:
    """The year in the site's zone; in digits of any script."""
    if not text:
        return None
    digits = plain_signs(text).strip()
    period = Period(int(digits)) if len(digits) == 4 and digits.isascii() and digits.isdigit() else None
    if period is None or not period.is_possible:
        raise Refused("year_not_a_year")
    return period.span(zone)
