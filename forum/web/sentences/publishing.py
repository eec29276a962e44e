"""Sentences about what comes before a post is public: preview links, review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

PUBLISHING: dict[str, Callable[[dict[str, Any]], str]] = {
    "no_such_preview": lambda f: _(
        "This link leads to nothing. Please check that it was copied whole, to its last letter."
    ),
    "authors_do_not_publish": lambda f: _(
        "On this site an administrator publishes what authors write. Please send the post for review. "
        "Nothing is lost: your text is below."
    ),
    "public_text_is_reviewed": lambda f: _(
        "This post is published or scheduled, and on this site an administrator publishes what authors write. "
        "Take it back to a draft first, then change it and send it for review. Nothing is lost: your text is below."
    ),
    "return_note_empty": lambda f: _("Please write what the author should change."),
    "return_note_too_long": lambda f: _(
        "The note to the author has room for %(limit)s characters; yours has %(length)s.", **f
    ),
    "return_note_not_text": lambda f: _("The note to the author contains characters that are not text."),
    "pasted_too_long": lambda f: _(
        "What you pasted is too long to be made Markdown. Please paste it in parts."
    ),
    "pasted_too_many_tags": lambda f: _(
        "What you pasted has too much formatting to be made Markdown. Please paste it in parts."
    ),
    "pasted_too_much_output": lambda f: _("What you pasted is nested too deep to be made Markdown."),
    "pasted_not_text": lambda f: _("What you pasted contains characters that are not text."),
    "pasted_empty": lambda f: _("Nothing was pasted."),
    "preview_of_public": lambda f: _(
        "Everybody can read this post already: its own address is all you need."
    ),
    "preview_of_trashed": lambda f: _("This post is in the trash. Restore it first, then make a link."),
    "preview_days_unknown": lambda f: _("Please choose how long the link shall work."),
    "preview_revision_unknown": lambda f: _(
        "There is no such text of this post any more. Please choose another one."
    ),
    "too_many_previews": lambda f: _(
        "A post can have %(limit)s preview links at once. Please take one back first.", **f
    ),
}
