"""Whose a row is: an account's, or a guest's by the edit code."""

from __future__ import annotations

from typing import Protocol

import sqlalchemy as sa

from forum.domain.actors import Actor
from forum.models import Comment, Flag, Sanction, StaffNote


class Identity(Protocol):
    """Who can be known again: an account or a guest; a stranger is neither."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def guest_id(self) -> int | None: ...


def belongs_to(
    table: type[Comment] | type[Flag] | type[Sanction] | type[StaffNote], who: Identity
) -> sa.ColumnElement[bool]:
    """The rows of one account or guest; of a stranger none, since nobody's typed name is a person."""
    if who.user_id is not None:
        return table.user_id == who.user_id
    if who.guest_id is not None:
        return table.guest_id == who.guest_id
    return sa.false()


def belongs_to_either(table: type[Comment] | type[Flag], who: Actor) -> sa.ColumnElement[bool]:
    """The rows of one account or guest, and of the guest that the account's browser is besides: what one reader must
    not do twice, or to the own comment, is not done by signing in either."""
    if who.guest_here is None:
        return belongs_to(table, who)
    return sa.or_(belongs_to(table, who), table.guest_id == who.guest_here)
