"""A writer corrects a comment, or resubmits a rejected one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.comment_states import Standing, State, edited, sent_unchanged, shown_to_writer
from forum.domain.letters import known_to_editor
from forum.domain.post_states import is_public as post_is_public
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.domain.sanctions import effects_of
from forum.domain.screening import Finding, Mode, SpeedFacts, Verdict
from forum.models import Comment, CommentRevision, Post
from forum.operations.comments.appealing import drop_appeal
from forum.operations.comments.findings import EDITED, explain_wait, keep_findings
from forum.operations.comments.rulings import holding_rule, record_ruling
from forum.operations.comments.scores import judge
from forum.operations.comments.standing import fresh_comment, move, standing_of
from forum.operations.comments.text import (
    Words,
    keep_revision,
    mode_of,
    ready_words,
    screened,
    text_columns,
    why_closed,
)
from forum.operations.comments.writers import is_writer
from forum.operations.letters import known_now, tell_writer, way_of
from forum.operations.log import record
from forum.operations.sanctions import refuse_banned, refuse_unread
from forum.queries.sanctions import sanctions_on
from forum.queries.settings import site_settings


def edit_comment(
    comment_id: int,
    body: str,
    *,
    seen: int,
    speed: SpeedFacts,
    by: Actor,
    now: datetime,
    outside: tuple[Finding, ...] = (),
    words: Words | None = None,
) -> Comment:
    """A new text for the writer's own comment, sanitised and screened like the first; ``outside`` is what a check
    outside the house found in it, ``words`` the body made ready, where the caller has needed it already.

    The text that a moderator is deciding on meanwhile keeps its revision: their decision gets a conflict. The same
    text again changes nothing. Raises ``NotFound`` for anybody but the writer, ``Conflict("changed_since")`` when the
    comment changed after version ``seen``, ``Refused`` with the codes of ``domain.comment_states.edited`` and
    ``sent_unchanged``, of ``ready_words``, ``post_not_public`` (a discussion that is only closed takes corrections,
    which wait), ``banned``, ``warning_unread``, or ``refused_by_rule``.
    """
    words = words or ready_words(body)
    judged = judge(words, name=by.name)
    with transaction():
        comment = fresh_comment(comment_id)
        found = (*judged.findings, *outside)
        looked = _looked_at(comment, words, found, seen=seen, speed=speed, by=by, now=now)
        if looked is None:
            return comment
        before, changed, verdict = standing_of(comment), looked.changed, looked.verdict
        number, by = changed.revision, looked.by
        after = edited(before, held=verdict.outcome == "hold", revision=number, muted=looked.mutes)
        keep_revision(comment, words, number=number, now=now)
        keep_findings(comment, verdict, revision=number)
        if shown_to_writer(after.state) is State.PENDING:
            explain_wait(comment, EDITED, revision=number)
        known = known_to_editor(known_now(comment, now=now), before.state)
        version = move(
            comment,
            after,
            seen=seen,
            now=now,
            extra={
                **text_columns(words),
                "spam_score": judged.probability,
                "edited_at": now,
                # The mark is about the text that stands, and that is the writer's own again.
                "edited_by_moderator_at": None,
            },
        )
        entry = record(
            "comment.edit",
            by=by,
            now=now,
            comment_id=comment.id,
            post_id=comment.post_id,
            before=before,
            after=changed,
            version=version,
            facts=way_of(known, before.state),
        )
        if before.appealed:
            drop_appeal(comment.id, entry_id=entry.id, now=now)
        if after != changed:
            rule = holding_rule(verdict)
            entry = record_ruling(
                "comment.keep_back",
                comment,
                rule,
                before=changed,
                after=after,
                version=version,
                now=now,
                facts=way_of(known, changed.state),
            )
        tell_writer(comment, known, after.state, entry_id=entry.id, now=now)
        return comment


def name_to_store(
    comment_id: int, words: Words, *, seen: int, speed: SpeedFacts, by: Actor, now: datetime
) -> str | None:
    """The name beside which ``edit_comment`` would store ``words`` now; None where they stand there already. For
    whoever has to know before the text leaves the house: nothing is written here. Raises what ``edit_comment`` would.
    """
    comment = db.session.get(Comment, comment_id, populate_existing=True)
    if comment is None:
        raise NotFound("no_such_comment")
    looked = _looked_at(comment, words, (), seen=seen, speed=speed, by=by, now=now)
    return comment.author_name if looked is not None else None


@dataclass(frozen=True)
class _Looked:
    """A new text that may be stored: its writer, where the comment stands if no rule holds the text, and what was
    found."""

    by: Actor
    changed: Standing
    mutes: bool
    verdict: Verdict


def _looked_at(
    comment: Comment,
    words: Words,
    found: tuple[Finding, ...],
    *,
    seen: int,
    speed: SpeedFacts,
    by: Actor,
    now: datetime,
) -> _Looked | None:
    """Looks at everything that could refuse the new text, and writes nothing; None where it is the one that stands.
    ``found``: what was found before the rules run."""
    if not is_writer(comment, by):
        raise NotFound("no_such_comment")
    by = replace(by, name=by.name or comment.author_name)
    before = standing_of(comment)
    if words.rendered.source == comment.body:
        sent_unchanged(before)
        return None
    # Refuses what the law refuses before any rule runs.
    effects = effects_of(sanctions_on(by), now)
    changed = edited(before, held=False, revision=next_revision(comment), muted=effects.mutes)
    if comment.version != seen:
        raise Conflict("changed_since", comment_id=comment.id)
    refuse_banned(effects.ban)
    refuse_unread(effects.warning)
    post = db.session.get_one(Post, comment.post_id, populate_existing=True)
    if not post_is_public(post.state, post.published_at, now):
        raise Refused("post_not_public")
    settings = site_settings()
    mode = mode_of(post, settings)
    if why_closed(post, mode.mode, settings, now) is not None:
        # Closed takes nothing new; what was sent before may be corrected, and a person looks at it.
        mode = replace(mode, mode=Mode.CLOSED)
    verdict = screened(
        words,
        name=comment.author_name,
        mode=mode,
        settings=settings,
        speed=speed,
        by=by,
        now=now,
        comment_id=comment.id,
        before=found,
        wait=effects.wait,
    )
    if verdict.outcome == "refuse":
        raise Refused("refused_by_rule")
    return _Looked(by, changed, effects.mutes, verdict)


def next_revision(comment: Comment) -> int:
    """The number of the comment's next text: one more than it ever had."""
    highest = db.session.scalar(
        sa.select(sa.func.max(CommentRevision.number)).where(CommentRevision.comment_id == comment.id)
    )
    return (highest or 0) + 1
