"""What somebody typed into a form that cannot be shown again: given back on the error page, to be copied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import g, request
from flask_babel import gettext as _

# Chosen from what is offered, and not typed.
CHOSEN = frozenset({"language", "category"})
_BYLINE = re.compile(r"byline-[0-9]{1,3}-(?:name|title|organisation)")


@dataclass(frozen=True)
class Typed:
    """The words of one field under the name that it has on the page."""

    name: str
    label: str
    text: str


def mark_readable() -> None:
    """Says that the body of this request is within its limits and can be read as a form."""
    g.body_is_readable = True


def typed_words() -> list[Typed]:
    """The words of the request's form, field by field; empty where it has none, and where its body was refused before
    anybody read it. What is secret, or is chosen and not typed, is left out."""
    if request.method != "POST" or not g.get("body_is_readable"):
        return []
    labels = _labels()
    signed = {name: _("By-line") for name in request.form if _BYLINE.fullmatch(name)}
    return [
        Typed(name, label, text)
        for name, label in (labels | signed).items()
        for text in request.form.getlist(name)
        if text.strip()
    ]


def _labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "body": _("Your text"),
        "excerpt": _("Excerpt"),
        "summary": _("Summary"),
        "description": _("Description"),
        "credit": _("Who made it"),
        "discussion_prompt": _("Question to the readers"),
        "tags": _("Tags"),
        "slug": _("Address"),
        "source_name": _("Source"),
        "source_address": _("Address of the source"),
        "source_permission": _("Permission"),
        "announces": _("Announces the post"),
        "old_addresses": _("Addresses on an earlier site"),
        "published_at": _("Appears on"),
        "label": _("What this version is called"),
        "issued": _("Issued on"),
        "pages": _("Pages"),
        "upload": _("File"),
        "to": _("Where it leads"),
        "alt": _("What the picture shows"),
        "author_name": _("Name shown with it"),
        "note": _("Note"),
        "detail": _("Anything that the moderators should know"),
        "text": _("Why should it be published?"),
        "name": _("Name"),
        "patterns": _("Words and phrases"),
        "tagline": _("One sentence under the name"),
        "contact": _("How to reach you"),
        "display_name": _("Your name"),
    }
