"""An administrator changes what the editors decide about the site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.permissions import may
from forum.domain.refusals import Conflict, NotAllowed
from forum.domain.site_settings import changes_among, from_rows
from forum.models import SiteSetting
from forum.operations.log import record

NOTHING: Mapping[str, Any] = MappingProxyType({})


def change_settings(
    changes: Mapping[str, Any], *, seen: Mapping[str, Any] = NOTHING, by: Actor, now: datetime
) -> list[str]:
    """Stores the given settings, all or none; returns the names of those that really changed. ``seen``: what their
    editor saw, by name; where that is what is given, the setting stays as it is stored, whoever has changed it
    meanwhile. One that is not in it is stored whatever stood there.

    Raises ``NotAllowed``; ``Refused("bad_setting", setting, problem, …)`` for the first that cannot be; or
    ``Conflict("setting_changed_since", settings)`` where somebody else has changed one of them since it was seen.
    """
    if not may(by, "settings.edit"):
        raise NotAllowed("not_allowed")
    with transaction() as session:
        rows = {row.name: row for row in session.scalars(_all_for_me())}
        stored = from_rows({name: row.value for name, row in rows.items()})
        changed = []
        for name, value in sorted(changes_among(changes, seen, stored).items()):
            if name not in rows:
                session.add(SiteSetting(name=name, value=value))
            elif rows[name].value != value:
                rows[name].value = value
            else:
                continue
            changed.append(name)
        try:
            session.flush()
        except IntegrityError:  # somebody else has stored one of them for the first time, in the same moment
            raise Conflict("setting_changed_since", settings=changed) from None
        if changed:
            record("settings.change", by=by, now=now, facts={"settings": changed})
        return changed


def _all_for_me() -> sa.Select[SiteSetting]:
    """All rows as they are, for nobody else to change before the transaction ends."""
    every = sa.select(SiteSetting).order_by(SiteSetting.name).with_for_update()
    return every.execution_options(populate_existing=True)
