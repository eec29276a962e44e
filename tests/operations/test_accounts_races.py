"""Two people at once, on accounts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from forum.domain.actors import SYSTEM
from forum.domain.refusals import Refused
from forum.domain.roles import Role
from forum.operations.accounts import add_user, change_role, keep_accounts, use_link
from forum.queries.accounts import account_with
from tests.support.moments import NOW

pytestmark = [pytest.mark.both_engines, pytest.mark.heavy]


def at_once(app: Flask, *verbs: Callable[[], object]) -> list[str]:
    """How each of ``verbs`` ended: "done", or the code of its refusal."""
    together = Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> str:
        with app.app_context():
            together.wait(timeout=10)
            try:
                verb()
            except Refused as refused:
                return refused.code
            return "done"

    with ThreadPoolExecutor(len(verbs)) as pool:
        return sorted(pool.map(run, verbs))


def test_two_administrators_who_demote_each_other_leave_one(app) -> None:
    ids = []
    with app.app_context():
        for number in range(2):
            token_hash = str(number) * 64
            email = f"boss{number}@forum.test"
            add_user(email, f"Boss {number}", Role.ADMINISTRATOR, by=SYSTEM, now=NOW, token_hash=token_hash)
            ids.append(use_link(token_hash, now=NOW).id)
    endings = at_once(
        app,
        lambda: change_role(ids[0], Role.READER, by=SYSTEM, now=NOW),
        lambda: change_role(ids[1], Role.READER, by=SYSTEM, now=NOW),
    )
    assert endings == ["done", "last_administrator"]


def test_a_link_lets_one_in(app) -> None:
    with app.app_context():
        add_user("fern@forum.test", "Fern", Role.AUTHOR, by=SYSTEM, now=NOW, token_hash="h" * 64)
    endings = at_once(app, *[lambda: use_link("h" * 64, now=NOW)] * 6)
    assert endings == ["done"] + ["link_gone"] * 5


def test_an_address_gets_one_account(app) -> None:
    def invite(name: str) -> object:  # of names of their own: a name of staff is refused, too
        token_hash = name.ljust(64, "0")
        return add_user("fern@forum.test", name, Role.AUTHOR, by=SYSTEM, now=NOW, token_hash=token_hash)

    names = ["Fern", "Moss", "Reed", "Lotus", "Bamboo"]
    endings = at_once(app, *[lambda name=name: invite(name) for name in names])
    assert endings == ["done"] + ["email_taken"] * 4


def test_a_reset_counts_once(app) -> None:
    with app.app_context():
        add_user("fern@forum.test", "Fern", Role.AUTHOR, by=SYSTEM, now=NOW, token_hash="h" * 64)
        snapshots = [account_with("email", "fern@forum.test") for _ in range(4)]
    for number, snapshot in enumerate(snapshots):
        snapshot.password = snapshot.fs_uniquifier = f"another {number}"
    endings = at_once(app, *[lambda kept=kept: keep_accounts([kept], [], now=NOW) for kept in snapshots])
    assert endings == ["account_changed"] * 3 + ["done"]
