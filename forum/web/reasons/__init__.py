"""The sentences with which rejected writers are told why: read by them, worded at the desk."""

from __future__ import annotations

from flask import Flask

from forum.web.reasons import desk
from forum.web.reasons.telling import told_reason


def hang(app: Flask) -> None:
    app.register_blueprint(desk.room)
    app.jinja_env.globals["told_reason"] = told_reason
