"""What all property tests share: a site on each engine, whose disk need not keep anything."""

import pytest
from flask import Flask

from forum.db import db
from forum.operations.rules import WordListDraft, save_word_list
from tests.cast import Cast
from tests.invariants.company import Company, gather_company
from tests.invariants.steps import HELD_WORD
from tests.support.moments import LONG_AGO


@pytest.fixture
def site(engine_app: Flask, cast: Cast) -> Flask:
    """With a word list that holds ``HELD_WORD``. All plays of a test share it: the log cannot be emptied, and needs not
    be, since each play looks at a post of its own."""
    with engine_app.app_context():
        save_word_list(None, WordListDraft("Lottery", HELD_WORD), by=cast.ana.actor, now=LONG_AGO)
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            connection = db.engine.raw_connection()
            connection.cursor().execute("PRAGMA synchronous = OFF")
            connection.close()
    return engine_app


@pytest.fixture
def company(site: Flask, cast: Cast) -> Company:
    """The people of the plays on that site."""
    with site.app_context():
        return gather_company(cast)
