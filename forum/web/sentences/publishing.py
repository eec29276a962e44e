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
    "old_addresses_no_path": lambda f: _(
        "“%(address)s” is no address of an earlier site. It begins with one “/”: what stood behind the name of "
        "the site, such as /2017/03/our-post.html.",
        **f,
    ),
    "old_addresses_not_text": lambda f: _("“%(address)s” contains characters that are not text.", **f),
    "old_addresses_too_long": lambda f: _(
        "An old address has room for %(limit)s characters; “%(address)s…” is longer.", **f
    ),
    "old_addresses_too_many": lambda f: _("At most %(limit)s old addresses can lead to one post.", **f),
    "old_addresses_ours": lambda f: _(
        "“%(address)s” cannot be led elsewhere: something of this site itself stands at such addresses.", **f
    ),
    "old_addresses_taken": lambda f: _(
        "“%(address)s” leads to the post “%(title)s” (/posts/%(slug)s) already. Take it away there first.",
        **f,
    ),
    "old_addresses_taken_by_hidden": lambda f: _(
        "“%(address)s” leads to a post already that readers do not see at the moment. An administrator can take "
        "it away there.",
        **f,
    ),
    "no_such_missing_address": lambda f: _("This address is not on the list any more."),
    "leads_to_no_post": lambda f: _("There is no post at this address that you could lead readers to."),
    "slug_is_of_another": lambda f: _("Another post has or had this address, so it cannot lead elsewhere."),
    "too_many_previews": lambda f: _(
        "A post can have %(limit)s preview links at once. Please take one back first.", **f
    ),
}
