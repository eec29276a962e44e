"""Making the HTML of all comments anew from their source: after a change of the sanitiser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.finding import DocumentKind
from forum.domain.refusals import Refused
from forum.models import Comment, CommentRevision
from forum.operations.comments.counting import count
from forum.operations.comments.text import Words, ready_words, text_columns
from forum.operations.indexing import index_documents_by_number


@dataclass(frozen=True)
class Batch:
    """One stretch of the work. ``last`` is the number of the last one looked at; None: there are no more. ``changed``
    counts those whose HTML is another now. ``refused`` are those whose source the sanitiser does not take any more:
    they keep the HTML that they had."""

    last: int | None
    changed: int = 0
    refused: tuple[int, ...] = ()


def rerender_comments(after: int, *, size: int = 100) -> Batch:
    """Renders the next ``size`` comments whose numbers are above ``after``, with all texts that they ever had.

    What a writer changes meanwhile is left alone, being new already. The work is done outside the transaction, so
    that nobody waits for it.
    """
    texts = _texts(after, size)
    if not texts:
        return Batch(None)
    fresh: dict[str, Words] = {}
    refused = set()
    for text in texts:
        if text.body in fresh:
            continue
        try:
            fresh[text.body] = ready_words(text.body)
        except Refused:
            refused.add(text.id)
    with transaction():
        changed = [text.id for text in texts if text.body in fresh and _renew(text, fresh[text.body])]
        index_documents_by_number(DocumentKind.COMMENT, changed)
    return Batch(texts[-1].id, len(changed), tuple(sorted(refused)))


def _texts(after: int, size: int) -> list[sa.Row[tuple[int, int, str, str, int]]]:
    """Every text of the next ``size`` comments: number of the comment and of the text, source, HTML, the comment's
    post."""
    numbers = sa.select(Comment.id).where(Comment.id > after).order_by(Comment.id).limit(size).subquery()
    return list(
        db.session.execute(
            sa.select(
                Comment.id,
                CommentRevision.number,
                CommentRevision.body,
                CommentRevision.body_html,
                Comment.post_id,
            )
            .join(CommentRevision, CommentRevision.comment_id == Comment.id)
            .where(Comment.id.in_(sa.select(numbers.c.id)))
            .order_by(Comment.id, CommentRevision.number)
        )
    )


def _renew(text: Any, words: Words) -> bool:
    """Stores the new HTML of one text, in its revision and, if it is the text that stands, in its comment; whether
    that one's HTML has changed."""
    number, revision, body, html, post_id = text
    if html != words.rendered.html:
        db.session.execute(
            sa.update(CommentRevision)
            .where(
                CommentRevision.comment_id == number,
                CommentRevision.number == revision,
                CommentRevision.body == body,
            )
            .values(body_html=words.rendered.html)
            .execution_options(synchronize_session=False)
        )
    stands = sa.and_(Comment.id == number, Comment.current_revision == revision, Comment.body == body)
    old_html = db.session.scalar(sa.select(Comment.body_html).where(stands))
    if old_html is None:
        return False
    db.session.execute(
        sa.update(Comment)
        .where(stands)
        .values(**text_columns(words))
        .execution_options(synchronize_session=False)
    )
    if old_html == words.rendered.html:
        return False
    count(post_id, {}, moves_stamp=True)
    return True
