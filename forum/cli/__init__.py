"""The ``forum …`` commands. Exit codes: 0 done; 1 failed, with one sentence on stderr; 2 wrong usage."""

from __future__ import annotations

import os

import click

from forum import __version__
from forum.cli.bench import bench
from forum.cli.comments import comments
from forum.cli.database import database
from forum.cli.demo import demo
from forum.cli.faults import Commands
from forum.cli.jobs import jobs
from forum.cli.search import search
from forum.cli.serving import serve, worker
from forum.cli.users import user


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="forum")
def main() -> None:
    """Forum: a blog forum with moderated comments.

    Settings come from the environment (FORUM_…). Start with: forum demo
    """
    # The database, letters and backups name people: what the commands write is for its owner only.
    os.umask(0o077)


for command in (serve, worker, demo, database, user, comments, search, jobs, bench):
    main.add_command(command)
