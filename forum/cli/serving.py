"""``forum serve`` and ``forum worker``: the two processes of an installation."""

from __future__ import annotations

import logging
import os
from threading import Event

import click

from forum.cli.opening import close_connections, open_migrated_database
from forum.cli.stopping import on_stop, stop_with
from forum.config import load_settings


@click.command()
def serve() -> None:
    """Serve the site, and do its jobs: the production server (granian) and a worker beside it."""
    from forum.cli.server import serve_app

    settings = load_settings()
    close_connections(open_migrated_database(settings))
    serve_app(settings)


@click.command()
@click.option("--parent", type=int, hidden=True, help="Stop when the process with this number is gone.")
def worker(parent: int | None) -> None:
    """Do the jobs that wait, without serving pages: for a machine of its own, or beside another web server."""
    stop, ready = Event(), Event()
    on_stop(lambda: stop.set() if ready.is_set() else os._exit(0))
    if parent is not None:
        stop_with(parent)
    from forum.jobs.outside import open_outside
    from forum.jobs.worker import Worker

    logging.basicConfig(format="forum: %(message)s", level=logging.WARNING)
    settings = load_settings()
    app = open_migrated_database(settings)
    outside = open_outside(settings)
    outside.files.check()
    ready.set()
    if parent is None:
        click.echo("Doing the jobs that wait. Ctrl-C stops.", err=True)
    Worker(app.app_context, outside).run(stop)
