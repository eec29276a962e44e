"""Saying "I am looking at this", and that one is done with it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template

from forum.adapters import clock
from forum.operations.moderation.claiming import claim_comment, release_comment
from forum.queries.moderation.claims import claims_on
from forum.web.access import requires
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor
from forum.web.moderation.answers import Page
from forum.web.moderation.forms import way_back
from forum.web.moderation.items import item_or_404
from forum.web.moderation.scope import current_scope

room = Blueprint("claims", __name__, url_prefix="/desk")


@room.post("/comments/<int:comment_id>/claim")
@requires("desk.enter")
def claim(comment_id: int) -> Page:
    """Answers with who else looks at it, if somebody does."""
    item_or_404(comment_id)
    actor, now = current_actor(), clock.now()
    claim_comment(comment_id, by=actor, now=now)
    if not wants_fragment():
        return redirect(way_back(), 303)
    claims = claims_on([comment_id], but=actor.user_id, now=now, scope=current_scope())
    return render_template("moderation/_claim.html", number=comment_id, claims=claims)


@room.post("/comments/<int:comment_id>/release")
@requires("desk.enter")
def release(comment_id: int) -> Page:
    item_or_404(comment_id)
    release_comment(comment_id, by=current_actor())
    return ("", 204, {}) if wants_fragment() else redirect(way_back(), 303)
