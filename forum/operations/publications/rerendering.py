"""Making the HTML of descriptions anew from their source: of all after a change of the sanitiser, of some when a file
that they show has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.finding import DocumentKind
from forum.domain.markup import SANITISER_VERSION, MarkupRefused, render_post
from forum.models import Publication, PublicationUpload
from forum.operations.comments.rerendering import Batch
from forum.operations.indexing import index_documents_by_number
from forum.operations.posts.files import html_with_files

_READ = (Publication.id, Publication.description, Publication.description_html)


def rerender_publications(after: int, *, size: int = 20) -> Batch:
    """Renders the next ``size`` whose numbers are above ``after``; what an author saves meanwhile stays."""
    with transaction():
        rows = db.session.execute(
            sa.select(*_READ)
            .where(Publication.id > after)
            .order_by(Publication.id)
            .limit(size)
            .with_for_update(key_share=True)
        ).all()
        if not rows:
            return Batch(None)
        changed, refused = _render(rows)
    return Batch(rows[-1].id, changed, tuple(refused))


def rerender_publications_with(upload_id: int) -> None:
    """Shows what is true now of a file in the descriptions that show it, inside the transaction that has changed and
    locked it."""
    rows = db.session.execute(
        sa.select(*_READ)
        .join(PublicationUpload, PublicationUpload.publication_id == Publication.id)
        .where(PublicationUpload.upload_id == upload_id)
        .order_by(Publication.id)
        .with_for_update(of=Publication, key_share=True)
    ).all()
    _render(rows)


def _render(rows: Sequence[Any]) -> tuple[int, list[int]]:
    """How many have other HTML now, and the numbers of those that the sanitiser takes no more: what is stored of them
    is still shown."""
    changed, refused = [], []
    for row in rows:
        try:
            html = html_with_files(render_post(row.description).html) if row.description.strip() else ""
        except MarkupRefused:
            refused.append(row.id)
            continue
        if html != row.description_html:
            changed.append(row.id)
        db.session.execute(
            sa.update(Publication)
            .where(Publication.id == row.id)
            .values(description_html=html, sanitiser_version=SANITISER_VERSION)
            .execution_options(synchronize_session=False)
        )
    index_documents_by_number(DocumentKind.PUBLICATION, changed)
    return len(changed), refused
