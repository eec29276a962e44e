"""Two people at once, each with a connection of their own: one decides, the other is told."""

import itertools
import random
from contextlib import suppress

from flask import Flask

from forum.domain.actors import Actor
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.refusals import Conflict, Refused
from forum.operations.moderation.deciding import Choice, decide, decide_many
from forum.operations.moderation.undoing import undo, undo_batch
from tests.cast import Cast
from tests.invariants.recount import assert_counted, assert_site_counted, comment_rows
from tests.operations.moderation.racing import Prepare, Step, copies, run
from tests.operations.moderation.scene import Scene, log_of, row, ways
from tests.support.moments import NOW

RACES = 300
A, P = State.APPROVED, State.PENDING
CHOICES = [
    Choice(Decision.APPROVE),
    Choice(Decision.REJECT, reason_code=ReasonCode.OTHER),
    Choice(Decision.SPAM),
    Choice(Decision.TRASH, with_replies=True),
]


def assert_all_counted(posts: list[int]) -> None:
    for post_id in posts:
        assert_counted(post_id)
    assert_site_counted()


def test_three_hundred_races_have_one_winner_each(
    engine_app: Flask, people: tuple[Actor, Actor], prepared: Prepare
) -> None:
    posts, (first, *_) = prepared(3, posts=3)
    with engine_app.app_context():
        numbers = copies(first, RACES)
    pairs = list(itertools.islice(itertools.cycle(itertools.permutations(CHOICES, 2)), RACES))

    def moderator(which: int) -> Step:
        return lambda n: decide(numbers[n], pairs[n][which], seen=1, by=people[which], now=NOW).entry

    results = run(engine_app, moderator(0), moderator(1), rounds=RACES)
    winners = [0, 0]
    with engine_app.app_context():
        for number, pair, result in zip(numbers, pairs, results, strict=True):
            conflicts = [isinstance(one, Conflict) for one in result]
            assert sorted(conflicts) == [False, True], (number, result)
            winner = conflicts.index(False)
            winners[winner] += 1
            _, entry = log_of(number)  # posted, decided, and nothing else
            assert entry.verb == f"comment.{pair[winner].decision}"
            assert entry.actor_id == people[winner].id
            now = row(number)
            assert (now["version"], now["state"]) == (2, (entry.after or {})["state"])
            told = [way for way in ((P, A), (P, State.REJECTED)) if way[1] == now["state"]]
            assert ways(number) == told
        assert_all_counted(posts)
    assert min(winners) > 0, "they never raced: one of them was always first"


def test_both_deciding_the_same_is_one_decision_and_no_conflict(
    engine_app: Flask, people: tuple[Actor, Actor], prepared: Prepare
) -> None:
    posts, numbers = prepared(40)

    def moderator(by: Actor) -> Step:
        return lambda n: decide(numbers[n], CHOICES[n % 4], seen=1, by=by, now=NOW).entry

    results = run(engine_app, *map(moderator, people), rounds=len(numbers))
    assert all(sum(entry is None for entry in result) == 1 for result in results)
    with engine_app.app_context():
        assert all(len(log_of(number)) == 2 for number in numbers)
        assert_all_counted(posts)


def test_a_new_text_is_never_approved_by_a_decision_on_the_old_one(
    engine_app: Flask,
    cast: Cast,
    people: tuple[Actor, Actor],
    prepared: Prepare,
) -> None:
    posts, numbers = prepared(80)
    scene = Scene(cast, posts[0])

    def writer(n: int) -> object:
        return scene.edit(numbers[n], f"New and unseen, {n}.", by=scene.elin, seen=1)

    def moderator(n: int) -> object:
        return decide(numbers[n], CHOICES[0], seen=1, by=people[0], now=NOW)

    results = run(engine_app, writer, moderator, rounds=len(numbers))
    with engine_app.app_context():
        for number, (wrote, decided) in zip(numbers, results, strict=True):
            now = row(number)
            assert isinstance(wrote, Conflict) is not isinstance(decided, Conflict)
            if isinstance(decided, Conflict):
                assert (now["state"], now["current_revision"]) == (P, 2)
            else:
                assert (now["state"], now["current_revision"]) == (A, 1)
                assert "unseen" not in now["body"]
        assert_all_counted(posts)


