"""What is said about uploaded files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

FILES: dict[str, Callable[[dict[str, Any]], str]] = {
    "upload_missing": lambda f: _("Please choose a file first."),
    "upload_empty": lambda f: _("This file is empty."),
    "upload_too_large": lambda f: _("A file may have %(limit)s MiB at most; this one is larger.", **f),
    "upload_kind": lambda f: _(
        "Files of this kind are not taken. Pictures may be JPEG, PNG, GIF, WebP or AVIF; documents PDF, Word (docx), "
        "Excel (xlsx), PowerPoint (pptx), ODT, ODS, ODP or EPUB."
    ),
    "upload_markup": lambda f: _(
        "SVG and HTML are not taken: they can hold programs. A drawing can be saved as PNG."
    ),
    "upload_old_office": lambda f: _(
        "Office files in the old formats are not taken: they can hold programs. "
        "Please save it as docx, xlsx or pptx, or as PDF."
    ),
    "upload_phone_picture": lambda f: _(
        "This is a picture as some telephones keep it (HEIC), which most browsers cannot show. Please save it as JPEG."
    ),
    "upload_zip": lambda f: _(
        "This is an archive and no office file. Please upload what is inside, one by one."
    ),
    "upload_programs": lambda f: _(
        "This document holds macros, scripts or other files that could run. Please save it without them."
    ),
    "upload_bomb": lambda f: _("This file unpacks to far more than it seems to hold, so it is not opened."),
    "upload_locked": lambda f: _(
        "This file is protected by a password, so nobody could read it. Please save it without one."
    ),
    "upload_two_kinds": lambda f: _(
        "This file is two kinds of file at once, and such files can hide something harmful. "
        "Please save it anew with its own program."
    ),
    "upload_damaged": lambda f: _("This file is damaged or not whole. Please save or download it again."),
    "upload_too_many_pixels": lambda f: _(
        "This picture has more than %(limit)s million pixels. Please make it smaller first.", **f
    ),
    "upload_other_kind": lambda f: _(
        "The file there is of the kind %(kind)s, and its address stays, so the new one must be of that kind, too.",
        **f,
    ),
    "upload_same": lambda f: _("This is the file that is here already."),
    "upload_elsewhere": lambda f: _("This file is here already, as “%(name)s”. Use that one instead.", **f),
    "upload_is_published": lambda f: _(
        "A publication that readers see, or will, uses this file, and what they see there is for others to change. "
        "Please upload the new file as one of its own: whoever may change the publication can add it as a new version."
    ),
    "upload_in_use": lambda f: ngettext(
        "This file is used, so it cannot be deleted. Where, stands below.",
        "This file is used in %(num)s places, so it cannot be deleted. They stand below.",
        f["posts"],
    ),
    "uploads_full": lambda f: _(
        "There is no more room for files: the site keeps %(limit)s GiB. An administrator can change that in the "
        "settings, or files that nothing uses can be deleted.",
        **f,
    ),
    "files_away": lambda f: _("Files cannot be stored or read just now. Please try again in a moment."),
    "no_such_file": lambda f: _("There is no such file here."),
    "alt_too_long": lambda f: _(
        "What a picture shows has room for %(limit)s characters; this has %(length)s.", **f
    ),
    "alt_not_text": lambda f: _("This text contains characters that are not text. Please remove them."),
    "no_picture_to_describe": lambda f: _(
        "Only pictures are described. What a download is called stands in the post."
    ),
    "post_body_picture_without_words": lambda f: _(
        "Please say what the picture %(address)s shows, between the square brackets, before the post is published: "
        "not everybody sees it. One that only decorates is marked so under Files.",
        **f,
    ),
    "post_body_file_gone": lambda f: _(
        "The post uses a file at %(address)s that is not here. Please take it out, or upload it again.", **f
    ),
}
