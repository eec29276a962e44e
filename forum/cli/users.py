"""``forum user …``: people who work here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from forum.cli.faults import Fault
from forum.cli.opening import open_site, refuse_unmigrated
from forum.config import load_settings
from forum.domain.roles import Role, parse_role

if TYPE_CHECKING:
    from flask import Flask

ROLES = (*(role.value for role in Role), "admin")


@click.group()
def user() -> None:
    """Accounts of the people who work here."""


@user.command()
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the person may do.")
@click.argument("email")
@click.argument("name")
def add(role: str, email: str, name: str) -> None:
    """Make an account for NAME under the address EMAIL, and print the one-time link that lets the person in."""
    from forum.adapters import clock
    from forum.cli.links import fresh_link
    from forum.domain.actors import SYSTEM
    from forum.operations.accounts import add_user

    app = _open_site()
    link = fresh_link(app)
    with app.app_context():
        add_user(email, name, parse_role(role), by=SYSTEM, now=clock.now(), token_hash=link.token_hash)
    click.echo(link.address)


@user.command("link")
@click.argument("email")
def another_link(email: str) -> None:
    """Print a fresh one-time link for the account with the address EMAIL."""
    from forum.adapters import clock
    from forum.cli.links import fresh_link
    from forum.domain.actors import SYSTEM
    from forum.operations.accounts import make_sign_in_link
    from forum.queries.accounts import account_with

    app = _open_site()
    link = fresh_link(app)
    with app.app_context():
        account = account_with("email", email.strip().lower())
        if account is None:
            raise Fault("There is no account with this address.")
        make_sign_in_link(account, by=SYSTEM, now=clock.now(), token_hash=link.token_hash)
    click.echo(link.address)


def _open_site() -> Flask:
    """The site on a database that has its tables: a link is an address of the site."""
    settings = load_settings()
    app = open_site(settings)
    refuse_unmigrated(app, settings)
    return app
