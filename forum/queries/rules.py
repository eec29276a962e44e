"""The word lists, and how they did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from operator import add

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.comment_states import VERDICT_VERBS, State
from forum.domain.screening import Severity
from forum.domain.statistics import share, was_right_to_hold
from forum.models import Comment, Finding, LogEntry, WordList

LOOKED_AT = 10_000  # comments: the newest ones


@dataclass(frozen=True)
class Record:
    """In how many texts a rule ``found`` something and how many of those it ``held`` (or refused to let appear); a
    person has ``decided`` about so many of those held, and ``approved`` so many of these as they stood: there the rule
    was wrong, or too careful. A comment has a text more with every change."""

    found: int = 0
    held: int = 0
    decided: int = 0
    approved: int = 0

    @property
    def right(self) -> int:
        """Of what was decided, what nobody approved."""
        return self.decided - self.approved

    @property
    def precision(self) -> float | None:
        """The share of what was decided that the rule was right to hold; None before anything was."""
        return share(self.right, self.decided)


def word_lists() -> Sequence[WordList]:
    """All word lists by name."""
    return db.session.scalars(sa.select(WordList).order_by(WordList.name)).all()


def word_list(number: int) -> WordList | None:
    """One word list."""
    return db.session.get(WordList, number)


def records() -> dict[str, Record]:
    """The record of every rule among the newest ``LOOKED_AT`` comments, by its code in findings. Two statements: who
    plans the second one must know how few comments they are."""
    oldest = (db.session.scalar(sa.select(sa.func.max(Comment.id))) or 0) - LOOKED_AT
    texts = (
        sa.select(
            Finding.rule,
            Finding.comment_id,
            Finding.revision,
            sa.func.max(sa.case((Finding.severity != Severity.NOTE, 1), else_=0)).label("held"),
        )
        .where(Finding.comment_id > oldest)
        .group_by(Finding.comment_id, Finding.revision, Finding.rule)
        .subquery("texts")
    )
    words = _last_words(oldest)
    rows = db.session.execute(
        sa.select(texts.c.rule, texts.c.held, words.c.state, words.c.as_it_stood, sa.func.count())
        .outerjoin(
            words,
            sa.and_(
                words.c.comment_id == texts.c.comment_id,
                words.c.revision == texts.c.revision,
                words.c.place == 1,
            ),
        )
        .group_by(texts.c.rule, texts.c.held, words.c.state, words.c.as_it_stood)
    )
    found: dict[str, Record] = {}
    for rule, held, state, as_it_stood, n in rows:
        right = was_right_to_hold(State(state) if state else None, as_it_stood=bool(as_it_stood))
        decided = n if held and right is not None else 0
        more = Record(n, n if held else 0, decided, decided if right is False else 0)
        found[rule] = _sum(found.get(rule), more)
    return found


def _last_words(oldest: int) -> sa.Subquery:
    """What people's decisions made of each text of the comments behind ``oldest``, the last one in the first
    ``place``; decisions that were taken back are none. Flags that put a text out of sight ask anew."""
    log, undoing = LogEntry, aliased(LogEntry, name="log_entry_undoing")
    state, revision = log.after["state"].as_string(), log.before["revision"].as_integer()
    taken_back = sa.select(undoing.undoes_id).where(
        undoing.comment_id > oldest, undoing.verb == "comment.undo", undoing.undoes_id.is_not(None)
    )
    by_person = sa.and_(log.actor_kind == ActorKind.PERSON, log.verb.in_(VERDICT_VERBS))
    asked_anew = sa.and_(log.verb == "comment.flag_up", state == State.PENDING)
    return (
        sa.select(
            log.comment_id,
            revision.label("revision"),
            state.label("state"),
            (log.after["revision"].as_integer() == revision).label("as_it_stood"),
            sa.func.row_number()
            .over(partition_by=(log.comment_id, revision), order_by=log.id.desc())
            .label("place"),
        )
        .where(log.comment_id > oldest, sa.or_(by_person, asked_anew), log.id.not_in(taken_back))
        .subquery("words")
    )


def by_kind(found: Mapping[str, Record]) -> dict[str, Record]:
    """The records of the rules of a kind together, by what stands before the colon. Two rules of a kind seldom find
    something in the same text; where they do, it counts twice."""
    kinds: dict[str, Record] = {}
    for rule, record in found.items():
        kind = rule.partition(":")[0]
        kinds[kind] = _sum(kinds.get(kind), record)
    return kinds


def _sum(one: Record | None, other: Record) -> Record:
    return Record(*map(add, astuple(one), astuple(other))) if one else other
