"""The moderator's desk with a million comments beside one with a hundred pending: whole pages and verbs.

Both sites are asked in turn, so that whatever else the machine does falls on both; the median counts.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.desk_cases import Case, pages, places_of
from bench.desk_verbs import Taken, Verb, timed, verbs
from bench.readme import fill_in

ROUNDS = 9
BASE = "/desk/moderation?state=pending"
# As many comments as leave a hundred pending, and the large set.
SMALL, LARGE = (20, 1_000), (10_000, 1_000_000)


@dataclass(frozen=True)
class Measured:
    """One case: milliseconds on the large site and on the small one, and the large one's statements."""

    name: str
    large: float
    small: float
    statements: int

    @property
    def ratio(self) -> float:
        return self.large / self.small


class Site:
    """One site, opened in this process, with a moderator signed in."""

    def __init__(self, folder: Path, database: str, size: tuple[int, int]) -> None:
        from forum.app import create_app
        from forum.config import load_settings

        folder.mkdir(parents=True, exist_ok=True)
        environment = {
            "FORUM_DATABASE_URL": database or f"sqlite:///{folder / 'forum.db'}",
            "FORUM_INSTANCE_PATH": str(folder),
            "FORUM_SECRET_KEY": "a key for measuring and for nothing else",
        }
        self.app = create_app(load_settings(environment))
        with self.app.app_context():
            _fill(size)
        self.moderator, name = self._moderator()
        self.browser = self.app.test_client()
        with self.browser.session_transaction() as session:
            session["_user_id"], session["_fresh"] = name, True

    def _moderator(self) -> tuple[Any, str]:
        from forum.domain.roles import Role
        from forum.operations.accounts.keeping import actor_of
        from forum.queries.maintenance import first_account

        with self.app.app_context():
            account = first_account(Role.MODERATOR)
            if account is None:
                raise RuntimeError("the demo has no moderator")
            return actor_of(account), account.fs_uniquifier

    @contextmanager
    def of_one_category(self) -> Iterator[None]:
        """Meanwhile the moderator looks after the first category and nothing else."""
        from forum.adapters import clock
        from forum.domain.roles import Role
        from forum.operations.accounts.areas import set_areas
        from forum.operations.accounts.keeping import actor_of
        from forum.queries.maintenance import first_account
        from forum.queries.taxonomy import categories

        with self.app.app_context():
            administrator = first_account(Role.ADMINISTRATOR)
            if administrator is None:
                raise RuntimeError("the demo has no administrator")
            by, first = actor_of(administrator), categories()[0].id
            set_areas(self.moderator.user_id, {first}, by=by, now=clock.now())
        try:
            yield
        finally:
            with self.app.app_context():
                set_areas(self.moderator.user_id, (), by=by, now=clock.now())

    def page(self, address: str) -> Taken:
        """What one page takes. Raises where it is none."""
        with timed() as taken:
            answer = self.browser.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status}")
        return taken


def _fill(size: tuple[int, int]) -> None:
    """The demo content and a made-up set, where they are not there yet."""
    from flask import current_app

    from forum import migrations
    from forum.adapters import clock
    from forum.db import db
    from forum.importers.demo import is_loaded, load_demo, load_large
    from forum.queries.maintenance import last_comment_number

    migrations.upgrade(db.engine)
    if not is_loaded():
        load_demo(files=current_app.extensions["outside"].files, now=clock.now())
    if last_comment_number() < size[1]:
        load_large(*size)


def measure(folder: Path, databases: tuple[str, str] = ("", "")) -> list[Measured]:
    """Everything, in the order of the table. ``databases``: addresses for the large and the small site; "" makes an
    SQLite file in ``folder``."""
    large = Site(folder / "large", databases[0], LARGE)
    small = Site(folder / "small", databases[1], SMALL)
    with large.app.app_context():
        cases = list(pages(places_of()))
    rows = [_measure_page(case, large, small) for case in cases if not case.is_scoped]
    with large.of_one_category():
        rows += [_measure_page(case, large, small) for case in cases if case.is_scoped]
    return rows + [_measure_verb(verb, large, small) for verb in verbs()]


def _measure_page(case: Case, large: Site, small: Site) -> Measured:
    """A page of the large site beside page 1 of what waits on the small one. The first time does not count."""
    pairs = [(large.page(case.address), small.page(BASE)) for _ in range(ROUNDS + 1)]
    return _medians(case.name, pairs[1:])


def _measure_verb(verb: Verb, large: Site, small: Site) -> Measured:
    def once(site: Site) -> Taken:
        with site.app.app_context():
            return verb.take(site.moderator)

    pairs = [(once(large), once(small)) for _ in range(verb.rounds + 1)]
    return _medians(verb.name, pairs[1:])


def _medians(name: str, pairs: list[tuple[Taken, Taken]]) -> Measured:
    large, small = (statistics.median(one.ms for one in side) for side in zip(*pairs, strict=True))
    row = Measured(name, large, small, pairs[0][0].statements)
    print(f"  {name}: {row.large:.1f} ms, ratio {row.ratio:.2f}", file=sys.stderr)
    return row


def as_markdown(rows: list[Measured]) -> str:
    """The rows as a table."""
    lines = [
        "| the large site | ms | page 1 with 100 pending, ms | ratio | statements |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row.name} | {row.large:.1f} | {row.small:.1f} | {row.ratio:.2f} | {row.statements} |"
        for row in rows
    ]
    return "\n".join(lines)


def main(folder: str, databases: tuple[str, str], *, write: bool) -> int:
    """Measures and prints the table; with ``write`` puts it into ``bench/README.md``. A ``folder`` that is given is
    kept, so that the next run need not make the sites again."""
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as made:
        table = as_markdown(measure(Path(folder or made), databases))
    print(table)
    if write:
        fill_in(databases[0].partition(":")[0].partition("+")[0] or "sqlite", table)
    return 0
