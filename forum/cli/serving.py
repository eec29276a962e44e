"""``forum serve`` and ``forum worker``: the two processes of an installation."""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path
from threading import Event
from types import FrameType

import click

from forum.cli.opening import open_migrated_app
from forum.cli.parents import stop_with


@click.command()
def serve() -> None:
    """Serve the site, and do its jobs: the production server (granian) and a worker beside it."""
    from forum.cli.server import serve_app

    app = open_migrated_app()
    serve_app(app.extensions["outside"].settings)


@click.command()
@click.option("--parent", type=int, hidden=True, help="Stop when the process with this number is gone.")
def worker(parent: int | None) -> None:
    """Do the jobs that wait, without serving pages: for a machine of its own, or beside another web server."""
    from forum.jobs.outside import open_outside
    from forum.jobs.worker import Worker

    logging.basicConfig(format="forum: %(message)s", level=logging.WARNING)
    app = open_migrated_app()
    outside = open_outside(app.extensions["outside"].settings, Path(str(app.template_folder)))
    stop = Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        if stop.is_set():  # told twice: somebody is in a hurry
            os._exit(1)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    if parent is None:
        click.echo("Doing the jobs that wait. Ctrl-C stops.", err=True)
    else:
        stop_with(parent, stop)
    Worker(app.app_context, outside).run(stop)
    sys.exit(0)
