"""What follows from a score: a finding that explains itself, and, where the site says so, the *spam* queue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forum.domain.screening import Finding, Severity
from forum.domain.spam.features import SHAPE
from forum.domain.spam.model import Model

RULE = "spam"
SHOWN_FROM = 0.5  # a finding says so
NO_EVIDENCE = 0.49
LOOKS_LIKE_SPAM = 0.9  # it waits behind the others
ALONE_FROM, ALONE_AFTER = 0.99, 500  # it goes to the spam queue by itself, where the site says so
WORDS_SHOWN = 6
WORTH_STORING = 0.01


@dataclass(frozen=True)
class Score:
    """How likely a comment is spam (0 to 1), the marks that say so with their weights, and from how many decisions the
    model knows."""

    probability: float
    words: Sequence[tuple[str, float]]
    decisions: int

    def findings(self) -> Iterator[Finding]:
        """At most one finding, ``spam``, that notes: a score holds nobody and publishes nobody."""
        if self.probability >= SHOWN_FROM:
            words = [list(word) for word in self.words]
            yield Finding("spam", Severity.NOTE, score=round(self.probability, 4), detail={"words": words})


def score(model: Model | None, features: Sequence[str]) -> Score | None:
    """The score of a comment with these marks; None while there is no model, or one that has seen too little.

    Length, capitals and the like are no evidence by themselves: without a word, a name or a link that speaks for spam,
    a comment in a language that nobody has decided about yet would be judged by its shape.
    """
    if model is None or not model.is_ready:
        return None
    probability = model.probability(features)
    if not any(model.weight(mark) > 0 for mark in features if not mark.startswith(SHAPE)):
        probability = min(probability, NO_EVIDENCE)
    return Score(probability, model.strongest(features, WORDS_SHOWN), model.decisions)


def moves(stored: float | None, judged: Score | None) -> bool:
    """Whether a score is worth storing again: it is there or gone, differs by a hundredth, or is on the other side of a
    threshold. A model that learns a little moves all scores by next to nothing."""
    if stored is None or judged is None:
        return (stored is None) != (judged is None)
    fresh = judged.probability
    return abs(stored - fresh) >= WORTH_STORING or any(
        (stored >= at) != (fresh >= at) for at in (SHOWN_FROM, LOOKS_LIKE_SPAM, ALONE_FROM)
    )


def decides_alone(judged: Score | None, *, site_allows: bool, is_staff: bool) -> bool:
    """Whether a comment goes to the spam queue by its score alone: from p ≥ .99 and 500 decisions on, where the site
    says so, and never one by the staff."""
    return (
        judged is not None
        and site_allows
        and not is_staff
        and judged.probability >= ALONE_FROM
        and judged.decisions >= ALONE_AFTER
    )
