"""Jobs that forget: what need not be kept is destroyed by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.jobs.outside import Outside
from forum.operations.accounts.inviting import forget_links
from forum.operations.broken_links import forget_old_missing
from forum.operations.comments.notices import forget_notices
from forum.operations.jobs import forget_failed
from forum.operations.moderation.claiming import forget_claims
from forum.operations.networks import destroy_old_keys
from forum.operations.posts.autosaving import forget_autosaves
from forum.operations.posts.presence import forget_presences


def destroy_network_keys(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Destroys the keys under which the networks of past days could be told apart."""
    destroy_old_keys(now)


def sweep(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Deletes what has had its time: one-time links that let nobody in any more, addresses of guests that nobody
    confirmed, jobs that were given up long ago, moderators' claims and authors' presences that are over, texts of the
    editor that nobody saved or touched for ninety days, addresses that were not there and that nobody has asked for in
    ninety days."""
    forget_links(now=now)
    forget_notices(now=now)
    forget_failed(now=now)
    forget_claims(now=now)
    forget_autosaves(now=now)
    forget_presences(now=now)
    forget_old_missing(now=now)
