"""The room of the publications: their list and pages, their downloads, their desk."""

from __future__ import annotations

from flask import Flask

from forum.web.publications import desk, downloads, editions, views
from forum.web.publications.converters import LanguageConverter
from forum.web.publications.counting import Downloads


def hang(app: Flask) -> None:
    app.url_map.converters["language"] = LanguageConverter
    app.extensions["downloads"] = Downloads(app)
    for blueprint in (views.room, downloads.room, desk.room, editions.room):
        app.register_blueprint(blueprint)
