"""The page of a queue: from the address that names it, and once more when a decision on the selection was refused."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from forum.adapters import clock
from forum.domain.ages import read_age
from forum.domain.comment_states import ReasonCode
from forum.domain.refusals import Refused
from forum.domain.text import GUESSED
from forum.queries.moderation.choices import CategoryChoice, filter_choices
from forum.queries.moderation.cursors import read_cursor
from forum.queries.moderation.narrowing import FILTERS, Filters
from forum.queries.moderation.queue import QUEUES, queue_page
from forum.web.addresses import is_this_site
from forum.web.fields import field_of
from forum.web.identity import current_actor
from forum.web.language import current_settings, language_name, moment
from forum.web.moderation.items import claims_now
from forum.web.moderation.scope import counts_now, current_scope, mark_now
from forum.web.sentences import sentence
from forum.web.sentences.rule_names import FILTERED, kind_name

QUEUE_PAGE = 25
AGES = ("older:1", "older:3", "older:7", "older:30", "newer:1", "newer:7", "newer:30")
# What bookmarks may call a queue.
OTHER_NAMES = {"": "pending", "trash": "trashed", "second-look": "second_look"}


@dataclass(frozen=True)
class Place:
    """A page of a queue: which queue, what narrows it, and behind which item it begins (None: at the first)."""

    filters: Filters
    after: str | None = None


def place_of(args: MultiDict[str, str]) -> Place:
    """The place that an address's query names. Answers 404 for a queue that does not exist, 400 for an item that this
    site never named."""
    state = args.get("state", "")
    queue = OTHER_NAMES.get(state, state)
    if queue not in QUEUES:
        abort(404)
    after = args.get("after")
    if after is not None and read_cursor(after) is None:
        abort(400)
    given = {name: args.get(name, "")[:200] for name in FILTERS}
    given["post"] = slug_in(args.get("post", ""))[:200]
    return Place(Filters(queue=queue, **given, asked_at=clock.now()), after)


def slug_in(words: str) -> str:
    """The part of a post's address that names it, of a whole address of this site, of its path, or as it is."""
    words = words.strip()[:2000]
    try:
        parts = urlsplit(words)
    except ValueError:
        return words
    if parts.netloc and not is_this_site(parts.netloc):
        return words
    *before, slug = parts.path.removeprefix("/").split("/")[:2]
    is_path = before == ["posts"] and slug
    return unicodedata.normalize("NFC", unquote(slug if is_path else words))


def place_at(address: str) -> Place:
    """The place that the path ``address`` names; the beginning of what waits where it names none."""
    try:
        return place_of(MultiDict(parse_qsl(urlsplit(address).query)))
    except HTTPException:
        return Place(Filters())


def answers_appeals(address: str) -> bool:
    """Whether what is decided at ``address`` answers appeals, so that a sentence is told whatever is decided."""
    return place_at(address).filters.queue == "appeals"


def queue_html(place: Place, *, address: str, refused: Refused | None = None) -> str:
    """The page at ``place``. With ``refused``: what the request decided on the selection, as it was typed and ticked,
    and what is wrong with it."""
    watched = _watched(place.filters)
    mark = mark_now(watched)  # before the page, so that what comes between the two is on it, or told
    page = queue_page(
        place.filters,
        by=current_actor(),
        cursor=place.after,
        limit=QUEUE_PAGE,
        authors_moderate_own=current_settings().authors_moderate_own,
    )
    return render_template(
        "moderation/queue.html",
        page=page,
        watched=watched,
        watched_mark=mark,
        claims=claims_now(page.items),
        filters=place.filters,
        counts=counts_now(),
        queues=QUEUES,
        reasons=list(ReasonCode),
        address=address,
        next_address=address_of(place.filters, after=page.next_cursor) if page.next_cursor else None,
        batch_address=address_of(place.filters, "batches.new"),
        choices=choices_now(place.filters.age),
        bulk=_as_sent(refused) if refused else None,
    )


def _watched(filters: Filters) -> Filters:
    """What is told as new on a page: of one that shows what came since a moment, the rest of the queue too, for
    somebody's request may have begun before that moment and end after it."""
    age = read_age(filters.age)
    return replace(filters, age="") if age is not None and age.since is not None else filters


def _as_sent(refused: Refused) -> dict[str, object]:
    return {
        "typed": request.form,
        "ticked": frozenset(request.form.getlist("item")),
        "said": sentence(refused),
        "field": field_of(refused),
    }


def address_of(filters: Filters, endpoint: str = "moderation.queue", **more: str) -> str:
    """The address of a queue, filters and all; ``more`` are further parts of the query."""
    facts: dict[str, Any] = {"state": filters.queue, **filters.words, **more}
    return url_for(endpoint, **facts)


def age_in_words(words: str) -> str:
    """How long ago something came into a queue, as the filter says it; what names no age, as it is."""
    age = read_age(words)
    if age is None:
        return words
    if age.since is not None:
        return str(_("Since %(moment)s", moment=moment(age.since)))
    if age.is_older:
        return str(ngettext("A day and more", "%(num)s days and more", age.days))
    return str(ngettext("Less than a day", "Less than %(num)s days", age.days))


def category_name(one: CategoryChoice) -> str:
    """What a category is called where it narrows a queue."""
    if one.has_parts:
        return str(_("%(name)s, with its parts", name=one.name))
    return f"{one.parent} › {one.name}" if one.parent else one.name


def choices_now(age: str = "") -> dict[str, list[tuple[str, str]]]:
    """What the filters offer; an ``age`` of one's own is among the ages. The word lists are named to those only who may
    see them."""
    anything = ("", _("All"))
    offered = filter_choices(current_scope())
    return {
        "categories": [anything, *((one.slug, category_name(one)) for one in offered.categories)],
        "languages": [anything, *((tag, language_name(tag)) for tag in GUESSED)],
        "ages": [anything, *((words, age_in_words(words)) for words in dict.fromkeys([*AGES, age]) if words)],
        "rules": [
            anything,
            *((kind, kind_name(kind)) for kind in FILTERED),
            *((f"words:{number}", _("Word list “%(name)s”", name=name)) for number, name in offered.lists),
        ],
    }
