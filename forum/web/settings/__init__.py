"""The site's settings, for administrators."""

from __future__ import annotations

from flask import Flask

from forum.web.settings import desk


def hang(app: Flask) -> None:
    app.register_blueprint(desk.room)
