"""The model: online logistic regression over hashed features.

Each decision moves the weights of its comment's features a little (FTRL-proximal, McMahan and others, 2013: every
weight has a rate of its own, and one without evidence stays exactly 0). No library, no random number: the same
decisions in the same order make the same model, on every machine.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import exp, sqrt
from zlib import crc32

BUCKETS = 1 << 18
# Before the model has learned so many decisions of each kind, it knows nothing that is worth saying.
ENOUGH_OF_EACH = 20

_RATE, _FLOOR, _SPARSE, _CALM = 0.5, 1.0, 0.1, 1.0  # α, β, λ₁, λ₂
_FEW = 20  # marks: as many as some six words have
_ALWAYS = ""  # the mark that every comment has: how much of all is spam


class Model:
    """Weights, and how many decisions of each kind taught them. A new one says .5 to everything."""

    def __init__(self) -> None:
        self.spam = self.ham = 0
        # Single precision, so that what is stored is exactly what was learned.
        self.sums = array("f", bytes(4 * BUCKETS))
        self.squares = array("f", bytes(4 * BUCKETS))

    @property
    def decisions(self) -> int:
        """How many decisions taught it."""
        return self.spam + self.ham

    @property
    def is_ready(self) -> bool:
        """Whether it has seen enough of both kinds to say anything."""
        return min(self.spam, self.ham) >= ENOUGH_OF_EACH

    def probability(self, features: Sequence[str]) -> float:
        """How likely a comment with these marks is spam, from 0 to 1."""
        size = _size(features)
        total = self.weight(_ALWAYS) + size * sum(map(self.weight, features))
        return 1 / (1 + exp(-max(-35.0, min(35.0, total))))

    def learn(self, features: Sequence[str], *, is_spam: bool) -> None:
        """One decision: a comment with these marks is spam, or is not."""
        error = self.probability(features) - is_spam
        size = _size(features)
        for mark, amount in ((_ALWAYS, 1.0), *((one, size) for one in features)):
            at, step = _bucket(mark), error * amount
            squares = self.squares[at]
            rate = (sqrt(squares + step * step) - sqrt(squares)) / _RATE
            self.sums[at] += step - rate * self.weight(mark)
            self.squares[at] = squares + step * step
        self.spam += is_spam
        self.ham += not is_spam

    def weight(self, mark: str) -> float:
        """How much one mark speaks for spam (above 0) or against it (below)."""
        at = _bucket(mark)
        total = self.sums[at]
        if abs(total) <= _SPARSE:
            return 0.0
        kept = total - _SPARSE if total > 0 else total + _SPARSE
        return -kept / ((_FLOOR + sqrt(self.squares[at])) / _RATE + _CALM)

    def strongest(self, features: Sequence[str], n: int) -> list[tuple[str, float]]:
        """The ``n`` marks that weigh most, for spam or against it, with their weights; those that weigh nothing are
        left out."""
        weighed = [(mark, round(self.weight(mark), 3)) for mark in features]
        return sorted((one for one in weighed if one[1]), key=lambda one: (-abs(one[1]), one[0]))[:n]


def _bucket(mark: str) -> int:
    """The same on every machine and in every process, which ``hash`` is not."""
    return crc32(mark.encode("utf-8", "surrogatepass")) % BUCKETS


def _size(features: Sequence[str]) -> float:
    """A long comment has more marks; each of them says less. A short one is not to be judged by a single word."""
    return 6.0 / sqrt(max(len(features), _FEW))
