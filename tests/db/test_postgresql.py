"""PostgreSQL: what every connection of ours has."""

import pytest
import sqlalchemy as sa

from tests.support.databases import open_engine


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_no_question_waits_for_a_compiler(database: str) -> None:
    engine = open_engine(database)
    for _ in range(2):
        with engine.connect() as connection:
            assert connection.scalar(sa.text("SHOW jit")) == "off"
            connection.rollback()
    engine.dispose()
