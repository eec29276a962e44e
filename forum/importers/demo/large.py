"""Large made-up sets for measuring: the same seed makes the same set, whatever the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from forum.domain.comment_states import State
from forum.domain.markup import SANITISER_VERSION, Rendered, render_comment, render_post
from forum.domain.post_states import PostState
from forum.domain.screening import Severity
from forum.domain.text import excerpt, guess_language, text_hash
from forum.domain.threading import MAX_DEPTH, lineage, path_of
from forum.importers.demo.reading import content, post_files
from forum.operations.bulk_loading import next_numbers, settle_numbers, store_comments, store_posts
from forum.queries.taxonomy import categories

FIRST_DAY = datetime(2016, 1, 1, tzinfo=UTC)
LAST_DAY = datetime(2025, 12, 31, tzinfo=UTC)
POSTS_AT_ONCE = 1_000
COMMENTS_AT_ONCE = 10_000
# Of ten comments on a site that is looked after, most are approved and one waits.
STATES = (State.APPROVED, State.PENDING, State.REJECTED, State.SPAM, State.TRASHED)
WEIGHTS = (84, 10, 3, 2, 1)
SHARE_OF_REPLIES = 0.45


def load_large(
    posts: int, comments: int, *, seed: int = 1, progress: Callable[[int], None] = lambda n: None
) -> None:
    """Adds ``posts`` published posts and spreads ``comments`` over them: few posts have many, many have few.

    ``progress`` is told how many rows were stored. Words are those of the demo content, in all its languages.
    """
    random = Random(seed)  # not for secrets: the same set must come out again
    first_post, comment_id = next_numbers()
    _make_posts(posts, first_post, random, progress)
    words = _words()
    rows: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    for post_id, n in _spread(first_post, posts, comments, random):
        thread = _thread(post_id, n, comment_id, words, random)
        comment_id += n
        rows.extend(thread)
        findings.extend(_held(row) for row in thread if row["state"] is State.PENDING)
        if len(rows) >= COMMENTS_AT_ONCE:
            store_comments(rows, findings)
            progress(len(rows))
            rows, findings = [], []
    store_comments(rows, findings)
    progress(len(rows))
    settle_numbers()


def _make_posts(posts: int, first: int, random: Random, progress: Callable[[int], None]) -> None:
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
                "auto_excerpt": excerpt(rendered.text),
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


def _words() -> list[tuple[str, Rendered, str | None, str]]:
    """Writer, text, language and hash of each comment of the demo content."""
    texts = []
    for comment in content("comments.toml")["comments"]:
        rendered = render_comment(comment["body"].strip())
        texts.append((comment["writer"], rendered, guess_language(rendered.text), text_hash(rendered.text)))
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


def _thread(
    post_id: int, n: int, first: int, words: list[tuple[str, Rendered, str | None, str]], random: Random
) -> list[dict[str, Any]]:
    """``n`` comments on one post, in the order of time; replies answer comments that are approved."""
    rows: list[dict[str, Any]] = []
    answerable: list[int] = []
    at = FIRST_DAY + timedelta(days=random.randrange(3_000))
    for i in range(n):
        writer, rendered, language, hashed = random.choice(words)
        parent = _answered(rows, answerable, random) if random.random() < SHARE_OF_REPLIES else None
        state = random.choices(STATES, WEIGHTS)[0]
        at += timedelta(minutes=random.randrange(1, 600))
        rows.append(
            {
                "id": first + i,
                "post_id": post_id,
                "parent_id": parent["id"] if parent else None,
                "path": path_of(first + i, parent["path"] if parent else None),
                "depth": parent["depth"] + 1 if parent else 0,
                "state": state,
                "previous_state": State.PENDING if state is State.TRASHED else None,
                "author_name": writer,
                "language": language,
                "body": rendered.source,
                "body_html": rendered.html,
                "sanitiser_version": SANITISER_VERSION,
                "text_hash": hashed,
                "created_at": at,
                "public_descendants": 0,
            }
        )
        if state is State.APPROVED:
            answerable.append(i)
            for number in lineage(rows[i]["path"])[:-1]:
                rows[number - first]["public_descendants"] += 1
    return rows


def _answered(rows: list[dict[str, Any]], answerable: list[int], random: Random) -> dict[str, Any] | None:
    """The comment that somebody answers. People answer people who answer: of two, the one further down a thread."""
    few = [rows[i] for i in random.choices(answerable, k=2)] if answerable else []
    return max((row for row in few if row["depth"] < MAX_DEPTH), key=lambda row: row["depth"], default=None)


def _held(row: dict[str, Any]) -> dict[str, Any]:
    """The finding that a held comment has: its post holds everyone."""
    return {
        "comment_id": row["id"],
        "revision": 1,
        "rule": "mode:everyone",
        "severity": Severity.HOLD,
        "field": "body",
        "matched": "",
        "detail": {"mode": "everyone", "source": "site"},
    }
