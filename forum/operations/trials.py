"""A change of a rule is tried on the newest comments before it is saved. Nothing is changed by that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from forum.adapters import stopwatch
from forum.domain.actors import Actor
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, NotFound
from forum.domain.screening import (
    Finding,
    LinkPolicy,
    RepeatFacts,
    RuleMatcher,
    WordRule,
    compile_rules,
    parse_patterns,
)
from forum.domain.screening.links import find_links
from forum.domain.screening.repeats import find_repeats
from forum.domain.screening.trial import Specimen, Trial, try_rule
from forum.domain.site_settings import SiteSettings, checked
from forum.operations.rules import WordListDraft, checked_list
from forum.queries.rules import word_list
from forum.queries.screening import rule_of
from forum.queries.settings import site_settings
from forum.queries.trials import specimens

# The settings of which a change can be tried.
TRIABLE = ("max_links", "allowed_domains", "denied_domains", "repeat_window_days")
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
    """What the rules about links and repeats would have done to the newest comments with these settings, beside what
    they do now; ``changes`` that are not ``TRIABLE`` are passed over. Raises as ``change_settings``."""
    if not may(by, "settings.edit"):
        raise NotAllowed("not_allowed")
    settings = site_settings()
    wanted: dict[str, Any] = {
        name: checked(name, value) for name, value in changes.items() if name in TRIABLE
    }
    for name, value in wanted.items():
        wanted[name] = tuple(value) if isinstance(value, list) else value
    then = replace(settings, **wanted)
    days = max(settings.repeat_window_days, then.repeat_window_days)
    return try_rule(
        specimens(repeats_within=days),
        now=_by_settings(settings),
        then=_by_settings(then),
        out_of_time=_deadline(),
    )


def _by_list(rule: WordRule | None) -> Callable[[Specimen], Sequence[Finding]]:
    matcher = compile_rules((rule,)) if rule is not None else RuleMatcher(())
    return lambda one: matcher.find(one.text, one.name, one.links, one.language)


def _by_settings(settings: SiteSettings) -> Callable[[Specimen], Sequence[Finding]]:
    policy = LinkPolicy(
        max_links=settings.max_links,
        allowed_domains=frozenset(settings.allowed_domains),
        denied_domains=frozenset(settings.denied_domains),
    )
    window = timedelta(days=settings.repeat_window_days)

    def find(one: Specimen) -> Sequence[Finding]:
        writers = [writer for at, writer in one.earlier if at >= one.at - window]
        own = sum(writer is not None and writer == one.writer for writer in writers)
        facts = RepeatFacts(same_writer=own, other_writers=len(writers) - own)
        return [*find_links(one.links, policy), *find_repeats(facts)]

    return find


def _deadline() -> Callable[[], bool]:
    ends = stopwatch.seconds() + MAX_SECONDS
    return lambda: stopwatch.seconds() >= ends
