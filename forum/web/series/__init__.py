"""Series at the desk: posts that are read in an order."""

from __future__ import annotations

from flask import Flask

from forum.web.series import desk


def hang(app: Flask) -> None:
    app.register_blueprint(desk.room)
