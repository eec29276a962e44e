"""A page of finds, from the first or from where the one before ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.finding import (
    HIGHEST,
    KIND_MASK,
    LOWEST,
    NUMBER_MASK,
    DocumentKind,
    asked_of_index,
    begins_too_much,
    in_title,
    kind_bits,
    marks,
    places_between,
    read_place,
)
from forum.domain.text import Phrase, opened
from forum.models import DOCUMENT_WORDS
from forum.queries.finding.hits import Hit
from forum.queries.finding.kinds import SOURCES
from forum.queries.search import holds

# How many of the places that the index names one page asks about: at first, and at most.
GLANCE, WINDOW = 200, 3_000
_AFTER = re.compile(r"([0-9]{1,19})\.([0-9]{1,19})")


@dataclass(frozen=True)
class Question:
    """What is asked for: all ``phrases`` (at least one), and what narrows it; None leaves that open. ``span``: from
    when to before when it appeared; ``categories``: it stands in one of them, none given leaves that open."""

    phrases: Sequence[Phrase]
    kind: DocumentKind | None = None
    language: str | None = None
    categories: tuple[int, ...] = ()
    span: tuple[datetime, datetime] | None = None


@dataclass(frozen=True)
class After:
    """Where a page begins: before these places, among those that have it in their title and among the others. ``str()``
    of it is what an address carries."""

    titled: int = HIGHEST
    others: int = HIGHEST

    def __str__(self) -> str:
        return f"{self.titled}.{self.others}"


def read_after(text: str) -> After:
    """The place that ``text`` stands for. Raises ``ValueError`` for what ``str(After)`` never writes."""
    match = _AFTER.fullmatch(text)
    if match is None or max(int(match[1]), int(match[2])) > HIGHEST:
        raise ValueError("not a place")
    return After(int(match[1]), int(match[2]))


@dataclass(frozen=True)
class Found:
    """A page of finds. ``after`` None: it is the last one. ``is_cut_short``: the search for this page ended before the
    page was full; there may be more. ``is_opened``: nothing has the last word as it stands, and these have words that
    begin so; with ``goes_on`` there are more of those, which no page shows."""

    hits: Sequence[Hit]
    after: After | None = None
    is_cut_short: bool = False
    is_opened: bool = False
    goes_on: bool = False


def found_page(question: Question, *, size: int, after: After | None = None, now: datetime) -> Found:
    """At most ``size`` finds; what ``begins_too_much`` should not be asked. Five statements at most."""
    begin = after or After()
    glimpsed = _walked(question, begin, size, now, WINDOW if _is_narrow(question) else GLANCE)
    if not glimpsed.is_any and after is None:
        loose = replace(question, phrases=opened(question.phrases))
        is_other = loose != question or asked_of_index(question.phrases) != question.phrases
        if is_other and not begins_too_much(loose.phrases):
            glimpsed = _walked(loose, begin, size, now, WINDOW, is_loose=True)
            # It goes no further: a page that follows would ask for the words just so.
            page = _page(loose, glimpsed, begin, size, now)
            return Found(page.hits, is_opened=True, goes_on=page.after is not None)
    elif glimpsed.window < WINDOW and glimpsed.is_cut and len(glimpsed.places) <= size:
        glimpsed = _walked(question, begin, size, now, WINDOW)
    return _page(question, glimpsed, begin, size, now)


def _is_narrow(question: Question) -> bool:
    """Whether something narrows it that the index of words does not know."""
    return bool(question.categories) or question.span is not None


@dataclass(frozen=True)
class _Walk:
    """What came of looking at ``window`` places of both parts: the first public ones, those with the title first; and
    where each part ends (None: it ends there by itself). ``is_any``: the index named something."""

    titled: Sequence[int]
    others: Sequence[int]
    ends: tuple[int | None, int | None]
    is_any: bool
    window: int

    @property
    def places(self) -> list[int]:
        return [*self.titled, *self.others]

    @property
    def is_cut(self) -> bool:
        return self.ends != (None, None)


def _walked(
    question: Question, begin: After, size: int, now: datetime, window: int, *, is_loose: bool = False
) -> _Walk:
    words = list(question.phrases) if is_loose else asked_of_index(question.phrases)
    asked = [*words, *marks(kind=question.kind, language=question.language)]
    titles = in_title(words)
    low, high = places_between(*question.span) if question.span else (LOWEST, HIGHEST)
    parts = (
        _part(
            "titled",
            holds(DOCUMENT_WORDS, [*titles, *asked[len(titles) :]]),
            low,
            min(high, begin.titled),
            window,
        ),
        _part("others", holds(DOCUMENT_WORDS, asked, but=titles), low, min(high, begin.others), window),
    )
    seen = [_seen(part, n, question, size, now) for n, part in enumerate(parts)]
    ends = [
        sa.select(sa.literal(n), sa.func.min(part.c.place), sa.func.count()) for n, part in enumerate(parts)
    ]
    rows: Sequence[Any] = db.session.execute(sa.union_all(*seen, *ends)).all()
    found: tuple[list[int], list[int]] = ([], [])
    counts: dict[int, tuple[int | None, int]] = {}
    for part, place, n in rows:
        if n < 0:
            found[part].append(place)
        else:
            counts[part] = place, n
    ends_at = tuple(counts[n][0] if counts[n][1] == window else None for n in (0, 1))
    return _Walk(
        sorted(found[0], reverse=True),
        sorted(found[1], reverse=True),
        (ends_at[0], ends_at[1]),
        any(n for _, n in counts.values()),
        window,
    )


def _part(name: str, condition: sa.ColumnElement[bool], low: int, high: int, window: int) -> sa.CTE:
    """The greatest places of one part."""
    place = DOCUMENT_WORDS.c.rowid
    return (
        sa.select(place.label("place"))
        .where(condition, place > low, place < high)
        .order_by(place.desc())
        .limit(window)
        .cte(name)
    )


def _seen(part: sa.CTE, number_of_part: int, question: Question, size: int, now: datetime) -> sa.Select[Any]:
    """The first of them that the world may see and that pass the filters."""
    place = part.c.place
    number = place.bitwise_and(sa.literal(NUMBER_MASK, sa.BigInteger))
    kind = place.bitwise_and(sa.literal(KIND_MASK, sa.BigInteger))
    joined: Any = part
    passing = []
    for name, source in SOURCES.items():
        is_kind = kind == sa.literal(kind_bits(name), sa.BigInteger)
        for table, on in source.joins:
            joined = joined.outerjoin(table, sa.and_(is_kind, on(number)))
        conditions = [is_kind, source.is_public(now)]
        if question.categories:
            conditions.append(source.category.in_(question.categories))
        if question.span is not None:
            conditions += [source.at >= question.span[0], source.at < question.span[1]]
        passing.append(sa.and_(*conditions))
    first = (
        sa.select(place.label("place"))
        .select_from(joined)
        .where(sa.or_(*passing))
        .order_by(place.desc())
        .limit(size + 1)
        .subquery()
    )
    return sa.select(sa.literal(number_of_part), first.c.place, sa.literal(-1))


def _page(question: Question, walk: _Walk, begin: After, size: int, now: datetime) -> Found:
    # While there may be more of the one part, the other one has not begun.
    titles_go_on = walk.ends[0] is not None and len(walk.titled) <= size
    others = [] if titles_go_on else walk.others
    places = [*walk.titled, *others][:size]
    is_full = len(walk.titled) + len(others) > size
    hits = _hits(places, question.phrases, now)
    titled, rest = places[: len(walk.titled)], places[len(walk.titled) :]
    last = After(titled[-1] if titled else begin.titled, rest[-1] if rest else begin.others)
    if is_full:
        return Found(hits, last)
    if titles_go_on:
        return Found(hits, replace(last, titled=walk.ends[0] or 0), is_cut_short=True)
    if walk.ends[1] is not None:
        # All that have it in their title are on this page or before it.
        return Found(hits, After(0, walk.ends[1]), is_cut_short=True)
    return Found(hits)


def _hits(places: Sequence[int], phrases: Sequence[Phrase], now: datetime) -> list[Hit]:
    named = [read_place(place) for place in places]
    hits = {
        kind: source.hits([number for one, number in named if one is kind], phrases, now=now)
        for kind, source in SOURCES.items()
    }
    return [hits[kind][number] for kind, number in named if number in hits[kind]]
