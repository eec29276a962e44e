"""Personal data are taken out and the rest is approved, in one step that can be taken back."""

from forum.domain.comment_states import Decision, Standing, State
from forum.domain.refusals import Conflict
from forum.operations.moderation.undoing import undo
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import Scene, log_of, refusal, row, standing, texts
from tests.support.moments import NOW, after

TEXT = "Call **081 234** 5678 or write to [her](mailto:dara@example.org)."


def test_one_step_takes_out_the_passages_and_approves(scene: Scene) -> None:
    number = scene.comment(body=TEXT)
    done = scene.decide(number, Decision.APPROVE, redact=True)
    now = row(number)
    assert (now["state"], now["current_revision"], now["edited_by_moderator_at"]) == (State.APPROVED, 2, NOW)
    assert "5678" not in now["body"] + now["body_html"]
    assert "dara@example.org" not in now["body"] + now["body_html"]
    assert [(revision, by_moderator) for revision, _, by_moderator in texts(number)] == [
        (1, False),
        (2, True),
    ]
    assert done.entry is not None
    assert done.entry.facts["redacted"] == 2
    assert log_of(number)[-1].verb == "comment.approve"
    assert_counted(scene.post_id)
    assert_site_counted()
    undo(done.entry.id, by=scene.ana, now=after(1))
    now = row(number)
    assert (standing(number), now["body"], now["edited_by_moderator_at"]) == (
        Standing(State.PENDING),
        TEXT,
        None,
    )
    assert_counted(scene.post_id)


def test_a_public_comment_is_redacted_and_stays_public(scene: Scene) -> None:
    number = scene.comment(State.APPROVED, body=TEXT)
    scene.decide(number, Decision.APPROVE, redact=True)
    assert standing(number) == Standing(State.APPROVED, revision=2)
    assert "5678" not in row(number)["body"]


def test_no_link_keeps_the_number_in_its_address(scene: Scene) -> None:
    number = scene.comment(
        body="Ask [081 234 5678](https://example.org/0812345678) or [her](https://wa.me/66812345678)."
    )
    scene.decide(number, Decision.APPROVE, redact=True)
    assert row(number)["body"] == "Ask […] or her […]."
    assert "12345678" not in row(number)["body_html"]


def test_a_text_that_a_moderator_changed_is_redacted_as_changed(scene: Scene) -> None:
    number = scene.comment(body=TEXT)
    scene.decide(number, Decision.APPROVE, redact=True, body="Call 081 234 5678, or 099 999 0000. Thank you.")
    assert row(number)["body"] == "Call […], or […]. Thank you."


def test_where_nothing_was_found_nothing_is_decided(scene: Scene) -> None:
    number = scene.comment(body="Call 1300.")
    before = len(log_of(number))
    with refusal("nothing_to_redact"):
        scene.decide(number, Decision.APPROVE, redact=True)
    assert (standing(number), len(log_of(number))) == (Standing(State.PENDING), before)


def test_the_slower_of_two_redacts_nothing(scene: Scene) -> None:
    number = scene.comment(body=TEXT)
    seen = row(number)["version"]
    scene.decide(number, Decision.REJECT, seen=seen)
    with refusal("changed_since", Conflict):
        scene.decide(number, Decision.APPROVE, redact=True, seen=seen)
    assert row(number)["body"] == TEXT
