"""The law's table through the real verb: what each decision makes of each state, and what it leaves behind."""

import pytest

from forum.domain.comment_states import Decision, ReasonCode, Standing, State
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.operations.moderation.deciding import MAX_NOTE
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import (
    Scene,
    findings,
    log_of,
    refusal,
    row,
    stamp,
    standing,
    state,
    texts,
)
from tests.support.moments import NOW

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED
HOLD, APPROVE, REJECT = Decision.HOLD, Decision.APPROVE, Decision.REJECT
SPAM, TRASH, RESTORE = Decision.SPAM, Decision.TRASH, Decision.RESTORE

# from, decision, to (or the code of the refusal)
TABLE = [
    (P, HOLD, P),
    (P, APPROVE, A),
    (P, REJECT, R),
    (P, SPAM, S),
    (P, TRASH, T),
    (P, RESTORE, "not_trashed"),
    (A, HOLD, P),
    (A, APPROVE, A),
    (A, REJECT, R),
    (A, SPAM, S),
    (A, TRASH, T),
    (A, RESTORE, "not_trashed"),
    (R, HOLD, P),
    (R, APPROVE, A),
    (R, REJECT, R),
    (R, SPAM, S),
    (R, TRASH, T),
    (R, RESTORE, "not_trashed"),
    (S, HOLD, P),
    (S, APPROVE, A),
    (S, REJECT, R),
    (S, SPAM, S),
    (S, TRASH, T),
    (S, RESTORE, "not_trashed"),
    # Nothing is decided about a comment in the trash but that it comes out.
    (T, HOLD, "restore_first"),
    (T, APPROVE, "restore_first"),
    (T, REJECT, "restore_first"),
    (T, SPAM, "restore_first"),
    (T, TRASH, T),
    (T, RESTORE, P),
]


def test_every_row_of_the_law(scene: Scene, subtests: pytest.Subtests) -> None:
    for old, decision, new in TABLE:
        with subtests.test(f"{old} {decision}"):
            number = scene.comment(old)
            before, entries = row(number), len(log_of(number))
            assert before["state"] == old
            if isinstance(new, str) and not isinstance(new, State):
                with refusal(new):
                    scene.decide(number, decision)
            elif new is old:
                with_nothing_done(scene, number, decision)
            else:
                done = scene.decide(number, decision)
                now = row(number)
                assert done.entry is not None
                assert done.comment.state is new
                assert now["state"] == new
                assert now["version"] == before["version"] + 1
                assert now["decided_at"] == NOW
                assert now["body"] == before["body"]
                assert len(log_of(number)) == entries + 1
            assert_counted(scene.post_id)
    assert_site_counted()


def with_nothing_done(scene: Scene, number: int, decision: Decision) -> None:
    """A decision that already holds succeeds, whoever made it and whatever version was seen, and leaves no trace."""
    before, entries, seen_by_readers = row(number), len(log_of(number)), stamp(scene.post_id)
    for seen in (before["version"], 0):
        done = scene.decide(number, decision, seen=seen, by=scene.cast.boun.actor)
        assert done.entry is None
    assert row(number) == before
    assert len(log_of(number)) == entries
    assert stamp(scene.post_id) == seen_by_readers


def test_a_restored_comment_is_where_it_came_from(scene: Scene) -> None:
    for came_from in (P, A, R, S):
        number = scene.comment(came_from)
        before = standing(number)
        scene.decide(number, TRASH)
        assert standing(number) == Standing(T, previous_state=came_from)
        scene.decide(number, RESTORE)
        assert standing(number) == before
        assert_counted(scene.post_id)


def test_a_decision_on_an_older_version_is_told_so_and_decides_nothing(scene: Scene) -> None:
    number = scene.comment()
    scene.decide(number, APPROVE)
    with refusal("changed_since", Conflict):
        scene.decide(number, REJECT, seen=1, by=scene.cast.boun.actor)
    with refusal("changed_since", Conflict):
        scene.decide(number, REJECT, seen=99)
    # Also where the law would refuse what was decided: that somebody was faster is what one has to know.
    scene.decide(number, TRASH)
    with refusal("changed_since", Conflict):
        scene.decide(number, APPROVE, seen=2)
    taken_back = scene.comment(withdrawn=True)
    with refusal("changed_since", Conflict):
        scene.decide(taken_back, APPROVE, seen=1)


