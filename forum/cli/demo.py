"""``forum demo``: a first look, with content and people, in one command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from forum.cli.faults import Fault
from forum.cli.links import fresh_link
from forum.cli.opening import close_connections, migrate, open_site
from forum.config import load_settings
from forum.domain.roles import Role

if TYPE_CHECKING:
    from flask import Flask

# Its presence in the instance folder says: nothing here is real, so a printed link may let an administrator in.
MARK = "demo"
SHOWN_ROLES = (Role.AUTHOR, Role.MODERATOR, Role.ADMINISTRATOR)


@click.command()
@click.option("--posts", type=click.IntRange(0), default=0, help="Add N made-up posts, for measuring.")
@click.option("--comments", type=click.IntRange(0), default=0, help="Spread N made-up comments over them.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same set.")
@click.option("--load-only", is_flag=True, help="Load the content, and do not serve.")
def demo(posts: int, comments: int, seed: int, load_only: bool) -> None:
    """Serve a site with demo content; print a one-time sign-in link for an author, a moderator and an administrator.

    The first start makes the database and loads the content; what happens then is kept. Never in earnest: the links
    need no password.
    """
    if comments and not posts:
        raise click.UsageError("--comments needs --posts: made-up comments stand on made-up posts only.")
    from forum.cli.server import serve_app

    settings = load_settings()
    app = open_site(settings)
    migrate(app)
    load_content(app)
    if posts:
        _load_large(app, posts, comments, seed)
    if not load_only:
        print_links(app)
    close_connections(app)
    if not load_only:
        serve_app(settings)


def load_content(app: Flask) -> None:
    """Loads the demo content where it is not there yet, and marks the installation. Raises ``Fault`` where somebody
    else's content is."""
    from forum.adapters import clock
    from forum.importers.demo import is_loaded, load_demo
    from forum.queries.maintenance import holds_content

    outside = app.extensions["outside"]
    mark = outside.settings.instance_path / MARK
    with app.app_context():
        if not is_loaded():
            if holds_content():
                raise Fault(
                    "This installation has content of its own, and the demo would mix with it. "
                    "Give the demo another place with FORUM_INSTANCE_PATH or FORUM_DATABASE_URL."
                )
            mark.touch()
            click.echo("Loading the demo content …", err=True)
            load_demo(now=clock.now(), files=outside.files)
        elif not mark.exists():
            raise Fault(
                f"This database holds the demo, but this installation is not marked as one. If nothing in it is real, "
                f"make an empty file {mark} and start again."
            )


def _load_large(app: Flask, posts: int, comments: int, seed: int) -> None:
    from forum.importers.demo import load_large

    progress = click.progressbar(length=posts + comments, label="Making posts and comments", file=sys.stderr)
    with progress as bar, app.app_context():
        load_large(posts, comments, seed=seed, progress=bar.update)


def print_links(app: Flask) -> None:
    """One line a role: who it is, and a fresh link that lets them in once."""
    from forum.adapters import clock
    from forum.domain.actors import SYSTEM
    from forum.operations.accounts import make_sign_in_link
    from forum.queries.maintenance import first_account

    for role in SHOWN_ROLES:
        link = fresh_link(app, leads_to="/desk")
        with app.app_context():
            account = first_account(role)
            if account is None:
                raise Fault(f"The demo has no {role} any more. Delete the database to begin anew.")
            make_sign_in_link(account, by=SYSTEM, now=clock.now(), token_hash=link.token_hash)
        click.echo(f"{role.value:<13}  {link.address}")
