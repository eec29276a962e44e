"""An open editor says that it is open, and hears who else has the post open."""

from __future__ import annotations

from flask import Blueprint, render_template

from forum.adapters import clock
from forum.operations.posts.presence import be_present
from forum.queries.posts_desk.presences import others_at
from forum.web.access import requires
from forum.web.identity import current_actor
from forum.web.posts.converters import NUMBER

room = Blueprint("presence", __name__, url_prefix="/desk/posts")


@room.post(f"/<{NUMBER}:post_id>/presence")
@requires("posts.write")
def tell(post_id: int) -> str:
    """A sentence, or nothing where nobody else is there."""
    by, now = current_actor(), clock.now()
    be_present(post_id, by=by, now=now)
    return render_template(
        "posts_desk/_presence.html", here=others_at([post_id], by=by, now=now).get(post_id)
    )
