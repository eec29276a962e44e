"""A sanction on the writer makes every comment wait."""

from __future__ import annotations

from collections.abc import Iterator

from forum.domain.sanctions import Imposed
from forum.domain.screening.findings import Finding, Severity


def find_by_sanction(wait: Imposed | None) -> Iterator[Finding]:
    """At most one finding, which holds: ``sanction:hold`` or ``sanction:mute``, with its end (None: no end)."""
    if wait is not None:
        until = wait.ends_at.isoformat() if wait.ends_at else None
        yield Finding(f"sanction:{wait.kind}", Severity.HOLD, detail={"until": until})
