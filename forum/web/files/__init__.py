"""Uploaded files: handed out to those who may see them, and kept at the desk."""

from __future__ import annotations

from flask import Flask

from forum.web.files import desk, views


def hang(app: Flask) -> None:
    app.register_blueprint(views.room)
    app.register_blueprint(desk.room)
