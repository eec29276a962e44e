"""What is said about the keeping of categories, tags, series and the people who sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

TAXONOMY: dict[str, Callable[[dict[str, Any]], str]] = {
    "category_name_empty": lambda f: _("Please give the category a name."),
    "category_name_too_long": lambda f: _("A category's name has room for %(limit)s characters.", **f),
    "category_name_not_text": lambda f: _("This name contains characters that are not text."),
    "category_name_taken": lambda f: _("Another category has this name already."),
    "category_description_too_long": lambda f: _("A description has room for %(limit)s characters.", **f),
    "category_description_not_text": lambda f: _("This description contains characters that are not text."),
    "category_mode_unknown": lambda f: _("Please choose one of the possibilities."),
    "category_place_out_of_bounds": lambda f: _("Please enter a place from 1 to %(high)s.", **f),
    "category_in_use": lambda f: _(
        "There are posts or publications in this category. Give them another one first, or merge it into another one."
    ),
    "category_looked_after": lambda f: _(
        "A moderator looks after this category. Please give them another one first."
    ),
    "category_has_parts": lambda f: _(
        "Other categories stand in this one. Move them elsewhere first, then it can go."
    ),
    "category_into_itself": lambda f: _("Please choose another category than the one that goes."),
    "category_parent_itself": lambda f: _("A category cannot stand in itself."),
    "category_parent_is_part": lambda f: _(
        "The chosen category stands in another one itself. There are two levels."
    ),
    "category_parent_has_parts": lambda f: _(
        "Other categories stand in this one, so it can stand in none itself. There are two levels."
    ),
    "category_slug_too_long": lambda f: _("An address has room for %(limit)s characters.", **f),
    "category_slug_not_text": lambda f: _("This address contains characters that are not text."),
    "tag_name_empty": lambda f: _("Please give the tag a name."),
    "tag_name_too_long": lambda f: _("A tag has room for %(limit)s characters.", **f),
    "tag_name_not_text": lambda f: _("This name contains characters that are not text."),
    "tag_name_taken": lambda f: _("Another tag has this name already. You can merge the two."),
    "tag_slug_too_long": lambda f: _("An address has room for %(limit)s characters.", **f),
    "tag_slug_not_text": lambda f: _("This address contains characters that are not text."),
    "tag_into_itself": lambda f: _("Please choose another tag than the one that goes."),
    "person_name_empty": lambda f: _("Please give a name."),
    "person_name_too_long": lambda f: _("A name has room for %(limit)s characters.", **f),
    "person_name_not_text": lambda f: _("This name contains characters that are not text."),
    "person_title_too_long": lambda f: _("A title has room for %(limit)s characters.", **f),
    "person_title_not_text": lambda f: _("This title contains characters that are not text."),
    "person_organisation_too_long": lambda f: _("This has room for %(limit)s characters.", **f),
    "person_organisation_not_text": lambda f: _("This contains characters that are not text."),
    "person_bio_too_long": lambda f: _("This has room for %(limit)s characters.", **f),
    "person_bio_not_text": lambda f: _("This contains characters that are not text."),
    "person_slug_too_long": lambda f: _("An address has room for %(limit)s characters.", **f),
    "person_slug_not_text": lambda f: _("This address contains characters that are not text."),
    "person_into_itself": lambda f: _("Please give the address of another page than this one."),
    "person_has_account": lambda f: _("Both are accounts of their own, so they cannot become one."),
    "no_such_signer": lambda f: _("Nobody’s page is at this address."),
    "series_too_long": lambda f: _("The name of a series has room for %(limit)s characters.", **f),
    "series_not_text": lambda f: _("This name contains characters that are not text."),
    "series_without_letters": lambda f: _("The name of a series needs letters or digits."),
    "series_place_out_of_bounds": lambda f: _(
        "Please enter a place in the series from %(low)s to %(high)s.", **f
    ),
    "series_name_empty": lambda f: _("Please give the series a name."),
    "series_name_too_long": lambda f: _("The name of a series has room for %(limit)s characters.", **f),
    "series_name_not_text": lambda f: _("This name contains characters that are not text."),
    "series_name_without_letters": lambda f: _("The name of a series needs letters or digits."),
    "series_name_taken": lambda f: _("Another series has this name already. You can merge the two."),
    "series_description_too_long": lambda f: _("A description has room for %(limit)s characters.", **f),
    "series_description_not_text": lambda f: _("This description contains characters that are not text."),
    "series_slug_too_long": lambda f: _("An address has room for %(limit)s characters.", **f),
    "series_slug_not_text": lambda f: _("This address contains characters that are not text."),
    "series_into_itself": lambda f: _("Please choose another series than the one that goes."),
    "no_such_series": lambda f: _("There is no series of this name."),
    "series_in_use": lambda f: _("Posts stand in this series. Take them out first, then it can be deleted."),
    "series_parts_changed": lambda f: _(
        "Somebody has moved the parts or taken a post out of this series meanwhile. This is how they stand now;"
        " the places that you typed still stand in their fields."
    ),
    "too_many_pinned": lambda f: _(
        "At most %(limit)s posts stand before the others. Take one of them down first.", **f
    ),
    "translates_nothing": lambda f: _("There is no post at this address that this one could translate."),
    "translates_itself": lambda f: _("A post cannot be its own translation."),
    "translates_same_language": lambda f: _(
        "This post is in the same language as the one that it translates."
    ),
    "translates_language_taken": lambda f: _("There is a translation in this language already."),
    "translates_has_translations": lambda f: _(
        "Other posts are translations of this one, so it can be none itself."
    ),
    "no_such_tag": lambda f: _("There is no tag of this name."),
}
