"""Alive, and able to work: two questions that are not the same."""

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.queries.schema import newest_migration
from tests.support.statements import count_statements


@pytest.mark.both_engines
def test_a_site_that_is_well_says_ok_twice(client):
    for path in ("/healthz", "/readyz"):
        answer = client.get(path)
        assert (answer.status_code, answer.get_data(as_text=True)) == (200, "ok\n")
        assert answer.content_type == "text/plain; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_no_session_begins(client, path):
    answer = client.get(path)
    assert "Set-Cookie" not in answer.headers


def test_being_alive_asks_the_database_nothing(client):
    with count_statements(at_most=0):
        client.get("/healthz")


def test_being_ready_asks_it_little(client):
    with count_statements(at_most=2):
        client.get("/readyz")


@pytest.mark.both_engines
@pytest.mark.parametrize("number", ["0001", None])
def test_a_database_that_is_not_migrated_is_not_ready(app, client, number):
    with app.app_context(), transaction() as session:
        if number is None:
            session.execute(sa.text("DROP TABLE alembic_version"))
        else:
            session.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert client.get("/healthz").status_code == 200


@pytest.mark.both_engines
def test_a_newer_database_is_ready_since_every_migration_lets_the_release_before_it_run(app, client):
    with app.app_context(), transaction() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "address", ["postgresql://nobody@127.0.0.1:1/forum", "sqlite:////nowhere/at/all/forum.db"]
)
def test_a_database_that_is_away_is_not_ready_and_the_process_is_alive(make_app, address):
    client = make_app(database_url=address).test_client()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert client.get("/healthz").status_code == 200


def test_the_newest_migration_is_the_one_that_the_database_has_after_all_of_them(app):
    with app.app_context():
        assert db.session.scalar(sa.text("SELECT version_num FROM alembic_version")) == newest_migration()
