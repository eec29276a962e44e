"""Parts of pages: what htmx asks for where a browser without scripts gets the whole page."""

from __future__ import annotations

from flask import request


def wants_fragment() -> bool:
    """Whether a part of a page is asked for."""
    return request.headers.get("HX-Request") == "true"
