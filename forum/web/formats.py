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


# Stored HTML puts href first in a link, and quotes every attribute; a quote in a text or value is escaped there.
_LINK = re.compile(r'(<a href=")([/#][^"]*)')
_PICTURE = re.compile(r'(<(?:img|source) (?:[a-z]+="[^"]*" )*?src=")(/[^"]*)')
_WIDTHS = re.compile(r'(<(?:img|source) (?:[a-z]+="[^"]*" )*?srcset=")([^"]*)')
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


def absolute_html(html: str, *, page: str) -> str:
    """Stored HTML for showing elsewhere: paths become addresses of this site, footnotes those of ``page``; the pictures
    in all their widths too."""

    def at(path: str) -> str:
        return f"{page}{path}" if path.startswith("#") else absolute(path) if path.startswith("/") else path

    def address(match: re.Match[str]) -> str:
        return f"{match[1]}{at(match[2])}"

    def addresses(match: re.Match[str]) -> str:
        return match[1] + ", ".join(at(one) for one in match[2].split(", "))

    return _WIDTHS.sub(addresses, _PICTURE.sub(address, _LINK.sub(address, html)))
