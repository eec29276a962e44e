"""What a writer is asked about before the comment is sent. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterator

from forum.adapters import stopwatch
from forum.domain.actors import Actor
from forum.domain.screening import Finding, Nudge, compile_rules, find_personal_data, nudge
from forum.domain.screening.findings import guarded
from forum.domain.screening.links import counted_links, find_links
from forum.domain.site_settings import SiteSettings
from forum.operations.comments.text import Words, link_policy, links_of
from forum.queries.screening import word_rules


def question_about(words: Words, name: str, *, by: Actor, settings: SiteSettings) -> Nudge | None:
    """What to ask about before ``words`` are sent, and what their preview warns of; their writer signs as ``name``
    (empty where that is not theirs to change). None where there is nothing, or where the site asks nobody. A rule that
    fails says nothing: it holds later."""
    if not settings.nudge:
        return None
    found = [*_in_the_words(words, name, settings), *_on_lists(words, name)]
    counted = counted_links(links_of(words), link_policy(settings))
    return nudge(found, words.rendered.text, links=counted, is_staff=by.is_staff)


def _in_the_words(words: Words, name: str, settings: SiteSettings) -> Iterator[Finding]:
    text, links, contacts = words.rendered.text, links_of(words), settings.public_contacts
    yield from guarded("links", lambda: find_links(links, link_policy(settings)), stopwatch.seconds)
    yield from guarded(
        "personal_data",
        lambda: find_personal_data(text, name, links, public_contacts=contacts),
        stopwatch.seconds,
    )


def _on_lists(words: Words, name: str) -> Iterator[Finding]:
    matcher = compile_rules(word_rules())
    yield from matcher.find(words.rendered.text, name, links_of(words), words.language, stopwatch.seconds)
