"""Preview links: the page behind one, and at the desk the list of those of a post.

The page behind a link needs no account. Nobody keeps it: no search engine, no cache, and no site that the post links to
learns the address (``Referrer-Policy: same-origin`` is every answer's).
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from forum.adapters import clock
from forum.adapters.seals import new_key
from forum.domain.paging import read_number
from forum.domain.preview_links import DAYS, USUAL_DAYS, LinkAnswer
from forum.domain.reading import laid_out
from forum.domain.refusals import NotFound, Refused
from forum.operations.posts.preview_links import as_it_was, make_preview_link, revoke_preview_link
from forum.queries.posts import post_in_preview
from forum.queries.posts_desk.manuscripts import edited_post
from forum.queries.posts_desk.preview_links import opened_preview, preview_links_of
from forum.queries.posts_desk.revisions import saved_revisions
from forum.web.access import public, requires
from forum.web.errors import gives_back
from forum.web.formats import absolute
from forum.web.identity import current_actor
from forum.web.limits import count_try
from forum.web.outside import outside
from forum.web.posts.converters import NUMBER
from forum.web.posts.shown_files import sealed
from forum.web.security import may_frame
from forum.web.sentences import sentence

Page = str | Answer | tuple[str, int]

room = Blueprint("previews", __name__, url_prefix="/preview")
desk_room = Blueprint("previews_desk", __name__, url_prefix=f"/desk/posts/<{NUMBER}:post_id>/previews")


@room.after_request
def keep_it_unlisted(response: Response) -> Response:
    """Whatever is answered here, a refusal too."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@room.get("/<token>")
@public
def show(token: str) -> Page:
    now = clock.now()
    count_try("preview-link", current_actor(), now)
    key = outside().seals.preview_key_of(token)
    opened = opened_preview(key) if key else None
    if key is None or opened is None:
        raise NotFound("no_such_preview")
    answer = opened.answer(now)
    if answer is LinkAnswer.PUBLIC:
        return redirect(url_for("posts.show", slug=opened.slug), 303)
    post = post_in_preview(opened.post_id, now=now) if answer is LinkAnswer.SHOWN else None
    if post is None:
        return render_template("posts/preview_ended.html"), 410
    post = as_it_was(post, opened)
    post = replace(post, body_html=sealed(post.body_html, key))
    layout = laid_out(post.body_html, post.language)
    page = make_response(
        render_template("posts/preview.html", post=post, layout=layout, ends_at=opened.expires_at)
    )
    return may_frame(page, {service.origin for service in layout.services})


@desk_room.get("")
@requires("posts.write")
def index(post_id: int) -> Page:
    return _page(post_id)


def chosen_again(refused: Refused, post_id: int) -> Page:
    """The page with what was chosen, and what is wrong with it."""
    return _page(post_id, refused=refused)


@desk_room.post("")
@requires("posts.write")
@gives_back(chosen_again)
def make(post_id: int) -> Page:
    try:
        make_preview_link(
            post_id,
            key=new_key(),
            revision=_revision(request.form.get("revision", "")),
            days=read_number(request.form.get("days")) or 0,
            by=current_actor(),
            now=clock.now(),
        )
    except NotFound:
        raise
    except Refused as refused:
        return chosen_again(refused, post_id)
    flash(_("The link is made. Whoever has it can read the post; copy it below."))
    return redirect(url_for("previews_desk.index", post_id=post_id), 303)


@desk_room.post(f"/<{NUMBER}:link_id>/end")
@requires("posts.write")
def revoke(post_id: int, link_id: int) -> Page:
    revoke_preview_link(post_id, link_id, by=current_actor(), now=clock.now())
    flash(_("The link is taken back. It shows nothing any more."))
    return redirect(url_for("previews_desk.index", post_id=post_id), 303)


def _revision(text: str) -> int | None:
    """None: the newest text. 0, which is nothing's number, for what is none."""
    return None if text in ("", "newest") else read_number(text) or 0


def _page(post_id: int, *, refused: Refused | None = None) -> Page:
    now = clock.now()
    stored = edited_post(post_id, by=current_actor())
    if stored is None:
        raise NotFound("no_such_post")
    links = preview_links_of(post_id)
    html = render_template(
        "posts_desk/previews.html",
        stored=stored,
        shown_state=stored.shown_state(now),
        may_be_shared=not stored.is_public(now) and stored.shown_state(now) != "trashed",
        open_links=[(link, _address(link.key)) for link in links if link.is_open(now)],
        ended_links=[link for link in links if not link.is_open(now)],
        texts=saved_revisions(post_id),
        days=DAYS,
        chosen_days=request.form.get("days", str(USUAL_DAYS)),
        chosen_revision=request.form.get("revision", "newest"),
        said=sentence(refused) if refused else None,
        field={"preview_days_unknown": "days", "preview_revision_unknown": "revision"}.get(refused.code)
        if refused
        else None,
    )
    return html, refused.status if refused else 200


def _address(key: str) -> str:
    return absolute(url_for("previews.show", token=outside().seals.preview_token(key)))
