"""``forum search rebuild``: it makes everything found again, whatever became of the index."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.app import create_app
from forum.config import load_settings
from forum.db import db, transaction
from forum.domain.comment_states import State
from forum.models import COMMENT_WORDS, DOCUMENT_WORDS, TITLE_WORDS, Document, PublicationDocument
from forum.queries.search import dialect_of
from tests.cast import gather, meet
from tests.cli.commands import Shell
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.factories.publications import make_publication
from tests.queries.finding.scenes import found
from tests.support.applications import close_app

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAID = "All posts, comments and publications are found by the words that they have now.\n"
PARTS = (
    "titles for the desk",
    "comments for the desk",
    "posts for readers",
    "comments for readers",
    "publications for readers",
)
QUESTIONS = ("durian", "river", "tree", "mango", "title", "pomelo")


@pytest.fixture
def site(shell: Shell):
    app = create_app(load_settings(shell.environment))
    gather(app)
    cast = meet(app)
    with app.app_context():
        post = make_post(by=cast.chanthy.actor, title="A title", body="A river.")
        make_post(by=cast.chanthy.actor, title="Durian", body="A tree.")
        for text in ("A durian.", "A mango.", "A tree."):
            make_comment(post.id, body=text, state=State.APPROVED, moderator=cast.ana.actor)
        make_publication(app, cast.chanthy.actor, title="Pomelo", published_at=AT, now=AT)
    yield app
    close_app(app)


def answers() -> dict[str, list[tuple[str, int]]]:
    db.session.rollback()
    return {q: found(q, now=AT + timedelta(days=1)) for q in QUESTIONS}


def execute(*statements: str) -> None:
    with transaction() as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)


def lose_everything() -> None:
    with transaction() as session:
        for words in (COMMENT_WORDS, TITLE_WORDS, DOCUMENT_WORDS):
            session.execute(sa.delete(words))
        session.execute(sa.delete(Document))
        session.execute(sa.delete(PublicationDocument))


def lose_words() -> None:
    with transaction() as session:
        session.execute(sa.delete(DOCUMENT_WORDS))


def lose_documents() -> None:
    """As the release before this one leaves them: without a document."""
    with transaction() as session:
        session.execute(sa.delete(Document).where(Document.comment_id.is_not(None)))
        session.execute(sa.delete(PublicationDocument))


def say_other_things() -> None:
    with transaction() as session:
        dialect = dialect_of(session.connection().dialect.name)
        places = session.scalars(sa.select(Document.place)).all()
        session.execute(sa.delete(DOCUMENT_WORDS))
        session.connection().execute(
            sa.insert(DOCUMENT_WORDS).values(rowid=sa.bindparam("number"), terms=dialect.TERMS),
            [{"number": place, "document": dialect.written(["durian"])} for place in places],
        )


def add_what_is_not_there() -> None:
    execute("INSERT INTO document_words (rowid, terms) VALUES (12345, 'durian')")


def stand_elsewhere() -> None:
    """Each document at a place of another time, and its words at the old one."""
    for table in ("document", "publication_document"):
        execute(f"UPDATE {table} SET place = place + (5000 * 17179869184)")


def damage_the_file() -> None:
    """What FTS5 keeps of its index is no longer an index."""
    execute("UPDATE document_words_data SET block = x'00ff00ff00ff' WHERE id > 10")


DAMAGES = (
    lose_everything,
    lose_words,
    lose_documents,
    say_other_things,
    add_what_is_not_there,
    stand_elsewhere,
    damage_the_file,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_rebuild_makes_everything_found_again(shell: Shell, site: Flask, damage: Callable[[], None]) -> None:
    with site.app_context():
        before = answers()
        assert [len(numbers) for numbers in before.values()] == [2, 1, 2, 1, 1, 1]
        words = stored_words()
        damage()
        db.session.remove()
    done = shell.run("search", "rebuild")
    assert (done.exit_code, done.stdout) == (0, SAID), done.stderr
    for part in PARTS:
        assert f"Indexing {part}" in done.stderr, part
    with site.app_context():
        assert answers() == before
        assert stored_words() == words
    again = shell.run("search", "rebuild")
    assert (again.exit_code, "damaged" in again.stderr) == (0, False)


def stored_words() -> dict[str, list[tuple[int, str]]]:
    tables = (COMMENT_WORDS, TITLE_WORDS, DOCUMENT_WORDS)
    return {
        table.name: [tuple(row) for row in db.session.execute(sa.select(table).order_by(table.c.rowid))]
        for table in tables
    }


def test_a_damaged_file_is_mended_and_that_is_said(shell: Shell, site: Flask) -> None:
    with site.app_context():
        damage_the_file()
    assert "The index is damaged." in shell.run("search", "rebuild").stderr
