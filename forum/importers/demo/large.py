"""Large made-up sets for measuring: the same seed makes the same set, whatever the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

from forum.domain.markup import SANITISER_VERSION, render_comment, render_post
from forum.domain.post_states import PostState
from forum.domain.text import excerpt_of, guess_language
from forum.importers.demo.reading import content, post_files
from forum.importers.demo.threads import Text, Threads, Writers, made_up_names
from forum.operations.bulk_loading import (
    next_numbers,
    settle_numbers,
    store_comments,
    store_guests,
    store_posts,
)
from forum.queries.taxonomy import categories

FIRST_DAY = datetime(2016, 1, 1, tzinfo=UTC)
LAST_DAY = datetime(2025, 12, 31, tzinfo=UTC)
POSTS_AT_ONCE = 1_000
COMMENTS_AT_ONCE = 10_000
COMMENTS_A_WRITER = 20


def load_large(
    posts: int, comments: int, *, seed: int = 1, progress: Callable[[int], None] = lambda n: None
) -> None:
    """Adds ``posts`` published posts and spreads ``comments`` over them: few posts have many, many have few.

    ``progress`` is told how many rows were stored. Words are those of the demo content, in all its languages.
    """
    random = Random(seed)  # not for secrets: the same set must come out again
    first_post, comment_id, guest_id = next_numbers()
    published = _make_posts(posts, first_post, random, progress)
    texts = _texts()
    writers = Writers(guest_id, made_up_names(texts, comments // COMMENTS_A_WRITER + 1))
    if comments:
        store_guests(guest_id, len(writers.names), created_at=FIRST_DAY)
    threads = Threads(texts, writers, random)
    rows: list[dict[str, Any]] = []
    for post_id, n in _spread(first_post, posts, comments, random):
        for row in threads.make(post_id, n, first=comment_id, since=published[post_id]):
            rows.append(row)
            if len(rows) == COMMENTS_AT_ONCE:
                _store(rows, threads, progress)
                rows = []
        comment_id += n
    _store(rows, threads, progress)
    settle_numbers()


def _store(rows: list[dict[str, Any]], threads: Threads, progress: Callable[[int], None]) -> None:
    findings = [finding for row in rows for finding in threads.found_in(row)]
    store_comments(rows, findings, flags=[flag for row in rows for flag in threads.flags_on(row)])
    progress(len(rows))


def _make_posts(
    posts: int, first: int, random: Random, progress: Callable[[int], None]
) -> dict[int, datetime]:
    """Stores the posts; their numbers, and when they were published."""
    bodies = [(file, render_post(file.body)) for file in post_files()]
    rooms = [category.id for category in categories()]
    step = (LAST_DAY - FIRST_DAY) / max(posts, 1)
    rows: list[dict[str, Any]] = []
    for i in range(posts):
        file, rendered = random.choice(bodies)
        at = FIRST_DAY + step * i
        rows.append(
            {
                "id": first + i,
                "slug": f"{file.facts['slug']}-{first + i}",
                "language": file.facts["language"],
                "state": PostState.PUBLISHED,
                "title": f"{file.facts['title']} ({first + i})",
                "auto_excerpt": excerpt_of(rendered.text, rendered.lead),
                "has_lead": bool(rendered.lead),
                "body": rendered.source,
                "body_html": rendered.html,
                "sanitiser_version": SANITISER_VERSION,
                "published_at": at,
                "first_published_at": at,
                "created_at": at,
                "updated_at": at,
                "category_id": random.choice(rooms),
            }
        )
        if len(rows) == POSTS_AT_ONCE or i == posts - 1:
            store_posts(rows)
            progress(len(rows))
            rows = []
    return {first + i: FIRST_DAY + step * i for i in range(posts)}


def _texts() -> list[Text]:
    """The comments of the demo content."""
    texts = []
    for comment in content("comments.toml")["comments"]:
        rendered = render_comment(comment["body"].strip())
        texts.append(Text(comment["writer"], rendered, guess_language(rendered.text)))
    return texts


def _spread(first: int, posts: int, comments: int, random: Random) -> list[tuple[int, int]]:
    """How many comments each post gets, by a power law; all numbers together make ``comments``."""
    if not posts:
        return []
    weights = [1 / (rank + 3) for rank in range(posts)]
    random.shuffle(weights)
    total = sum(weights)
    counts = [int(comments * weight / total) for weight in weights]
    for i in range(comments - sum(counts)):
        counts[i % posts] += 1
    return [(first + i, n) for i, n in enumerate(counts) if n]
