"""A post's page, and the addresses that lead to it."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.markup import shared_picture
from forum.domain.paging import read_number
from forum.domain.reading import laid_out
from forum.queries.posts import fate_of_number, fate_of_slug, post_at
from forum.queries.taxonomy import section_at
from forum.queries.thread import thread_of
from forum.web.access import public
from forum.web.language import current_settings
from forum.web.navigation import current_sections
from forum.web.posts.converters import NUMBER
from forum.web.posts.described import described
from forum.web.posts.news import marks_on
from forum.web.posts.pages import elsewhere, reader_page
from forum.web.posts.places import page_of_thread
from forum.web.security import may_frame

room = Blueprint("posts", __name__)


@room.get("/posts/<slug:slug>")
@public
def show(slug: str) -> Response:
    now, settings = clock.now(), current_settings()
    post = post_at(slug, settings=settings, now=now)
    if post is None:
        return elsewhere(fate_of_slug(slug, now=now))
    thread = thread_of(
        post.id,
        size=settings.comments_per_page,
        root=read_number(request.args.get("thread")),
        start=read_number(request.args.get("from")),
    )
    if thread is None:  # the comment that the address names is not shown (any more); the discussion is
        return redirect(page_of_thread(post.slug, None, None), 303)
    picture = shared_picture(post.body_html)
    section = section_at(post.category_slug, current_sections())
    layout = laid_out(post.body_html, post.language)
    page = reader_page(
        "posts/page.html",
        post=post,
        layout=layout,
        picture=picture,
        described=described(post, thread, picture, section),
        thread=thread,
        new=marks_on(post, thread, read_number(request.args.get("after"))),
        earlier=page_of_thread(post.slug, thread.root, thread.earlier) if thread.has_earlier else None,
        later=page_of_thread(post.slug, thread.root, thread.later) if thread.later else None,
    )
    return may_frame(page, {service.origin for service in layout.services})


@room.get(f"/p/<{NUMBER}:post_id>")
@public
def by_number(post_id: int) -> Response:
    return elsewhere(fate_of_number(post_id, now=clock.now()))
