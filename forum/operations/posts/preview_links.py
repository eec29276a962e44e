"""Preview links: made, taken back, and what they show."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.markup import MarkupRefused, render_post
from forum.domain.post_states import PostState, is_public
from forum.domain.preview_links import DAYS, MOST_OPEN
from forum.domain.refusals import NotFound, Refused
from forum.models import PostRevision, PreviewLink
from forum.operations.log import record
from forum.operations.posts.files import html_with_files
from forum.operations.posts.moving import own_post
from forum.operations.posts.restoring import said_in
from forum.queries.posts import PostView
from forum.queries.posts_desk.preview_links import OpenedPreview


def make_preview_link(
    post_id: int, *, key: str, revision: int | None, days: int, by: Actor, now: datetime
) -> PreviewLink:
    """A link to the post for ``days`` days: to the text with the number ``revision``, or with None to the newest one at
    each opening. ``key`` is a fresh one of ``adapters.seals``.

    Raises ``NotFound("no_such_post")``; ``Refused``: ``preview_of_public`` and ``preview_of_trashed`` for a post that
    needs none or has none, ``preview_days_unknown``, ``preview_revision_unknown``, ``too_many_previews``.
    """
    with transaction() as session:
        post = own_post(post_id, by=by)
        if is_public(post.state, post.published_at, now):
            raise Refused("preview_of_public")
        if post.state is PostState.TRASHED:
            raise Refused("preview_of_trashed")
        if days not in DAYS:
            raise Refused("preview_days_unknown")
        # What nobody saved counts down from -1, and is not for showing outside.
        if revision is not None and (revision < 1 or session.get(PostRevision, (post_id, revision)) is None):
            raise Refused("preview_revision_unknown")
        if _open_links(session, post_id, now) >= MOST_OPEN:
            raise Refused("too_many_previews", limit=MOST_OPEN)
        link = PreviewLink(
            post_id=post_id,
            key=key,
            revision=revision,
            created_at=now,
            created_by=by.user_id,
            expires_at=now + timedelta(days=days),
        )
        session.add(link)
        session.flush()
        record("preview.make", by=by, now=now, post_id=post_id, facts={"link": link.id, "days": days})
        return link


def revoke_preview_link(post_id: int, link_id: int, *, by: Actor, now: datetime) -> None:
    """The link shows nothing from now on; one that was taken back already stays so. Raises ``NotFound``:
    ``no_such_post``, ``no_such_preview``."""
    with transaction() as session:
        own_post(post_id, by=by)
        link = session.get(PreviewLink, link_id)
        if link is None or link.post_id != post_id:
            raise NotFound("no_such_preview")
        if link.revoked_at is None:
            link.revoked_at = now
            record("preview.revoke", by=by, now=now, post_id=post_id, facts={"link": link_id})


def as_it_was(post: PostView, opened: OpenedPreview) -> PostView:
    """The post saying what it said in the revision that the link shows; where it stands and who signs it is as it is
    now. Raises ``Refused("post_body_…")`` for an old text that the sanitiser takes no more."""
    if opened.texts is None:
        return post
    said = said_in(opened.texts)
    body = said.pop("body")
    said.pop("excerpt", None)  # of lists alone
    try:
        html = render_post(body).html if body.strip() else ""
    except MarkupRefused as refusal:
        raise Refused(f"post_body_{refusal.code}", **refusal.facts) from None
    return replace(post, body_html=html_with_files(html), **said)


def _open_links(session: Session, post_id: int, now: datetime) -> int:
    count = session.scalar(
        sa.select(sa.func.count())
        .select_from(PreviewLink)
        .where(PreviewLink.post_id == post_id, PreviewLink.revoked_at.is_(None), PreviewLink.expires_at > now)
    )
    return count or 0
