"""The people who sign posts, with or without an account."""

from __future__ import annotations

from flask import Flask

from forum.web.bylines import desk


def hang(app: Flask) -> None:
    app.register_blueprint(desk.room)
