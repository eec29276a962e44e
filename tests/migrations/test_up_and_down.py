"""Migrations up and down on both engines, with data in the tables."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from forum import migrations
from forum.config import PROJECT
from forum.db import Base
from forum.domain.finding import DocumentKind, document_terms, place_of
from forum.domain.tallies import TALLIES
from forum.domain.text import search_terms
from forum.models.words import NOT_MAPPED, WORD_TABLES
from forum.queries.search import dialect_of
from tests.support.databases import open_engine
from tests.support.moments import NOW
from tests.support.rows import ORDER, SECOND, count, insert, insert_one_of_each

pytestmark = pytest.mark.both_engines

BEFORE_SEARCH = "0007"

STEPS = {
    "0001": {"users", "sign_in_link", "person", "guest", "network_key", "site_setting"},
    "0002": {"category", "tag", "post", "post_tag", "byline", "post_revision", "old_slug"},
    "0003": {"comment", "comment_revision", "finding", "word_list", "tally"},
    "0004": {"log_entry", "job"},
    "0005": {"guest_notice", "asked_address"},
    "0006": set(),
    "0007": {
        "claim",
        "flag",
        "appeal",
        "sanction",
        "staff_note",
        "moderated_category",
        "reason_sentence",
        "spam_model",
    },
    "0008": {"comment_words", "title_words"},
    "0009": {"upload", "rendition", "post_upload"},
    "0010": set(),
    "0011": {"autosave"},
    "0012": {"presence"},
    "0013": {"document", "document_words"},
    "0014": {"series", "series_part", "translation", "person_name", "old_address"},
    "0015": {"preview_link"},
    "0016": set(),
    "0017": set(),
    "0018": set(),
    "0019": {
        "publication",
        "publication_edition",
        "publication_version",
        "publication_upload",
        "old_publication_slug",
        "announced_publication",
        "publication_document",
    },
    "0020": {"imported_address"},
    "0021": {"missing_address"},
}


@pytest.fixture
def engine(empty_database: str) -> Iterator[sa.Engine]:
    engine = open_engine(empty_database)
    yield engine
    engine.dispose()


def tables(engine: sa.Engine) -> set[str]:
    """All but Alembic's, and what an index of words keeps beside its own table."""
    named = set(sa.inspect(engine).get_table_names()) - {"alembic_version"}
    return named - (NOT_MAPPED - set(WORD_TABLES))


def newest_names() -> list[str]:
    return sorted(path.name[:4] for path in (Path(migrations.FOLDER) / "versions").glob("[0-9]*.py"))


def test_every_step_is_known_to_this_test() -> None:
    assert newest_names() == list(STEPS)
    assert migrations.newest() == list(STEPS)[-1]


def test_an_empty_database_is_no_database_yet(engine: sa.Engine) -> None:
    assert migrations.current(engine) is None
    assert migrations.check(engine) == ["the database stands at nothing, this release needs 0021"]


def test_at_the_top_the_database_is_as_the_models_say(engine: sa.Engine) -> None:
    migrations.upgrade(engine)
    assert migrations.current(engine) == migrations.newest()
    assert migrations.check(engine) == []


def test_what_stands_in_the_tables_outlives_every_step(engine: sa.Engine) -> None:
    seen: set[str] = set()
    for revision, made in STEPS.items():
        migrations.upgrade(engine, revision)
        seen |= made
        assert tables(engine) == seen
        with engine.begin() as connection:
            insert_one_of_each(connection, tuple(name for name in ORDER if name in made - {"document"}))
    for revision, made in reversed(STEPS.items()):
        with engine.connect() as connection:
            mapped = seen - NOT_MAPPED
            # Of the documents, the step itself made one for each of the two things that can be found.
            numbers = {"tally": 10 if revision >= "0007" else 7, "post": 1 + len(SECOND), "document": 2}
            assert {name: count(connection, name) for name in mapped} == {
                name: numbers.get(name, 1) for name in mapped
            }
        migrations.downgrade(engine, "-1")
        seen -= made
        assert tables(engine) == seen, f"after taking back {revision}"
    assert migrations.current(engine) is None
    migrations.upgrade(engine)
    assert migrations.check(engine) == []


def test_upgrading_twice_does_nothing_the_second_time(engine: sa.Engine) -> None:
    migrations.upgrade(engine)
    with engine.begin() as connection:
        insert_one_of_each(connection)
    migrations.upgrade(engine)
    with engine.connect() as connection:
        assert all(count(connection, name) for name in ORDER)


