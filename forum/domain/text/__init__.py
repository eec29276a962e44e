"""Text as people see it and as rules compare it: signs, excerpts, languages, and what counts as the same text."""

from __future__ import annotations

from forum.domain.text.excerpts import excerpt
from forum.domain.text.graphemes import graphemes
from forum.domain.text.languages import direction, guess_language
from forum.domain.text.likeness import confusable_skeleton, normalise_for_matching, text_hash

__all__ = [
    "confusable_skeleton",
    "direction",
    "excerpt",
    "graphemes",
    "guess_language",
    "normalise_for_matching",
    "text_hash",
]
