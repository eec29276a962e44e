"""The counters on the post, for the whole site, and on the comments above: written, never computed, here.

What to add comes from ``domain.tallies``. Rows are locked in one order by everybody (post, comments, site), so that
two transactions never wait for each other crosswise.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from forum.db import db
from forum.models import Comment, Post, Tally

_ADD_TO_SITE = (
    sa.update(Tally.__table__)  # type: ignore[arg-type]
    .where(Tally.name == sa.bindparam("counter"))
    .values(n=Tally.n + sa.bindparam("change"))
)
_ADD_BELOW = (
    sa.update(Comment.__table__)  # type: ignore[arg-type]
    .where(Comment.id == sa.bindparam("comment_id"))
    .values(public_descendants=Comment.public_descendants + sa.bindparam("change"))
)


def count(post_id: int, changes: Mapping[str, int], *, moves_stamp: bool = False) -> None:
    """Adds ``changes`` (by the names of ``domain.tallies``) to the post's counters and to the site's. ``moves_stamp``:
    readers see the change, so that the post's stamp moves with it."""
    columns = {f"{name}_count": getattr(Post, f"{name}_count") + n for name, n in changes.items() if n}
    if moves_stamp:
        columns["revision"] = Post.revision + 1
    if columns:
        db.session.execute(
            sa.update(Post)
            .where(Post.id == post_id)
            .values(**columns)
            .execution_options(synchronize_session=False)
        )
    rows = [{"counter": name, "change": changes[name]} for name in sorted(changes) if changes[name]]
    if rows:
        db.session.connection().execute(_ADD_TO_SITE, rows)


def count_below(changes: Mapping[int, int]) -> None:
    """Adds to the number of public comments below each of these comments. Objects in the session do not follow."""
    rows = [
        {"comment_id": number, "change": changes[number]} for number in sorted(changes) if changes[number]
    ]
    if rows:
        db.session.connection().execute(_ADD_BELOW, rows)


def lock_counters() -> None:
    """Makes everybody else wait who would count. For a transaction that counts more than once: it would otherwise take
    the site's counters in an order of its own."""
    db.session.execute(sa.select(Tally.name).order_by(Tally.name).with_for_update())
