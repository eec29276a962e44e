"""The ``forum …`` commands. Exit codes: 0 done; 1 failed, with one sentence on stderr; 2 wrong usage."""

from __future__ import annotations

import click

from forum import __version__
from forum.cli.comments import comments
from forum.cli.database import database
from forum.cli.demo import demo
from forum.cli.faults import Commands
from forum.cli.jobs import jobs
from forum.cli.serving import serve, worker
from forum.cli.users import user


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="forum")
def main() -> None:
    """Forum: a blog forum with moderated comments.

    Settings come from the environment (FORUM_…). Start with: forum demo
    """


for command in (serve, worker, demo, database, user, comments, jobs):
    main.add_command(command)
