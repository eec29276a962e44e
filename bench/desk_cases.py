"""Which pages of the desk are measured, by their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import sqlalchemy as sa

# Of the vocabulary of the made-up texts and of the demo content.
FREQUENT, RARE, NEVER = "the", "ferry boat", "unheardof"


@dataclass(frozen=True)
class Case:
    """One page; ``is_scoped``: as it is for a moderator of one category."""

    name: str
    address: str
    is_scoped: bool = False


@dataclass(frozen=True)
class Places:
    """Where the pages of the large site are: cursors by queue and place, a comment, a post with many pending."""

    cursors: dict[tuple[str, str], str]
    comment: int
    post: str
    guest: int
    name: str
    rare_word: str


def places_of() -> Places:
    """The places, asked from the open database."""
    from forum.db import db
    from forum.domain.comment_states import State
    from forum.models import Comment, Post
    from forum.queries.moderation.cursors import write_cursor
    from forum.queries.moderation.order import order_of, stands_in
    from forum.queries.moderation.queue import QUEUES

    cursors = {}
    for queue in QUEUES:
        order = order_of(queue)
        places = db.session.execute(
            sa.select(order.at, Comment.id).where(stands_in(queue)).order_by(*order.by)
        ).all()
        for name, number in (("page 40", 975), ("middle", len(places) // 2), ("last", len(places) - 20)):
            if 0 < number < len(places):
                cursors[queue, name] = write_cursor(*places[number])
    waiting = sa.select(Comment).where(Comment.state == State.PENDING).order_by(Comment.id.desc()).limit(1)
    comment = db.session.scalars(waiting).one()
    post = db.session.scalars(sa.select(Post.slug).order_by(Post.pending_count.desc()).limit(1)).one()
    assert comment.guest_id is not None
    return Places(cursors, comment.id, post, comment.guest_id, comment.author_name, comment.body.split()[-1])


def pages(at: Places) -> Iterator[Case]:
    """Each queue from its first page to its last, each filter on what waits and on what is public, one comment."""
    from forum.queries.moderation.queue import QUEUES

    for queue in QUEUES:
        yield _case(f"{queue}, page 1", state=queue)
        for place in ("page 40", "middle", "last"):
            if (queue, place) in at.cursors:
                yield _case(f"{queue}, {place}", state=queue, after=at.cursors[queue, place])
    filters: dict[str, dict[str, str]] = {
        "language en": {"language": "en"},
        "language lo": {"language": "lo"},
        "post": {"post": at.post},
        "category": {"category": "blog"},
        "rule of all": {"rule": "mode"},
        "rule of some": {"rule": "words:1"},
        "rule of few": {"rule": "words:5"},
        "writer by name": {"writer": at.name},
        "writer by number": {"writer": f"guest:{at.guest}"},
        "a name that nobody has": {"writer": "Nobody"},
        "a day and more": {"age": "older:1"},
        "less than a day": {"age": "newer:1"},
        "a frequent word": {"q": FREQUENT},
        "two words": {"q": RARE},
        "a rare word": {"q": at.rare_word},
        "a word that nobody wrote": {"q": NEVER},
        "a Thai word": {"q": "ขอบคุณ"},
        "one Chinese sign": {"q": "我"},
        "all together": {"q": FREQUENT, "language": "en", "category": "blog", "rule": "mode"},
    }
    for queue in ("pending", "approved"):
        for name, facts in filters.items():
            yield _case(f"{queue}, {name}", state=queue, **facts)
            if queue == "pending" and (queue, "middle") in at.cursors:
                yield _case(
                    f"{queue}, {name}, middle", state=queue, after=at.cursors[queue, "middle"], **facts
                )
    yield Case("one comment", f"/desk/comments/{at.comment}")
    for queue in QUEUES:
        yield _of_one_category(_case(f"{queue}, page 1", state=queue))
    for name in ("rule of some", "a frequent word", "a rare word", "all together"):
        yield _of_one_category(_case(f"pending, {name}", state="pending", **filters[name]))


def _case(name: str, **facts: str) -> Case:
    return Case(name, f"/desk/moderation?{urlencode(facts)}")


def _of_one_category(case: Case) -> Case:
    return Case(f"{case.name}, one category's moderator", case.address, is_scoped=True)
