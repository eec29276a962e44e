"""The room of the machines: is the process alive, and can it do its work?"""

from __future__ import annotations

from flask import Flask

from forum.web.machines import views


def hang(app: Flask) -> None:
    app.register_blueprint(views.room)
