"""Addresses of lists: of categories, tags, people and series. One that readers may know leads on for ever."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.domain.slugs import slugify, unique_slug
from forum.models import OldAddress, Shelved
from forum.models.old_address import SHELVES


def address_for(session: Session, kind: Shelved, wanted: str, *, number: int | None = None) -> str:
    """An address made of ``wanted`` that is free: no other thing of this kind has it, or once had. ``number``: the
    thing that it is for, None for a new one; what it once had itself it may have again."""
    return unique_slug(slugify(wanted), lambda slug: is_taken(session, kind, slug, but=number))


def is_taken(session: Session, kind: Shelved, slug: str, *, but: int | None = None) -> bool:
    """Whether a thing of this kind other than ``but`` has the address, or once had it."""
    shelf, own = SHELVES[kind], getattr(OldAddress, f"{kind}_id")
    with session.no_autoflush:
        now = session.scalars(sa.select(shelf.id).where(shelf.slug == slug))
        once = session.scalars(sa.select(own).where(OldAddress.kind == kind, OldAddress.slug == slug))
        return bool({*now, *once} - {but})


def move_address(session: Session, kind: Shelved, old: str, new: str, *, number: int) -> None:
    """What was found at ``old`` is at ``new`` from now on."""
    if old == new:
        return
    back = sa.delete(OldAddress).where(OldAddress.kind == kind, OldAddress.slug == new)
    session.execute(back)
    session.add(OldAddress(kind=kind, slug=old, **{f"{kind}_id": number}))


def lead_on(session: Session, kind: Shelved, slug: str, *, number: int, to: int) -> None:
    """The thing ``number`` at ``slug`` goes: its address, and those that it once had, lead to the thing ``to``."""
    own = getattr(OldAddress, f"{kind}_id")
    session.execute(sa.update(OldAddress).where(own == number).values({own.key: to}))
    session.add(OldAddress(kind=kind, slug=slug, **{f"{kind}_id": to}))
    session.flush()
