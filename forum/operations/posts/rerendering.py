"""Making the HTML of posts anew from their source: of all after a change of the sanitiser, of some when a file that
they use has changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.finding import DocumentKind
from forum.domain.markup import SANITISER_VERSION, MarkupRefused, Rendered, files_in, render_post, with_files
from forum.domain.text import excerpt_of
from forum.models import Post, PostUpload
from forum.operations.comments.rerendering import Batch
from forum.operations.indexing import index_documents_by_number
from forum.queries.uploads import facts_of


def rerender_posts(after: int, *, size: int = 20) -> Batch:
    """Renders the next ``size`` posts whose numbers are above ``after``; what an author saves meanwhile stays."""
    posts = db.session.execute(
        sa.select(Post.id, Post.body, Post.body_html).where(Post.id > after).order_by(Post.id).limit(size)
    ).all()
    if not posts:
        return Batch(None)
    fresh = _anew(posts)
    with transaction():
        changed = _store(posts, fresh, locked=True)
    refused = tuple(post.id for post in posts if post.id not in fresh)
    return Batch(posts[-1].id, len(changed), refused)


def rerender_posts_with(upload_id: int) -> None:
    """Shows what is true now of a file in the posts that use it, inside the transaction that has changed and locked it.
    A text that the sanitiser takes no more keeps the HTML that it has."""
    posts = db.session.execute(
        sa.select(Post.id, Post.body, Post.body_html)
        .join(PostUpload, PostUpload.post_id == Post.id)
        .where(PostUpload.upload_id == upload_id)
        .order_by(Post.id)
        .with_for_update(of=Post)
    ).all()
    _store(posts, _anew(posts), locked=False)


def _anew(posts: Sequence[Any]) -> dict[int, Rendered]:
    """What each is rendered to now; those that the sanitiser refuses are missing."""
    fresh: dict[int, Rendered] = {}
    for post in posts:
        with suppress(MarkupRefused):
            fresh[post.id] = render_post(post.body) if post.body.strip() else Rendered("", "", "")
    return fresh


def _store(posts: Sequence[Any], fresh: dict[int, Rendered], *, locked: bool) -> list[int]:
    """Stores them with what is known of their files (``locked`` first, as where a post is saved), and keeps their words
    in the index; the numbers of those whose HTML is another now."""
    facts = facts_of({number for one in fresh.values() for number in files_in(one.html)}, locked=locked)
    changed = [
        post.id
        for post in posts
        if post.id in fresh and _renew(post, fresh[post.id], with_files(fresh[post.id].html, facts))
    ]
    index_documents_by_number(DocumentKind.POST, changed)
    return changed


def _renew(post: Any, fresh: Rendered, html: str) -> bool:
    """Stores what was made anew; ``html`` is that of ``fresh`` with what is known of its files."""
    is_other: bool = html != post.body_html
    db.session.execute(
        sa.update(Post)
        .where(Post.id == post.id, Post.body == post.body)
        .values(
            body_html=html,
            auto_excerpt=excerpt_of(fresh.text, fresh.lead),
            has_lead=bool(fresh.lead),
            sanitiser_version=SANITISER_VERSION,
            revision=Post.revision + int(is_other),
        )
        .execution_options(synchronize_session=False)
    )
    return is_other
