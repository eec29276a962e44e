"""The screening rules that moderators write."""

from __future__ import annotations

from flask import Flask

from forum.web.rules import desk


def hang(app: Flask) -> None:
    app.register_blueprint(desk.room)
