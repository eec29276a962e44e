"""What readers can find, under which terms, and in which order it comes.

Everything that can be found is a *document* of one of the ``KINDS``. Its *place* is one number, and the greater it is
the sooner it comes: the minute from which its age is counted, then its kind, then its own number. So an index that
gives the greatest places first gives the order, whichever database keeps it.

The order: what has all that is asked for in its title comes first; within that and behind it the newest. A kind may
count as older than it is (``ages_by``): a comment stands where a post of a year before would stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from forum.domain.text import graphemes, search_terms
from forum.domain.text.search_terms import BORDER, UNSPACED, Phrase

# No letters, so that nobody can ask for a term that begins with one of them.
IN_TITLE, OF_KIND, IN_LANGUAGE, ONE_SIGN = "\ue001", "\ue002", "\ue003", "\ue004"
# What PostgreSQL remembers of a document: so many places, and so many of one term.
MAX_PLACES, MAX_OF_ONE = 16_000, 256
# With fewer letters before an open end (of a script without spaces: letters of the only sign) so many words are meant
# that each text would be one of the finds, and that an index has to gather them all before it gives the first.
LEAST_LETTERS, LEAST_OF_SIGN = 3, 2

_NUMBER_BITS, _KIND_BITS = 31, 3
_FIRST = datetime(1600, 1, 1, tzinfo=UTC)
_LAST = datetime(2600, 1, 1, tzinfo=UTC)
LOWEST, HIGHEST = -1, 2**63 - 1


class DocumentKind(StrEnum):
    POST = "post"
    COMMENT = "comment"
    PUBLICATION = "publication"


@dataclass(frozen=True)
class KindFacts:
    """``number`` tells kinds apart within a place and never changes."""

    number: int
    ages_by: timedelta = timedelta()


KINDS = {
    DocumentKind.POST: KindFacts(1),
    DocumentKind.COMMENT: KindFacts(2, ages_by=timedelta(days=365)),
    DocumentKind.PUBLICATION: KindFacts(3),
}


def place_of(kind: DocumentKind, number: int, at: datetime | None) -> int:
    """Where a document stands. ``at`` (aware): when it appeared, or will; None: nobody knows yet."""
    facts = KINDS[kind]
    minute = _minute(at - facts.ages_by) if at is not None else 0
    return (minute << _KIND_BITS | facts.number) << _NUMBER_BITS | number


def places_between(start: datetime, end: datetime) -> tuple[int, int]:
    """All documents that appeared from ``start`` to before ``end`` have places from the first number to before the
    second. (Others may, too, whose kind ages.)"""
    most = max(facts.ages_by for facts in KINDS.values())
    shift = _KIND_BITS + _NUMBER_BITS
    return _minute(start - most) << shift, (_minute(end) + 1) << shift


def _minute(at: datetime) -> int:
    return (min(max(at, _FIRST), _LAST) - _FIRST) // timedelta(minutes=1)


NUMBER_MASK = 2**_NUMBER_BITS - 1
KIND_MASK = (2**_KIND_BITS - 1) << _NUMBER_BITS


def kind_bits(kind: DocumentKind) -> int:
    """What ``place & KIND_MASK`` is for each document of this kind."""
    return KINDS[kind].number << _NUMBER_BITS


def read_place(place: int) -> tuple[DocumentKind, int]:
    """Kind and number of the document that stands there."""
    kind = next(one for one in KINDS if kind_bits(one) == place & KIND_MASK)
    return kind, place & NUMBER_MASK


def document_terms(
    kind: DocumentKind,
    title: str,
    texts: Iterable[str],
    *,
    language: str | None,
    others: Iterable[str] = (),
) -> list[str]:
    """The terms under which a document is indexed: its kind and language, its title, and its other texts. ``language``
    None: nobody knows it; ``others``: further languages in which it can be had.

    Of a text of more than some 16,000 words or signs the rest is not found, and a term that stands there more than 256
    times is found by these: so much one of the databases remembers, and both shall find the same.
    """
    titled, said = search_terms(title), search_terms(*texts)
    languages = dict.fromkeys(spoken(one) for one in (language, *others) if one)
    marks = [OF_KIND + kind, *(IN_LANGUAGE + one for one in languages)]
    in_title = [IN_TITLE + term for term in (*titled, BORDER, *signs_of(titled))]
    signs = signs_of([*titled, *said])
    return _remembered([*marks, BORDER, *in_title, BORDER, *signs, BORDER, *titled, BORDER, *said])


def signs_of(terms: Iterable[str]) -> list[str]:
    """A term of its own for each sign of a script without spaces that a text with these terms has. By pairs alone,
    whoever asks for one sign asks for all pairs that begin with it: hundreds of terms, where this is one."""
    return list(dict.fromkeys(ONE_SIGN + sign for term in terms if (sign := _first_sign(term))))


@lru_cache(maxsize=100_000)
def _first_sign(term: str) -> str:
    return graphemes(term)[0] if UNSPACED.match(term) else ""


def asked_of_index(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The phrases as the index is asked for them: one sign by its own term."""
    return [Phrase((ONE_SIGN + phrase.terms[0],)) if _is_one_sign(phrase) else phrase for phrase in phrases]


def _is_one_sign(phrase: Phrase) -> bool:
    return phrase.is_open and len(phrase.terms) == 1 and _first_sign(phrase.terms[0]) == phrase.terms[0]


def begins_too_much(phrases: Iterable[Phrase]) -> bool:
    """Whether an index that is asked for these phrases would have to gather a good part of all there is, because one of
    them may go on after a letter or two."""
    return any(phrase.is_open and _begins_too_much(phrase.terms) for phrase in phrases)


def _begins_too_much(terms: Sequence[str]) -> bool:
    if UNSPACED.match(terms[-1]):
        return len(terms) == 1 and len(terms[0]) < LEAST_OF_SIGN
    return len(terms[-1]) < LEAST_LETTERS


def spoken(language: str) -> str:
    """The language without its region or script: ``zh`` for ``zh-Hant``."""
    return language.partition("-")[0].lower()


def _remembered(terms: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    kept = []
    for term in terms[:MAX_PLACES]:
        seen[term] += 1
        kept.append(term if seen[term] <= MAX_OF_ONE else BORDER)
    return kept


def in_title(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The same phrases, of a title."""
    return [replace(phrase, terms=tuple(IN_TITLE + term for term in phrase.terms)) for phrase in phrases]


def marks(*, kind: DocumentKind | None = None, language: str | None = None) -> list[Phrase]:
    """What is asked of the index besides words."""
    asked = [OF_KIND + kind] if kind else []
    if language:
        asked.append(IN_LANGUAGE + spoken(language))
    return [Phrase((term,)) for term in asked]
