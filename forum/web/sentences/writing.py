"""What is said about revisions, and about what is saved by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

WRITING: dict[str, Callable[[dict[str, Any]], str]] = {
    "no_such_revision": lambda f: _("There is no such revision of this post."),
    "revision_name_too_long": lambda f: _(
        "A revision's name has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "autosave_changed_since": lambda f: _(
        "You wrote or saved something else here on another page. Nothing was overwritten."
    ),
    "autosave_without_key": lambda f: _("This page cannot keep your text by itself. Please save it."),
    "revision_name_not_text": lambda f: _("This name contains characters that are not text."),
}
