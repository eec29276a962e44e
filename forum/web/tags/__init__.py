"""The tags that authors give to their posts."""

from __future__ import annotations

from flask import Flask

from forum.web.tags import desk


def hang(app: Flask) -> None:
    app.register_blueprint(desk.room)
