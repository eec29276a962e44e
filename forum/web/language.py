"""Language and time zone of what people see (Flask-Babel)."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, g
from flask_babel import Babel, format_date, format_datetime

from forum.domain.site_settings import SiteSettings
from forum.queries.settings import site_settings
from forum.web.outside import outside

babel = Babel()


def init_app(app: Flask) -> None:
    babel.init_app(
        app,
        default_locale="en",
        locale_selector=lambda: outside().settings.languages[0],
        timezone_selector=lambda: current_settings().time_zone,
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals["site"] = current_settings
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["moment"] = moment


def current_settings() -> SiteSettings:
    """The site's settings, read once a request."""
    if "site_settings" not in g:
        g.site_settings = site_settings()
    settings: SiteSettings = g.site_settings
    return settings


def day(at: datetime) -> str:
    """The date of an instant in the site's zone, in words: 18 January 2017."""
    return str(format_date(at, "d MMMM y"))


def moment(at: datetime) -> str:
    """Date and time of an instant in the site's zone: 18 January 2017, 14:05."""
    return str(format_datetime(at, "d MMMM y, HH:mm"))
