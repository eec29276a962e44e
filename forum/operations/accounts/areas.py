"""Which categories a moderator looks after."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.roles import Role
from forum.models import Category, ModeratedCategory, User
from forum.operations.log import record


def set_areas(user_id: int, category_ids: Collection[int], *, by: Actor, now: datetime) -> User:
    """Lets a moderator look after these categories and nothing else; after the whole site where none is given. It holds
    from the account's next request on. What holds already changes nothing.

    Raises ``NotAllowed``, ``NotFound("no_such_account")``, ``Refused("no_moderator")`` for an account of another role,
    or ``Refused("no_such_category")``.
    """
    if not may(by, "people.manage"):
        raise NotAllowed("not_allowed")
    wanted = set(category_ids)
    with transaction() as session:
        user = session.get(User, user_id, with_for_update=True)
        if user is None:
            raise NotFound("no_such_account")
        if user.role is not Role.MODERATOR:
            raise Refused("no_moderator")
        # Held, so that none is deleted meanwhile: a moderator who loses the last one would look after the whole site.
        found = session.execute(
            sa.select(Category.id, Category.slug)
            .where(Category.id.in_(wanted))
            .order_by(Category.id)
            .with_for_update(read=True)
        ).all()
        if {row.id for row in found} != wanted:
            raise Refused("no_such_category")
        theirs = sa.select(ModeratedCategory.category_id).where(ModeratedCategory.user_id == user_id)
        if set(session.scalars(theirs)) == wanted:
            return user
        session.execute(sa.delete(ModeratedCategory).where(ModeratedCategory.user_id == user_id))
        session.add_all(ModeratedCategory(user_id=user_id, category_id=row.id) for row in found)
        record(
            "account.area", by=by, now=now, user_id=user_id, facts={"categories": [row.slug for row in found]}
        )
        return user
