"""The law's table for comments that are flagged, appealed or muted beside their state, through the real verbs: what
each event makes of each, what the counters gain by it, and that every decision is taken back to where it was."""

import secrets
from collections.abc import Callable
from functools import partial

import pytest

from forum.domain.actors import STRANGER, ActorKind
from forum.domain.comment_states import Decision, ReviewReason, Standing, State
from forum.domain.flags import FlagReason
from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.undoing import undo
from forum.operations.sanctions import impose_sanction
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import Scene, log_of, refusal, row, standing, state, writer
from tests.operations.moderation.test_counters import gained
from tests.support.moments import NOW, after

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED
HOLD, APPROVE, REJECT = Decision.HOLD, Decision.APPROVE, Decision.REJECT
SPAM, TRASH, RESTORE = Decision.SPAM, Decision.TRASH, Decision.RESTORE
EDIT, EDIT_FREELY, WITHDRAW = "edit", "edit freely", "withdraw"
Gain = dict[str, int]

LOOK = ReviewReason.FLAGGED
SEEN, HIDDEN = Standing(A, review=LOOK, flagged=True), Standing(P, flagged=True)
APPEALED, MUTED = Standing(R, appealed=True), Standing(P, muted=True)
BEFORE = {"seen": SEEN, "hidden": HIDDEN, "appealed": APPEALED, "muted": MUTED}
DOWN = {"approved": -1, "public": -1, "second_look": -1}

# what it is, what happens, what it is then (or the code of the refusal), what each counter gains
TABLE: list[tuple[str, str, Standing | str, Gain]] = [
    # Flagged by readers, and public until somebody has looked. Holding is not yet looking.
    ("seen", HOLD, HIDDEN, DOWN | {"pending": 1}),
    ("seen", APPROVE, Standing(A), {"second_look": -1, "flagged": -1}),
    ("seen", REJECT, Standing(R), DOWN | {"flagged": -1, "rejected": 1}),
    ("seen", SPAM, Standing(S), DOWN | {"flagged": -1, "spam": 1}),
    ("seen", TRASH, Standing(T, previous_state=A), DOWN | {"flagged": -1, "trashed": 1}),
    ("seen", RESTORE, "not_trashed", {}),
    ("seen", EDIT, Standing(P, flagged=True, revision=2), DOWN | {"pending": 1}),
    ("seen", EDIT_FREELY, Standing(A, review=LOOK, flagged=True, revision=2), {}),
    ("seen", WITHDRAW, Standing(A, is_withdrawn=True), DOWN | {"flagged": -1}),
    # Flagged, on a site that hides what many flag.
    ("hidden", HOLD, HIDDEN, {}),
    ("hidden", APPROVE, Standing(A), {"pending": -1, "flagged": -1, "approved": 1, "public": 1}),
    ("hidden", REJECT, Standing(R), {"pending": -1, "flagged": -1, "rejected": 1}),
    ("hidden", SPAM, Standing(S), {"pending": -1, "flagged": -1, "spam": 1}),
    ("hidden", TRASH, Standing(T, previous_state=P), {"pending": -1, "flagged": -1, "trashed": 1}),
    ("hidden", RESTORE, "not_trashed", {}),
    ("hidden", EDIT, Standing(P, flagged=True, revision=2), {}),
    ("hidden", EDIT_FREELY, Standing(P, flagged=True, revision=2), {}),
    ("hidden", WITHDRAW, Standing(P, is_withdrawn=True), {"pending": -1, "flagged": -1}),
    # Rejected, and its writer asks for another decision.
    ("appealed", HOLD, "appeal_undecided", {}),
    ("appealed", APPROVE, Standing(A), {"rejected": -1, "appeals": -1, "approved": 1, "public": 1}),
    ("appealed", REJECT, Standing(R), {"appeals": -1}),
    ("appealed", SPAM, Standing(S), {"rejected": -1, "appeals": -1, "spam": 1}),
    ("appealed", TRASH, Standing(T, previous_state=R), {"rejected": -1, "appeals": -1, "trashed": 1}),
    ("appealed", RESTORE, "not_trashed", {}),
    (
        "appealed",
        EDIT,
        Standing(P, resubmissions=1, revision=2),
        {"rejected": -1, "appeals": -1, "pending": 1},
    ),
    (
        "appealed",
        EDIT_FREELY,
        Standing(P, resubmissions=1, revision=2),
        {"rejected": -1, "appeals": -1, "pending": 1},
    ),
    ("appealed", WITHDRAW, Standing(R, is_withdrawn=True), {"rejected": -1, "appeals": -1}),
    # A muted writer's: it waits outside the queue until somebody takes it up.
    ("muted", HOLD, Standing(P), {"muted": -1, "pending": 1}),
    ("muted", APPROVE, Standing(A), {"muted": -1, "approved": 1, "public": 1}),
    ("muted", REJECT, Standing(R), {"muted": -1, "rejected": 1}),
    ("muted", SPAM, Standing(S), {"muted": -1, "spam": 1}),
    ("muted", TRASH, Standing(T, previous_state=P), {"muted": -1, "trashed": 1}),
    ("muted", RESTORE, "not_trashed", {}),
    ("muted", EDIT, Standing(P, muted=True, revision=2), {}),
    ("muted", EDIT_FREELY, Standing(P, muted=True, revision=2), {}),
    ("muted", WITHDRAW, Standing(P, muted=True, is_withdrawn=True), {"muted": -1}),
]


