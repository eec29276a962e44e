"""A writer corrects: what is looked at again, what stays, what is refused."""

import pytest

from forum.domain.actors import STRANGER, Actor, ActorKind
from forum.domain.comment_states import MAX_RESUBMISSIONS, Decision, ReviewReason, Standing, State
from forum.domain.refusals import Conflict, NotFound
from forum.domain.screening import Severity, SpeedFacts
from forum.operations.comments.editing import edit_comment
from forum.operations.comments.posting import Draft, post_comment
from forum.operations.moderation.undoing import undo
from forum.operations.rules import WordListDraft, save_word_list
from tests.factories.comments import AT_EASE
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
    writer,
)
from tests.support.moments import LONG_AGO, NOW, after

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED


@pytest.fixture
def rules(scene: Scene) -> None:
    for name, action in (("lottery", Severity.HOLD), ("casino", Severity.REFUSE)):
        save_word_list(None, WordListDraft(name, name, action=action), by=scene.ana, now=LONG_AGO)


def test_a_new_text_is_sanitised_screened_and_kept_beside_the_old(scene: Scene) -> None:
    number = scene.comment(body="First.", by=scene.elin)
    scene.edit(number, "Second <script>x</script>*text*.", by=scene.elin, now=NOW)
    now = row(number)
    assert (now["body_html"], now["edited_at"], now["version"]) == ("<p>Second <em>text</em>.</p>", NOW, 2)
    assert now["current_revision"] == 2
    assert [(revision, mine) for revision, _, mine in texts(number)] == [(1, False), (2, False)]
    assert findings(number) == ["mode:everyone"]
    assert log_of(number)[-1].verb == "comment.edit"
    assert_counted(scene.post_id)


# mode, state, new text → where the comment stands then, and what is found in the text
EDITS = [
    ("everyone", P, "plain", Standing(P, revision=2), ["mode:everyone"]),
    ("everyone", A, "plain", Standing(P, revision=2), ["mode:everyone"]),
    ("everyone", R, "plain", Standing(P, revision=2, resubmissions=1), ["mode:everyone"]),
    ("everyone", S, "plain", Standing(S, revision=2), ["mode:everyone"]),
    # Nothing holds the new text, and still an edit publishes nothing that waits for a person.
    ("suspects", P, "plain", Standing(P, revision=2), ["person:edit"]),
    ("suspects", A, "plain", Standing(A, revision=2, review=ReviewReason.EDITED), []),
    ("suspects", A, "lottery", Standing(P, revision=2), ["words:1"]),
    ("suspects", R, "plain", Standing(P, revision=2, resubmissions=1), ["person:edit"]),
    ("suspects", S, "plain", Standing(S, revision=2), ["person:edit"]),
]


@pytest.mark.usefixtures("rules")
def test_an_edit_makes_of_each_state_what_the_law_says(scene: Scene) -> None:
    for count, (mode, old, text, after_it, found) in enumerate(EDITS):
        scene.settle(comments_mode="suspects")
        number = scene.comment(old, name=f"Writer {count}")
        if standing(number).review:
            scene.decide(number, Decision.APPROVE)
        scene.settle(comments_mode=mode)
        scene.edit(number, f"{text}, then {count}", by=writer(number))
        assert standing(number) == after_it, (mode, old, text)
        assert findings(number) == found, (mode, old, text)
        assert_counted(scene.post_id)
    assert_site_counted()


def test_newcomers_edit_freely_once_they_are_trusted(scene: Scene) -> None:
    scene.settle(comments_mode="newcomers", newcomers_need=1)
    number = scene.comment(A, by=scene.elin)
    scene.edit(number, "As before, only better.", by=scene.elin)
    assert standing(number) == Standing(A, revision=2, review=ReviewReason.EDITED)
    scene.decide(scene.comment(by=scene.elin), Decision.REJECT)
    scene.edit(number, "And once more.", by=scene.elin)
    assert state(number) is P
    assert findings(number) == ["mode:newcomers"]


def test_the_text_that_waits_is_gone_from_public_at_once(scene: Scene) -> None:
    number = scene.comment(A)
    before, counters = stamp(scene.post_id), scene.counters()["public"]
    scene.edit(number, "Changed after approval.", by=writer(number))
    assert stamp(scene.post_id) == before + 1
    assert scene.counters()["public"] == (counters[0] - 1, counters[1] - 1)


def test_a_rejected_comment_is_sent_again_twice_and_not_a_third_time(scene: Scene) -> None:
    number = scene.comment(R)
    for attempt in range(1, MAX_RESUBMISSIONS + 1):
        scene.edit(number, f"Attempt {attempt}.", by=writer(number))
        assert standing(number) == Standing(P, resubmissions=attempt, revision=attempt + 1)
        scene.decide(number, Decision.REJECT)
    with refusal("resubmitted_too_often"):
        scene.edit(number, "Attempt 3.", by=writer(number))
    # A moderator who holds it opens the way again for the text as it is, not for more attempts.
    scene.decide(number, Decision.HOLD)
    scene.edit(number, "A correction while it waits.", by=writer(number))
    assert standing(number).resubmissions == MAX_RESUBMISSIONS


def test_what_is_in_the_trash_or_taken_back_is_not_edited(scene: Scene) -> None:
    trashed = scene.comment(T)
    with refusal("trashed_edit"):
        scene.edit(trashed, "Let me out.", by=writer(trashed))
    gone = scene.comment(A, withdrawn=True)
    with refusal("comment_withdrawn"):
        scene.edit(gone, "I am back.", by=writer(gone))


