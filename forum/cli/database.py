"""``forum db …``: the tables of the database."""

from __future__ import annotations

import click

from forum.cli.faults import Fault
from forum.cli.opening import migrate, open_database
from forum.config import load_settings


@click.group("db")
def database() -> None:
    """Make, change and check the tables of the database."""


@database.command()
def upgrade() -> None:
    """Bring the tables to what this release needs."""
    from forum.queries.schema import newest_migration, stands_at

    app = open_database(load_settings())
    with app.app_context():
        before = stands_at()
    migrate(app)
    number = newest_migration()
    click.echo(f"The database stands at {number}{', as before' if before == number else ''}.")


@database.command(context_settings={"ignore_unknown_options": True})  # -1 is a revision
@click.argument("revision")
@click.option("--yes", is_flag=True, help="Do not ask: what only the newer tables hold is lost.")
def downgrade(revision: str, yes: bool) -> None:
    """Take the tables back to REVISION: 0003, for example, or -1 (one step), or base (no table is left).

    What only the newer tables hold is lost: make a backup first.
    """
    from alembic.util import CommandError

    from forum import migrations
    from forum.db import db
    from forum.queries.schema import stands_at

    app = open_database(load_settings())
    if not yes:
        click.confirm(
            f"Take the database back to {revision}? What only the newer tables hold is lost.",
            abort=True,
            err=True,
        )
    with app.app_context():
        try:
            migrations.downgrade(db.engine, revision)
        except CommandError as error:
            raise Fault(f"There is no way back to {revision!r}: {error}.") from error
        number = stands_at()
    click.echo(f"The database stands at {number or 'nothing'}.")


@database.command()
def check() -> None:
    """Say how the database differs from what this release needs; exit code 1 if it does."""
    from forum import migrations
    from forum.db import db

    app = open_database(load_settings())
    with app.app_context():
        found = migrations.check(db.engine)
    if found:
        raise Fault("The database differs from what this release needs: " + "; ".join(found) + ".")
    click.echo("The database has all that this release needs.")
