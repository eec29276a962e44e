"""What is typed and not saved is kept: one text a person and post, beside the post and never in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.permissions import may
from forum.domain.refusals import Conflict, NotAllowed
from forum.domain.revisions import RevisionKind, autosave_is_due
from forum.models import Autosave, PostRevision
from forum.operations.posts.drafts import LIMITS
from forum.operations.posts.moving import own_version
from forum.operations.posts.racing import unraced
from forum.operations.posts.revising import add_revision, next_unsaved

KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Place:
    """Which post somebody writes: one that is stored, or one that never was, by the key of its form."""

    post_id: int | None = None
    form_key: str | None = None


def autosave(place: Place, texts: dict[str, str], *, base: int, known: int, by: Actor, now: datetime) -> int:
    """Keeps ``texts`` (all fields of the form as typed, by name) and returns their number. ``base`` is the version of
    the post that the writer began with, 0 for a new one; ``known`` the number of the text kept here that the writer's
    page knows, 0 for none. Nothing of the post changes; when ten minutes have gone by since its last revision, the text
    becomes one as well.

    Raises ``NotAllowed``, ``NotFound("no_such_post")``; ``Conflict``: ``post_changed_since`` where somebody saved the
    post meanwhile, ``autosave_changed_since`` where another page of the same person has kept something here since,
    or has saved it or given it up.
    """
    with unraced(), transaction() as session:
        _refuse(session, place, base, by)
        kept = _kept(session, place, by)
        if kept is not None and kept.number != known:
            raise Conflict("autosave_changed_since")
        if kept is None:
            kept = Autosave(user_id=by.user_id, post_id=place.post_id, form_key=place.form_key, number=known)
            session.add(kept)
        is_new = kept.texts != texts
        kept.number += is_new
        kept.texts, kept.base_version, kept.saved_at = texts, base, now
        if is_new and place.post_id is not None:
            _revise(session, place.post_id, texts, by=by, now=now)
        session.flush()
        return kept.number


def give_up(place: Place, *, known: int, by: Actor, now: datetime) -> None:
    """Forgets what is kept, if it is what the writer has seen (``known``); what was written to a stored post stays
    among its revisions. Raises ``NotFound("no_such_post")`` and ``Conflict("autosave_changed_since")``."""
    with transaction() as session:
        _refuse(session, place, None, by)
        kept = _kept(session, place, by)
        if kept is None or kept.texts is None:
            return
        if kept.number != known:
            raise Conflict("autosave_changed_since")
        if place.post_id is not None:
            keep_unsaved(session, place.post_id, kept.texts, by=by, now=now)
        _empty(kept)


def set_aside(post_id: int, texts: dict[str, str], *, known: int, by: Actor, now: datetime) -> None:
    """The writer takes what is stored instead of what they typed: that stays among the revisions, and is kept no
    longer. Raises ``NotFound("no_such_post")``."""
    with transaction() as session:
        place = Place(post_id=post_id)
        _refuse(session, place, None, by)
        keep_unsaved(session, post_id, texts, by=by, now=now)
        clear(session, place, known=known, by=by)


def clear(session: Session, place: Place, *, known: int, by: Actor) -> None:
    """Forgets what is kept, inside the transaction that has saved it. Something else than the page knew (``known``)
    stays: another page wrote it, and it is not saved."""
    kept = _kept(session, place, by)
    if kept is not None and kept.texts is not None and kept.number == known:
        _empty(kept)


def keep_unsaved(session: Session, post_id: int, texts: dict[str, str], *, by: Actor, now: datetime) -> None:
    """Makes a revision of a text that nobody saved. A title that is too long for a post is cut: the revision is for
    reading, and could not be restored with it."""
    fitting = {"title": "", "body": ""} | texts
    fitting["title"] = fitting["title"][: LIMITS["title"]]
    add_revision(
        session, post_id, next_unsaved(session, post_id), fitting, RevisionKind.AUTOSAVE, by=by, now=now
    )


def forget_autosaves(*, now: datetime) -> None:
    """Deletes what nobody has touched for ninety days."""
    with transaction():
        db.session.execute(sa.delete(Autosave).where(Autosave.saved_at <= now - KEPT_FOR))


def _refuse(session: Session, place: Place, base: int | None, by: Actor) -> None:
    if place.post_id is None:
        if not may(by, "posts.write"):
            raise NotAllowed("not_allowed")
        return
    version = own_version(place.post_id, by=by)
    if base is not None and version != base:
        raise Conflict("post_changed_since", post_id=place.post_id)


def _kept(session: Session, place: Place, by: Actor) -> Autosave | None:
    return session.scalar(
        sa.select(Autosave)
        .where(
            Autosave.user_id == by.user_id,
            Autosave.post_id == place.post_id
            if place.post_id is not None
            else Autosave.form_key == place.form_key,
        )
        .with_for_update()
    )


def _empty(kept: Autosave) -> None:
    kept.texts = None
    kept.number += 1


def _revise(session: Session, post_id: int, texts: dict[str, str], *, by: Actor, now: datetime) -> None:
    """Others' texts that they have not saved are no reason to wait with one's own."""
    own_or_saved = sa.or_(PostRevision.kind != RevisionKind.AUTOSAVE, PostRevision.created_by == by.user_id)
    last = session.scalar(
        sa.select(sa.func.max(PostRevision.created_at)).where(PostRevision.post_id == post_id, own_or_saved)
    )
    if autosave_is_due(last, now):
        keep_unsaved(session, post_id, texts, by=by, now=now)
