"""The lock on every door: each view wears ``@public`` or ``@requires(...)``, and the app refuses to start without."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from forum.domain.actors import ActorKind
from forum.domain.permissions import PERMISSIONS, may
from forum.domain.refusals import NotAllowed
from forum.web.identity import current_actor

View = TypeVar("View", bound=Callable[..., Any])
MARK = "__access__"


def public(view: View) -> View:
    """Anybody may come in; what they may see inside is decided by the queries."""
    setattr(view, MARK, "public")
    return view


def requires(permission: str) -> Callable[[View], View]:
    """Only actors with ``permission`` (a name in ``domain.permissions``). Strangers are asked to sign in and come
    back; a known person without the permission gets 403."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            actor = current_actor()
            if not may(actor, permission):
                return _turned_away(actor.kind)
            return view(*args, **kwargs)

        setattr(guarded, MARK, permission)
        return cast(View, guarded)

    return decorate


def lets_in(view: Callable[..., Any]) -> bool:
    """Whether the current actor may enter the view by its decorator."""
    permission = getattr(view, MARK)
    return permission == "public" or may(current_actor(), permission)


def _turned_away(kind: ActorKind) -> Response:
    if kind is ActorKind.PERSON:
        raise NotAllowed("not_allowed")
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    return abort(401)


def require_decorators(app: Flask) -> None:
    """Raises ``RuntimeError`` naming the first view without an access decorator."""
    for endpoint, view in app.view_functions.items():
        if not hasattr(view, MARK):
            raise RuntimeError(f"the view {endpoint} wears no access decorator")
