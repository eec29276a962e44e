"""The desk's front page: what waits for me. Its commands and keys, on every page of the desk."""

from __future__ import annotations

from flask import Flask

from forum.web.desk import commands, views


def hang(app: Flask) -> None:
    app.register_blueprint(views.room)
    app.jinja_env.globals["commands_now"] = commands.commands_now
