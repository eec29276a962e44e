"""``forum jobs …``: what the worker gave up."""

from __future__ import annotations

import click

from forum.cli.opening import open_migrated_database
from forum.config import load_settings


@click.group()
def jobs() -> None:
    """Look after jobs that failed too often."""


@jobs.command()
def failed() -> None:
    """List the jobs that were given up, newest first."""
    from forum.queries.jobs import failed_jobs

    app = open_migrated_database(load_settings())
    with app.app_context():
        given_up = failed_jobs()
    for job in given_up:
        click.echo(f"{job.id}  {job.name}  {job.failed_at:%Y-%m-%d %H:%M} UTC  {job.last_error}")
    if not given_up:
        click.echo("No job has failed for good.")


@jobs.command()
def retry() -> None:
    """Let every job that was given up start again."""
    from forum.adapters import clock
    from forum.operations.jobs import retry_failed

    app = open_migrated_database(load_settings())
    with app.app_context():
        count = retry_failed(now=clock.now())
    click.echo(f"Jobs that start again: {count}.")
