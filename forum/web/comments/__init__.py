"""The room of the writers: the comment form, the receipt, one's own comments, reports and appeals,
the links of letters to guests."""

from __future__ import annotations

from flask import Flask

from forum.web.comments import appeals, flags, notices, own, permalinks, views, wishes


def hang(app: Flask) -> None:
    app.register_blueprint(views.room)
    app.register_blueprint(own.room)
    app.register_blueprint(flags.room)
    app.register_blueprint(appeals.room)
    app.register_blueprint(wishes.room)
    permalinks.hang(app)
    app.register_blueprint(notices.room)
