"""Text as people see it and as rules compare it: signs, excerpts, languages, what counts as the same text, and by
which words it is found."""

from __future__ import annotations

from forum.domain.text.excerpts import excerpt, excerpt_of
from forum.domain.text.graphemes import graphemes
from forum.domain.text.languages import (
    GUESSED,
    direction,
    guess_language,
    is_plain_latin,
    language_of_script,
)
from forum.domain.text.likeness import confusable_skeleton, normalise_for_matching, text_hash
from forum.domain.text.passages import Piece, marked, passage
from forum.domain.text.search_terms import Phrase, holds_all, opened, search_phrases, search_terms

__all__ = [
    "GUESSED",
    "Phrase",
    "Piece",
    "confusable_skeleton",
    "direction",
    "excerpt",
    "excerpt_of",
    "graphemes",
    "guess_language",
    "holds_all",
    "is_plain_latin",
    "language_of_script",
    "marked",
    "normalise_for_matching",
    "opened",
    "passage",
    "search_phrases",
    "search_terms",
    "text_hash",
]
