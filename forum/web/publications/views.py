"""The list of publications, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.markup import picture_at
from forum.domain.publications import by_language
from forum.domain.uploads import BY_NAME
from forum.queries.publications.addresses import fate_of_publication, fate_of_publication_number
from forum.queries.publications.shown import editions_there, publication_at, publications_page
from forum.web.access import public
from forum.web.addresses import place_in_list
from forum.web.language import current_settings, language_name, own_language_name
from forum.web.posts.converters import NUMBER
from forum.web.posts.pages import elsewhere, reader_page

room = Blueprint("publications", __name__, url_prefix="/publications")


@room.get("")
@public
def index() -> Response:
    """Newest first; ``?language=`` and ``?format=`` leave those that can be had so."""
    now = clock.now()
    languages, formats = editions_there(now=now)
    language, kind = _chosen("language", languages), _chosen("format", formats)
    older = place_in_list()
    page = publications_page(
        language=language, kind=kind, older=older, size=current_settings().posts_per_page, now=now
    )
    return reader_page(
        "publications/list.html",
        page=page,
        is_first=older is None,
        language=language,
        kind=kind,
        languages=[(one, own_language_name(one), _address(one, kind)) for one in languages],
        formats=[(one, BY_NAME[one].label, _address(language, one)) for one in formats],
        address=_address(language, kind),
        any_language=_address(None, kind),
        any_format=_address(language, None),
        heading=_heading(language, kind),
    )


def _chosen(name: str, there: Sequence[str]) -> str | None:
    """A filter of the address. Answers 404 for one that leaves nothing: such a list was never there."""
    text = request.args.get(name)
    if text is None:
        return None
    if text not in there:
        abort(404)
    return text


def _address(language: str | None, kind: str | None) -> str:
    chosen = {name: value for name, value in (("language", language), ("format", kind)) if value}
    return f"/publications{f'?{urlencode(chosen)}' if chosen else ''}"


def _heading(language: str | None, kind: str | None) -> str:
    if language and kind:
        return str(
            _(
                "Publications in %(language)s as %(format)s",
                language=language_name(language),
                format=BY_NAME[kind].label,
            )
        )
    if language:
        return str(_("Publications in %(language)s", language=language_name(language)))
    if kind:
        return str(_("Publications as %(format)s", format=BY_NAME[kind].label))
    return str(_("Publications"))


@room.get("/<slug:slug>")
@public
def show(slug: str) -> Response:
    now = clock.now()
    publication = publication_at(slug, now=now)
    if publication is None:
        fate = fate_of_publication(slug, now=now)
        return elsewhere(fate, "publications.show", missing="no_such_publication")
    cover = publication.cover
    return reader_page(
        "publications/page.html",
        publication=publication,
        picture=picture_at(cover.address, cover.alt, cover.width, cover.height) if cover else None,
        by_language=by_language(publication.editions),
        is_preview=False,
    )


@room.get(f"/id/<{NUMBER}:number>")
@public
def by_number(number: int) -> Response:
    """What feeds know a publication by, whatever its address becomes."""
    fate = fate_of_publication_number(number, now=clock.now())
    return elsewhere(fate, "publications.show", missing="no_such_publication")
