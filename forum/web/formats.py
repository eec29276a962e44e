"""Small things that templates need: absolute addresses, machine times, plain words for codes."""

from __future__ import annotations

import re
from datetime import datetime

from flask import Flask

from forum.domain.contact import link_of_contact
from forum.web.outside import outside


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["machine_time"] = machine_time
    app.jinja_env.filters["showable"] = showable
    app.jinja_env.globals["absolute"] = absolute
    app.jinja_env.globals["link_of_contact"] = link_of_contact
    app.jinja_env.globals["site_name"] = lambda: outside().settings.site_name


_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def showable(text: str | None) -> str:
    """What somebody typed, as HTML can carry it back: what is no text becomes the sign for that."""
    return _UNSHOWABLE.sub("\ufffd", text or "")


def machine_time(at: datetime) -> str:
    """For ``<time datetime>`` and feeds: RFC 3339 with whole seconds, UTC."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def absolute(path: str) -> str:
    """A path of this site as an address, by the configured site address and never by the request's Host."""
    return outside().settings.site_url + path