def test_two_processes_may_start_at_once(empty_database: str) -> None:
    start = (
        "import sys; from forum import migrations; from tests.support.databases import open_engine; "
        "sys.stdin.read(1); migrations.upgrade(open_engine(sys.argv[1]))"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", start, empty_database], cwd=PROJECT, stdin=PIPE, stderr=PIPE)
        for _ in range(2)
    ]
    for process in both:
        assert process.stdin is not None
        process.stdin.write(b"go")
        process.stdin.flush()
    said = [process.communicate()[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    engine = open_engine(empty_database)
    assert migrations.check(engine) == []
    engine.dispose()


def test_a_step_that_fails_leaves_nothing_behind(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE comment (id INTEGER)")  # in the way of the third step
    with pytest.raises(DBAPIError):
        migrations.upgrade(engine)
    assert tables(engine) == {"comment"}
    assert migrations.current(engine) is None


def test_foreign_keys_are_on_again_afterwards(engine: sa.Engine) -> None:
    migrations.upgrade(engine)
    with engine.connect() as connection, pytest.raises(sa.exc.IntegrityError):
        insert_one_of_each(connection, ("sign_in_link",))


def test_the_counters_are_there_from_the_start(engine: sa.Engine) -> None:
    migrations.upgrade(engine)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(Base.metadata.tables["tally"])).all()
    assert sorted(rows) == sorted((name, 0) for name in TALLIES)


def test_what_was_written_before_there_was_an_index_of_words_is_found(engine: sa.Engine) -> None:
    migrations.upgrade(engine, BEFORE_SEARCH)
    with engine.begin() as connection:
        insert_one_of_each(connection, tuple(name for name in ORDER if tables_have(connection, name)))
        connection.execute(sa.text("UPDATE comment SET body = 'The dam broke', author_name = 'Mali'"))
        connection.execute(sa.text("UPDATE post SET title = 'Rain'"))
        entry = {
            "comment_id": 1,
            "reason_code": "off_topic",
            "note": "Another one.",
            "verb": "comment.reject",
        }
        insert(connection, "log_entry", **entry, id=2)
    migrations.upgrade(engine)
    dialect = dialect_of(engine.dialect.name)
    with engine.connect() as connection:
        stored = dict(connection.execute(sa.text("SELECT rowid, terms FROM comment_words")).all())
        title = dict(connection.execute(sa.text("SELECT rowid, terms FROM title_words")).all())
        terms = search_terms("The dam broke", "Mali", "off_topic", "Another one.")
        assert set(stored) == set(title) == {1}
        assert set(words_in(stored[1])) == set(words_in(dialect.written(terms)))
        assert words_in(title[1]) == ["rain"]


def test_revisions_keep_their_texts_and_the_release_before_goes_on_writing_them(engine: sa.Engine) -> None:
    migrations.upgrade(engine, "0009")
    with engine.begin() as connection:
        made = tuple(name for name in ORDER if tables_have(connection, name))
        insert_one_of_each(connection, made)
        connection.execute(sa.text("UPDATE post_revision SET title = 'Rain', body = 'It rained.'"))
    migrations.upgrade(engine, "0010")
    columns = "post_id, number, title, body, created_at"
    as_before = f"INSERT INTO post_revision ({columns}) VALUES (1, 2, 'Sun', 'Shone.', :at)"
    kept = "SELECT number, title, body, kind, name, texts FROM post_revision ORDER BY number"
    with engine.begin() as connection:
        connection.execute(sa.text(as_before), {"at": "2026-03-02 09:00:00"})
        rows = [tuple(row) for row in connection.execute(sa.text(kept))]
        assert rows == [(1, "Rain", "It rained.", "save", "", None), (2, "Sun", "Shone.", "save", "", None)]
        insert(connection, "post_revision", number=-1, kind="autosave")
    migrations.downgrade(engine, "0009")
    with engine.connect() as connection:
        numbers = connection.execute(sa.text("SELECT number FROM post_revision ORDER BY number")).scalars()
        assert list(numbers) == [1, 2], "what nobody saved was no version"


def test_what_was_written_before_readers_could_search_is_found(engine: sa.Engine) -> None:
    migrations.upgrade(engine, "0012")
    with engine.begin() as connection:
        insert_one_of_each(connection, tuple(name for name in ORDER if tables_have(connection, name)))
        connection.execute(
            sa.text("UPDATE comment SET body_html = '<p>The dam broke</p>', author_name = 'Mali'")
        )
        connection.execute(
            sa.text("UPDATE post SET title = 'Rain', body_html = '<p>A <em>long</em> one</p>'")
        )
    migrations.upgrade(engine)
    terms = {
        place_of(DocumentKind.POST, 1, None): document_terms(
            DocumentKind.POST, "Rain", ["x", "A long one", "x"], language="x"
        ),
        place_of(DocumentKind.COMMENT, 1, NOW): document_terms(
            DocumentKind.COMMENT, "", ["The dam broke"], language=None
        ),
    }
    dialect = dialect_of(engine.dialect.name)
    with engine.connect() as connection:
        stored = dict(connection.execute(sa.text("SELECT rowid, terms FROM document_words")).all())
        owners = connection.execute(sa.text("SELECT place, post_id, comment_id FROM document")).all()
        written = {place: dialect.written(one) for place, one in terms.items()}
        assert stored.keys() == terms.keys()
        assert all(set(words_in(stored[place])) == set(words_in(written[place])) for place in terms)
        of_post, of_comment = terms
        assert {tuple(row) for row in owners} == {(of_post, 1, None), (of_comment, None, 1)}


def tables_have(connection: sa.Connection, name: str) -> bool:
    return sa.inspect(connection).has_table(name)


def words_in(document: str) -> list[str]:
    """The terms of a document as either engine gives it back."""
    return [term.partition(":")[0].strip("'") for term in document.split()]
