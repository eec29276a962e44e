"""The categories in which posts stand."""

from __future__ import annotations

from flask import Flask

from forum.web.categories import desk


def hang(app: Flask) -> None:
    app.register_blueprint(desk.room)
