"""A comment's own address leads to the page of the thread on which it stands; with ``after``, to that page with what
is new since that stamp marked."""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, request
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.paging import read_number
from forum.domain.refusals import NotFound
from forum.queries.thread import place_of_comment
from forum.web.access import public
from forum.web.language import current_settings
from forum.web.posts.converters import NUMBER
from forum.web.posts.places import page_of_thread

room = Blueprint("permalinks", __name__)


def hang(app: Flask) -> None:
    app.register_blueprint(room)


@room.get(f"/comments/<{NUMBER}:comment_id>")
@public
def show(comment_id: int) -> Response:
    place = place_of_comment(comment_id, size=current_settings().comments_per_page, now=clock.now())
    if place is None:
        raise NotFound("no_such_comment")
    after = read_number(request.args.get("after"))
    anchor = f"comment-{comment_id}"
    return redirect(page_of_thread(place.slug, place.root, place.start, after=after, anchor=anchor), 303)
