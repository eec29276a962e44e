"""Counting again from the rows alone, without any of the code that counts."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import ReviewReason, Standing, State
from forum.models import Comment, Post, Tally

COUNTERS = (
    "pending",
    "approved",
    "rejected",
    "spam",
    "trashed",
    "second_look",
    "public",
    "flagged",
    "appeals",
    "muted",
)
Row = dict[str, Any]


@dataclass(frozen=True)
class Recount:
    """What stands on the post, and for each comment how many above hide it and how many below are public.
    ``tombstones`` keep their place without their words."""

    counters: dict[str, int]
    hidden: dict[int, int]
    below: dict[int, int]
    public: set[int]
    tombstones: set[int]


def comment_rows(post_id: int | None = None) -> list[Row]:
    """The stored comments as plain facts (of one post, or all), parents first."""
    statement = sa.select(*Comment.__table__.columns).order_by(Comment.id)
    if post_id is not None:
        statement = statement.where(Comment.post_id == post_id)
    return [dict(row._mapping) for row in db.session.execute(statement)]


def standing_in(row: Row) -> Standing:
    """The standing that the row says, read without the code that moves it."""
    return Standing(
        state=State(row["state"]),
        previous_state=row["previous_state"] and State(row["previous_state"]),
        review=row["review_reason"] and ReviewReason(row["review_reason"]),
        hides_replies=row["hides_replies"],
        is_withdrawn=row["withdrawn_at"] is not None,
        resubmissions=row["resubmissions"],
        revision=row["current_revision"],
        flagged=row["flagged_at"] is not None,
        appealed=row["appealed_at"] is not None,
        muted=row["is_muted"],
    )


def recount(rows: list[Row]) -> Recount:
    """Walks the tree from child to parent, one comment at a time."""
    by_id = {row["id"]: row for row in rows}
    hidden: dict[int, int] = {}
    below: dict[int, int] = defaultdict(int)
    counters: Counter[str] = Counter(dict.fromkeys(COUNTERS, 0))
    public = set()
    for row in rows:
        above = []
        parent = row["parent_id"]
        while parent is not None:
            above.append(by_id[parent])
            parent = by_id[parent]["parent_id"]
        hidden[row["id"]] = sum(one["hides_replies"] for one in above)
        if row["withdrawn_at"] is not None:
            continue
        counters["muted" if row["is_muted"] else row["state"]] += 1
        counters["flagged"] += row["flagged_at"] is not None
        counters["appeals"] += row["appealed_at"] is not None
        counters["second_look"] += row["review_reason"] is not None
        if row["state"] == "approved" and not hidden[row["id"]]:
            counters["public"] += 1
            public.add(row["id"])
            for one in above:
                below[one["id"]] += 1
    tombstones = {
        row["id"]
        for row in rows
        if row["id"] not in public and below[row["id"]] and not hidden[row["id"]] and not row["hides_replies"]
    }
    return Recount(dict(counters), hidden, {row["id"]: below[row["id"]] for row in rows}, public, tombstones)


def stored_counters(post_id: int) -> dict[str, int]:
    """The counters as they stand on the post."""
    columns = [getattr(Post, f"{name}_count").label(name) for name in COUNTERS]
    return dict(db.session.execute(sa.select(*columns).where(Post.id == post_id)).one()._mapping)


def site_counters() -> dict[str, int]:
    """The counters of the whole site."""
    return {row.name: row.n for row in db.session.execute(sa.select(Tally.name, Tally.n))}


def assert_counted(post_id: int) -> Recount:
    """Everything that is counted on the post is what a count of its comments gives; returns that count."""
    rows = comment_rows(post_id)
    again = recount(rows)
    assert stored_counters(post_id) == again.counters
    assert {row["id"]: row["hidden_ancestors"] for row in rows} == again.hidden
    assert {row["id"]: row["public_descendants"] for row in rows} == again.below
    return again


def assert_site_counted() -> None:
    """The site's counters are what a count of all comments gives."""
    total: Counter[str] = Counter(dict.fromkeys(COUNTERS, 0))
    per_post: dict[int, list[Row]] = defaultdict(list)
    for row in comment_rows():
        per_post[row["post_id"]].append(row)
    for rows in per_post.values():
        total.update(recount(rows).counters)
    assert site_counters() == dict(total)
