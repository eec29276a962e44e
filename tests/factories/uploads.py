"""Files of the site, uploaded as an author would. All need an application context."""

from datetime import datetime
from typing import Any

from flask import Flask

from forum.adapters.files import FileStore
from forum.domain.actors import Actor
from forum.jobs.files import make_renditions
from forum.jobs.outside import open_outside
from forum.operations.uploads.adding import add_upload
from forum.operations.uploads.changing import Words
from tests.support.moments import NOW
from tests.support.uploads import picture


def files_of(app: Flask) -> FileStore:
    store: FileStore = app.extensions["outside"].files
    return store


def make_upload(
    app: Flask,
    by: Actor,
    data: bytes | None = None,
    *,
    name: str = "ferry.jpg",
    alt: str = "A ferry at dawn",
    decorative: bool = False,
    now: datetime = NOW,
) -> int:
    """The number of a new file, by default a picture of which it is said what it shows."""
    data = picture(size=(600, 400)) if data is None else data
    return add_upload(data, name, Words(alt, decorative), files=files_of(app), by=by, now=now).number


def do_renditions(app: Flask, number: int, now: datetime = NOW) -> Any:
    """Does the job that makes a picture smaller."""
    outside = open_outside(app.extensions["outside"].settings)
    return make_renditions({"upload_id": number}, outside, now)
