"""The room of the posts: lists, the post page, the archive; the author's desk."""

from __future__ import annotations

from flask import Flask

from forum.web.posts import (
    archive,
    autosaves,
    calendar,
    desk,
    lists,
    news,
    old_addresses,
    pasting,
    presence,
    previews,
    revisions,
    texts,
    views,
)
from forum.web.posts.converters import RevisionConverter, SlugConverter

BLUEPRINTS = (
    views.room,
    texts.room,
    news.room,
    lists.room,
    archive.room,
    desk.room,
    autosaves.room,
    presence.room,
    revisions.room,
    calendar.room,
    pasting.room,
    previews.room,
    previews.desk_room,
)


def hang(app: Flask) -> None:
    app.url_map.converters["slug"] = SlugConverter
    app.url_map.converters["revision"] = RevisionConverter
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    old_addresses.init_app(app)
