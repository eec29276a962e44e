"""The law of publications: their moves, their names, what is one download, the order of editions."""

import pytest

from forum.domain.post_states import MOVES as MOVES_OF_POSTS
from forum.domain.post_states import PostMove, PostState
from forum.domain.publications import (
    MAX_PAGES,
    MOVES,
    Edition,
    Version,
    by_language,
    check_pages,
    in_order,
    is_download,
    moved,
    saved_as,
)
from forum.domain.refusals import Refused
from tests.support.moments import NOW

DRAFT, PUBLISHED, TRASHED = PostState.DRAFT, PostState.PUBLISHED, PostState.TRASHED


@pytest.mark.parametrize(
    ("state", "move", "then"),
    [
        (DRAFT, PostMove.PUBLISH, PUBLISHED),
        (DRAFT, PostMove.TRASH, TRASHED),
        (PUBLISHED, PostMove.PUBLISH, PUBLISHED),
        (PUBLISHED, PostMove.UNPUBLISH, DRAFT),
        (PUBLISHED, PostMove.TRASH, TRASHED),
        (TRASHED, PostMove.RESTORE, DRAFT),
    ],
)
def test_a_publication_moves_as_a_post_does(state: PostState, move: PostMove, then: PostState) -> None:
    assert moved(state, move) is then is MOVES_OF_POSTS[state, move]


def test_there_is_no_other_move() -> None:
    assert len(MOVES) == 6
    for state in PostState:
        for move in PostMove:
            if (state, move) not in MOVES:
                with pytest.raises(Refused) as refused:
                    moved(state, move)
                assert refused.value.code == "publication_move"


@pytest.mark.parametrize(
    ("method", "status", "part", "counts"),
    [
        ("GET", 200, None, True),
        ("HEAD", 200, None, False),
        ("GET", 304, None, False),
        ("GET", 404, None, False),
        ("GET", 416, None, False),
        # A download that is fetched in parts is one; its beginning comes once.
        ("GET", 206, "bytes 0-499/5000", True),
        ("GET", 206, "bytes 500-999/5000", False),
        ("GET", 206, "bytes 4500-4999/5000", False),
        ("HEAD", 206, "bytes 0-499/5000", False),
    ],
)
def test_what_is_one_download(method: str, status: int, part: str | None, counts: bool) -> None:
    assert is_download(method, status, part) is counts


@pytest.mark.parametrize("pages", [None, 1, 240, MAX_PAGES])
def test_pages_that_can_be(pages: int | None) -> None:
    assert check_pages(pages) == pages


@pytest.mark.parametrize("pages", [0, -1, MAX_PAGES + 1])
def test_pages_that_cannot_be(pages: int) -> None:
    with pytest.raises(Refused) as refused:
        check_pages(pages)
    assert refused.value.code == "edition_pages_out_of_bounds"


def test_a_saved_file_says_what_it_is_in_any_script() -> None:
    assert saved_as("coming-home", "km", "pdf") == "coming-home-km.pdf"
    assert saved_as("คู่มือ", "zh-Hans", "epub", 2) == "คู่มือ-zh-Hans-2.epub"


def edition(language: str, kind: str, *downloads: int) -> Edition:
    return Edition(
        1,
        language,
        kind,
        tuple(
            Version(n, n, "", None, None, 1_234_567, count, 1, NOW) for n, count in enumerate(downloads, 1)
        ),
    )


def test_editions_stand_by_language_the_own_one_first() -> None:
    some = [
        edition("th", "pdf", 0),
        edition("my", "epub", 0),
        edition("km", "docx", 0),
        edition("km", "pdf", 0),
    ]
    ordered = in_order(some, first="my")
    assert [(one.language, one.format) for one in ordered] == [
        ("my", "epub"),
        ("km", "pdf"),
        ("km", "docx"),
        ("th", "pdf"),
    ]
    assert [(tag, len(some)) for tag, some in by_language(ordered)] == [("my", 1), ("km", 2), ("th", 1)]


def test_an_edition_counts_all_its_versions_and_says_what_its_newest_is() -> None:
    one = edition("en", "pdf", 3, 4)
    assert (one.downloads, one.says, [old.number for old in one.earlier]) == (7, "PDF, 1.2 MB", [2])
