"""All rooms of the front door, in one list."""

from __future__ import annotations

from flask import Flask

from forum.web import (
    accounts,
    broken_links,
    bylines,
    categories,
    comments,
    desk,
    feeds,
    files,
    finding,
    machines,
    moderation,
    posts,
    publications,
    reasons,
    rules,
    series,
    settings,
    statistics,
    tags,
)
from forum.web.addresses import NumberConverter

ROOMS = (
    posts,
    publications,
    comments,
    feeds,
    files,
    finding,
    machines,
    accounts,
    desk,
    moderation,
    rules,
    reasons,
    settings,
    categories,
    tags,
    series,
    bylines,
    broken_links,
    statistics,
)


def hang_rooms(app: Flask) -> None:
    """Each room brings its blueprints by ``hang(app)``."""
    app.url_map.converters["int"] = NumberConverter
    for room in ROOMS:
        room.hang(app)
