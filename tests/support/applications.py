"""The application under test: the real one, on a database of the test's own."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import flask
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from forum.config import Settings, load_settings
from tests.support import shared
from tests.support.forms import Form, form_of
from tests.support.pages import inspect_page, is_page

SITE = "http://localhost"


def settings_for(folder: Path, database: str, **changes: Any) -> Settings:
    """The settings of a site that lives below ``folder``; ``changes`` by the names in ``forum.config.Settings``."""
    instance = folder / "instance"
    settings = load_settings(
        {
            "FORUM_INSTANCE_PATH": str(instance),
            "FORUM_DATABASE_URL": database,
            "FORUM_SECRET_KEY": "a key that is used in the tests only",
            "FORUM_SITE_URL": SITE,
        }
    )
    # All tests see the same static files: they are hashed and packed once a run.
    assets = instance / "assets"
    if not assets.exists():
        (shared.folder() / "assets").mkdir(exist_ok=True)
        assets.symlink_to(shared.folder() / "assets")
    return replace(settings, **changes)


_build_of = Rule._compile_builder
_builds: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}


def _build_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """Werkzeug writes a program for each address of an application, and compiles it: half of what it costs to make
    one. The program knows nothing of the application, so it is the same for all."""
    if rule.defaults:
        return _build_of(rule, append_unknown)
    key = (rule.rule, *rule._trace, append_unknown)
    if key not in _builds:
        _builds[key] = _build_of(rule, append_unknown)
    return _builds[key]


Rule._compile_builder = _build_once  # type: ignore[method-assign]


def open_app(settings: Settings) -> Flask:
    """The application, with password hashes that cost nothing, and templates that are compiled once a run."""
    from forum.app import (
        create_app,
    )  # here, so that tests of the ground floor start without the house above it

    app = create_app(settings)
    app.test_client_class = Browser
    templates = shared.folder() / "templates"
    templates.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(templates))
    security = app.extensions["security"]
    security.pwd_context = security.pwd_context.copy(
        argon2__memory_cost=8, argon2__time_cost=1, argon2__parallelism=1
    )
    return app


def close_app(app: Flask) -> None:
    from forum.db import db

    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


class Browser(FlaskClient):
    """A test client that looks at what it gets: every page is inspected, and an error of ours fails the test at once.

    ``expects_errors`` is for tests that provoke an error of ours; ``inspects`` for those of half-finished pages.
    """

    expects_errors = False
    inspects = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # Under an open application context all clients would share one ``g``, and with it one signed-in person.
        assert not flask.has_app_context(), "a client is used inside app.app_context()"
        response = super().open(*args, **kwargs)
        if response.status_code == 500 and not self.expects_errors:
            raise AssertionError(
                f"{response.request.method} {response.request.path} broke: see the captured log"
            )
        if self.inspects and is_page(response):
            inspect_page(response)
        return response

    def submit(self, page: TestResponse | Form, action: str | None = None, **values: Any) -> TestResponse:
        """Sends a form of ``page`` (the one to ``action``, or the only POST form) with ``values`` in its fields."""
        form = page if isinstance(page, Form) else form_of(page, action)
        return self.open(form.action, method=form.method.upper(), data=form.filled(**values))


class Apps:
    """Opens applications and closes them all at the end of the test."""

    def __init__(self, folder: Path, database: str) -> None:
        self._folder, self._database = folder, database
        self._opened = ExitStack()

    def __call__(self, **changes: Any) -> Flask:
        app = open_app(settings_for(self._folder, self._database, **changes))
        self._opened.callback(close_app, app)
        return app

    def close(self) -> None:
        self._opened.close()


@pytest.fixture
def make_app(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Apps]:
    """``make_app(trusted_proxies=1)``: an application on this test's database, with other settings than usual."""
    for name in [name for name in os.environ if name.startswith("FORUM_") and "_TEST_" not in name]:
        monkeypatch.delenv(name)
    apps = Apps(tmp_path, database)
    yield apps
    apps.close()


@pytest.fixture
def app(make_app: Apps) -> Flask:
    """The application on a fresh database. Below the doors use ``with app.app_context():``, and close it again before
    a client is used."""
    return make_app()


@pytest.fixture
def engine_app(app: Flask) -> Flask:
    """``app``, once on SQLite and once on PostgreSQL."""
    return app


@pytest.fixture
def client(app: Flask) -> Browser:
    """A stranger's browser."""
    client = app.test_client()
    assert isinstance(client, Browser)
    return client


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    """An open application context, for tests of queries and operations that use no client."""
    with app.app_context():
        yield app