def test_a_rejected_text_is_not_sent_again_as_it_is(scene: Scene) -> None:
    number = scene.comment(R, body="As it is.\n\nYes.")
    for _ in range(MAX_RESUBMISSIONS + 1):
        with refusal("resubmitted_unchanged"):
            scene.edit(number, "As it is.\r\n\r\nYes.", by=writer(number))
    scene.edit(number, "Better.", by=writer(number))
    assert standing(number).resubmissions == 1


def test_the_same_text_again_changes_nothing(scene: Scene) -> None:
    number = scene.comment(A, body="As it is.\n\nYes.")
    before, entries = row(number), len(log_of(number))
    scene.edit(number, "As it is.\r\n\r\nYes.", by=writer(number), seen=0)
    assert (row(number), len(log_of(number))) == (before, entries)


def test_a_text_that_was_decided_on_meanwhile_is_not_overwritten(scene: Scene) -> None:
    number = scene.comment()
    scene.decide(number, Decision.APPROVE, body="Redacted.")
    with refusal("changed_since", Conflict):
        scene.edit(number, "My version.", by=writer(number), seen=1)


def test_nobody_edits_what_somebody_else_wrote(scene: Scene) -> None:
    guests, elins = scene.comment(), scene.comment(by=scene.elin)
    strangers_id = Actor(ActorKind.GUEST, "Elin", id=scene.cast.elin.id, is_confirmed=True)
    guest_as_account = Actor(ActorKind.PERSON, "Mali", id=row(guests)["guest_id"] + 100, is_confirmed=True)
    for number, others in (
        (guests, [scene.elin, scene.ana, STRANGER, writer(scene.comment()), guest_as_account]),
        (elins, [scene.ana, scene.cast.dara.actor, STRANGER, writer(guests), strangers_id]),
    ):
        for by in others:
            with refusal("no_such_comment", NotFound):
                scene.edit(number, "Not mine.", by=by)
    with refusal("no_such_comment", NotFound):
        scene.edit(10_000, "Nowhere.", by=scene.elin, seen=1)


def test_a_comment_of_nobody_is_edited_by_nobody(scene: Scene) -> None:
    number = post_comment(scene.post_id, Draft("Hello", "Soe", AT_EASE), by=STRANGER, now=NOW).comment.id
    with refusal("no_such_comment", NotFound):
        scene.edit(number, "Hello again", by=STRANGER)


@pytest.mark.usefixtures("rules")
def test_what_is_refused_leaves_the_old_text(scene: Scene) -> None:
    number = scene.comment(A)
    for body, code in (
        ("", "body_empty"),
        ("x" * 10_001, "body_too_long"),
        ("a\0b", "body_not_text"),
        ("to the casino", "refused_by_rule"),
    ):
        with refusal(code):
            scene.edit(number, body, by=writer(number))


def test_what_is_said_twice_is_found_but_not_in_the_own_comment(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment(A, body="Word for word.", by=scene.elin, now=NOW)
    scene.edit(number, "Word for *word*.", by=scene.elin, now=after(5))
    assert findings(number) == []
    other = scene.comment(A, body="Something else.", by=scene.elin, now=NOW)
    scene.edit(other, "Word for word.", by=scene.elin, now=after(5))
    assert (state(other), findings(other)) == (P, ["repeats"])


def test_haste_holds_an_edit_as_it_holds_a_comment(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment(A)
    speed = SpeedFacts(honeypot_filled=True, seconds_since_form=None)
    edit_comment(number, "Hop.", seen=row(number)["version"], speed=speed, by=writer(number), now=NOW)
    assert (state(number), findings(number)) == (P, ["speed", "speed"])


def test_what_the_staff_correct_stays_public_for_a_second_look(scene: Scene) -> None:
    number = scene.comment(by=scene.cast.chanthy.actor)
    scene.edit(number, "Corrected.", by=scene.cast.chanthy.actor)
    assert standing(number) == Standing(A, revision=2, review=ReviewReason.EDITED)
    assert findings(number) == ["mode:everyone"]


def test_an_approval_of_the_text_before_never_publishes_the_new_one(scene: Scene) -> None:
    number = scene.comment()
    scene.edit(number, "Quite another text.", by=writer(number))
    with refusal("changed_since", Conflict):
        scene.decide(number, Decision.APPROVE, seen=1)
    assert standing(number) == Standing(P, revision=2)


def test_the_mark_of_a_moderators_edit_goes_with_that_text(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment()
    scene.decide(number, Decision.APPROVE, body="As a moderator put it.", now=after(1))
    assert row(number)["edited_by_moderator_at"] == after(1)
    scene.edit(number, "As a moderator put it.", by=writer(number), now=after(2))
    assert row(number)["edited_by_moderator_at"] == after(1)  # the same text: it still is the moderator's
    scene.edit(number, "All in my own words.", by=writer(number), now=after(3))
    assert (state(number), row(number)["edited_by_moderator_at"]) == (A, None)
    # What a moderator does to the new text is marked anew, and the undo of that brings back the writer's own.
    again = scene.decide(number, Decision.APPROVE, body="Put in other words.", now=after(4)).entry
    assert row(number)["edited_by_moderator_at"] == after(4)
    assert again is not None
    undo(again.id, by=scene.ana, now=after(5))
    assert (row(number)["body"], row(number)["edited_by_moderator_at"]) == ("All in my own words.", None)


def test_a_name_that_was_redacted_stays_so_under_the_writers_next_text(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment(body="Call me: 081 234 5678", name="Nary 081 234 5678")
    scene.decide(number, Decision.APPROVE, redact=True, now=after(1))
    scene.edit(number, "Write to me.", by=writer(number), now=after(2))
    # In the name the sign says itself that something was taken out; the mark is about the text.
    assert (row(number)["author_name"], row(number)["edited_by_moderator_at"]) == ("Nary […]", None)
