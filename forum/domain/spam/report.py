"""How well the model does: it learns from the earlier decisions and is asked about the later ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.domain.spam.model import Model

EARLIER = 0.7  # of the decisions
THRESHOLDS = (0.5, 0.9, 0.99)


@dataclass(frozen=True)
class Lesson:
    """The marks of one decided comment, and what a person said it is."""

    features: Sequence[str]
    is_spam: bool


@dataclass(frozen=True)
class Figures:
    """What would have been said at one threshold: of ``spam`` spam comments ``caught``, of ``ham`` others
    ``accused``."""

    threshold: float
    caught: int
    spam: int
    accused: int
    ham: int

    @property
    def recall(self) -> float | None:
        """The share of the spam that was caught; None where there was none."""
        return self.caught / self.spam if self.spam else None

    @property
    def false_positives(self) -> float | None:
        """The share of the others that was taken for spam; None where there were none."""
        return self.accused / self.ham if self.ham else None


def split_report(lessons: Sequence[Lesson]) -> tuple[int, list[Figures]]:
    """Learns from the first 70 % of ``lessons`` (in the order of the decisions, oldest first) and asks about the rest:
    how many were learned, and the figures at each of ``THRESHOLDS``."""
    cut = int(len(lessons) * EARLIER)
    model = Model()
    for lesson in lessons[:cut]:
        model.learn(lesson.features, is_spam=lesson.is_spam)
    asked = [(model.probability(lesson.features), lesson.is_spam) for lesson in lessons[cut:]]
    spam = [p for p, is_spam in asked if is_spam]
    ham = [p for p, is_spam in asked if not is_spam]
    return cut, [
        Figures(at, sum(p >= at for p in spam), len(spam), sum(p >= at for p in ham), len(ham))
        for at in THRESHOLDS
    ]
