"""Publications with their editions, made as an author would. All need an application context."""

import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Flask

from forum.domain.actors import Actor
from forum.domain.post_states import PostMove
from forum.models import Publication
from forum.operations.publications.drafts import PublicationDraft, VersionDraft
from forum.operations.publications.editions import add_version
from forum.operations.publications.moving import move_publication
from forum.operations.publications.saving import create_publication
from tests.factories.uploads import make_upload
from tests.support.moments import YESTERDAY
from tests.support.uploads import docx, pdf

_numbers = itertools.count(1)


def file_of(number: int, kind: str = "pdf", size: int = 0) -> bytes:
    """A document that no other one is."""
    mark = f"% number {number}\n".encode() + b"%" * size + b"\n"
    return pdf(mark) if kind == "pdf" else docx(**{"note.xml": mark})


def make_edition(
    app: Flask,
    publication: Publication,
    by: Actor,
    language: str = "en",
    kind: str = "pdf",
    *,
    data: bytes | None = None,
    now: datetime = YESTERDAY,
    **said: Any,
) -> int:
    """One more version of the edition; its number in the database. ``said`` is that of ``VersionDraft``."""
    upload = make_upload(app, by, data or file_of(next(_numbers), kind), name=f"file.{kind}", now=now)
    version = add_version(publication.id, language, upload, VersionDraft(**said), by=by, now=now)
    return version.id


def make_publication(
    app: Flask,
    by: Actor,
    *,
    editions: Sequence[tuple[str, str]] = (("en", "pdf"),),
    published_at: datetime | None = YESTERDAY,
    now: datetime | None = None,
    **fields: Any,
) -> Publication:
    """A publication of the author ``by``, public since yesterday; ``published_at`` None leaves a draft. ``editions``
    are pairs of language and format, ``fields`` those of ``PublicationDraft``."""
    at = now or published_at or YESTERDAY
    draft = PublicationDraft(
        **{"title": f"A guidebook {next(_numbers)}", "published_at": published_at, **fields}
    )
    made = create_publication(draft, by=by, now=at)
    for language, kind in editions:
        make_edition(app, made, by, language, kind, now=at)
    if published_at is not None:
        move_publication(made.id, PostMove.PUBLISH, by=by, now=at)
    return made
