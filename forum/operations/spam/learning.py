"""The spam score learns from what moderators decided."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from forum.db import transaction
from forum.domain.actors import SYSTEM
from forum.domain.spam import Model, as_bytes, from_bytes
from forum.models import SpamModel
from forum.operations.log import record
from forum.queries.spam import last_entry_by, lessons_between, stored_model

# A decision that was a slip is taken back within this time, and letters leave after half of it.
SETTLED_AFTER = timedelta(minutes=1)


def learn_from_decisions(*, now: datetime) -> int:
    """Learns from the decisions since the last time that are a minute old and were not taken back; returns how many.

    Approving teaches what is no spam, marking as spam what is; rejecting, the trash and rules teach nothing. The work
    is done outside the transaction. Where another worker or a training was faster, nothing is kept: the next time will
    do it. A model that cannot be read any more is begun anew, with the whole history.
    """
    row = stored_model()
    model = from_bytes(row.weights) if row else None
    version, known = (row.version if row else None), (row.learned_until if row and model else 0)
    model = model or Model()
    until, after, learned = last_entry_by(now - SETTLED_AFTER), known, 0
    while (stretch := lessons_between(after, until)).last is not None:
        for lesson in stretch.lessons:
            model.learn(lesson.features, is_spam=lesson.is_spam)
        learned += len(stretch.lessons)
        after = stretch.last
    if until == known:
        return 0
    return learned if _keep(model, until, version=version, learned=learned, now=now) else 0


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
