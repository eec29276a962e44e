"""Accounts: signing up, in and out, one-time links, one's own account; the people of the site at the desk."""

from __future__ import annotations

from flask import Flask

from forum.web.accounts import desk, letters, links, views
from forum.web.accounts.library import fit_library


def hang(app: Flask) -> None:
    """The account library, and the room's four blueprints."""
    fit_library(app)
    app.register_blueprint(views.room)
    app.register_blueprint(links.room)
    app.register_blueprint(letters.room)
    app.register_blueprint(desk.room)
