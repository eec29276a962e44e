"""How a rejection's reason is told: the site's own sentence for it, in the language of the comment where there is one.

Where a site has no sentence of its own, Forum's own stands, in the words of the templates: each in the language of the
page or letter that says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forum.domain.comment_states import ReasonCode
from forum.domain.markup import MarkupRefused, clean_line
from forum.domain.refusals import Conflict, Refused

MAX_SENTENCE = 500
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TAG_LENGTH = 16

Key = tuple[ReasonCode, str]
Sentences = Mapping[Key, str]


@dataclass(frozen=True)
class Told:
    """A sentence as the writer reads it, and the tag of the language in which it is written."""

    sentence: str
    language: str


@dataclass(frozen=True)
class Typed:
    """A sentence as an editor typed it, and the stored one that the editor saw; each "" where there is none."""

    sentence: str
    seen: str = ""


def told(
    code: ReasonCode, language: str | None, *, languages: Sequence[str], sentences: Sentences
) -> Told | None:
    """What the site tells a writer whose comment, in ``language`` (None: not known), is rejected for ``code``: its
    sentence in that language, else in the first of the site's ``languages``. None where it has neither, and Forum's own
    sentence stands."""
    for tag in (*_forms(language, [stored for of, stored in sentences if of is code]), *languages[:1]):
        if (code, tag) in sentences:
            return Told(sentences[code, tag], tag)
    return None


def _forms(language: str | None, stored: Sequence[str]) -> Iterator[str]:
    """The language itself, then the language without its form (zh-Hant: zh); where only the language is known, as its
    letters tell, then any form of it."""
    if language is None:
        return
    yield language
    base = language.partition("-")[0]
    yield base
    if language == base:
        yield from sorted(tag for tag in stored if tag.startswith(f"{base}-"))


def ready_sentence(key: Key, text: str) -> str:
    """The sentence as it is stored: one line of plain text; "": Forum's own stands again.

    Raises ``Refused`` with ``language_unknown``, ``sentence_too_long`` or ``sentence_not_text``; ``key`` is among its
    facts.
    """
    if len(key[1]) > _TAG_LENGTH or not _TAG.fullmatch(key[1]):
        raise Refused("language_unknown")
    try:
        return clean_line(text, limit=MAX_SENTENCE)
    except MarkupRefused as refusal:
        raise Refused(f"sentence_{refusal.code}", key=key, **refusal.facts) from None


def changes_among(typed: Mapping[Key, Typed], stored: Sentences) -> dict[Key, str]:
    """What is to be stored: of the sentences typed (ready ones), those that their editor changed. "" takes one away.

    Raises ``Conflict("sentence_changed_since", keys=[…])`` where somebody else has stored something else meanwhile
    for one that the editor changed, too: nobody's sentence is overwritten unseen.
    """
    changed = {
        key: one
        for key, one in typed.items()
        if one.sentence != one.seen and one.sentence != stored.get(key, "")
    }
    late = sorted(key for key, one in changed.items() if stored.get(key, "") != one.seen)
    if late:
        raise Conflict("sentence_changed_since", keys=late)
    return {key: one.sentence for key, one in changed.items()}
