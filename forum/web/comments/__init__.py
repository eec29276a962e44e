"""The room of the writers: the comment form, the receipt, one's own comments."""

from __future__ import annotations

from flask import Flask

from forum.web.comments import permalinks, views


def hang(app: Flask) -> None:
    app.register_blueprint(views.room)
    permalinks.hang(app)