def flag(number: int) -> None:
    """Two readers without a record weigh as much as a site asks for."""
    for _ in range(2):
        draft = FlagDraft(FlagReason.INSULT, guest_code_hash=secrets.token_hex(32))
        flag_comment(number, draft, by=STRANGER, now=NOW)


def ask(number: int) -> None:
    appeal_comment(number, "Please look again.", by=writer(number), now=NOW)


def muted_guest(scene: Scene, number: int) -> None:
    who = Writer.of(writer(number))
    assert who is not None
    until = after(days=9)
    impose_sanction(who, SanctionKind.MUTE, "Please pause.", until=until, by=scene.ana, now=NOW)


def made(scene: Scene, what: str) -> int:
    """A guest's comment as ``BEFORE`` says."""
    scene.settle(comments_mode="everyone", flags_hide_at=1 if what == "hidden" else None)
    match what:
        case "seen" | "hidden":
            number = scene.comment(A)
            flag(number)
        case "appealed":
            number = scene.comment(R)
            ask(number)
        case _:
            first = scene.comment(S)
            muted_guest(scene, first)
            number = scene.comment(by=writer(first), now=NOW)
    assert standing(number) == BEFORE[what]
    return number


def steps_of(number: int) -> list[str]:
    """What people did, oldest first; what a rule made of it belongs to the same step."""
    return [entry.verb for entry in log_of(number) if entry.actor_kind is not ActorKind.RULE]


def event(scene: Scene, number: int, what: str) -> object:
    match what:
        case "edit" | "edit freely":
            return scene.edit(number, "Said better.", by=writer(number))
        case "withdraw":
            return withdraw_comment(number, by=writer(number), now=NOW)
    return scene.decide(number, Decision(what), by=scene.cast.boun.actor, note="We looked.")


def test_the_table_leaves_nothing_out() -> None:
    happens = {*Decision, EDIT, EDIT_FREELY, WITHDRAW}
    assert sorted((old, what) for old, what, *_ in TABLE) == sorted(
        (old, what) for old in BEFORE for what in happens
    )


@pytest.mark.parametrize("old", BEFORE)
def test_every_row_of_the_law(scene: Scene, subtests: pytest.Subtests, old: str) -> None:
    for _, what, new, gain in (line for line in TABLE if line[0] == old):
        with subtests.test(f"{old} {what}"):
            number = made(scene, old)
            if what == EDIT_FREELY:
                scene.settle(comments_mode="suspects")
            before, entries = row(number), len(steps_of(number))
            if isinstance(new, str):
                with refusal(new):
                    event(scene, number, what)
                continue
            assert gained(scene, partial(event, scene, number, what)) == gain
            assert standing(number) == new
            changes = new != BEFORE[old]
            assert row(number)["version"] == before["version"] + changes
            assert len(steps_of(number)) == entries + changes
            assert_counted(scene.post_id)
    assert_site_counted()


@pytest.mark.parametrize("old", BEFORE)
def test_every_decision_is_taken_back(scene: Scene, subtests: pytest.Subtests, old: str) -> None:
    for _, what, new, _gain in (line for line in TABLE if line[0] == old):
        if isinstance(new, str) or what not in set(Decision) or new == BEFORE[old]:
            continue
        with subtests.test(f"{old} {what}"):
            number = made(scene, old)
            before, counters = row(number), scene.counters()
            event(scene, number, what)
            undo(
                log_of(number)[-1].id, by=scene.cast.boun.actor, now=after(5)
            )  # who decided; Ana was appealed against
            assert row(number) | {"version": 0} == before | {"version": 0}
            assert scene.counters() == counters
            assert_counted(scene.post_id)
    assert_site_counted()


def arrive(scene: Scene, old: State, settings: dict[str, object], verb: Callable[[int], object]) -> Gain:
    number = scene.comment(old)
    scene.settle(**settings)
    gain = gained(scene, lambda: verb(number))
    scene.settle(comments_mode="everyone", flags_hide_at=None)
    assert_counted(scene.post_id)
    return gain


def test_what_the_counters_gain_on_the_way_there(scene: Scene) -> None:
    assert arrive(scene, A, {}, flag) == {"second_look": 1, "flagged": 1}
    hides = {"approved": -1, "public": -1, "pending": 1, "flagged": 1}
    assert arrive(scene, A, {"flags_hide_at": 1}, flag) == hides
    # What does not weigh enough counts nowhere.
    assert arrive(scene, A, {"flags_needed": 2}, flag) == {}
    scene.settle(flags_needed=1)
    assert arrive(scene, R, {}, ask) == {"appeals": 1}
    number = scene.comment(A)
    muted_guest(scene, number)
    write = partial(scene.comment, by=writer(number), now=NOW)
    assert gained(scene, write) == {"muted": 1}
    # What was public before the mute goes the same way once its writer changes it.
    change = partial(scene.edit, number, "Changed.", by=writer(number))
    assert gained(scene, change) == {"approved": -1, "public": -1, "muted": 1}
    # The trash does not bring back what a decision has ended.
    scene.decide(number, TRASH)
    assert gained(scene, partial(scene.decide, number, RESTORE)) == {"trashed": -1, "pending": 1}
    assert state(number) is P
    assert_counted(scene.post_id)
    assert_site_counted()
