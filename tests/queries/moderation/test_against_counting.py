"""The queue of what waits, walked page by page, against a list that is made by looking at every comment: whatever
narrows it, whatever looks like spam, and however soon the search for a page ends."""

from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.scopes import scope_of
from forum.domain.spam import LOOKS_LIKE_SPAM
from forum.models import Category, Comment, Finding, Post
from forum.operations.comments.recounting import recount_post
from forum.operations.indexing import rebuild_comment_words
from forum.queries.moderation import queue, short_ways
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.order import OLDEST_FIRST
from forum.queries.moderation.queue import queue_page
from tests.factories.people import make_category, make_moderator_of, scoped_actor
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene
from tests.support.moments import LONG_AGO, after

SCORES = (None, 0.0, 0.5, 0.89, 0.9, 0.95, 1.0)
LANGUAGES = ("en", "th", None)
STATES = ("pending", "pending", "pending", "pending", "approved", "spam")
COMMENTS = 90
NARROWED: list[dict[str, str]] = [
    {},
    {"category": "guides"},
    {"category": "nothing-there"},
    {"category": "guides", "language": "th"},
    {"category": "court-news", "q": "boat"},
    {"category": "court-news", "rule": "words"},
    {"category": "guides", "post": "ferry-3"},
    {"post": "ferry-3"},
]
# Glance, a few, window, and what counts as few: as they are, and so that most pages end where their search does.
SEARCHES = [(2_500, 4_000), (7, 0), (5, 12), (40, 3), (1, 1)]


@dataclass(frozen=True)
class Crowd:
    """Comments in three categories. ``people``: who moderates the whole site, two of the categories, one, only the own
    posts, and nothing."""

    random: Random
    people: dict[str, Actor]


