"""The parts of a post that are more than text: its address, category, tags, and the post that it announces."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.domain.actors import Actor
from forum.domain.permissions import Owned, may
from forum.domain.post_states import is_public
from forum.domain.refusals import Refused
from forum.domain.slugs import following_slug, says_something, slugify, unique_slug
from forum.models import Category, OldSlug, Post, Tag
from forum.operations.posts.drafts import PostDraft, line

MAX_TAGS = 20


def slug_for(session: Session, post: Post, draft: PostDraft, *, old_title: str, now: datetime) -> str:
    """The address of the post, whose new title is set already (``following_slug``). An address that readers know is
    kept for ever, to redirect."""
    seen = was_seen(post, now)
    new = following_slug(
        post.slug or "",
        line(draft.slug, "slug"),
        title=post.title,
        old_title=old_title,
        was_seen=seen,
        free=lambda base: unique_slug(base, lambda slug: _is_taken(session, slug, post.id)),
    )
    if seen and new != post.slug:
        session.merge(OldSlug(slug=post.slug, post_id=post.id))
        session.execute(sa.delete(OldSlug).where(OldSlug.slug == new))
    return new


def was_seen(post: Post, now: datetime) -> bool:
    """Whether readers could ever see the post."""
    return post.first_published_at is not None and post.first_published_at <= now


def _is_taken(session: Session, slug: str, post_id: int | None) -> bool:
    """Another post has or had this address."""
    now_there = sa.select(Post.id).where(Post.slug == slug)
    once_there = sa.select(OldSlug.post_id).where(OldSlug.slug == slug)
    with session.no_autoflush:
        holders = set(session.scalars(sa.union_all(now_there, once_there)))
    return bool(holders - {post_id})


def category_for(session: Session, category_id: int | None) -> int:
    """The category with that number, or the first one; a site without any gets its first."""
    with session.no_autoflush:
        if category_id is not None:
            if session.get(Category, category_id) is None:
                raise Refused("no_such_category")
            return category_id
        first = session.scalar(sa.select(Category.id).order_by(Category.position, Category.id).limit(1))
    if first is None:
        category = Category(slug="posts", name="Posts", position=0)
        session.add(category)
        session.flush()
        first = category.id
    return first


def tag_names(names: tuple[str, ...]) -> dict[str, str]:
    """The names by the address that each makes; names that make the same address are one tag. Raises ``Refused``:
    ``tags_too_long``, ``tags_not_text``, ``tags_without_letters``, ``too_many_tags``."""
    wanted: dict[str, str] = {}
    for name in names:
        tidy = line(name, "tags")
        if not tidy:
            continue
        if not says_something(tidy):
            raise Refused("tags_without_letters")
        wanted.setdefault(slugify(tidy), tidy)
    if len(wanted) > MAX_TAGS:
        raise Refused("too_many_tags", limit=MAX_TAGS)
    return wanted


def tags_for(session: Session, names: tuple[str, ...]) -> list[Tag]:
    """The tags of these names, made where new. A name means the tag that has it, else the one at its address."""
    wanted = tag_names(names)
    with session.no_autoflush:
        there = session.scalars(
            sa.select(Tag).where(Tag.slug.in_(wanted) | Tag.name.in_(wanted.values()))
        ).all()
    by_name, by_slug = {tag.name: tag for tag in there}, {tag.slug: tag for tag in there}
    tags = [
        by_name.get(name) or by_slug.get(slug) or Tag(slug=slug, name=name) for slug, name in wanted.items()
    ]
    return list(dict.fromkeys(tags))


def announced_for(
    session: Session, post_id: int | None, announces_id: int | None, *, by: Actor, now: datetime
) -> int | None:
    """The post that is announced: one that readers see or that ``by`` may edit; any other is not there to be named."""
    if announces_id is None:
        return None
    if announces_id == post_id:
        raise Refused("announces_itself")
    with session.no_autoflush:
        found = session.execute(
            sa.select(Post.state, Post.published_at, Post.author_id).where(Post.id == announces_id)
        ).one_or_none()
    if found is None or not (
        is_public(found.state, found.published_at, now) or may(by, "posts.edit", Owned(found.author_id))
    ):
        raise Refused("announces_nothing")
    return announces_id
