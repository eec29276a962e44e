"""Making the HTML of all posts anew from their source: after a change of the sanitiser."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import db, transaction
from forum.domain.markup import SANITISER_VERSION, MarkupRefused, render_post
from forum.models import Post
from forum.operations.comments.rerendering import Batch


def rerender_posts(after: int, *, size: int = 20) -> Batch:
    """Renders the next ``size`` posts whose numbers are above ``after``; what an author saves meanwhile stays."""
    posts = db.session.execute(
        sa.select(Post.id, Post.body, Post.body_html).where(Post.id > after).order_by(Post.id).limit(size)
    ).all()
    if not posts:
        return Batch(None)
    fresh: dict[int, str] = {}
    for post in posts:
        try:
            fresh[post.id] = render_post(post.body).html if post.body.strip() else ""
        except MarkupRefused:
            continue
    with transaction() as session:
        changed = sum(_renew(session, post, fresh[post.id]) for post in posts if post.id in fresh)
    refused = tuple(post.id for post in posts if post.id not in fresh)
    return Batch(posts[-1].id, changed, refused)


def _renew(session: Session, post: Any, html: str) -> bool:
    is_other: bool = html != post.body_html
    session.execute(
        sa.update(Post)
        .where(Post.id == post.id, Post.body == post.body)
        .values(body_html=html, sanitiser_version=SANITISER_VERSION, revision=Post.revision + int(is_other))
        .execution_options(synchronize_session=False)
    )
    return is_other