def test_two_undoes_at_once_are_one(
    engine_app: Flask, people: tuple[Actor, Actor], prepared: Prepare
) -> None:
    posts, numbers = prepared(40, state=A)
    with engine_app.app_context():
        entries = [log_of(number)[-1].id for number in numbers]

    def moderator(by: Actor) -> Step:
        return lambda n: undo(entries[n], by=by, now=NOW).id

    results = run(engine_app, *map(moderator, people), rounds=len(numbers))
    assert all(len(set(result)) == 1 for result in results)
    with engine_app.app_context():
        assert all(len(log_of(number)) == 3 for number in numbers)
        assert_all_counted(posts)


def test_a_subtree_is_counted_right_while_its_comments_are_decided(
    engine_app: Flask,
    cast: Cast,
    people: tuple[Actor, Actor],
    prepared: Prepare,
) -> None:
    """One hides and shows the thread, another decides on what is in it, a third answers into it."""
    posts, (root, *_) = prepared(1, state=A)
    scene = Scene(cast, posts[0])
    with engine_app.app_context():
        replies = [scene.comment(A, reply_to=root) for _ in range(8)]
    turns = [Choice(Decision.SPAM, with_replies=True), Choice(Decision.APPROVE)]

    def hider(n: int) -> object:
        return decide(root, turns[n % 2], seen=row(root)["version"], by=people[0], now=NOW).entry

    def decider(n: int) -> object:
        return scene.decide(replies[n % 8], list(Decision)[n % 4], by=people[1]).entry

    def answerer(n: int) -> object:
        with suppress(Refused):  # where the thread is down just now
            return scene.comment(by=cast.dara.actor, reply_to=replies[n % 8])
        return None

    run(engine_app, hider, decider, answerer, rounds=32)
    with engine_app.app_context():
        assert_all_counted(posts)


def test_bulks_that_cross_each_other_never_wait_for_ever(
    engine_app: Flask,
    cast: Cast,
    people: tuple[Actor, Actor],
    prepared: Prepare,
) -> None:
    """The same comments in opposite orders, in several posts and states; beside them single decisions and a new
    comment elsewhere. Each takes rows that the others want."""
    posts, numbers = prepared(24, posts=3)
    elsewhere, others = prepared(12, posts=1)
    scene = Scene(cast, elsewhere[0])

    def bulk(by: Actor, seed: int) -> Step:
        def step(n: int) -> object:
            versions = {one["id"]: one["version"] for one in comment_rows()}
            items = [(number, versions[number]) for number in numbers]
            random.Random(seed * 1000 + n).shuffle(items)
            batch, outcomes = decide_many(items, CHOICES[(n + seed) % 4], by=by, now=NOW)
            if n % 3 == 2 and any(one.entry_id for one in outcomes):
                return undo_batch(batch, by=by, now=NOW)
            return outcomes

        return step

    def single(n: int) -> object:
        for turn, number in enumerate(others):
            scene.decide(number, list(Decision)[(n + turn) % 4], by=people[0])
        return scene.comment(by=cast.chanthy.actor)

    def restorer(n: int) -> object:
        """What the bulks put into the trash comes out again, one by one, with the others' items."""
        trashed = [one["id"] for one in comment_rows() if one["state"] == State.TRASHED]
        for number in trashed[:4]:
            scene.decide(number, Decision.RESTORE, by=people[1])
        return None

    run(engine_app, bulk(people[0], 1), bulk(people[1], 2), single, restorer, rounds=8)
    with engine_app.app_context():
        assert_all_counted([*posts, *elsewhere])
        for number in [*numbers, *others]:
            entries = log_of(number)
            assert [entry.version for entry in entries] == list(range(1, row(number)["version"] + 1))


def test_bulks_in_different_posts_share_the_sites_counters_in_peace(
    engine_app: Flask,
    cast: Cast,
    people: tuple[Actor, Actor],
    prepared: Prepare,
) -> None:
    """One comes from the public comments to those that wait, the other the other way round: left to themselves they
    would take the counters crosswise, and each wait for the other."""
    places = []
    for _ in people:
        posts, public = prepared(3, state=A)
        with engine_app.app_context():
            scene = Scene(cast, posts[0])
            places.append((posts[0], public, [scene.comment() for _ in public]))

    def bulk(which: int) -> Step:
        _, public, waiting = places[which]
        order = [*public, *waiting] if which else [*waiting, *public]

        def step(n: int) -> object:
            items = [(number, row(number)["version"]) for number in order]
            batch, outcomes = decide_many(items, Choice(Decision.SPAM), by=people[which], now=NOW)
            assert all(one.entry_id for one in outcomes)
            return undo_batch(batch, by=people[which], now=NOW)

        return step

    run(engine_app, bulk(0), bulk(1), rounds=6)
    with engine_app.app_context():
        assert_all_counted([post_id for post_id, *_ in places])
