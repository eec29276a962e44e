"""What a post belongs to, stored: its original, its series, its place before the others."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.domain.actors import Actor
from forum.domain.belonging import MAX_PINNED, PLACES, check_translation
from forum.domain.permissions import Owned, may
from forum.domain.post_states import PostState, is_public
from forum.domain.refusals import NotAllowed, Refused
from forum.domain.slugs import says_something
from forum.models import Post, Series, SeriesPart, Shelved, Translation
from forum.operations.addresses import address_for
from forum.operations.posts.drafts import BelongingDraft, line
from forum.operations.posts.stamping import stamp_posts


def take_belonging(
    session: Session, post: Post, draft: BelongingDraft | None, *, by: Actor, now: datetime
) -> None:
    """Stores what the draft says (None: leaves all as it is), inside the transaction of a verb that stores the post,
    which has its number already.

    Raises ``NotAllowed("not_allowed")`` for who may not pin, and ``Refused``: ``translates_nothing``,
    ``translates_itself``, the codes of ``check_translation``, ``series_too_long``, ``series_not_text``,
    ``series_without_letters``, ``series_place_out_of_bounds``, ``too_many_pinned``."""
    if draft is None:
        _check_language(session, post)
        return
    post.is_canonical, post.is_noindex = draft.is_canonical, draft.is_noindex
    _translate(session, post, draft.translates_id, by=by, now=now)
    _check_language(session, post)
    _put_into_series(session, post, draft)
    if draft.is_pinned is not None and draft.is_pinned != (post.pinned_at is not None):
        _pin(session, post, draft.is_pinned, by=by, now=now)


def _translate(session: Session, post: Post, original_id: int | None, *, by: Actor, now: datetime) -> None:
    stored = session.get(Translation, post.id)
    if original_id is None:
        if stored is not None:
            session.delete(stored)
            session.flush()
        return
    if original_id == post.id:
        raise Refused("translates_itself")
    # Whoever names a translation means its original.
    root = session.scalar(sa.select(Translation.original_id).where(Translation.post_id == original_id))
    original = session.get(Post, root or original_id)
    if original is None or not (
        is_public(original.state, original.published_at, now)
        or (stored is not None and stored.original_id == original.id)
        or may(by, "posts.edit", Owned(original.author_id))
    ):
        raise Refused("translates_nothing")
    if original.id == post.id:
        raise Refused("translates_has_translations")
    if stored is None:
        session.add(Translation(post_id=post.id, original_id=original.id))
    else:
        stored.original_id = original.id
    session.flush()


def _check_language(session: Session, post: Post) -> None:
    """The languages of a group differ, whoever of it changes."""
    stored = session.get(Translation, post.id)
    root = stored.original_id if stored else post.id
    others = session.execute(
        sa.select(Post.id, Post.language)
        .join(Translation, Translation.post_id == Post.id)
        .where(Translation.original_id == root, Post.id != post.id)
    ).all()
    if stored is None:
        if post.language in {one.language for one in others}:
            raise Refused("translates_language_taken")
        return
    of_this = session.scalar(
        sa.select(Translation.post_id).where(Translation.original_id == post.id).limit(1)
    )
    check_translation(
        post.language,
        of=session.get_one(Post, root).language,
        taken={one.language for one in others},
        is_translated=of_this is not None,
    )


def _put_into_series(session: Session, post: Post, draft: BelongingDraft) -> None:
    stored = session.get(SeriesPart, post.id)
    name = line(draft.series, "series")
    if not name:
        if stored is not None:
            session.delete(stored)
        return
    if not says_something(name):
        raise Refused("series_without_letters")
    if draft.series_place is not None and draft.series_place not in PLACES:
        raise Refused("series_place_out_of_bounds", low=PLACES[0], high=PLACES[-1])
    series = session.scalar(sa.select(Series).where(Series.name == name))
    if series is None:
        series = Series(name=name, slug=address_for(session, Shelved.SERIES, name))
        session.add(series)
        session.flush()
    if stored is None or stored.series_id != series.id:
        last = session.scalar(
            sa.select(sa.func.max(SeriesPart.place)).where(SeriesPart.series_id == series.id)
        )
        behind = min((last or 0) + 1, PLACES[-1])
        if stored is None:
            stored = SeriesPart(post_id=post.id, series_id=series.id, place=behind)
            session.add(stored)
        stored.series_id, stored.place = series.id, behind
    if draft.series_place is not None:
        stored.place = draft.series_place
    session.flush()
    # The pages of its parts name each other.
    parts = sa.select(SeriesPart.post_id).where(SeriesPart.series_id == series.id)
    stamp_posts(session, sa.and_(Post.id.in_(parts), Post.id != post.id))


def _pin(session: Session, post: Post, is_pinned: bool, *, by: Actor, now: datetime) -> None:
    if not may(by, "posts.pin"):
        raise NotAllowed("not_allowed")
    if is_pinned:
        pinned = sa.select(sa.func.count()).where(
            Post.pinned_at.is_not(None), Post.id != post.id, Post.state != PostState.TRASHED
        )
        if (session.scalar(pinned) or 0) >= MAX_PINNED:
            raise Refused("too_many_pinned", limit=MAX_PINNED)
    post.pinned_at = now if is_pinned else None
