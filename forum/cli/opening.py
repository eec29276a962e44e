"""Opening the installation for a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from forum.cli.faults import Fault
from forum.config import load_settings

if TYPE_CHECKING:
    from flask import Flask


def open_app() -> Flask:
    """The application on a database of which nothing is asked yet; its connections end with the command. Raises
    ``BadSetting``."""
    from forum.app import create_app

    app = create_app(load_settings())
    click.get_current_context().call_on_close(lambda: close_connections(app))
    return app


def open_migrated_app() -> Flask:
    """The application on a database that has the tables that it needs; a fresh SQLite file gets them now. Raises
    ``Fault`` where that is a person's decision."""
    from forum.queries.schema import newest_migration, stands_at

    app = open_app()
    settings = app.extensions["outside"].settings
    with app.app_context():
        number, needed = stands_at(), newest_migration()
    if number is None and settings.is_sqlite:
        migrate(app)
    elif number is None:
        raise Fault("The database is empty. Make its tables with: forum db upgrade")
    elif number < needed:
        raise Fault(f"The database stands at {number}, this release needs {needed}. Run: forum db upgrade")
    close_connections(app)
    return app


def migrate(app: Flask) -> None:
    """Brings the database to what this release needs."""
    from forum import migrations
    from forum.db import db

    with app.app_context():
        migrations.upgrade(db.engine)


def close_connections(app: Flask) -> None:
    """No connection outlives this: the processes that are forked next must not share one."""
    from forum.db import db

    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
