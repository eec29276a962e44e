"""The keys and commands of the desk: one list, from which the help of the queue, the palette and the page of the
commands are made. Tests hold the scripts, the templates and the desk's pages to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from forum.domain.comment_states import ReasonCode
from forum.domain.permissions import may
from forum.web.identity import current_actor
from forum.web.moderation.scope import moderates


class About(StrEnum):
    """What a command is about; the order is that of the lists."""

    ITEM = "item"  # the comment in focus
    SELECTION = "selection"
    PAGE = "page"
    WRITING = "writing"
    QUEUE = "queue"
    PLACE = "place"


class HeardBy(StrEnum):
    """The script that listens to a command's keys."""

    QUEUE = "queue"
    PALETTE = "palette"
    EDITOR = "editor"
    DESK = "desk"


# To have anything at all to moderate, be it one category or the own posts.
MODERATES = "comments.moderate"


@dataclass(frozen=True)
class Command:
    """``keys`` as ``aria-keyshortcuts`` writes them: each does it, but where there are ``reasons``, one a key. ``does``
    says more than the name. ``needs`` is a permission. A place has an ``endpoint``, and a queue its ``state``."""

    about: About
    name: Any
    keys: tuple[str, ...] = ()
    heard_by: HeardBy | None = None
    does: Any = ""
    needs: str = "desk.enter"
    endpoint: str = ""
    state: str | None = None
    reasons: tuple[ReasonCode, ...] = ()

    @property
    def address(self) -> str:
        """Where a place is; "" for what is no place."""
        return url_for(self.endpoint, state=self.state) if self.endpoint else ""


def _key(about: About, keys: str, name: Any, does: Any = "", **more: Any) -> Command:
    return Command(about, name, tuple(keys.split()), HeardBy.QUEUE, does, MODERATES, **more)


def _queue(state: str, name: Any) -> Command:
    return Command(About.QUEUE, name, needs=MODERATES, endpoint="moderation.queue", state=state)


def _place(endpoint: str, name: Any, needs: str = "desk.enter") -> Command:
    return Command(About.PLACE, name, needs=needs, endpoint=endpoint)


# What the item's panel of reasons shows, in its order.
REASONS = tuple(ReasonCode)
DIGITS = " ".join(str(number) for number, _ in enumerate(REASONS, start=1))

COMMANDS: tuple[Command, ...] = (
    _key(About.ITEM, "a", _l("Approve")),
    _key(About.ITEM, "m", _l("Redact and approve"), _l("takes out the personal data that was found")),
    _key(About.ITEM, "u", _l("Hold")),
    _key(About.ITEM, "s", _l("Spam")),
    _key(About.ITEM, "d", _l("Trash")),
    _key(About.ITEM, "r", _l("Reject…"), _l("opens the reasons")),
    _key(About.ITEM, "e", _l("Edit and decide"), _l("opens the comment with its history")),
    _key(About.ITEM, "n", _l("Add a note")),
    _key(About.ITEM, "x", _l("Select")),
    _key(About.ITEM, DIGITS, _l("Reject at once"), _l("for the reason with this number"), reasons=REASONS),
    _key(About.SELECTION, "Shift+a", _l("Approve the selected")),
    _key(About.SELECTION, "Shift+u", _l("Hold the selected")),
    _key(About.SELECTION, "Shift+r", _l("Reject the selected…")),
    _key(About.SELECTION, "Shift+s", _l("Mark the selected as spam")),
    _key(About.SELECTION, "Shift+d", _l("Trash the selected")),
    _key(About.PAGE, "j", _l("Next comment"), _l("at the last one, the next page")),
    _key(About.PAGE, "k", _l("Previous comment")),
    _key(About.PAGE, "z", _l("Undo the last decision")),
    _key(About.PAGE, "Escape", _l("Close the reasons"), _l("without rejecting")),
    _key(About.PAGE, "?", _l("Help with the keys")),
    Command(
        About.PAGE,
        _l("Send what is being written"),
        ("Control+Enter",),
        HeardBy.DESK,
        _l("a note, or a text that was edited; on a Mac, Cmd and Enter"),
        MODERATES,
    ),
    Command(
        About.PAGE,
        _l("Commands"),
        ("/", "Control+k"),
        HeardBy.PALETTE,
        _l("on every page; on a Mac, Cmd and K"),
    ),
    Command(About.WRITING, _l("Save the post"), ("Control+s",), HeardBy.EDITOR, needs="posts.write"),
    _queue("pending", _l("Waiting")),
    _queue("second_look", _l("Second look")),
    _queue("flagged", _l("Flagged")),
    _queue("appeals", _l("Appeals")),
    _queue("muted", _l("Muted")),
    _queue("approved", _l("Approved")),
    _queue("rejected", _l("Rejected")),
    _queue("spam", _l("Spam")),
    _queue("trashed", _l("Trash")),
    _place("desk.home", _l("Your desk")),
    _place("posts_desk.index", _l("Posts"), "posts.write"),
    _place("posts_desk.new", _l("Write a post"), "posts.write"),
    _place("publications_desk.index", _l("Publications"), "posts.write"),
    _place("publications_desk.new", _l("Begin a publication"), "posts.write"),
    _place("files_desk.index", _l("Files"), "posts.write"),
    _place("posts_calendar.month", _l("Calendar of posts"), "posts.write"),
    _place("statistics.index", _l("Statistics"), "statistics.see"),
    _place("moderation.log", _l("Log"), "log.read"),
    _place("rules.index", _l("Screening rules"), "rules.edit"),
    _place("reasons.index", _l("Reasons for rejections"), "reasons.edit"),
    _place("accounts_desk.people", _l("People"), "people.see"),
    _place("categories.index", _l("Categories"), "categories.edit"),
    _place("tags.index", _l("Tags"), "tags.edit"),
    _place("series_desk.index", _l("Series"), "series.edit"),
    _place("bylines.index", _l("By-lines"), "bylines.edit"),
    _place("broken_links.index", _l("Broken links"), "links.mend"),
    _place("settings.index", _l("Settings"), "settings.edit"),
    _place("desk.commands", _l("Commands and keys")),
    _place("accounts.account", _l("Your account")),
    _place("lists.front", _l("The site, as readers see it")),
)


def commands_now() -> Mapping[About, list[Command]]:
    """The commands of the current actor, by what they are about."""
    offered = filter(_is_offered, COMMANDS)
    return {about: list(some) for about, some in groupby(offered, lambda command: command.about)}


def _is_offered(command: Command) -> bool:
    return moderates() if command.needs == MODERATES else may(current_actor(), command.needs)
