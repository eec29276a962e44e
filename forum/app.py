"""``create_app()``: reads the settings, opens the adapters, hangs the rooms on the front door."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from forum.adapters.files import open_files
from forum.adapters.limits import Limiter
from forum.adapters.outside_check import open_check
from forum.adapters.seals import Seals
from forum.config import PROJECT, Settings, load_settings
from forum.db import database_driver, db, prepare_engine
from forum.web import (
    access,
    assets,
    bodies,
    errors,
    formats,
    fragments,
    front_door,
    identity,
    language,
    navigation,
    security,
)
from forum.web.outside import Outside


def _folder(name: str) -> Path:
    """Templates and static files: beside the package in a working copy, inside it in an installed wheel."""
    inside = Path(__file__).resolve().parent / "_assets" / name
    return inside if inside.is_dir() else PROJECT / name


def create_app(settings: Settings | None = None) -> Flask:
    """The application. ``settings`` default to the environment's. Raises ``BadSetting`` with a sentence."""
    settings = settings or load_settings()
    app = Flask("forum", template_folder=str(_folder("templates")), static_folder=None)
    app.jinja_environment = fragments.Templates
    url, engine_options = database_driver(settings.database_url)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options,
        SESSION_COOKIE_NAME="__Host-forum" if settings.is_https else "forum",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,  # the origin guard in web.security calls it, after its own check
        MAX_CONTENT_LENGTH=bodies.DEFAULT_LIMIT,
        MAX_FORM_MEMORY_SIZE=None,  # the limit on the whole body stands in web.bodies
        MAX_FORM_PARTS=bodies.MAX_FIELDS,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    app.extensions["outside"] = Outside(
        settings=settings,
        limiter=Limiter(settings.instance_path, settings.redis_url),
        seals=Seals(settings.secret_key),
        files=open_files(settings),
        check=open_check(settings.check_url, settings.check_keys),
    )
    language.init_app(app)
    identity.init_app(app)
    bodies.init_app(app)
    security.init_app(app)
    formats.init_app(app)
    fragments.init_app(app)
    navigation.init_app(app)
    errors.init_app(app)
    front_door.hang_rooms(app)
    access.require_decorators(app)
    book = assets.build(_folder("static"), settings.instance_path / "assets")
    assets.init_app(app, book)
    served = WhiteNoise(
        app.wsgi_app, root=str(book.folder), prefix=assets.PREFIX, immutable_file_test=assets.is_immutable
    )
    app.wsgi_app = served  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
