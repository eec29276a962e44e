"""Publications: what a programme gives out to be read, printed and kept, in editions by language and format.

An edition is one language in one format; it has versions, of which the newest is what its address gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from forum.domain.post_states import MOVES as MOVES_OF_POSTS
from forum.domain.post_states import PostMove, PostState
from forum.domain.refusals import Refused
from forum.domain.uploads import BY_NAME, size_in_words

# As posts, but without review.
MOVES: Mapping[tuple[PostState, PostMove], PostState] = {
    (state, move): after
    for (state, move), after in MOVES_OF_POSTS.items()
    if PostState.IN_REVIEW not in (state, after)
}
MAX_PAGES = 100_000
# As many as one post can announce.
MAX_ANNOUNCED = 12

_FORMATS = tuple(BY_NAME)


def moved(state: PostState, move: PostMove) -> PostState:
    """The state after ``move``. Raises ``Refused("publication_move")`` for a move that is not in the table."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise Refused("publication_move", state=state.value, move=move.value) from None


def check_pages(pages: int | None) -> int | None:
    """How many pages an edition has, where somebody has said it. Raises ``Refused("edition_pages_out_of_bounds")``."""
    if pages is not None and not 1 <= pages <= MAX_PAGES:
        raise Refused("edition_pages_out_of_bounds", low=1, high=MAX_PAGES)
    return pages


def saved_as(slug: str, language: str, kind: str, number: int | None = None) -> str:
    """What a reader's file is called: ``coming-home-km.pdf``; of an earlier version ``coming-home-km-1.pdf``."""
    return f"{slug}-{language}{f'-{number}' if number else ''}.{kind}"


def is_download(method: str, status: int, content_range: str | None) -> bool:
    """Whether this answer is counted as one download: a whole file, or the beginning of one that is fetched in parts.
    Who only asks whether it has changed, or goes on where a line broke, has downloaded nothing anew."""
    if method != "GET":
        return False
    return status == 200 or (status == 206 and (content_range or "").startswith("bytes 0-"))


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an edition: ``number`` counts from 1; ``label`` is what its makers call it, "" for nothing;
    ``pages`` None where nobody has said it; ``downloads`` so far. ``upload_id`` is the file that it is."""

    id: int
    number: int
    label: str
    issued_on: date | None
    pages: int | None
    size: int
    downloads: int
    upload_id: int
    created_at: datetime

    @property
    def size_in_words(self) -> str:
        return size_in_words(self.size)


@dataclass(frozen=True, slots=True)
class Edition:
    """One language in one format, with its versions, the newest first; there is one at least."""

    id: int
    language: str
    format: str
    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        return self.versions[0]

    @property
    def earlier(self) -> tuple[Version, ...]:
        return self.versions[1:]

    @property
    def label(self) -> str:
        """What readers call the format."""
        return BY_NAME[self.format].label

    @property
    def says(self) -> str:
        """What is said behind a link to it: ``"PDF, 1.2 MB"``."""
        return f"{self.label}, {self.newest.size_in_words}"

    @property
    def downloads(self) -> int:
        """Of all its versions."""
        return sum(version.downloads for version in self.versions)


def in_order(editions: Iterable[Edition], *, first: str) -> tuple[Edition, ...]:
    """The language ``first`` before the others, those by their tags; within each the formats in the order of kinds."""
    return tuple(
        sorted(
            editions,
            key=lambda one: (one.language != first, one.language, _FORMATS.index(one.format)),
        )
    )


def by_language(editions: Sequence[Edition]) -> list[tuple[str, list[Edition]]]:
    """Editions in their order, those of one language together."""
    return [(language, list(some)) for language, some in groupby(editions, key=lambda one: one.language)]
