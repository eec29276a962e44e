"""Markup: what people write becomes HTML that cannot hurt anybody.

Every write goes through here: a new comment, an edit, a moderator's edit, an import.

The way of a text::

    source ── characters ──► clean source            what is stored, counted and edited
           ── hidden ──────► without comments, scripts, styles
           ── dialects ────► HTML                     readers: a small Markdown; authors: CommonMark and more
           ── sanitiser ───► safe HTML                what is stored and shown
           ── disguises ───► no link of a reader's that shows another address than it leads to
           ── reading ─────► plain text, links        what is searched, screened and excerpted

What is pasted into the editor as HTML is made Markdown by ``pasted`` before, and then goes the same way.

``sanitiser`` puts the HTML in order first (``tags``, ``vocabulary``, ``builder``): known tags only, closed and nested
as they should be, the rest visible as text. That leaves nothing to repair for the two independent sanitisers after it,
bleach and nh3, and it is what keeps the work linear in the length of the text, whatever the text is.
"""

from __future__ import annotations

from forum.domain.markup.bounds import MarkupRefused
from forum.domain.markup.characters import clean_line, clean_text, clean_words
from forum.domain.markup.files import files_in, line_of, with_files, wordless_pictures
from forum.domain.markup.hrefs import redirectable_href, safe_href
from forum.domain.markup.own_files import with_own_paths
from forum.domain.markup.pasted import markdown_of
from forum.domain.markup.pictures import SharedPicture, picture_at, shared_picture
from forum.domain.markup.reading import addresses_in, links_in
from forum.domain.markup.rendering import (
    Rendered,
    comment_text,
    links_as_written,
    post_text,
    render_comment,
    render_post,
)
from forum.domain.markup.sanitiser import sanitise

# Grows with every change that makes other HTML from the same source; stored HTML of an older version is made anew.
SANITISER_VERSION: int = 4

__all__ = [
    "SANITISER_VERSION",
    "MarkupRefused",
    "Rendered",
    "SharedPicture",
    "addresses_in",
    "clean_line",
    "clean_text",
    "clean_words",
    "comment_text",
    "files_in",
    "line_of",
    "links_as_written",
    "links_in",
    "markdown_of",
    "picture_at",
    "post_text",
    "redirectable_href",
    "render_comment",
    "render_post",
    "safe_href",
    "sanitise",
    "shared_picture",
    "with_files",
    "with_own_paths",
    "wordless_pictures",
]
