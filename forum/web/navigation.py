"""Ways through the site: the sections that readers see, the rooms of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, g
from flask_babel import gettext as _

from forum.domain.permissions import may
from forum.queries.taxonomy import CategoryView, categories
from forum.web.identity import current_actor
from forum.web.moderation.scope import counts_now, moderates


@dataclass(frozen=True)
class Room:
    """One entry of the desk's navigation. ``waiting`` is how many things wait there, None for rooms without a queue."""

    key: str
    address: str
    label: str
    waiting: int | None = None


def init_app(app: Flask) -> None:
    app.jinja_env.globals["sections"] = current_sections
    app.jinja_env.globals["desk_rooms"] = desk_rooms


def current_sections() -> Sequence[CategoryView]:
    """The categories, in their order; read once a request."""
    if "sections" not in g:
        g.sections = categories()
    found: Sequence[CategoryView] = g.sections
    return found


def desk_rooms() -> list[Room]:
    """The rooms that the current actor may enter."""
    actor = current_actor()
    rooms = [Room("home", "/desk", _("Desk"))]
    if moderates():
        rooms.append(Room("moderation", "/desk/moderation", _("Moderation"), counts_now()["pending"]))
    if may(actor, "posts.write"):
        rooms.append(Room("posts", "/desk/posts", _("Posts")))
        rooms.append(Room("publications", "/desk/publications", _("Publications")))
        rooms.append(Room("files", "/desk/files", _("Files")))
    for key, permission, label in (
        ("log", "log.read", _("Log")),
        ("rules", "rules.edit", _("Rules")),
        ("people", "people.see", _("People")),
        ("statistics", "statistics.see", _("Statistics")),
        ("settings", "settings.edit", _("Settings")),
    ):
        if may(actor, permission):
            rooms.append(Room(key, f"/desk/{key}", label))
    return rooms
