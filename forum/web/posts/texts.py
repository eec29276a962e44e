"""Every public post as Markdown and as JSON: the same words as on its page, for whoever reads them by other means."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.markup import MarkupRefused
from forum.domain.markup.pasted import markdown_of
from forum.domain.refusals import NotFound
from forum.queries.posts import PostView, fate_of_slug, post_at
from forum.web.access import public
from forum.web.formats import absolute, absolute_html, machine_time
from forum.web.language import current_settings
from forum.web.posts.pages import elsewhere

room = Blueprint("post_texts", __name__)


@room.get("/posts/<slug:slug>.<any(md, json):kind>")
@public
def text(slug: str, kind: str) -> Response:
    """The post, or 304 to whoever has it as it is now. Made of the HTML that readers get, never of the source: what an
    author wrote and the sanitiser left out is nobody's business."""
    now = clock.now()
    post = post_at(slug, settings=current_settings(), now=now)
    if post is None:
        return elsewhere(fate_of_slug(slug, now=now), "post_texts.text", kind=kind)
    write, content_type = WRITERS[kind]
    body = write(post).encode()
    response = make_response(body)
    response.headers["Content-Type"] = content_type
    response.headers["Cache-Control"] = "no-cache"
    if post.is_noindex:
        response.headers["X-Robots-Tag"] = "noindex"
    response.set_etag(sha256(body).hexdigest()[:32])
    return response.make_conditional(request)


def _facts(post: PostView) -> dict[str, Any]:
    """What stands around the text; without what is not given."""
    facts = {
        "url": _address(post.slug),
        "title": post.title,
        "language": post.language,
        "published": machine_time(post.published_at),
        "updated": machine_time(post.updated_at),
        "authors": [
            {
                "name": one.name,
                "standing": one.standing,
                "role": one.role.value,
                "url": _page_of(one.person_slug),
            }
            for one in post.signatures
        ],
        "category": post.category_name,
        "tags": [tag.name for tag in post.tags],
        "summary": post.excerpt,
        "question": post.discussion_prompt,
        "source": {
            "name": post.source_name,
            "url": post.source_address,
            "date": post.source_date.isoformat() if post.source_date else "",
            "permission": post.source_permission,
        }
        if post.source_name
        else None,
        "publications": [
            {"title": one.title, "url": absolute(f"/publications/{quote(one.slug, safe='')}")}
            for one in post.publications
        ],
        "translations": [
            {
                "language": one.language,
                "title": one.title,
                "url": _address(one.slug),
                "is_original": one.is_original,
            }
            for one in post.belonging.translations
        ],
        "series": {
            "name": post.belonging.series.name,
            "number": post.belonging.series.number,
            "parts": len(post.belonging.series.parts),
        }
        if post.belonging.series
        else None,
        "comments": post.comments,
    }
    return {name: fact for name, fact in facts.items() if fact not in ("", None, [])}


def _markdown(post: PostView) -> str:
    """The text with its facts before it, between lines of dashes, as YAML reads JSON (YAML 1.2 §1.3)."""
    lines = [f"{name}: {json.dumps(fact, ensure_ascii=False)}" for name, fact in _facts(post).items()]
    return "\n".join(["---", *lines, "---", "", f"# {post.title}", "", _text(_html(post)), ""])


def _json(post: PostView) -> str:
    html = _html(post)
    texts = {"content_html": html, "content_markdown": _text(html)}
    return json.dumps(_facts(post) | texts, ensure_ascii=False, indent=1) + "\n"


def _html(post: PostView) -> str:
    return absolute_html(post.body_html, page=_address(post.slug))


def _text(html: str) -> str:
    try:
        return markdown_of(html)
    except MarkupRefused:  # a text at the very bounds, which has no Markdown within them
        raise NotFound("http_404") from None


def _address(slug: str) -> str:
    return absolute(f"/posts/{quote(slug, safe='')}")


def _page_of(slug: str) -> str:
    return absolute(f"/people/{quote(slug, safe='')}")


WRITERS: dict[str, tuple[Callable[[PostView], str], str]] = {
    "md": (_markdown, "text/markdown; charset=utf-8"),
    "json": (_json, "application/json"),
}
