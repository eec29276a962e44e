"""The facts that screening judges by."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.comment_states import State
from forum.domain.roles import Role
from forum.domain.screening import BadPattern, HistoryFacts, RepeatFacts, Track, WordRule, parse_patterns
from forum.domain.screening.history import DAYS
from forum.models import Comment, User, WordList
from forum.queries.identities import belongs_to

REFUSED = (State.REJECTED, State.SPAM)


def track_of(by: Actor) -> Track:
    """How the writer's comments were decided so far. See ``counts_against``."""
    approved, rejected = db.session.execute(
        sa.select(
            sa.func.count().filter(Comment.state == State.APPROVED), sa.func.count().filter(counts_against())
        ).where(belongs_to(Comment, by))
    ).one()
    return Track(approved=approved, rejected=rejected, confirmed=by.is_confirmed)


def counts_against() -> sa.ColumnElement[bool]:
    """The comments that speak against their writer where newcomers are held: rejected ones, spam, and what was one of
    these when it went into the trash. Nothing else in the trash counts either way."""
    return sa.or_(Comment.state.in_(REFUSED), Comment.previous_state.in_(REFUSED))


def history_of(by: Actor, *, now: datetime, but: int | None = None) -> HistoryFacts:
    """How people decided on a confirmed identity's comments in the last days; nothing for anybody else. ``but`` is the
    comment that is being judged. What a rule let through says nothing about its writer."""
    if not by.is_confirmed:
        return HistoryFacts()
    refused = Comment.state.in_(REFUSED)
    lately = sa.and_(
        belongs_to(Comment, by),
        Comment.decided_at >= now - timedelta(days=DAYS),
        Comment.id != (but or 0),
    )
    decided, rejected, spam = db.session.execute(
        sa.select(
            sa.func.count().filter(sa.or_(refused, Comment.state == State.APPROVED)),
            sa.func.count().filter(refused),
            sa.func.count().filter(Comment.state == State.SPAM),
        ).where(lately)
    ).one()
    return HistoryFacts(decided=decided, rejected=rejected, spam=spam)


def repeats_of(text_hash: str, *, by: Actor, since: datetime, but: int | None = None) -> RepeatFacts:
    """How often the same normalised text was written since ``since``, by this writer and by others; withdrawn ones
    count too. ``but`` is the comment that is being judged."""
    same = sa.and_(Comment.text_hash == text_hash, Comment.created_at >= since)
    if but is not None:
        same = sa.and_(same, Comment.id != but)
    mine = belongs_to(Comment, by)
    own, all_of_them = db.session.execute(
        sa.select(sa.func.count().filter(mine), sa.func.count()).where(same)
    ).one()
    return RepeatFacts(same_writer=own, other_writers=all_of_them - own)


def repeat_window(now: datetime, days: int) -> datetime:
    """The start of the window in which repeats count."""
    return now - timedelta(days=days)


def word_rules() -> tuple[WordRule, ...]:
    """The word lists that are switched on, by number."""
    lists = db.session.scalars(sa.select(WordList).where(WordList.is_active).order_by(WordList.id))
    return tuple(map(rule_of, lists))


def rule_of(one: WordList) -> WordRule:
    """A stored list as screening takes it."""
    return WordRule(
        id=one.id,
        name=one.name,
        patterns=_patterns(one.patterns),
        scope=one.scope,  # type: ignore[arg-type]  # the CHECK on the column keeps it to the three words
        action=one.action,
        whole_word=one.whole_word,
        language=one.language,
    )


def _patterns(text: str) -> tuple[str, ...]:
    """The patterns of a list. An unreadable one (written by an older release) is handed on as it is: screening then
    holds what it cannot check, and nobody's comment fails."""
    try:
        return parse_patterns(text)
    except BadPattern:
        return tuple(text.splitlines())


def staff_names() -> list[str]:
    """The display names that no other writer may imitate."""
    return list(db.session.scalars(sa.select(User.display_name).where(User.role != Role.READER)))
