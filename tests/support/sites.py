"""Sites with so much in them that they are made once a run and copied for each test that asks for one:
``@pytest.mark.site("large")``. In all of them the cast has its accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cast import Cast

COMMENTS, NOTES = 20_000, 6_000


@dataclass(frozen=True)
class Site:
    """``make`` is called with the cast in the context of an application, on a site that is there already: that of the
    name ``on``, or one in which there is nobody else (None)."""

    make: Callable[[Cast], None]
    on: str | None = None


def make_large(cast: Cast) -> None:
    """Twenty thousand comments on a hundred posts, in two categories of which one stands in the other."""
    # Here and below, so that tests of the ground floor start without the house above it.
    from forum.importers.demo import load_large
    from forum.operations.categories import CategoryDraft, save_category
    from tests.support.moments import LONG_AGO

    section = save_category(None, CategoryDraft("Section"), by=cast.boun.actor, now=LONG_AGO)
    save_category(None, CategoryDraft("Posts", parent_id=section.id), by=cast.boun.actor, now=LONG_AGO)
    load_large(100, COMMENTS)


def make_moderated(cast: Cast) -> None:
    """The same with a third of the comments scored as spam and a third as none, a post of a known address, an empty
    category, and six thousand moderators' notes; counted by the database as it does by itself after a while."""
    import sqlalchemy as sa

    from forum.db import db, transaction
    from forum.models import Comment, Post
    from forum.operations.categories import CategoryDraft, save_category
    from tests.support.moments import LONG_AGO

    with transaction() as session:
        named = sa.update(Post).where(Post.id == 3).values(slug="third").returning(Post.pending_count)
        assert session.scalars(named).one() > 0
        session.execute(sa.update(Comment).where(Comment.id % 3 == 0).values(spam_score=0.95))
        session.execute(sa.update(Comment).where(Comment.id % 3 == 1).values(spam_score=0.2))
    save_category(None, CategoryDraft("Empty"), by=cast.boun.actor, now=LONG_AGO)
    _make_notes()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _make_notes() -> None:
    """Moderators' notes: a third each about comments, guests and accounts."""
    import sqlalchemy as sa

    from forum.db import transaction
    from forum.models import Guest, StaffNote, User
    from tests.support.moments import NOW

    with transaction() as session:
        guests, users = (session.scalars(sa.select(table.id)).all() for table in (Guest, User))
        facts = {"body": "Ask Mali.", "made_by": "Ana", "created_at": NOW}
        nobody = {"comment_id": None, "guest_id": None, "user_id": None}
        subjects = [
            {
                "comment_id": 1 + one % COMMENTS,
                "guest_id": guests[one % len(guests)],
                "user_id": users[one % len(users)],
            }
            for one in range(NOTES)
        ]
        kinds = list(nobody)
        session.execute(
            sa.insert(StaffNote),
            [
                {**facts, **nobody, kinds[one % 3]: subject[kinds[one % 3]]}
                for one, subject in enumerate(subjects)
            ],
        )


SITES = {"large": Site(make_large), "moderated": Site(make_moderated, on="large")}
