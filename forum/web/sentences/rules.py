"""What is said about word lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _


def _bad_pattern(facts: dict[str, Any]) -> str:
    """What is wrong with one line of a word list."""
    problems = {
        "too_long": lambda: _("Line %(line)s is too long.", line=facts["line"]),
        "too_many": lambda: _("A list has room for 2,000 lines."),
        "no_letters": lambda: _("Line %(line)s has no letters to look for.", line=facts["line"]),
        "too_many_wildcards": lambda: _("Line %(line)s has too many stars.", line=facts["line"]),
        "bad_character": lambda: _("Line %(line)s has a character that is not text.", line=facts["line"]),
    }
    return str(problems[facts["problem"]]())


RULES: dict[str, Callable[[dict[str, Any]], str]] = {
    "list_name_empty": lambda f: _("Please give the list a name."),
    "list_name_too_long": lambda f: _("A list's name has room for %(limit)s characters.", **f),
    "list_name_not_text": lambda f: _("This name contains characters that are not text."),
    "list_name_taken": lambda f: _("Another list has this name already."),
    "list_note_too_long": lambda f: _("A note has room for %(limit)s characters.", **f),
    "list_note_not_text": lambda f: _("This note contains characters that are not text."),
    "patterns_empty": lambda f: _("Please write at least one word."),
    "bad_pattern": _bad_pattern,
    "bad_scope": lambda f: _("Please choose where the words are looked for."),
    "bad_list_language": lambda f: _("Please choose one of the languages."),
    "word_list_changed_since": lambda f: _("Somebody else has changed this list since you opened it."),
    "word_list_deleted_since": lambda f: _(
        "Somebody else has deleted this list since you opened it. What you wrote stands below; "
        "save it to make a list of it again."
    ),
    "no_such_list": lambda f: _("There is no such word list any more."),
}
