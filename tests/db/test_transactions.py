"""One way to commit: ``transaction()`` on both engines, and what becomes of it when something goes wrong."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from forum.db import db, savepoint, transaction
from forum.domain.refusals import Refused
from tests.support.databases import open_engine
from tests.support.rows import row, table

pytestmark = pytest.mark.both_engines


def add_tag(name: str) -> None:
    values = {key: value for key, value in row("tag", slug=name, name=name).items() if key != "id"}
    db.session.execute(sa.insert(table("tag")).values(**values))


def tags_in(app: Flask) -> set[str]:
    """What is really stored, as another connection sees it."""
    with app.app_context(), db.engine.connect() as connection:
        return set(connection.scalars(sa.select(table("tag").c.name)))


def test_the_end_of_the_block_commits(in_app: Flask) -> None:
    with transaction():
        add_tag("kept")
        assert tags_in(in_app) == set()  # nobody sees it before
    assert tags_in(in_app) == {"kept"}


@pytest.mark.parametrize("error", [Refused("body_empty"), KeyError("a mistake"), KeyboardInterrupt()])
def test_whatever_flies_through_rolls_back(in_app: Flask, error: BaseException) -> None:
    def write() -> None:
        with transaction():
            add_tag("lost")
            raise error

    with pytest.raises(type(error)):
        write()
    assert tags_in(in_app) == set()
    with transaction():  # and the next one is a new one
        add_tag("kept")
    assert tags_in(in_app) == {"kept"}


def test_an_inner_transaction_joins_the_outer(in_app: Flask) -> None:
    def write() -> None:
        with transaction():
            with transaction():
                add_tag("inner")
            assert tags_in(in_app) == set()
            raise Refused("body_empty")

    with pytest.raises(Refused):
        write()
    assert tags_in(in_app) == set()


def test_a_refusal_inside_a_savepoint_takes_only_its_part_back(in_app: Flask) -> None:
    def write_and_be_refused() -> None:
        with savepoint():
            add_tag("refused")
            raise Refused("body_empty")

    with transaction():
        add_tag("before")
        with pytest.raises(Refused):
            write_and_be_refused()
        with pytest.raises(IntegrityError), savepoint():
            add_tag("before")
        add_tag("after")
    assert tags_in(in_app) == {"before", "after"}


def test_what_was_changed_outside_is_not_slipped_in(in_app: Flask) -> None:
    from forum.models import Tag

    db.session.add(Tag(slug="stray", name="stray"))
    with pytest.raises(RuntimeError, match="outside"), transaction():
        pass
    db.session.rollback()
    assert tags_in(in_app) == set()


def test_a_transaction_decides_on_what_stands_and_not_on_what_was_read_before(
    in_app: Flask, database: str
) -> None:
    from forum.models import Tag

    with transaction():
        add_tag("old name")
    seen = db.session.scalars(sa.select(Tag)).one()
    other = open_engine(database)
    with other.begin() as connection:
        connection.execute(sa.update(table("tag")).values(name="new name"))
    other.dispose()
    with transaction():
        assert seen.name == "new name"
