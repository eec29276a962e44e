"""The log: who, when, why, what changed; and never what was written."""

import json
from itertools import pairwise

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.comment_states import Decision, ReasonCode, Standing, State
from forum.models import LogEntry
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.moderation.undoing import undo
from tests.operations.moderation.scene import Scene, log_of, row, standing, writer
from tests.support.moments import LONG_AGO, NOW, after

P, A, R = State.PENDING, State.APPROVED, State.REJECTED


def test_a_decision_says_who_when_why_and_what_changed(scene: Scene) -> None:
    number = scene.comment()
    scene.decide(number, Decision.REJECT, reason=ReasonCode.INSULT, note="Please write it without the names.")
    entry = log_of(number)[-1]
    assert (entry.verb, entry.at) == ("comment.reject", NOW)
    assert (entry.actor_kind, entry.actor_id, entry.actor_name) == (
        ActorKind.PERSON,
        scene.cast.ana.id,
        "Ana",
    )
    assert (entry.reason_code, entry.note) == (ReasonCode.INSULT, "Please write it without the names.")
    assert (entry.comment_id, entry.post_id, entry.version) == (number, scene.post_id, 2)
    assert (entry.batch, entry.undoes_id) == (None, None)
    assert Standing.from_facts(entry.before or {}) == Standing(P)
    assert Standing.from_facts(entry.after or {}) == Standing(R)


def test_a_comments_whole_life_can_be_read_from_its_entries(scene: Scene) -> None:
    number = scene.comment(name="Soe")
    scene.decide(number, Decision.REJECT, now=after(minutes=1))
    scene.edit(number, "Once more, kindly.", by=writer(number), now=after(minutes=2))
    approved = scene.decide(number, Decision.APPROVE, now=after(minutes=3)).entry
    assert approved is not None
    undo(approved.id, by=scene.cast.boun.actor, now=after(minutes=4))
    withdraw_comment(number, by=writer(number), now=after(minutes=5))
    entries = log_of(number)
    assert [(entry.verb, entry.actor_kind, entry.actor_name, entry.version) for entry in entries] == [
        ("comment.post", "guest", "Soe", 1),
        ("comment.reject", "person", "Ana", 2),
        ("comment.edit", "guest", "Soe", 3),
        ("comment.approve", "person", "Ana", 4),
        ("comment.undo", "person", "Boun", 5),
        ("comment.withdraw", "guest", "Soe", 6),
    ]
    assert entries[0].before is None
    for earlier, later in pairwise(entries):
        assert later.before == earlier.after
    assert Standing.from_facts(entries[-1].after or {}) == standing(number)
    assert entries[4].undoes_id == entries[3].id


def test_a_new_comment_is_logged_with_its_writer(scene: Scene) -> None:
    number = scene.comment(by=scene.elin)
    (entry,) = log_of(number)
    assert (entry.verb, entry.actor_kind, entry.actor_id, entry.at) == (
        "comment.post",
        "person",
        scene.cast.elin.id,
        LONG_AGO,
    )


def test_a_writers_name_stands_in_the_log_as_it_stands_on_the_page(scene: Scene) -> None:
    number = scene.comment(name="  So\u202ee \u200b Lin ")
    assert row(number)["author_name"] == log_of(number)[0].actor_name == "Soe Lin"


def test_the_log_holds_nothing_that_was_written(scene: Scene) -> None:
    scene.settle(comments_mode="suspects", max_links=0)
    words = ["quagga", "okapi", "bongo", "dugong"]
    number = scene.comment(body=f"{words[0]} https://{words[0]}.example/", by=scene.elin)
    scene.decide(number, Decision.APPROVE, body=f"{words[1]} and more")
    scene.edit(number, f"{words[2]} https://{words[2]}.example/", by=scene.elin)
    done = scene.decide(number, Decision.APPROVE, body=words[3]).entry
    assert done is not None
    undo(done.id, by=scene.ana, now=NOW)
    decide_many(
        [(number, row(number)["version"])],
        Choice(Decision.SPAM, body="gharial"),
        by=scene.ana,
        now=NOW,
    )
    withdraw_comment(number, by=scene.elin, now=NOW)
    everything = [
        json.dumps([str(value) for value in one], ensure_ascii=False)
        for one in db.session.execute(sa.select(*LogEntry.__table__.columns))
    ]
    assert len(log_of(number)) == 8
    for word in [*words, "gharial"]:
        assert not [entry for entry in everything if word in entry]
    assert row(number)["body"].startswith("bongo")


def test_the_log_cannot_be_changed_through_the_models_either(scene: Scene) -> None:
    entry = log_of(scene.comment())[0]
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(sa.update(LogEntry).where(LogEntry.id == entry.id).values(actor_name="Nobody"))
    db.session.rollback()
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(sa.delete(LogEntry))
    db.session.rollback()
