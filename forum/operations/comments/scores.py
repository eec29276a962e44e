"""The spam score of a comment that is being sent, worked out before anybody has to wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forum.adapters import stopwatch
from forum.domain.markup import links_in
from forum.domain.screening import Finding, Link, guarded
from forum.domain.spam import RULE, Score, features, score
from forum.operations.comments.text import Words
from forum.queries.spam import current_model


@dataclass(frozen=True)
class Judged:
    """What the spam score says: the score (None: nothing yet, or it failed) and the findings of it. A rule that fails
    holds; so does this one."""

    score: Score | None
    findings: tuple[Finding, ...]

    @property
    def probability(self) -> float | None:
        """For the comment's column."""
        return self.score.probability if self.score else None


def judge(words: Words, *, name: str) -> Judged:
    """The score of ``words`` under ``name`` by the site's model. Call it outside the transaction: it needs one tiny
    statement, and time in proportion to the text."""
    model = current_model()
    judged: Score | None = None

    def find() -> Iterator[Finding]:
        nonlocal judged
        links = [Link(href, text) for href, text in links_in(words.rendered.html)]
        judged = score(model, features(words.rendered.text, name=name, links=links))
        if judged is not None:
            yield from judged.findings()

    if model is None or not model.is_ready:
        return Judged(None, ())
    findings = guarded(RULE, find, stopwatch.seconds)
    return Judged(judged, findings)
