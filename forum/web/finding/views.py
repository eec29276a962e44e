"""``/search``: a form that anybody can bookmark, and what it finds. While somebody types, htmx asks for those alone."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.finding import DocumentKind
from forum.domain.refusals import Refused, TooMany
from forum.domain.text.languages import GUESSED
from forum.domain.zawgyi import looks_like_zawgyi
from forum.queries.finding import After, Found, found_page, read_after
from forum.web.access import public
from forum.web.errors import waiting_time
from forum.web.finding.asking import Asked, question_of
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor
from forum.web.language import current_settings, language_name
from forum.web.limits import count_try
from forum.web.navigation import current_sections
from forum.web.outside import outside
from forum.web.posts.pages import reader_page
from forum.web.sentences import sentence

room = Blueprint("finding", __name__)

# What a refusal is about, by its code; what is not here is about the words.
ABOUT = {
    "no_such_category": "category",
    "language_unknown": "language",
    "year_not_a_year": "year",
    "search_kind_unknown": "kind",
}


@room.get("/search")
@public
def search() -> Response:
    asked, after = Asked.of(request.args), _place()
    if not asked.q:
        return _page(asked)
    now = clock.now()
    try:
        count_try("search", current_actor(), now)
        question = question_of(
            asked, categories=current_sections(), languages=_languages(), zone=current_settings().time_zone
        )
    except Refused as refused:
        return _page(asked, refused=refused)
    size = current_settings().posts_per_page
    return _page(asked, found=found_page(question, size=size, after=after, now=now), is_first=after is None)


def _place() -> After | None:
    text = request.args.get("after")
    if text is None:
        return None
    try:
        return read_after(text)
    except ValueError:
        abort(400)


def _languages() -> list[str]:
    """Those of the region, and the site's own."""
    return list(dict.fromkeys([*GUESSED, *outside().settings.languages]))


def _page(
    asked: Asked, *, found: Found | None = None, refused: Refused | None = None, is_first: bool = True
) -> Response:
    """The whole page, or the finds alone where htmx asks for them."""
    facts = {
        "asked": asked,
        "found": found,
        "is_first": is_first,
        "said": sentence(refused) if refused else None,
        "wrong": ABOUT.get(refused.code, "q") if refused and not isinstance(refused, TooMany) else None,
        "zawgyi": looks_like_zawgyi(asked.q),
        "without_filters": f"/search?{urlencode({'q': asked.q})}",
        "next_address": f"/search?{urlencode({**asked.words, 'after': str(found.after)})}"
        if found is not None and found.after is not None
        else None,
    }
    if wants_fragment():
        response = reader_page("finding/_finds.html", is_fragment=True, **facts)
    else:
        response = reader_page(
            "finding/search.html",
            is_fragment=False,
            kinds=[
                ("", _("All")),
                (DocumentKind.POST, _("Posts")),
                (DocumentKind.COMMENT, _("Comments")),
                (DocumentKind.PUBLICATION, _("Publications")),
            ],
            categories=[("", _("All")), *((one.slug, one.name) for one in current_sections())],
            languages=[("", _("All")), *((code, language_name(code)) for code in _languages())],
            **facts,
        )
    response.vary.add("HX-Request")
    response.headers["X-Robots-Tag"] = "noindex"
    if refused is not None:
        response.status_code = refused.status
        response.headers.update(waiting_time(refused))
    return response
