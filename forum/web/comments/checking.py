"""Asking the check outside the house, before the transaction opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import url_for

from forum.adapters.outside_check import Question
from forum.db import stop_reading
from forum.domain.screening import Finding
from forum.operations.comments.text import Words
from forum.web.outside import outside


def findings_outside(
    words: Words, name_to_store: Callable[[], str | None], slug: str, now: datetime
) -> tuple[Finding, ...]:
    """What the check finds in ``words`` on the post ``slug``; nothing where the installation has none.

    Only what would be stored leaves the house: ``name_to_store`` gives the name that would stand with it, or None where
    nothing would be stored, and raises what refuses it. The check takes two seconds at most, in which no connection to
    the database is held."""
    check = outside().check
    if check is None or (name := name_to_store()) is None:
        return ()
    post = outside().settings.site_url + url_for("posts.show", slug=slug)
    stop_reading()
    question = Question(words.rendered.text, name, words.rendered.links, words.language, post)
    return check.ask(question, now=now)
