"""Parts of pages: what htmx asks for where a browser without scripts gets the whole page, and what one page repeats."""

from __future__ import annotations

from collections.abc import Callable, Hashable, MutableMapping
from typing import Any

from flask import Flask, g, request
from flask.templating import Environment
from markupsafe import Markup


class Templates(Environment):
    """Jinja's, with each template's globals as one dictionary. Jinja layers two, and goes through them key by key with
    every ``{% from … import … %}``: of a page that includes a part for each item, a sixth of the time."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def init_app(app: Flask) -> None:
    app.jinja_env.globals["once"] = once


def wants_fragment() -> bool:
    """Whether a part of a page is asked for."""
    return request.headers.get("HX-Request") == "true"


def once(*key: Hashable, caller: Callable[[], Markup]) -> Markup:
    """What stands in a template's ``{% call once(…) %}``, made once a request for each ``key``, which names all that
    it depends on: for parts that a page repeats for each of many items."""
    made: dict[tuple[Hashable, ...], Markup] = g.setdefault("once", {})
    if key not in made:
        made[key] = caller()
    return made[key]
