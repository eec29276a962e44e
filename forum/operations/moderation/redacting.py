"""A moderator takes personal data out of a comment."""

from __future__ import annotations

import sqlalchemy as sa

from forum.db import db
from forum.domain.markup import MarkupRefused
from forum.domain.redaction import redacted
from forum.domain.refusals import Refused
from forum.domain.screening import find_personal_data
from forum.models import Comment, Finding
from forum.operations.comments.text import Words, links_of, ready_words
from forum.queries.settings import site_settings


def without_personal_data(comment: Comment, body: str | None) -> tuple[Words, int]:
    """The comment's text (``body`` where a moderator has written a new one) without what screening found and what is
    found in it now, and how many places that were. Raises ``Refused``: ``nothing_to_redact``, or the sanitiser's codes.
    """
    words = ready_words(comment.body if body is None else body)
    passages = [*_found_before(comment), *_found_now(words)]
    try:
        done = redacted(words.rendered.source, passages)
    except MarkupRefused as refusal:
        raise Refused(f"body_{refusal.code}", **refusal.facts) from None
    if not done.count:
        raise Refused("nothing_to_redact")
    return ready_words(done.source), done.count


def _found_before(comment: Comment) -> list[str]:
    """The passages that a person sees marked."""
    return list(
        db.session.scalars(
            sa.select(Finding.matched).where(
                Finding.comment_id == comment.id,
                Finding.revision == comment.current_revision,
                Finding.rule == "personal_data",
                Finding.field != "name",
            )
        )
    )


def _found_now(words: Words) -> list[str]:
    """The same of a text that was changed meanwhile; findings are kept for so many passages only."""
    found = find_personal_data(
        words.rendered.text, "", links_of(words), public_contacts=site_settings().public_contacts
    )
    return [one.matched for one in found]
