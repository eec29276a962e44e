"""Where addresses of an earlier site lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.models import ImportedAddress, Post
from forum.queries.public import post_is_public


def slug_for_old_address(addresses: Sequence[str], *, now: datetime) -> str | None:
    """The public post to which the first of these addresses leads that leads to one; None where none does. One
    statement, none without addresses."""
    if not addresses:
        return None
    rows = db.session.execute(
        sa.select(ImportedAddress.address, Post.slug)
        .join(Post, Post.id == ImportedAddress.post_id)
        .where(ImportedAddress.address.in_(addresses), post_is_public(now))
    )
    found = {row.address: row.slug for row in rows}
    return next((found[address] for address in addresses if address in found), None)
