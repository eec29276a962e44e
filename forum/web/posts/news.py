"""What is new in a thread: a page that somebody reads asks now and then, and a press on the answer shows it.

The question is the same for everybody who reads the same page, so it knows no cookie, and caches may answer it for a
short while.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.paging import read_number
from forum.queries.news import appeared_after, stamp_at
from forum.queries.posts import PostView, fate_of_slug
from forum.queries.thread import Thread, place_of_comment
from forum.web.access import public
from forum.web.language import current_settings
from forum.web.posts.pages import elsewhere
from forum.web.posts.places import page_of_thread

room = Blueprint("news", __name__)

FRESH_SECONDS = 15


@dataclass(frozen=True)
class Marks:
    """What a page of a thread marks as new: ``numbers`` of all comments that are, ``here`` how many of them stand on
    the page, ``onward`` a path that leads to the next that stands further on (None: none does)."""

    numbers: Collection[int] = ()
    here: int = 0
    onward: str | None = None


NO_MARKS = Marks()


@room.get("/posts/<slug:slug>/comments/news")
@public
def news(slug: str) -> Response:
    """The bar that says how many comments appeared after the stamp ``after``; nothing where none did. While the post's
    stamp stands where it stood, nobody counts."""
    after, now = read_number(request.args.get("after")), clock.now()
    if after is None:
        abort(400)
    post = stamp_at(slug, now=now)
    if post is None:
        return elsewhere(fate_of_slug(slug, now=now), "news.news", after=after)
    post_id, stamp = post
    if request.if_none_match.contains_weak(str(stamp)):
        answer = make_response("", 304)
    else:
        numbers = appeared_after(post_id, after) if stamp != after else ()
        address = _page_with(numbers[0], after) if numbers else None
        # What was taken down since it was counted has no place.
        answer = make_response(
            render_template("posts/_news.html", n=len(numbers), address=address) if address else ""
        )
    answer.set_etag(str(stamp), weak=True)
    # Our pages ask without cookies. Who brings one may get one back, and that is not for everybody.
    who = "private" if request.cookies else "public"
    answer.headers["Cache-Control"] = f"{who}, max-age={FRESH_SECONDS}"
    return answer


def marks_on(post: PostView, thread: Thread, after: int | None) -> Marks:
    """What is new on this page of the post's thread for somebody who had read as far as the stamp ``after``. One
    statement: the page on which more of it stands is looked for when somebody goes there."""
    if after is None or after >= post.revision:
        return NO_MARKS
    numbers = appeared_after(post.id, after)
    shown = {comment.id for comment in thread.comments}
    here = [number for number in numbers if number in shown]
    onward = _further(numbers, here)
    return Marks(
        numbers,
        len(here),
        url_for("permalinks.show", comment_id=onward, after=after) if onward else None,
    )


def _further(numbers: Sequence[int], here: Sequence[int]) -> int | None:
    """The first of ``numbers`` that stands behind the last that is ``here``."""
    behind = numbers[numbers.index(here[-1]) + 1 :] if here else numbers
    return behind[0] if behind else None


def _page_with(number: int, after: int) -> str | None:
    """The path to a comment on the page where it stands, with what is new marked."""
    place = place_of_comment(number, size=current_settings().comments_per_page, now=clock.now())
    if place is None:
        return None
    return page_of_thread(place.slug, place.root, place.start, after=after, anchor=f"comment-{number}")
