"""What is pasted into the editor from other programs, as Markdown."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request

from forum.domain.markup import MarkupRefused, markdown_of
from forum.domain.refusals import Refused
from forum.web.access import requires
from forum.web.bodies import takes

room = Blueprint("pasting", __name__, url_prefix="/desk/posts/pasted")

# Two million characters of most scripts; of the rest, what fits.
KIBIBYTES = 4096
_LABEL = re.compile(r"[\w-]{1,40}")


@room.post("")
@requires("posts.write")
@takes(KIBIBYTES)
def make_markdown() -> Response:
    """``html``: what the clipboard holds; ``labels``: the footnotes that the text has already, with spaces between.
    Answers the Markdown as plain text. Nothing is stored."""
    try:
        text = markdown_of(
            request.form.get("html", ""), taken=_LABEL.findall(request.form.get("labels", "")[:10_000])
        )
    except MarkupRefused as refusal:
        raise Refused(f"pasted_{refusal.code}", **refusal.facts) from None
    return Response(text, mimetype="text/plain")
