"""What is said about publications, their editions and covers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

PUBLICATIONS: dict[str, Callable[[dict[str, Any]], str]] = {
    "no_such_publication": lambda f: _("There is no such publication here."),
    "no_such_edition": lambda f: _("This publication is not to be had here in this language and format."),
    "no_such_version": lambda f: _("There is no such version of this publication."),
    "publication_title_empty": lambda f: _("Please give the publication a title."),
    "publication_title_too_long": lambda f: _(
        "A title has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "publication_title_not_text": lambda f: _("This title contains characters that are not text."),
    "publication_slug_too_long": lambda f: _(
        "An address has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "publication_slug_not_text": lambda f: _("This address contains characters that are not text."),
    "publication_summary_too_long": lambda f: _(
        "A summary has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "publication_summary_not_text": lambda f: _("This summary contains characters that are not text."),
    "publication_credit_too_long": lambda f: _(
        "Who made it has room for %(limit)s characters; this has %(length)s.", **f
    ),
    "publication_credit_not_text": lambda f: _("This line contains characters that are not text."),
    "publication_description_empty": lambda f: _(
        "This description shows nothing. Please write it out, or leave it empty."
    ),
    "publication_description_too_long": lambda f: _(
        "A description has room for %(limit)s characters; this one has %(length)s.", **f
    ),
    "publication_description_too_many_tags": lambda f: _(
        "This description contains too many “<” signs (%(limit)s at most). Please take some out.", **f
    ),
    "publication_description_too_much_output": lambda f: _(
        "This description is too complicated to show. Please make it simpler."
    ),
    "publication_description_not_text": lambda f: _(
        "This description contains characters that are not text. Please remove them."
    ),
    "publication_description_picture_without_words": lambda f: _(
        "Please say what the picture %(address)s shows, between the square brackets, before the publication is "
        "published: not everybody sees it. One that only decorates is marked so under Files.",
        **f,
    ),
    "publication_description_file_gone": lambda f: _(
        "The description uses a file at %(address)s that is not here. Please take it out, or upload it again.",
        **f,
    ),
    "publication_move": lambda f: _(
        "That cannot be done with this publication any more: its state has changed meanwhile. It is shown as it is."
    ),
    "publication_changed_since": lambda f: _(
        "Somebody else has saved this publication since you opened it. Nothing was overwritten; your text is below."
    ),
    "publication_without_editions": lambda f: _(
        "There is nothing to download yet. Please add an edition first, then publish."
    ),
    "publication_last_edition": lambda f: _(
        "This is all that readers can download of a publication that is published. Please unpublish it first, or add "
        "another edition."
    ),
    "administrators_publish": lambda f: _(
        "On this site an administrator publishes what authors write. What readers see is changed by an administrator, "
        "or after it was taken back to a draft. Nothing that you typed is lost."
    ),
    "edition_language_unknown": lambda f: _(
        "Please give the language by its tag, such as en, km or zh-Hans. The list offers them by name."
    ),
    "edition_label_too_long": lambda f: _(
        "What a version is called has room for %(limit)s characters; this has %(length)s.", **f
    ),
    "edition_label_not_text": lambda f: _(
        "What this version is called contains characters that are not text."
    ),
    "edition_issued_not_a_day": lambda f: _("Please give the day as year, month and day: 2017-03-14."),
    "edition_pages_out_of_bounds": lambda f: _(
        "Please give the pages as a number from %(low)s to %(high)s, or leave it empty.", **f
    ),
    "edition_file_missing": lambda f: _(
        "Please choose a file, or give the address of one that is here already."
    ),
    "edition_file_gone": lambda f: _("There is no uploaded file at this address. Please choose another one."),
    "edition_same_file": lambda f: _("This file is the newest version of this edition already."),
    "cover_missing": lambda f: _("Please choose a picture, or give the address of one that is here already."),
    "cover_gone": lambda f: _("There is no uploaded file at this address. Please choose another one."),
    "cover_not_a_picture": lambda f: _("This file is no picture. A cover is one."),
    "cover_without_words": lambda f: _(
        "Please say what the cover shows, or mark it as decorative, before the publication is published: not everybody "
        "sees it."
    ),
    "cover_words_of_another": lambda f: _(
        "Somebody else uploaded this picture, and has not said yet what it shows. Only they and administrators can. "
        "Please ask them, or choose another picture. Your words are kept here."
    ),
    "publications_nothing": lambda f: _(
        "There is no publication at one of these addresses that could be announced. Please choose from the list, or "
        "give an address such as /publications/our-guidebook."
    ),
    "too_many_publications": lambda f: _("A post can announce %(limit)s publications at most.", **f),
}
