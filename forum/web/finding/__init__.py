"""Finding: the page on which readers search posts and comments."""

from __future__ import annotations

from flask import Flask

from forum.web.finding import views


def hang(app: Flask) -> None:
    app.register_blueprint(views.room)
