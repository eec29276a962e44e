"""What a post would look like, published as it is typed. Nothing is stored."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.refusals import Refused
from forum.domain.text import excerpt_of
from forum.models import Byline
from forum.operations.posts.announcing import announced_publications
from forum.operations.posts.bylines import bylines_for
from forum.operations.posts.drafts import PostDraft, ready_post
from forum.operations.posts.files import html_with_files
from forum.operations.posts.parts import announced_for, tags_for
from forum.queries.belonging import Belonging
from forum.queries.people import Signature
from forum.queries.posts import PostView
from forum.queries.posts_desk.manuscripts import announced_post
from forum.queries.publications.shown import chosen_publications
from forum.queries.taxonomy import CategoryView, TagView, categories


def preview_post(draft: PostDraft, *, post_id: int | None, by: Actor, now: datetime) -> PostView:
    """The post as its page would show it, by the same steps as saving it. ``post_id`` is the stored post that the draft
    would replace, which ``by`` may edit; None for a new one. Raises ``Refused`` as saving does."""
    ready = ready_post(draft)
    session = db.session()
    category = _category(draft.category_id)
    announces = announced_for(session, post_id, draft.announces_id, by=by, now=now)
    announced = announced_publications(session, post_id, draft.publications or (), by=by, now=now)
    standing = session.scalars(
        sa.select(Byline).where(Byline.post_id == post_id).order_by(Byline.position)
    ).all()
    text = {name: str(value) for name, value in ready.columns.items()}
    return PostView(
        id=post_id or 0,
        slug="",
        language=draft.language,
        title=text["title"],
        excerpt=text["excerpt"] or excerpt_of(ready.rendered.text, ready.rendered.lead),
        body_html=html_with_files(ready.rendered.html),
        discussion_prompt=text["discussion_prompt"],
        published_at=draft.published_at or now,
        updated_at=now,
        revision=0,
        comments=0,
        source_name=text["source_name"],
        source_address=text["source_address"],
        source_date=draft.source_date,
        source_permission=text["source_permission"],
        category_slug=category.slug,
        category_name=category.name,
        closed=None,
        signatures=tuple(
            Signature(one.person.slug, one.name, one.title, one.organisation, one.role)
            for one in bylines_for(session, standing, draft.bylines, language=draft.language, by=by)
        ),
        tags=[
            TagView(tag.id or 0, tag.slug, tag.name)
            for tag in sorted(tags_for(session, draft.tags), key=lambda tag: tag.name)
        ],
        belonging=Belonging(announced=announced_post(announces, now=now) if announces else None),
        text_at=now,
        is_noindex=False,
        is_canonical=draft.belonging is not None and draft.belonging.is_canonical,
        publications=chosen_publications(announced, now=now),
    )


def _category(category_id: int | None) -> CategoryView:
    there = categories()
    if category_id is None:
        return there[0] if there else CategoryView(0, "posts", "Posts", "")
    for category in there:
        if category.id == category_id:
            return category
    raise Refused("no_such_category")
