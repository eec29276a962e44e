"""What a writer reads about the reason of a rejection."""

from __future__ import annotations

from forum.domain.comment_states import ReasonCode
from forum.domain.reasons import Told, told
from forum.web.language import current_sentences
from forum.web.outside import outside


def told_reason(code: ReasonCode | None, language: str | None) -> Told | None:
    """The site's own sentence for a comment in ``language`` that is rejected for ``code`` (None: for no reason that is
    known, which is told as another reason); None where Forum's own sentence stands."""
    return told(
        code or ReasonCode.OTHER,
        language,
        languages=outside().settings.languages,
        sentences=current_sentences(),
    )
