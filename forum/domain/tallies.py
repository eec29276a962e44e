"""The counters: one pure function says how each changes when a comment moves. Nothing else may touch them."""

from __future__ import annotations

from dataclasses import dataclass

from forum.domain.comment_states import Standing, State

# Counted per post and for the whole site. ``public`` leaves out whether the post itself is published.
TALLIES = (
    "pending",
    "approved",
    "rejected",
    "spam",
    "trashed",
    "second_look",
    "public",
    "flagged",
    "appeals",
    "muted",
)


@dataclass(frozen=True)
class Place:
    """Where a comment stands, as far as counting goes."""

    standing: Standing
    hidden_ancestors: int = 0

    @property
    def is_shown(self) -> bool:
        """Public, as far as the comment itself and its ancestors decide it."""
        standing = self.standing
        return standing.state is State.APPROVED and not standing.is_withdrawn and self.hidden_ancestors == 0


def tallies_of(place: Place | None) -> frozenset[str]:
    """The counters in which a comment at ``place`` counts one. None: it does not exist."""
    if place is None or place.standing.is_withdrawn:
        return frozenset()
    standing = place.standing
    # What a muted writer sends must not fill the queue of those who wait to be read.
    names = {"muted" if standing.muted else standing.state.value}
    if standing.review is not None:
        names.add("second_look")
    if standing.flagged:
        names.add("flagged")
    if standing.appealed:
        names.add("appeals")
    if place.is_shown:
        names.add("public")
    return frozenset(names)


def tally_changes(old: Place | None, new: Place | None) -> dict[str, int]:
    """What to add to each counter when a comment moves from ``old`` to ``new``; only counters that change."""
    before, after = tallies_of(old), tallies_of(new)
    return dict.fromkeys(after - before, 1) | dict.fromkeys(before - after, -1)
