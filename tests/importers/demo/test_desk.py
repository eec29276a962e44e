"""The demo shows each thing that the desk can do: loaded by the real operations, and there to be seen."""

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.comment_states import Decision
from forum.domain.roles import Role
from forum.domain.scopes import Scope
from forum.importers.demo import load_demo
from forum.models import (
    Appeal,
    Category,
    Comment,
    Flag,
    LogEntry,
    ModeratedCategory,
    Sanction,
    SeriesPart,
    StaffNote,
    Translation,
    User,
)
from forum.queries.lists import front_page
from forum.queries.moderation.queue import queue_counts, queue_counts_of
from forum.queries.moderation.scope import areas_of
from tests.factories.uploads import files_of
from tests.importers.demo.content_files import BY_KEY, ROLES, read_toml
from tests.invariants.recount import assert_site_counted
from tests.support.moments import NOW

EVENTS = read_toml("desk.toml")["events"]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: f"{event['do']} {event['comment']}")
def test_an_event_is_about_what_is_there_and_by_who_may(event) -> None:
    assert event["comment"] in BY_KEY
    assert event["text"].strip()
    if event["do"] == "appeal":
        assert "by" not in event
    elif event["do"] != "flag":
        assert event["by"] in {key for key, role in ROLES.items() if role == "moderator"}


def test_one_moderator_looks_after_a_category_and_its_part_and_something_waits_there(
    engine_app: Flask,
) -> None:
    with engine_app.app_context():
        load_demo(files=files_of(engine_app), now=NOW)
        (thida,) = set(db.session.scalars(sa.select(ModeratedCategory.user_id)))
        scope = Scope(categories=areas_of(thida))
        parts = sa.select(Category.id, Category.parent_id).where(Category.parent_id.is_not(None))
        assert scope.categories == set(db.session.execute(parts).one())
        some, all_of_it = queue_counts_of(scope), queue_counts()
        assert 0 < some["pending"] < all_of_it["pending"]
        first = db.session.scalars(
            sa.select(User.id).where(User.role == Role.MODERATOR).order_by(User.id)
        ).first()
        assert first != thida, "the printed link is for the whole site"


def test_of_everything_that_the_desk_knows_there_is_one(engine_app: Flask) -> None:
    with engine_app.app_context():
        load_demo(files=files_of(engine_app), now=NOW)
        for table in (Flag, Appeal, Sanction, StaffNote):
            assert db.session.scalars(sa.select(sa.func.count()).select_from(table)).one(), table
        for table, n in ((SeriesPart, 3), (Translation, 8)):
            assert db.session.scalars(sa.select(sa.func.count()).select_from(table)).one() == n, table
        assert len(front_page(size=5, now=NOW)[0]) == 1, "one is pinned"
        counts = queue_counts()
        assert {name for name, n in counts.items() if not n} == set()
        subjects = db.session.execute(sa.select(StaffNote.comment_id, StaffNote.guest_id)).all()
        assert {about is None for about, _ in subjects} == {True, False}
        verbs = set(db.session.scalars(sa.select(LogEntry.verb)))
        assert {f"comment.{one}" for one in Decision} <= verbs
        changed = db.session.scalars(
            sa.select(Comment.language)
            .where(Comment.edited_by_moderator_at.is_not(None))
            .order_by(Comment.id)
        )
        assert sorted(changed) == ["en", "my"]
        redacted = db.session.scalars(sa.select(Comment.body).where(Comment.author_name == "နှင်းဆီ")).one()
        assert "[…]" in redacted
        assert "420" not in redacted
        assert_site_counted()
