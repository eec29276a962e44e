"""The page of a queue: from the address that names it, and once more when a decision on the selection was refused."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from forum.domain.comment_states import ReasonCode
from forum.domain.refusals import Refused
from forum.queries.moderation.choices import filter_choices
from forum.queries.moderation.cursors import read_cursor
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.queue import QUEUES, queue_page
from forum.web.fields import field_of
from forum.web.identity import current_actor
from forum.web.language import current_settings
from forum.web.moderation.items import claims_now
from forum.web.moderation.scope import counts_now, current_scope
from forum.web.sentences import sentence

QUEUE_PAGE = 25
# What bookmarks may call a queue.
OTHER_NAMES = {"": "pending", "trash": "trashed", "second-look": "second_look"}
LANGUAGES = {
    "en": "English",
    "th": "ไทย",
    "lo": "ລາວ",
    "km": "ខ្មែរ",
    "my": "မြန်မာ",
    "vi": "Tiếng Việt",
    "zh": "中文",
}


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
    given = {name: args.get(name, "")[:200] for name in asdict(Filters()) if name != "queue"}
    return Place(Filters(queue=queue, **given), after)


def place_at(address: str) -> Place:
    """The place that the path ``address`` names; the beginning of what waits where it names none."""
    try:
        return place_of(MultiDict(parse_qsl(urlsplit(address).query)))
    except HTTPException:
        return Place(Filters())


def queue_html(place: Place, *, address: str, refused: Refused | None = None) -> str:
    """The page at ``place``. With ``refused``: what the request decided on the selection, as it was typed and ticked,
    and what is wrong with it."""
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
        claims=claims_now(page.items),
        filters=place.filters,
        counts=counts_now(),
        queues=QUEUES,
        reasons=list(ReasonCode),
        address=address,
        next_address=address_of(place.filters, after=page.next_cursor) if page.next_cursor else None,
        batch_address=address_of(place.filters, "batches.new"),
        choices=choices_now(),
        bulk=_as_sent(refused) if refused else None,
    )


def _as_sent(refused: Refused) -> dict[str, object]:
    return {
        "typed": request.form,
        "ticked": frozenset(request.form.getlist("item")),
        "said": sentence(refused),
        "field": field_of(refused),
    }


def address_of(filters: Filters, endpoint: str = "moderation.queue", **more: str) -> str:
    """The address of a queue, filters and all; ``more`` are further parts of the query."""
    facts: dict[str, Any] = {
        "state" if name == "queue" else name: value for name, value in asdict(filters).items() if value
    }
    return url_for(endpoint, **facts | more)


def choices_now() -> dict[str, list[tuple[str, str]]]:
    """What the filters offer. The word lists are named to those only who may see them."""
    anything = ("", _("All"))
    rules = {
        "mode": _("Mode"),
        "words": _("Word list"),
        "links": _("Links"),
        "repeats": _("Repeats"),
        "speed": _("Speed"),
        "spam": _("Spam score"),
        "history": _("History"),
        "personal_data": _("Personal data"),
        "outside": _("Check outside"),
        "person": _("A person"),
    }
    offered = filter_choices(current_scope())
    return {
        "categories": [anything, *offered.categories],
        "languages": [anything, *LANGUAGES.items()],
        "rules": [
            anything,
            *rules.items(),
            *((f"words:{number}", _("Word list “%(name)s”", name=name)) for number, name in offered.lists),
        ],
    }
