"""Deciding on all that match: first a page that says how many those are and which, then one press.

The page names each comment with the version that stood when it was shown, and the press decides on those and no others:
what came later is not among them, and what changed since is a conflict, as everywhere.
"""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from forum.adapters import clock
from forum.domain.comment_states import ReasonCode
from forum.domain.refusals import NotFound, Refused
from forum.operations.moderation.deciding import decide_many
from forum.queries.moderation.batches import batch_of
from forum.queries.moderation.matching import Matching, all_that_match, count_matching, glimpses
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.warnings import warnings_about
from forum.web.access import requires
from forum.web.addresses import number_of
from forum.web.errors import gives_back, waiting_time
from forum.web.fields import field_of
from forum.web.identity import current_actor
from forum.web.moderation.answers import Left, Page, report
from forum.web.moderation.forms import choice_made, way_back
from forum.web.moderation.queues import address_of, answers_appeals, choices_now, place_at, place_of
from forum.web.moderation.scope import current_scope, demand_moderation
from forum.web.sentences import sentence

room = Blueprint("batches", __name__, url_prefix="/desk")

# So many at one press: what a person waits for in front of a page.
MAX_BATCH = 1_000
# So many are shown before.
FIRST = 5


@room.get("/batches/new")
@requires("desk.enter")
def new() -> str:
    demand_moderation()
    filters = place_of(request.args).filters
    return _page(filters, all_that_match(filters, scope=current_scope(), limit=MAX_BATCH))


def batch_again(refused: Refused) -> Page:
    """The page once more, about the same comments and versions, with what was typed and what is wrong."""
    demand_moderation()
    filters, sent = place_at(way_back()).filters, _sent()
    if not sent.pairs:
        sent = all_that_match(filters, scope=current_scope(), limit=MAX_BATCH)
    return _page(filters, sent, refused=refused), refused.status, waiting_time(refused)


@room.post("/batches")
@requires("desk.enter")
@gives_back(batch_again)
def decide_all() -> Page:
    demand_moderation()
    sent = _sent()
    try:
        choice = choice_made(answers=answers_appeals(way_back()))
        if not sent.pairs:
            raise Refused("nothing_selected")
        batch, outcomes = decide_many(
            sent.pairs, choice, by=current_actor(), now=clock.now(), rest=clock.rest
        )
    except Refused as refused:
        return batch_again(refused)
    return report(batch, outcomes, decision=choice.decision, left=_left(sent))


@room.get("/batches/<batch>")
@requires("desk.enter")
def done(batch: str) -> str:
    """What was decided together, whether or not whoever pressed ever had an answer."""
    found = batch_of(batch, scope=current_scope())
    if found is None:
        raise NotFound("no_such_decision")
    return render_template("moderation/batch_done.html", batch=found, name=batch, address=request.path)


def _sent() -> Matching:
    """What the page was about, as the form says it."""
    pairs: dict[int, int] = {}
    for text in request.form.get("items", "").split()[:MAX_BATCH]:
        number, _colon, seen = text.partition(":")
        item, version = number_of(number), number_of(seen)
        if item is not None and version is not None:
            pairs[item] = version
    total = number_of(request.form.get("total", "")) or 0
    return Matching(max(total, len(pairs)), list(pairs.items()))


def _left(sent: Matching) -> Left:
    """What matches now and was not to be decided: more than fit into the batch, and what came later."""
    filters, scope = place_at(way_back()).filters, current_scope()
    matching = count_matching(filters, scope=scope)
    others = matching - count_matching(filters, scope=scope, among=[number for number, _seen in sent.pairs])
    more = min(max(others, 0), sent.total - len(sent.pairs))
    return Left(more=more, later=max(others - more, 0), address=address_of(filters, "batches.new"))


def _page(filters: Filters, matching: Matching, *, refused: Refused | None = None) -> str:
    numbers = [number for number, _seen in matching.pairs]
    return render_template(
        "moderation/batch.html",
        filters=filters,
        described=_in_words(filters),
        is_whole_site=current_scope().is_whole_site,
        matching=matching,
        first=glimpses(numbers[:FIRST], scope=current_scope()),
        warnings=warnings_about(numbers, scope=current_scope()),
        queue_address=address_of(filters),
        reasons=list(ReasonCode),
        sent={"typed": request.form, "said": sentence(refused), "field": field_of(refused)}
        if refused
        else None,
    )


def _in_words(filters: Filters) -> list[tuple[str, str]]:
    """The filters that are set, each by its name and what it is set to."""
    choices = choices_now(filters.age)
    names = {
        "q": _("Words"),
        "category": _("Category"),
        "language": _("Language"),
        "rule": _("Rule"),
        "age": _("Age"),
        "post": _("Post"),
        "writer": _("Writer"),
    }
    offered = {
        "category": dict(choices["categories"]),
        "language": dict(choices["languages"]),
        "rule": dict(choices["rules"]),
        "age": dict(choices["ages"]),
    }
    given = {name: filters.words[name] for name in names if filters.words.get(name, "").strip()}
    return [(names[name], offered.get(name, {}).get(words, words)) for name, words in given.items()]
