"""How addresses name a language."""

from __future__ import annotations

from werkzeug.routing import BaseConverter

from forum.domain.text.languages import TAG


class LanguageConverter(BaseConverter):
    """The tag of a language, as editions have it."""

    regex = TAG