def test_a_rejection_needs_a_reason_and_the_sentence_has_its_bounds(scene: Scene) -> None:
    number = scene.comment()
    with refusal("reason_missing"):
        scene.decide(number, REJECT, reason_code=None)
    with refusal("note_too_long"):
        scene.decide(number, REJECT, note="x" * (MAX_NOTE + 1))
    for not_text in ("zero\0", "half \ud800"):
        with refusal("note_not_text"):
            scene.decide(number, REJECT, note=not_text)
    scene.decide(number, REJECT, reason=ReasonCode.INSULT, note="  Please be kind.\r\nThank you.\u202e ")
    entry = log_of(number)[-1]
    assert (entry.reason_code, entry.note) == (ReasonCode.INSULT, "Please be kind.\nThank you.")


def test_nothing_is_decided_about_a_comment_that_is_not_there_or_was_taken_back(scene: Scene) -> None:
    with refusal("no_such_comment", NotFound):
        scene.decide(404, APPROVE, seen=1)
    gone = scene.comment(A, withdrawn=True)
    for decision in Decision:
        with refusal("comment_withdrawn"):
            scene.decide(gone, decision)


def test_a_held_comment_says_that_a_person_holds_it(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment()
    assert state(number) is A
    assert findings(number) == []
    scene.decide(number, HOLD)
    assert findings(number) == ["person:hold"]
    # One reason is enough, and what a rule said stays the reason.
    scene.decide(number, APPROVE)
    scene.decide(number, HOLD)
    assert findings(number) == ["person:hold"]


def test_a_moderator_edits_and_approves_in_one_step(scene: Scene) -> None:
    number = scene.comment(body="Call me: 012 345 678")
    scene.decide(number, APPROVE, body="Call me: […]")
    now = row(number)
    assert (now["state"], now["body"], now["current_revision"], now["version"]) == (A, "Call me: […]", 2, 2)
    assert "Call me: […]" in now["body_html"]
    assert now["edited_by_moderator_at"] == NOW
    assert texts(number) == [(1, "Call me: 012 345 678", False), (2, "Call me: […]", True)]
    entry = log_of(number)[-1]
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.verb, entry.before["revision"], entry.after["revision"]) == ("comment.approve", 1, 2)


def test_a_moderators_text_is_sanitised_and_bounded_like_any_other(scene: Scene) -> None:
    number = scene.comment()
    for body, code in (("", "body_empty"), ("x" * 10_001, "body_too_long"), ("a\0b", "body_not_text")):
        with refusal(code):
            scene.decide(number, APPROVE, body=body)
    scene.decide(number, APPROVE, body="<script>alert(1)</script>fine [x](javascript:123)")
    assert row(number)["body_html"] == "<p>fine [x](javascript:123)</p>"


def test_the_same_text_sent_along_is_no_edit(scene: Scene) -> None:
    number = scene.comment(body="One line.\n\nAnother line.")
    scene.decide(number, APPROVE, body="One line.\r\n\r\nAnother line.")
    assert row(number)["edited_by_moderator_at"] is None
    assert len(texts(number)) == 1


def test_a_public_comment_is_redacted_and_stays_public(scene: Scene) -> None:
    number = scene.comment(A)
    before = stamp(scene.post_id)
    done = scene.decide(number, APPROVE, body="Shorter.")
    assert done.entry is not None
    assert (state(number), row(number)["body"]) == (A, "Shorter.")
    assert stamp(scene.post_id) == before + 1
    assert_counted(scene.post_id)


def test_a_redacted_comment_that_waits_on_has_a_finding_for_its_new_text(scene: Scene) -> None:
    number = scene.comment()
    scene.decide(number, HOLD, body="Not quite yet.")
    assert (state(number), row(number)["current_revision"]) == (P, 2)
    assert findings(number) == ["person:hold"]


# Decided about a public comment → does a reader see another page?
STAMPS = [(A, HOLD, True), (A, SPAM, True), (P, APPROVE, True), (P, REJECT, False), (R, SPAM, False)]


def test_the_posts_stamp_moves_with_what_readers_see(scene: Scene) -> None:
    for old, decision, moves in STAMPS:
        number = scene.comment(old)
        before = stamp(scene.post_id)
        scene.decide(number, decision)
        assert (stamp(scene.post_id) > before) is moves


def test_a_refused_decision_leaves_the_session_fit_for_the_next(scene: Scene) -> None:
    number = scene.comment()
    for _ in range(2):
        with pytest.raises(Refused):
            scene.decide(number, RESTORE)
    scene.decide(number, APPROVE)
    assert state(number) is A
