"""The same form twice: one comment, one entry, one answer. Other words under its key: another comment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.actors import STRANGER
from forum.domain.comment_states import Decision, State
from forum.models import Comment, Guest, LogEntry
from forum.operations.comments.posting import Draft, Posted, post_comment
from tests.cast import Cast
from tests.factories.comments import AT_EASE
from tests.factories.posts import make_post
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import Scene, row, state, writer
from tests.support.moments import LONG_AGO, NOW

ROUNDS = 25


def form(key: str, body: str = "Once is enough.") -> Draft:
    return Draft(body, "Mali", AT_EASE, submission_key=key, guest_code_hash=f"code of {key}")


def send(post_id: int, key: str, **more: str) -> Posted:
    return post_comment(post_id, form(key, **more), by=STRANGER, now=NOW)


def stored(table: type, *where: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0


def test_the_same_form_again_gets_the_first_answer(scene: Scene) -> None:
    first, again, other = send(scene.post_id, "a"), send(scene.post_id, "a"), send(scene.post_id, "b")
    assert (first.is_replay, again.is_replay, other.is_replay) == (False, True, False)
    assert first.comment.id == again.comment.id != other.comment.id
    assert stored(Comment) == stored(LogEntry, LogEntry.verb == "comment.post") == stored(Guest) == 2
    assert_counted(scene.post_id)


def test_the_answer_stands_whatever_has_happened_since(scene: Scene) -> None:
    number = send(scene.post_id, "a").comment.id
    scene.decide(number, Decision.REJECT)
    scene.settle(comments_mode="closed")
    assert send(scene.post_id, "a").comment.id == number
    assert state(number) is State.REJECTED


def test_a_form_without_a_key_is_a_new_comment_each_time(scene: Scene) -> None:
    draft = Draft("Twice, then.", "Mali", AT_EASE)
    numbers = {post_comment(scene.post_id, draft, by=STRANGER, now=NOW).comment.id for _ in range(2)}
    assert len(numbers) == 2


def test_other_words_under_a_used_key_are_a_comment_of_their_own(scene: Scene) -> None:
    other_post = make_post(scene.cast.chanthy.actor, published_at=LONG_AGO).id
    root = scene.comment(State.APPROVED)
    first = send(scene.post_id, "a").comment.id
    drafts = [
        (scene.post_id, replace(form("a"), body="Twice is better.")),
        (scene.post_id, replace(form("a"), author_name="Soe")),
        (scene.post_id, replace(form("a"), reply_to=root)),
        (other_post, form("a")),
    ]
    numbers = []
    for post_id, draft in drafts:
        posted, copy = (post_comment(post_id, draft, by=STRANGER, now=NOW) for _ in range(2))
        assert (posted.is_replay, copy.is_replay, copy.comment.id) == (False, True, posted.comment.id)
        numbers.append(posted.comment.id)
    assert len({first, *numbers}) == 5
    assert row(numbers[0])["body"] == "Twice is better."
    assert {row(number)["guest_id"] for number in numbers} == {row(first)["guest_id"]}, (
        "one edit code for all"
    )
    assert_counted(scene.post_id)


def test_words_that_a_person_has_changed_since_are_the_same_form(scene: Scene) -> None:
    number = send(scene.post_id, "a").comment.id
    scene.edit(number, "Once was not enough.", by=writer(number))
    scene.decide(number, Decision.APPROVE, body="Once is enough, says he.")
    assert send(scene.post_id, "a").comment.id == number


def test_the_same_form_under_another_account_is_another_comment(scene: Scene) -> None:
    number = send(scene.post_id, "a").comment.id
    posted = post_comment(scene.post_id, form("a"), by=scene.elin, now=NOW)
    assert (posted.is_replay, row(posted.comment.id)["user_id"]) == (False, scene.cast.elin.id)
    assert posted.comment.id != number


def test_two_copies_at_the_same_moment_are_one_comment(engine_app: Flask, cast: Cast) -> None:
    with engine_app.app_context():
        posts = [make_post(cast.chanthy.actor, published_at=LONG_AGO).id for _ in range(2)]
    # The second half sends its copies to two posts, so that no lock on a post keeps them apart: these are two comments.
    targets = [(f"key {n}", posts[0], posts[n * 2 // ROUNDS]) for n in range(ROUNDS)]
    start = threading.Barrier(2)

    def sender(copy: int) -> list[tuple[int, bool]]:
        answers = []
        for key, *chosen in targets:
            start.wait(30)
            with engine_app.app_context():
                posted = send(chosen[copy], key)
                answers.append((posted.comment.id, posted.is_replay))
        return answers

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(sender, (0, 1))
    apart = sum(first != second for _, first, second in targets)
    for (_, *posts_of_two), (number, is_replay), (same, is_replay_too) in zip(
        targets, one, other, strict=True
    ):
        is_one = posts_of_two[0] == posts_of_two[1]
        assert (number == same) is is_one
        assert (is_replay is not is_replay_too) is is_one
    with engine_app.app_context():
        assert stored(Comment) == stored(LogEntry, LogEntry.verb == "comment.post") == ROUNDS + apart
        assert stored(Guest) == ROUNDS
        for post_id in posts:
            assert_counted(post_id)
        assert_site_counted()
        assert {row(number)["version"] for number, _ in one} == {1}
