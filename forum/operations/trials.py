"""A change of a rule is tried on the newest comments before it is saved. Nothing is changed by that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from forum.adapters import stopwatch
from forum.domain.actors import Actor
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, NotFound
from forum.domain.screening import (
    Finding,
    Mode,
    RepeatFacts,
    RuleMatcher,
    Severity,
    WordRule,
    compile_rules,
    effective_mode,
    find_personal_data,
    guarded,
    parse_patterns,
)
from forum.domain.screening.links import find_links
from forum.domain.screening.mode import find_by_mode
from forum.domain.screening.repeats import find_repeats
from forum.domain.screening.trial import TO_SPAM, Rule, Specimen, Trial, try_rule
from forum.domain.site_settings import SiteSettings, checked
from forum.domain.spam import RULE, decides_alone, features, score
from forum.operations.comments.text import link_policy
from forum.operations.rules import WordListDraft, checked_list
from forum.queries.rules import word_list
from forum.queries.screening import rule_of
from forum.queries.settings import site_settings
from forum.queries.spam import current_model
from forum.queries.trials import specimens

# The settings of which a change can be tried, by the rule that reads them.
READ_BY = {
    "comments_mode": "mode",
    "newcomers_need": "mode",
    "max_links": "links",
    "allowed_domains": "links",
    "denied_domains": "links",
    "public_contacts": "personal_data",
    "repeat_window_days": "repeats",
    "spam_by_itself": RULE,
}
# What is tried where nothing is changed: the rules that look at what was written.
AS_THEY_STAND = frozenset({"links", "personal_data", "repeats"})
MAX_SECONDS = 3.0


def try_word_list(number: int | None, draft: WordListDraft, *, by: Actor) -> Trial:
    """What the list would have done to the newest comments, beside the one that is saved (``number`` None: there is
    none). A list that is switched off does nothing. Raises as ``operations.rules.save_word_list``; a name is not
    needed yet."""
    if not may(by, "rules.edit"):
        raise NotAllowed("not_allowed")
    stored = word_list(number) if number is not None else None
    if number is not None and stored is None:
        raise NotFound("no_such_list")
    values = checked_list(replace(draft, name=draft.name.strip() or "-"))
    wanted = WordRule(
        id=number or 0,
        name=draft.name,
        patterns=parse_patterns(draft.patterns),
        scope=values["scope"],
        action=draft.action,
        whole_word=draft.whole_word,
        language=draft.language,
    )
    return try_rule(
        specimens(),
        now=_by_list(rule_of(stored) if stored and stored.is_active else None),
        then=_by_list(wanted if draft.is_active else None),
        out_of_time=_deadline(),
    )


def try_settings(changes: Mapping[str, Any], *, by: Actor) -> Trial:
    """What the rules whose settings change would have done to the newest comments, beside what they do now; where none
    changes, what links, personal data and repeats do as they stand. ``changes`` that no rule reads are passed over.
    Raises as ``change_settings``."""
    if not may(by, "settings.edit"):
        raise NotAllowed("not_allowed")
    settings = site_settings()
    wanted: dict[str, Any] = {
        name: checked(name, value) for name, value in changes.items() if name in READ_BY
    }
    for name, value in wanted.items():
        wanted[name] = tuple(value) if isinstance(value, list) else value
    then = replace(settings, **wanted)
    changed = {READ_BY[name] for name in wanted if getattr(then, name) != getattr(settings, name)}
    rules = changed or AS_THEY_STAND
    days = max(settings.repeat_window_days, then.repeat_window_days)
    return try_rule(
        specimens(repeats_within=days if "repeats" in rules else None, with_tracks="mode" in rules),
        now=_by_settings(settings, rules),
        then=_by_settings(then, rules),
        out_of_time=_deadline(),
    )


def _by_list(rule: WordRule | None) -> Rule:
    matcher = compile_rules((rule,)) if rule is not None else RuleMatcher(())
    return lambda one: matcher.find(one.text, one.name, one.links, one.language, stopwatch.seconds)


def _by_settings(settings: SiteSettings, rules: Iterable[str]) -> Rule:
    """The ``rules`` as they are with ``settings``, each guarded as it is where comments are screened."""
    policy, contacts = link_policy(settings), settings.public_contacts
    window = timedelta(days=settings.repeat_window_days)
    model = current_model() if RULE in rules and settings.spam_by_itself else None

    def by_mode(one: Specimen) -> Iterable[Finding]:
        mode = effective_mode(Mode(settings.comments_mode), one.category_mode, one.post_mode)
        return find_by_mode(mode, one.track, newcomers_need=settings.newcomers_need)

    def by_repeats(one: Specimen) -> Iterable[Finding]:
        writers = [writer for at, writer in one.earlier if at >= one.at - window]
        own = sum(writer is not None and writer == one.writer for writer in writers)
        return find_repeats(RepeatFacts(same_writer=own, other_writers=len(writers) - own))

    def by_score(one: Specimen) -> Iterable[Finding]:
        judged = score(model, features(one.text, name=one.name, links=one.links)) if model else None
        if judged and decides_alone(judged, site_allows=True, is_staff=one.is_staff):
            yield Finding(TO_SPAM, Severity.HOLD, score=round(judged.probability, 4))

    finders: dict[str, Callable[[Specimen], Iterable[Finding]]] = {
        "mode": by_mode,
        "links": lambda one: find_links(one.links, policy),
        "personal_data": lambda one: find_personal_data(
            one.text, one.name, one.links, public_contacts=contacts
        ),
        "repeats": by_repeats,
        RULE: by_score,
    }
    wanted = [(name, find) for name, find in finders.items() if name in rules]

    def find(one: Specimen) -> Sequence[Finding]:
        return [
            finding
            for name, rule in wanted
            for finding in guarded(name, partial(rule, one), stopwatch.seconds)
        ]

    return find


def _deadline() -> Callable[[], bool]:
    ends = stopwatch.seconds() + MAX_SECONDS
    return lambda: stopwatch.seconds() >= ends
