"""How addresses name things: a slug in any script, a number that the database can hold."""

from __future__ import annotations

import unicodedata

from werkzeug.routing import BaseConverter, ValidationError

from forum.domain.paging import MAX_NUMBER

# For routes: a greater number names nothing, and is not worth a question to the database.
NUMBER = f"int(max={MAX_NUMBER})"


class SlugConverter(BaseConverter):
    """One part of a path. Some clients take characters apart (NFD); slugs are stored whole (NFC). NUL is in no slug,
    and PostgreSQL refuses to be asked for it."""

    regex = r"[^/\x00]{1,640}"

    def to_python(self, value: str) -> str:
        return unicodedata.normalize("NFC", value)


class RevisionConverter(BaseConverter):
    """The number of a revision; below nought it is a text that nobody saved."""

    regex = r"-?[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if abs(number) > MAX_NUMBER:
            raise ValidationError
        return number
