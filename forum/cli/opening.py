"""Opening the installation for a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from forum.cli.faults import Fault
from forum.config import Settings

if TYPE_CHECKING:
    from flask import Flask


def open_database(settings: Settings) -> Flask:
    """An application that knows the database and nothing of pages: all that most commands need, in half the time and
    memory of the whole site. Its connections end with the command."""
    from flask import Flask

    from forum.db import database_driver, db, prepare_engine

    app = Flask("forum", static_folder=None)
    url, engine_options = database_driver(settings.database_url)
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=engine_options)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    click.get_current_context().call_on_close(lambda: close_connections(app))
    return app


def open_site(settings: Settings) -> Flask:
    """The whole application, for commands that print addresses or load content; its connections end with it."""
    from forum.app import create_app

    app = create_app(settings)
    click.get_current_context().call_on_close(lambda: close_connections(app))
    return app


def refuse_unmigrated(app: Flask, settings: Settings) -> None:
    """Makes the tables of a fresh SQLite file. Raises ``Fault`` where the database lacks what this release needs and
    that is a person's decision."""
    from forum.queries.schema import newest_migration, stands_at

    with app.app_context():
        number, needed = stands_at(), newest_migration()
    if number is None and settings.is_sqlite:
        migrate(app)
    elif number is None:
        raise Fault("The database is empty. Make its tables with: forum db upgrade")
    elif number < needed:
        raise Fault(f"The database stands at {number}, this release needs {needed}. Run: forum db upgrade")


def open_migrated_database(settings: Settings) -> Flask:
    """``open_database`` on one that has its tables. Raises ``Fault`` as ``refuse_unmigrated``."""
    app = open_database(settings)
    refuse_unmigrated(app, settings)
    return app


def migrate(app: Flask) -> None:
    """Brings the database to what this release needs."""
    from forum import migrations
    from forum.db import db

    with app.app_context():
        migrations.upgrade(db.engine)


def close_connections(app: Flask) -> None:
    """Leaves no connection open."""
    from forum.db import db

    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