@pytest.fixture(params=[1, 2])
def crowd(request: pytest.FixtureRequest, scene: Scene) -> Crowd:
    """Random, and the same each time."""
    random = Random(request.param)
    slugs = {"guides": "Guides", "court-news": "Court news", "letters": "Letters"}
    categories = {slug: make_category(scene.cast, name) for slug, name in slugs.items()}
    authors = (scene.cast.chanthy.actor, scene.cast.dara.actor)
    posts = [
        make_post(
            random.choice(authors),
            category_id=random.choice([*categories.values()]),
            published_at=LONG_AGO,
            slug=f"ferry-{number}",
        ).id
        for number in range(9)
    ]
    template = scene.comment()
    facts = dict(
        db.session.execute(sa.select(*Comment.__table__.columns).where(Comment.id == template)).one()._mapping
    )
    rows, findings = [], []
    for number in range(template + 1, template + 1 + COMMENTS):
        state = random.choice(STATES)
        rows.append(
            facts
            | {
                "id": number,
                "post_id": random.choice(posts),
                "path": f"{number:07}",
                "state": state,
                "body": random.choice(["A boat.", "A bus."]),
                "spam_score": random.choice(SCORES),
                "language": random.choice(LANGUAGES),
                "is_muted": state == "pending" and random.random() < 0.1,
                "withdrawn_at": after(0) if random.random() < 0.1 else None,
                # Many at the same moment.
                "created_at": after(minutes=random.randrange(COMMENTS // 4)),
                "submission_key": None,
            }
        )
        if random.random() < 0.4:
            findings.append({"comment_id": number, "revision": 1, "rule": "words:1", "severity": "hold"})
    for row in rows:
        waits = row["state"] == "pending" and row["withdrawn_at"] is None
        row["waits_since"] = row["created_at"] if waits else None
    with transaction() as session:
        session.execute(sa.insert(Comment), rows)
        session.execute(sa.insert(Finding), findings)
    rebuild_comment_words(0)
    for post_id in {*posts, facts["post_id"]}:
        recount_post(post_id)
    cast = scene.cast
    fai, gita = (
        scoped_actor(make_moderator_of(cast, numbers, name=name), numbers)
        for name, numbers in (
            ("Fai", [categories["guides"], categories["letters"]]),
            ("Gita", [categories["court-news"]]),
        )
    )
    people = {"all": scene.ana, "two": fai, "one": gita, "own": cast.chanthy.actor, "none": cast.elin.actor}
    return Crowd(random, people)


@pytest.mark.parametrize("name", ["pending", "approved", "muted"])
def test_every_page_is_what_looking_at_all_gives(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    found = 0
    for by in crowd.people.values():
        for narrowed in crowd.random.sample(NARROWED, 3):
            looked_for(monkeypatch, *crowd.random.choice(SEARCHES))
            filters, limit = Filters(name, **narrowed), crowd.random.choice([4, 15, COMMENTS])
            expected = by_looking_at_all(filters, by)
            pages = walked(filters, by, limit)
            assert [number for _cursor, page in pages for number in page] == expected, (
                filters,
                by.name,
                limit,
            )
            assert all(len(page) <= limit for _cursor, page in pages)
            # Back through the same addresses, each page is what it was.
            for cursor, page in reversed(pages):
                assert one_page(filters, by, limit, cursor)[0] == page
            found += len(expected)
    assert found


def test_what_looks_like_spam_comes_last_in_each_part_of_the_site(crowd: Crowd) -> None:
    with_both = 0
    for who in ("all", "two", "one", "own"):
        filters = Filters(category="guides" if who == "two" else "")
        numbers = [number for _cursor, page in walked(filters, crowd.people[who], 7) for number in page]
        scores = [score or 0 for score in scores_of(numbers)]
        likely = [score >= LOOKS_LIKE_SPAM for score in scores]
        assert likely == sorted(likely)
        with_both += len(set(likely)) == 2
    assert with_both >= 2


def looked_for(monkeypatch: pytest.MonkeyPatch, window: int, few: int) -> None:
    """How far a page searches."""
    monkeypatch.setattr(queue, "WINDOW", window)
    monkeypatch.setattr(short_ways, "FEW", few)


def walked(filters: Filters, by: Actor, limit: int) -> list[tuple[str | None, list[int]]]:
    """Each page by its cursor, from the first to the last."""
    pages: list[tuple[str | None, list[int]]] = []
    cursor: str | None = None
    for _ in range(3 * COMMENTS):
        numbers, further = one_page(filters, by, limit, cursor)
        pages.append((cursor, numbers))
        cursor = further
        if cursor is None:
            return pages
    raise AssertionError("the queue has no end")


def one_page(filters: Filters, by: Actor, limit: int, cursor: str | None) -> tuple[list[int], str | None]:
    page = queue_page(filters, by=by, cursor=cursor, limit=limit, authors_moderate_own=True)
    return [item.id for item in page.items], page.next_cursor


def by_looking_at_all(filters: Filters, by: Actor) -> list[int]:
    """The same without an index, a condition or an order of the database's."""
    columns = (
        Comment.__table__.columns,
        Post.author_id,
        Post.category_id,
        Post.slug,
        Category.slug.label("category"),
    )
    rows = db.session.execute(
        sa.select(*columns[0], *columns[1:])
        .join(Post, Post.id == Comment.post_id)
        .join(Category, Category.id == Post.category_id)
    ).all()
    found = set(db.session.scalars(sa.select(Finding.comment_id).where(Finding.rule.startswith("words"))))
    scope = scope_of(by, authors_moderate_own=True)

    def stands(row: Any) -> bool:
        queue_of = "muted" if row.is_muted else row.state
        return queue_of == filters.queue and row.withdrawn_at is None

    def passes(row: Any) -> bool:
        return all(
            (
                not filters.category or row.category == filters.category,
                not filters.language or row.language == filters.language,
                not filters.post or row.slug == filters.post,
                not filters.rule or row.id in found,
                filters.q in row.body,
                scope.holds(author_id=row.author_id, category_id=row.category_id),
            )
        )

    def place(row: Any) -> tuple[bool, float, int]:
        forward = 1 if filters.queue in OLDEST_FIRST else -1
        is_last = filters.queue == "pending" and (row.spam_score or 0) >= LOOKS_LIKE_SPAM
        return is_last, forward * row.created_at.timestamp(), forward * row.id

    return [row.id for row in sorted((row for row in rows if stands(row) and passes(row)), key=place)]


def scores_of(numbers: list[int]) -> list[float | None]:
    rows = db.session.execute(sa.select(Comment.id, Comment.spam_score).where(Comment.id.in_(numbers)))
    scores = {row.id: row.spam_score for row in rows}
    return [scores[number] for number in numbers]
