"""Several people at the same moment, each in a thread with a connection of their own."""

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from forum.domain.actors import Actor
from forum.domain.comment_states import State
from forum.domain.refusals import Conflict
from forum.domain.threading import path_of
from forum.operations.bulk_loading import next_numbers, settle_numbers, store_comments
from tests.cast import Cast
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene, row
from tests.support.moments import LONG_AGO

Prepare = Callable[..., tuple[list[int], list[int]]]
Step = Callable[[int], object]


def run(app: Flask, *racers: Step, rounds: int) -> list[tuple[object, ...]]:
    """Lets each racer do its step number 0, 1, 2 …, all at the same moment; what each step gave, or the refusal that a
    conflict is. Anything else that goes wrong fails the test."""
    start = threading.Barrier(len(racers))

    def go(step: Step) -> list[object]:
        results: list[object] = []
        for number in range(rounds):
            start.wait(60)
            try:
                with app.app_context():
                    results.append(step(number))
            except Conflict as conflict:
                results.append(conflict)
            except BaseException:
                start.abort()
                raise
        return results

    with ThreadPoolExecutor(len(racers)) as pool:
        futures = [pool.submit(go, racer) for racer in racers]
        errors = [error for future in futures if (error := future.exception())]
        broken = [error for error in errors if not isinstance(error, threading.BrokenBarrierError)]
        assert not errors, broken or errors
        return list(zip(*(future.result() for future in futures), strict=True))


@pytest.fixture
def people(cast: Cast) -> tuple[Actor, Actor]:
    return cast.ana.actor, cast.boun.actor


@pytest.fixture
def prepared(engine_app: Flask, cast: Cast) -> Prepare:
    """Makes posts, and comments of Elin spread over them; the numbers of both."""

    def prepare(comments: int, *, posts: int = 1, state: State | None = None) -> tuple[list[int], list[int]]:
        with engine_app.app_context():
            numbers = [make_post(cast.chanthy.actor, published_at=LONG_AGO).id for _ in range(posts)]
            scene = Scene(cast, numbers[0])
            where = itertools.islice(itertools.cycle(numbers), comments)
            made = [scene.comment(state, post_id=post_id, by=cast.elin.actor) for post_id in where]
            return numbers, made

    return prepare


def copies(number: int, count: int) -> list[int]:
    """So many more comments like that one, stored in bulk; their numbers."""
    _, free, _ = next_numbers()
    numbers = list(range(free, free + count))
    made = [{**row(number), "id": new, "path": path_of(new, None), "submission_key": None} for new in numbers]
    found = {
        "revision": 1,
        "rule": "mode:everyone",
        "severity": "hold",
        "field": "body",
        "matched": "",
        "detail": {},
    }
    store_comments(made, [{"comment_id": new, **found} for new in numbers])
    settle_numbers()
    return numbers
