"""Personal data in the name that somebody typed are taken out like those in the text, and come back with an undo."""

from typing import Any

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import STRANGER
from forum.domain.comment_states import Decision, Standing, State
from forum.domain.redaction import MARK
from forum.models import CommentRevision, LogEntry
from forum.operations.comments.posting import Draft, post_comment
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.undoing import undo
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.queue import queue_page
from tests.factories.comments import AT_EASE
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import Scene, log_of, refusal, row, stamp, standing, writer
from tests.support.moments import NOW, after

NAME = "Nary 081 234 5678"
P, A = State.PENDING, State.APPROVED


def names(number: int) -> list[str | None]:
    """The name that is kept with each text."""
    return list(
        db.session.scalars(
            sa.select(CommentRevision.author_name)
            .where(CommentRevision.comment_id == number)
            .order_by(CommentRevision.number)
        )
    )


def but_for_the_version(number: int) -> dict[str, Any]:
    return {**row(number), "version": None}


@pytest.mark.parametrize("state", [P, A])
def test_one_step_takes_it_out_of_the_name_and_undo_brings_it_back(scene: Scene, state: State) -> None:
    number = scene.comment(state if state is A else None, body="Thank you.", name=NAME)
    before, seen_stamp = but_for_the_version(number), stamp(scene.post_id)
    done = scene.decide(number, Decision.APPROVE, redact=True)
    assert done.entry is not None
    now = row(number)
    assert (now["author_name"], now["body"], now["state"]) == ("Nary […]", "Thank you.", A)
    assert (now["current_revision"], now["edited_by_moderator_at"]) == (2, NOW)
    assert stamp(scene.post_id) > seen_stamp
    assert done.entry.facts["redacted"] == 1
    undo(done.entry.id, by=scene.ana, now=after(1))
    assert but_for_the_version(number) == before
    assert_counted(scene.post_id)
    assert_site_counted()


def test_what_stands_in_both_goes_from_both(scene: Scene) -> None:
    number = scene.comment(body="Passport N1234567, call **me**.", name="Nary N1234567")
    done = scene.decide(number, Decision.APPROVE, redact=True)
    now = row(number)
    assert (now["author_name"], now["body"]) == ("Nary […]", "Passport […], call **me**.")
    assert done.entry is not None
    assert done.entry.facts["redacted"] == 2


def test_the_log_never_holds_it(scene: Scene) -> None:
    number = scene.comment(body="Thank you.", name=NAME)
    scene.edit(number, "Thank you all.", by=writer(number), now=after(1))
    done = scene.decide(number, Decision.APPROVE, redact=True, now=after(2))
    assert done.entry is not None
    undo(done.entry.id, by=scene.ana, now=after(3))
    withdraw_comment(number, by=writer(number), now=after(4))
    columns = sa.select(*LogEntry.__table__.columns).where(LogEntry.comment_id == number)
    written = repr(db.session.execute(columns).all())
    assert "5678" not in written
    assert [entry.actor_name for entry in log_of(number)] == [
        "Nary […]",
        "Nary […]",
        "Ana",
        "Ana",
        "Nary […]",
    ]


def test_a_name_that_staffs_would_remain_goes_whole(scene: Scene) -> None:
    number = scene.comment(body="Thank you.", name="Ana 081 234 5678")
    scene.decide(number, Decision.APPROVE, redact=True)
    assert row(number)["author_name"] == MARK


def test_each_text_keeps_the_name_that_stood_with_it(scene: Scene) -> None:
    number = scene.comment(body="Thank you.", name=NAME)
    first = scene.decide(number, Decision.APPROVE, redact=True).entry
    assert first is not None
    undo(first.id, by=scene.ana, now=after(1))
    scene.edit(number, "Thank you all.", by=writer(number), now=after(2))
    second = scene.decide(number, Decision.HOLD, redact=True, now=after(3)).entry
    assert second is not None
    scene.edit(number, "Thanks to all.", by=writer(number), now=after(4))
    assert names(number) == [NAME, "Nary […]", NAME, "Nary […]", None]
    assert row(number)["author_name"] == "Nary […]"
    # Another moderator's new text does not bring it back, nor does taking that one back.
    third = scene.decide(number, Decision.APPROVE, body="Thanks.", now=after(5)).entry
    assert third is not None
    undo(third.id, by=scene.ana, now=after(6))
    assert row(number)["author_name"] == "Nary […]"
    assert standing(number) == Standing(P, revision=5)


def test_a_name_without_any_is_not_touched(scene: Scene) -> None:
    number = scene.comment(body="Call 081 234 5678.", name="Nary")
    scene.decide(number, Decision.APPROVE, redact=True)
    assert (row(number)["author_name"], names(number)) == ("Nary", [None, None])
    plain = scene.comment(body="Thank you.", name="Nary 2016")
    with refusal("nothing_to_redact"):
        scene.decide(plain, Decision.APPROVE, redact=True)


def test_all_of_a_flood_goes(scene: Scene) -> None:
    body = " ".join(f"081 234 {one:04d}," for one in range(60))
    number = scene.comment(body=body, name=NAME)
    scene.decide(number, Decision.APPROVE, redact=True)
    now = row(number)
    assert "081" not in now["body"] + now["body_html"] + now["author_name"]


def test_the_same_form_sent_again_is_still_known(scene: Scene) -> None:
    draft = Draft("Thank you.", NAME, AT_EASE, submission_key="k", guest_code_hash="0" * 64)
    number = post_comment(scene.post_id, draft, by=STRANGER, now=NOW).comment.id
    scene.decide(number, Decision.APPROVE, redact=True, now=after(1))
    again = post_comment(scene.post_id, draft, by=STRANGER, now=after(2))
    assert (again.is_replay, again.comment.id) == (True, number)


def test_moderators_find_it_by_the_name_that_stands(scene: Scene) -> None:
    number = scene.comment(body="Thank you.", name=NAME)

    def found(words: str) -> list[int]:
        page = queue_page(Filters("approved", q=words), by=scene.ana, authors_moderate_own=False)
        return [item.id for item in page.items]

    scene.decide(number, Decision.APPROVE)
    assert found("5678") == [number]
    done = scene.decide(number, Decision.APPROVE, redact=True).entry
    assert (found("5678"), found("Nary")) == ([], [number])
    assert done is not None
    undo(done.id, by=scene.ana, now=after(1))
    assert found("5678") == [number]
