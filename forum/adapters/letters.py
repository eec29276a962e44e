"""Letters from templates: plain text, in the site's language; the subject stands above the first empty line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from babel.dates import format_timedelta
from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from forum.adapters.catalogues import with_words

SUBJECT = "Subject: "


@dataclass(frozen=True)
class Written:
    """A letter's words. The subject is one line."""

    subject: str
    body: str


class LetterBook:
    """The templates in ``folder``, one ``<name>.txt`` a letter. Every letter knows ``site_name`` and ``site_url``.

    ``languages`` are tried in turn for a catalogue in ``translations``; English needs none. Nothing is escaped for
    HTML, since no letter is HTML; an unknown fact in a template is an error and not an empty place.
    """

    def __init__(
        self, folder: Path, translations: Path, *, languages: Sequence[str], site_name: str, site_url: str
    ) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=False,  # plain text
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        spoken = with_words(languages, translations)
        catalogue = Translations.load(translations, [tag.replace("-", "_") for tag in spoken[:1]])
        self._environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
        self._environment.globals.update(site_name=site_name, site_url=site_url)
        self._environment.filters["age"] = lambda age: age_in_words(age, spoken[0])

    def write(self, letter: str, **facts: Any) -> Written:
        """The letter named ``letter`` about ``facts``. Raises ``jinja2.UndefinedError`` for a fact that is missing, and
        ``ValueError`` for a template without its subject."""
        text = self._environment.get_template(f"{letter}.txt").render(**facts)
        first, _, rest = text.partition("\n\n")
        if not first.startswith(SUBJECT):
            raise ValueError(f"the letter {letter} begins without its subject")
        # The subject may not hold the line breaks of a name.
        return Written(" ".join(first.removeprefix(SUBJECT).split()), f"{rest.strip()}\n")


def age_in_words(age: timedelta, language: str) -> str:
    """How long something has waited, roughly: 3 hours, 2 days. Never less than a minute."""
    return format_timedelta(
        max(age, timedelta(minutes=1)), granularity="minute", threshold=1.5, locale=language.replace("-", "_")
    )
