"""What a writer is asked about before the comment is sent. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterator

from forum.adapters import stopwatch
from forum.domain.actors import Actor
from forum.domain.screening import Finding, Nudge, compile_rules, find_personal_data, nudge
from forum.domain.screening.findings import guarded
from forum.domain.screening.links import find_links
from forum.domain.site_settings import SiteSettings
from forum.operations.comments.text import Words, link_policy, links_of
from forum.queries.screening import word_rules


def nudge_about(words: Words, name: str, *, by: Actor, settings: SiteSettings) -> Nudge | None:
    """What to ask the writer of ``words`` about, who signs as ``name`` (empty where that is not theirs to change); None
    where there is nothing, or where the site asks nobody. A rule that fails asks nothing: it holds later."""
    if not settings.nudge:
        return None
    return nudge(_findings(words, name, settings), words.rendered.text, is_staff=by.is_staff)


def _findings(words: Words, name: str, settings: SiteSettings) -> Iterator[Finding]:
    text, links = words.rendered.text, links_of(words)
    yield from compile_rules(word_rules()).find(text, name, links, words.language, stopwatch.seconds)
    yield from guarded("links", lambda: find_links(links, link_policy(settings)), stopwatch.seconds)
    contacts = settings.public_contacts
    yield from guarded(
        "personal_data",
        lambda: find_personal_data(text, name, links, public_contacts=contacts),
        stopwatch.seconds,
    )
