"""The room of the machines that read for people: feeds, the sitemap, robots.txt."""

from __future__ import annotations

from flask import Flask

from forum.web.feeds import sitemap, views


def hang(app: Flask) -> None:
    """After the room of the posts, whose kind of address it uses."""
    app.register_blueprint(views.room)
    app.register_blueprint(sitemap.room)
