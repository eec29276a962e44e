"""The desk's front page: what waits for me."""

from __future__ import annotations

from flask import Flask

from forum.web.desk import views


def hang(app: Flask) -> None:
    app.register_blueprint(views.room)
