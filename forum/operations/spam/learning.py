"""The spam score learns from what moderators decided."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from forum.db import transaction
from forum.domain.actors import SYSTEM
from forum.domain.spam import Model, as_bytes, from_bytes
from forum.models import SpamModel
from forum.operations.log import record
from forum.queries.spam import last_entry_by, lessons_between, start_of_newest, stored_model

# A decision that was a slip is taken back within this time, and letters leave after half of it.
SETTLED_AFTER = timedelta(minutes=1)
# Decisions: what is made anew knows no older ones, so that it takes seconds and not hours.
NEWEST = 10_000


def learn_from_decisions(*, now: datetime) -> int:
    """Learns from the decisions since the last time that are a minute old and stand; returns how many texts are known
    otherwise now.

    Of each text the last word of people counts: approving teaches what is no spam, marking as spam what is; rejecting
    and holding take back what was said before; the trash and rules say nothing. Where something that was learned was
    taken back or contradicted since, no weight can be subtracted: the model is made anew of the newest ``NEWEST``
    decisions. So is one that cannot be read any more.

    The work is done outside the transaction. Where another worker or a training was faster, nothing is kept: the next
    time will do it.
    """
    row = stored_model()
    model = from_bytes(row.weights) if row else None
    version, known = (row.version if row else None), (row.learned_until if row and model else 0)
    until = last_entry_by(now - SETTLED_AFTER)
    if until == known:
        return 0
    learned, wrong = _learn(model, known, until, known=known) if model else (0, 0)
    if model is None or wrong:
        model = Model()
        learned, _ = _learn(model, start_of_newest(NEWEST, until), until)
    changed = learned + wrong
    return changed if _keep(model, until, version=version, learned=changed, now=now) else 0


def _learn(model: Model, after: int, until: int, *, known: int = 0) -> tuple[int, int]:
    """Teaches ``model`` what the log says behind ``after``; how many lessons that were, and how much of what the log up
    to ``known`` taught does not hold. It stops where the first of that is found."""
    learned = 0
    while after < until:
        stretch = lessons_between(after, until, known)
        if stretch.wrong:
            return learned, stretch.wrong
        for lesson in stretch.lessons:
            model.learn(lesson.features, is_spam=lesson.is_spam)
        learned, after = learned + len(stretch.lessons), stretch.last
    return learned, 0


def keep_trained(model: Model, *, learned_until: int, now: datetime) -> None:
    """Stores a model that was trained anew, whatever was stored before; the log says so."""
    with transaction() as session:
        row = session.get(SpamModel, 1, populate_existing=True) or SpamModel(id=1, version=0)
        row.version += 1
        row.weights, row.spam, row.ham = as_bytes(model), model.spam, model.ham
        row.learned_until, row.updated_at = learned_until, now
        session.add(row)
        record("spam.train", by=SYSTEM, now=now, facts={"spam": model.spam, "ham": model.ham})


def _keep(model: Model, until: int, *, version: int | None, learned: int, now: datetime) -> bool:
    """Stores what was learned if nobody else has stored anything since; whether that was so."""
    values: dict[str, object] = {"learned_until": until}
    if learned or version is None:
        values |= {
            "version": (version or 0) + 1,
            "weights": as_bytes(model),
            "spam": model.spam,
            "ham": model.ham,
            "updated_at": now,
        }
    with transaction() as session:
        if version is None:
            if session.get(SpamModel, 1) is not None:
                return False
            session.add(SpamModel(id=1, **values))
            return True
        done = session.execute(
            sa.update(SpamModel)
            .where(SpamModel.id == 1, SpamModel.version == version)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        return bool(done.rowcount)  # type: ignore[attr-defined]
