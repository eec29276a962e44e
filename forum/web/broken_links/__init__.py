"""Links that lead nowhere: those of the site's own texts, and those that readers followed in vain."""

from __future__ import annotations

from flask import Flask

from forum.web.broken_links import desk, noting


def hang(app: Flask) -> None:
    app.register_blueprint(desk.room)
    noting.init_app(app)
