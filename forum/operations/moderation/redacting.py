"""A moderator takes personal data out of a comment, and out of the name that stands with it."""

from __future__ import annotations

import sqlalchemy as sa

from forum.db import db
from forum.domain.markup import MarkupRefused
from forum.domain.redaction import MARK, redacted, redacted_name
from forum.domain.refusals import Refused
from forum.domain.screening import find_personal_data, personal_passages
from forum.models import Comment, Finding
from forum.operations.comments.text import Words, links_of, looks_like_staff, ready_words
from forum.queries.settings import site_settings


def without_personal_data(comment: Comment, body: str | None) -> tuple[Words, str, int]:
    """The comment's text (``body`` where a moderator has written a new one) and its name without what screening found
    and what is found in them now, and how many places that were. Raises ``Refused``: ``nothing_to_redact``, or the
    sanitiser's codes.
    """
    words = ready_words(comment.body if body is None else body)
    # What was found in one of them is taken out of both: who is called by a number may sign with it.
    passages = [*_found_before(comment), *_found_now(words, comment.author_name)]
    try:
        text = redacted(words.rendered.source, passages)
    except MarkupRefused as refusal:
        raise Refused(f"body_{refusal.code}", **refusal.facts) from None
    name = redacted_name(comment.author_name, passages)
    if not text.count and not name.count:
        raise Refused("nothing_to_redact")
    return ready_words(text.source), _nobodys(name.source, comment), text.count + name.count


def _nobodys(name: str, comment: Comment) -> str:
    """The name, or the mark alone where what is left would be taken for one of the staff."""
    is_changed = name != comment.author_name and not comment.is_staff
    return MARK if is_changed and looks_like_staff(name) else name


def _found_before(comment: Comment) -> list[str]:
    """The passages that a person sees marked."""
    return list(
        db.session.scalars(
            sa.select(Finding.matched).where(
                Finding.comment_id == comment.id,
                Finding.revision == comment.current_revision,
                Finding.rule == "personal_data",
            )
        )
    )


def _found_now(words: Words, name: str) -> list[str]:
    """The same of a text that was changed meanwhile, and all of it; findings are kept for so many passages only."""
    public = site_settings().public_contacts
    in_links = find_personal_data("", "", links_of(words), public_contacts=public)
    return [one.matched for one in in_links] + [
        text[start:end]
        for text in (words.rendered.text, name)
        for (start, end), _kind in personal_passages(text, public_contacts=public)
    ]
