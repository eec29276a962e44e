"""What of the site the current actor moderates: all of it, some categories, their own posts, or nothing."""

from __future__ import annotations

from flask import g, request

from forum.adapters import clock
from forum.domain.refusals import NotAllowed
from forum.domain.scopes import Scope, scope_of
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.news import Mark, counts_and_mark
from forum.queries.moderation.queue import queue_counts_of
from forum.web.identity import current_actor
from forum.web.language import current_settings


def current_scope() -> Scope:
    """The posts whose comments the current actor moderates."""
    return scope_of(current_actor(), authors_moderate_own=current_settings().authors_moderate_own)


def moderates() -> bool:
    """Whether there may be anything at all for the current actor to moderate."""
    return not current_scope().is_empty


def demand_moderation() -> None:
    """Raises ``NotAllowed`` where the current actor moderates nothing."""
    if not moderates():
        raise NotAllowed("not_allowed")


def counts_now() -> dict[str, int]:
    """How many comments stand in each queue, of those that the current actor may moderate. Where a request changes
    nothing, they are asked for once."""
    if request.method not in ("GET", "HEAD"):
        return queue_counts_of(current_scope())
    if "queue_counts" not in g:
        g.queue_counts = queue_counts_of(current_scope())
    counts: dict[str, int] = g.queue_counts
    return counts


def mark_now(filters: Filters) -> Mark:
    """How far the current actor sees a queue who reads it after this. The counts come with it: asked for by themselves
    afterwards they cost nothing where a request changes nothing."""
    g.queue_counts, mark = counts_and_mark(filters, now=clock.now(), scope=current_scope())
    return mark
