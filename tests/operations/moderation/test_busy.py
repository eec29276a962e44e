"""Somebody else has the database: one waits, but not for ever, and nothing is half done."""

import threading
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.comment_states import Decision, State
from forum.domain.refusals import Unavailable
from tests.cast import Cast
from tests.factories.posts import make_post
from tests.invariants.recount import assert_counted
from tests.operations.moderation.scene import Scene, everything, row, state
from tests.support.databases import open_engine
from tests.support.moments import LONG_AGO

PATIENCE = 0.4  # seconds; the installation's own bound is five


@pytest.fixture
def scene(app: Flask, cast: Cast) -> Iterator[Scene]:
    """On SQLite, whose one writer everybody else waits for."""
    with app.app_context():
        yield Scene(cast, make_post(cast.chanthy.actor, published_at=LONG_AGO).id)


@pytest.fixture
def writer(database: str) -> Iterator[sa.Connection]:
    """Another process's connection."""
    engine = open_engine(database)
    with engine.connect().execution_options(forum_writes=True) as connection:
        yield connection
    engine.dispose()


def be_impatient() -> None:
    """This context's connection waits for ``PATIENCE`` only."""
    db.session.connection().exec_driver_sql(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
    db.session.rollback()


def test_a_verb_gives_up_after_its_wait_and_says_when_to_come_back(
    scene: Scene, writer: sa.Connection
) -> None:
    number = scene.comment(by=scene.elin)
    be_impatient()
    before = everything()
    verbs = (
        lambda: scene.decide(number, Decision.APPROVE),
        lambda: scene.comment(),
        lambda: scene.edit(number, "Another text.", by=scene.elin),
    )
    with writer.begin():
        for verb in verbs:
            start = time.monotonic()
            with pytest.raises(Unavailable) as refused:
                verb()
            assert PATIENCE * 0.9 <= time.monotonic() - start < PATIENCE + 2
            assert (refused.value.code, refused.value.facts["retry_after"]) == ("database_busy", 5)
            assert everything() == before  # reading goes on meanwhile
    scene.decide(number, Decision.APPROVE)
    assert state(number) is State.APPROVED
    assert_counted(scene.post_id)


def test_a_verb_waits_for_somebody_who_is_soon_done(scene: Scene, writer: sa.Connection) -> None:
    number = scene.comment()
    transaction = writer.begin()
    threading.Timer(0.3, transaction.commit).start()
    start = time.monotonic()
    scene.decide(number, Decision.APPROVE)
    assert time.monotonic() - start >= 0.2
    assert row(number)["state"] == State.APPROVED
