"""How addresses name things: a slug in any script, a number that the database can hold."""

from __future__ import annotations

import unicodedata

from werkzeug.routing import BaseConverter, ValidationError

from forum.domain.paging import MAX_NUMBER
from forum.domain.revisions import WRITTEN, read_revision

# For routes: a greater number names nothing, and is not worth a question to the database.
NUMBER = f"int(max={MAX_NUMBER})"


class SlugConverter(BaseConverter):
    """One part of a path. Some clients take characters apart (NFD); slugs are stored whole (NFC). NUL is in no slug,
    and PostgreSQL refuses to be asked for it."""

    regex = r"[^/\x00]{1,640}"

    def to_python(self, value: str) -> str:
        return unicodedata.normalize("NFC", value)


class RevisionConverter(BaseConverter):
    """The number of a revision, as the rules of revisions write it."""

    regex = WRITTEN

    def to_python(self, value: str) -> int:
        number = read_revision(value)
        if number is None:
            raise ValidationError
        return number
