"""Statistics: how moderation goes, for moderators of the whole site."""

from __future__ import annotations

from flask import Flask

from forum.web.statistics import desk


def hang(app: Flask) -> None:
    app.register_blueprint(desk.room)
