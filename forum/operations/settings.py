"""An administrator changes what the editors decide about the site."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed
from forum.domain.site_settings import checked
from forum.models import SiteSetting
from forum.operations.log import record


def change_settings(changes: dict[str, Any], *, by: Actor, now: datetime) -> list[str]:
    """Stores the given settings, all or none; returns the names of those that really changed.

    Raises ``NotAllowed``, or ``Refused("bad_setting", setting, problem, …)`` for the first that cannot be.
    """
    if not may(by, "settings.edit"):
        raise NotAllowed("not_allowed")
    wanted = {name: checked(name, value) for name, value in changes.items()}
    with transaction() as session:
        changed = []
        for name, value in sorted(wanted.items()):
            row = session.get(SiteSetting, name)
            if row is None:
                session.add(SiteSetting(name=name, value=value))
            elif row.value != value:
                row.value = value
            else:
                continue
            changed.append(name)
        if changed:
            record("settings.change", by=by, now=now, facts={"settings": changed})
        return changed
