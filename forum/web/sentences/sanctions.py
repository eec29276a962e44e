"""What is said about sanctions: to the writer whom they concern, and to moderators who impose them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from forum.web.language import current_settings, day


def _banned(facts: dict[str, Any]) -> str:
    """Why, until when, and what can still be done."""
    reason, until = facts["reason"], facts["until"]
    if until is None:
        said: str = _(
            "The moderators take no more comments from you. Their reason: “%(reason)s”", reason=reason
        )
    else:
        said = _(
            "The moderators take no comments from you until %(day)s. Their reason: “%(reason)s”",
            day=day(until),
            reason=reason,
        )
    kept: str = _("Your text is kept here for you to copy.")
    contact = current_settings().contact
    if contact:
        more: str = _(
            "If you think that this is a mistake, ask that another moderator looks at it: %(contact)s",
            contact=contact,
        )
    else:
        more = _(
            "If you think that this is a mistake, write to the people of this site "
            "and ask that another moderator looks at it."
        )
    return f"{said} {kept} {more}"


SANCTIONS: dict[str, Callable[[dict[str, Any]], str]] = {
    "banned": _banned,
    "warning_unread": lambda f: _(
        "The moderators have written a warning to you. Please read it below. "
        "Your text is kept, and goes on with one button."
    ),
    "no_such_writer": lambda f: _("There is no such writer here."),
    "no_such_sanction": lambda f: _("There is no such sanction here."),
    "no_such_kind": lambda f: _("Please choose what shall happen."),
    "writer_is_staff": lambda f: _(
        "This person works here. An administrator changes the role or closes the account instead."
    ),
    "sanction_reason_empty": lambda f: _("Please say why: the writer reads it."),
    "sanction_reason_too_long": lambda f: _("The reason has room for %(limit)s characters.", **f),
    "sanction_reason_not_text": lambda f: _("The reason contains characters that are not text."),
    "sanction_needs_end": lambda f: _("Please say for how many days: a mute always ends."),
    "sanction_has_no_end": lambda f: _(
        "A warning holds until it is read. Please leave the number of days empty."
    ),
    "sanction_end_past": lambda f: _("Please give a number of days from 1 to 3650."),
}
