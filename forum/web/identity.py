"""Who is asking: an account, a guest whom this browser's session knows, or a stranger."""

from __future__ import annotations

from flask import Flask, g, session
from flask_login import current_user

from forum.domain.actors import STRANGER, Actor, ActorKind
from forum.domain.permissions import may
from forum.domain.roles import Role
from forum.queries.moderation.scope import areas_of

GUEST = "guest"


def init_app(app: Flask) -> None:
    """Makes the current actor known to templates."""
    app.jinja_env.globals["current_actor"] = current_actor
    app.jinja_env.globals["may_now"] = may_now


def may_now(permission: str) -> bool:
    """Whether the current actor has a permission that is not about one thing."""
    return may(current_actor(), permission)


def current_actor() -> Actor:
    """The actor of this request. Read once and kept for the request."""
    if "actor" not in g:
        g.actor = _actor()
    actor: Actor = g.actor
    return actor


def _actor() -> Actor:
    known = session.get(GUEST)
    guest_id = known if isinstance(known, int) else None
    if current_user and current_user.is_authenticated:
        return Actor(
            ActorKind.PERSON,
            current_user.display_name,
            id=current_user.id,
            role=current_user.role,
            is_confirmed=current_user.confirmed_at is not None,
            categories=areas_of(current_user.id) if current_user.role is Role.MODERATOR else None,
            guest_here=guest_id,
        )
    if guest_id is not None:
        return Actor(ActorKind.GUEST, "", id=guest_id, is_confirmed=True)
    return STRANGER


def remember_guest(guest_id: int) -> None:
    """This browser holds the guest's edit code."""
    session[GUEST] = guest_id
    g.pop("actor", None)
