"""What is said about moderators' notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

NOTES: dict[str, Callable[[dict[str, Any]], str]] = {
    "staff_note_empty": lambda f: _("Please write the note first."),
    "staff_note_too_long": lambda f: _(
        "A note has room for %(limit)s characters; yours has %(length)s.", **f
    ),
    "staff_note_not_text": lambda f: _("This note contains characters that are not text."),
    "no_such_note": lambda f: _("There is no such note here."),
}
