"""Language and time zone of what people see (Flask-Babel)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime
from babel.support import Translations
from flask import Flask, Response, g, request
from flask_babel import Babel, get_locale, get_translations
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from forum.adapters import catalogues
from forum.adapters.catalogues import ORIGINAL, with_words
from forum.adapters.letters import age_in_words
from forum.domain.reasons import Sentences
from forum.domain.site_settings import SiteSettings
from forum.domain.text import language_of_script
from forum.queries.settings import settings_and_sentences

babel = Babel()

# Thai (without the sign of the baht, which texts in any language have), Lao, Burmese, Khmer (without the riel).
_REGION = re.compile("[\u0e01-\u0e3a\u0e40-\u0e5b\u0e80-\u0edf\u1000-\u109f\u1780-\u17da\u17dc-\u17ff]")
# The upper halves of those letters in UTF-16. Looking for a byte is much quicker than looking for a class of letters.
_UPPER_HALVES = (b"\x0e", b"\x10", b"\x17")
_SWITCH = re.compile(r'<nav class="languages".*?</nav>', re.DOTALL)


class MarkedWords(Extension):
    """``N_("word")`` in a template marks a word of a table for translation and is nothing but the word: the table is a
    constant, and only the word that is picked from it is looked up (``gettext(words[code])``)."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        while stream:
            if stream.skip_if("name:N_"):
                stream.expect("lparen")
                yield stream.expect("string")
                stream.expect("rparen")
            else:
                yield next(stream)


def init_app(app: Flask) -> None:
    spoken = with_words(app.extensions["outside"].settings.languages, catalogues.TRANSLATIONS)

    def choose() -> str:
        """The reader's own language where the site speaks it, else the site's first."""
        return (request.accept_languages.best_match(spoken) or spoken[0]).replace("-", "_")

    def say_that_it_was_chosen(response: Response) -> Response:
        response.vary.add("Accept-Language")
        return response

    babel.init_app(
        app,
        default_locale=ORIGINAL,
        default_translation_directories=str(catalogues.TRANSLATIONS),
        locale_selector=choose,
        timezone_selector=lambda: current_settings().time_zone,
    )
    if len(spoken) > 1:
        app.after_request(say_that_it_was_chosen)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.add_extension(MarkedWords)
    # Flask-Babel's own callables look for the catalogue anew with every word, which was two thirds of a queue's time.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda word: current_words().ugettext(word),
        ngettext=lambda one, many, n: current_words().ungettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["site"] = current_settings
    app.jinja_env.globals["page_language"] = lambda: str(get_locale()).replace("_", "-")
    app.jinja_env.globals["own_language_name"] = own_language_name
    app.jinja_env.globals["lang_of"] = lang_of
    app.jinja_env.globals["shows_region_scripts"] = shows_region_scripts
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["time_of_day"] = time_of_day
    app.jinja_env.filters["age"] = age


def lang_of(words: str | None) -> str:
    """The attribute, with a space before it, that says in which language a name is whose script says so; else
    nothing. With it the name gets the faces and the line height of its script, and is read aloud as it is spoken."""
    language = language_of_script(words or "")
    return Markup(f' lang="{language}"') if language else ""


def shows_region_scripts(html: str) -> bool:
    """Whether a page shows letters of the scripts for which the site has faces. What the names of languages in the
    switch between translations are written in does not count: for one word nobody shall wait for a face."""
    if html.isascii():
        return False
    upper_halves = html.encode("utf-16-le", "replace")[1::2]
    return (
        any(half in upper_halves for half in _UPPER_HALVES)
        and _REGION.search(_SWITCH.sub("", html)) is not None
    )


def language_name(tag: str) -> str:
    """What the page's language calls the language of the tag; what is no tag, as it is."""
    return _name_of_language(tag, str(get_locale()))


def own_language_name(tag: str) -> str:
    """What a language calls itself (ไทย for th); what is no tag, as it is."""
    return _name_of_language(tag, None)


@lru_cache(maxsize=1024)
def _name_of_language(tag: str, said_in: str | None) -> str:
    """``said_in`` None: in its own."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(said_in) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def current_words() -> Translations:
    """The catalogue of the request's language, found once a request."""
    words: Translations | None = g.get("words")
    if words is None:
        words = g.words = get_translations()
    return words


def current_settings() -> SiteSettings:
    """The site's settings, read once a request."""
    return _settings_and_sentences()[0]


def current_sentences() -> Sentences:
    """The site's own sentences for the reasons of rejections; they come with the settings."""
    return _settings_and_sentences()[1]


def _settings_and_sentences() -> tuple[SiteSettings, Sentences]:
    if "site_settings" not in g:
        g.site_settings = settings_and_sentences()
    found: tuple[SiteSettings, Sentences] = g.site_settings
    return found


def day(at: datetime | date) -> str:
    """The date of an instant in the site's zone, in words: 18 January 2017. A day is that day in every zone."""
    if not isinstance(at, datetime):
        return _in_words(
            datetime(at.year, at.month, at.day, tzinfo=UTC), "d MMMM y", "UTC", str(get_locale())
        )
    return _in_words(at, "d MMMM y", current_settings().time_zone, str(get_locale()))


def moment(at: datetime) -> str:
    """Date and time of an instant in the site's zone: 18 January 2017, 14:05."""
    return _in_words(at, "d MMMM y, HH:mm", current_settings().time_zone, str(get_locale()))


def time_of_day(at: datetime) -> str:
    """The time of an instant in the site's zone: 14:05."""
    return _in_words(at, "HH:mm", current_settings().time_zone, str(get_locale()))


def age(since: timedelta) -> str:
    """How long something has waited, in words, roughly: 3 hours, 2 days."""
    return age_in_words(since, str(get_locale()))


@lru_cache(maxsize=4096)
def _in_words(at: datetime, pattern: str, zone: str, locale: str) -> str:
    return format_datetime(at, pattern, tzinfo=ZoneInfo(zone), locale=locale)
