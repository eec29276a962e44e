"""Who holds whom: the mode of a post, inherited from its category and the site, and the rule that applies
it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

from forum.domain.screening.findings import Finding, Severity


class Mode(StrEnum):
    """Whose comments wait for a person.

    ``everyone``: all readers'. ``newcomers``: until so many were approved and none rejected. ``suspects``:
    only those that another rule holds. ``closed``: nobody may comment; what was sent before may still be corrected,
    and waits then.
    """

    EVERYONE = "everyone"
    NEWCOMERS = "newcomers"
    SUSPECTS = "suspects"
    CLOSED = "closed"


@dataclass(frozen=True)
class EffectiveMode:
    """The mode that counts, and where it was set: ``site``, ``category`` or ``post``."""

    mode: Mode
    source: str

    @property
    def rule(self) -> str:
        """The code under which findings and the log name it."""
        return f"mode:{self.mode}"


def effective_mode(site: Mode, category: Mode | None, post: Mode | None) -> EffectiveMode:
    """The mode of a post: its own, else its category's, else the site's. None means "as above"."""
    if post is not None:
        return EffectiveMode(post, "post")
    if category is not None:
        return EffectiveMode(category, "category")
    return EffectiveMode(site, "site")


@dataclass(frozen=True)
class Track:
    """What became of this writer's earlier comments.

    It is the record of a *confirmed identity*: an account with a confirmed address, or a guest who gave the
    own edit code. A typed name or address confirms nothing, and so earns nothing. Spam counts as rejected, and so does
    what was either when it went into the trash; nothing else in the trash counts.
    """

    approved: int
    rejected: int
    confirmed: bool

    def is_trusted(self, need: int) -> bool:
        """Whether the identity is confirmed, at least ``need`` comments were approved, and none was
        rejected."""
        return self.confirmed and self.approved >= need and self.rejected == 0


def find_by_mode(
    effective: EffectiveMode, track: Track, *, newcomers_need: int, is_correction: bool = False
) -> Iterator[Finding]:
    """At most one finding: ``mode:everyone`` and ``mode:newcomers`` hold, ``mode:closed`` refuses what is new and holds
    a correction of what was sent before."""
    source = {"source": effective.source}
    match effective.mode:
        case Mode.EVERYONE:
            yield Finding("mode:everyone", Severity.HOLD, detail=source)
        case Mode.NEWCOMERS if not track.is_trusted(newcomers_need):
            yield Finding(
                "mode:newcomers", Severity.HOLD, detail={**source, **asdict(track), "need": newcomers_need}
            )
        case Mode.CLOSED:
            severity = Severity.HOLD if is_correction else Severity.REFUSE
            yield Finding("mode:closed", severity, detail=source)
