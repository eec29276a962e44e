"""Made-up discussions, as they are on a site that is looked after: who writes, what is found in it, what became of it.

Nothing here is stored or asked: the same random numbers make the same threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from forum.domain.comment_states import ReviewReason, State
from forum.domain.flags import FlagReason
from forum.domain.markup import SANITISER_VERSION, Rendered
from forum.domain.screening import Severity
from forum.domain.text import text_hash
from forum.domain.threading import MAX_DEPTH, lineage, path_of

# Of ten comments on a site that is looked after, most are approved and one waits.
STATES = (State.APPROVED, State.PENDING, State.REJECTED, State.SPAM, State.TRASHED)
WEIGHTS = (84, 10, 3, 2, 1)
SHARE_OF_REPLIES = 0.45
SHARE_OF_SECOND_LOOKS = 0.01
# Of what is approved, so much was flagged by a reader; of what was rejected, so much is appealed against; of what
# waits, so much comes from muted writers, and so much looks like spam.
SHARE_OF_FLAGGED, SHARE_OF_APPEALED, SHARE_OF_MUTED, SHARE_OF_LIKELY_SPAM = 0.005, 0.05, 0.02, 0.05
# How often each rule finds something, beside the mode that holds everyone; in spam so many times more often.
RULES = {"links": 0.04, "words:1": 0.03, "words:2": 0.004, "repeats": 0.02, "speed": 0.005}
MORE_IN_SPAM = 12
VOCABULARY = 20_000


@dataclass(frozen=True)
class Text:
    """One text of the demo content. ``language`` None: none that is known."""

    writer: str
    rendered: Rendered
    language: str | None


@dataclass(frozen=True)
class Writers:
    """Those who comment: guests ``first`` and following, few of whom write much and most of whom write little."""

    first: int
    names: Sequence[str]

    def one(self, random: Random) -> tuple[int, str]:
        """A guest's number and name."""
        # Pareto: a fifth of the writers write four fifths.
        place = min(int(random.paretovariate(0.6)) - 1, len(self.names) - 1)
        return self.first + place, self.names[place]

    def anyone(self, random: Random) -> int:
        """A guest's number; none is more likely than another."""
        return self.first + random.randrange(len(self.names))


class Threads:
    """Makes one thread after the other."""

    def __init__(self, texts: Sequence[Text], writers: Writers, random: Random) -> None:
        self.texts, self.writers, self.random = texts, writers, random
        # Words that nobody wrote, so that texts differ and an index has as many words as a real one; the first are
        # frequent, the last are rare.
        self.vocabulary = [_made_up_word(random) for _ in range(VOCABULARY)]
        self.frequencies = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))

    def make(self, post_id: int, n: int, *, first: int, since: datetime) -> list[dict[str, Any]]:
        """``n`` comments on one post as columns, in the order of time, most of them soon after ``since``, numbered from
        ``first``; replies answer comments that are approved."""
        rows: list[dict[str, Any]] = []
        answerable: list[int] = []
        times = sorted(since + timedelta(minutes=self.random.expovariate(1 / 10_000)) for _ in range(n))
        for i, at in enumerate(times):
            is_reply = self.random.random() < SHARE_OF_REPLIES
            parent = self._answered(rows, answerable) if is_reply else None
            rows.append(self._comment(first + i, post_id, parent, at))
            if rows[i]["state"] is State.APPROVED:
                answerable.append(i)
                for number in lineage(rows[i]["path"])[:-1]:
                    rows[number - first]["public_descendants"] += 1
        return rows

    def found_in(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """The findings of one comment: all are held because their post holds everyone, and some for more."""
        found = [_finding(row["id"], "mode:everyone", {"mode": "everyone", "source": "site"})]
        times = MORE_IN_SPAM if row["state"] is State.SPAM else 1
        found += [
            _finding(row["id"], rule, {}) for rule, p in RULES.items() if self.random.random() < p * times
        ]
        return found

    def flags_on(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """What readers reported about a comment, as columns: one report where it is flagged."""
        if not row["flagged_at"]:
            return []
        return [
            {
                "comment_id": row["id"],
                "guest_id": self.writers.anyone(self.random),
                "reason": self.random.choice(list(FlagReason)),
                "detail": "",
                "weight": 1.0,
                "wants_outcome": False,
                "created_at": row["flagged_at"],
            }
        ]

    def _comment(
        self, number: int, post_id: int, parent: dict[str, Any] | None, at: datetime
    ) -> dict[str, Any]:
        text = self.random.choice(self.texts)
        guest, name = self.writers.one(self.random)
        state = self.random.choices(STATES, WEIGHTS)[0]
        words = " ".join(
            self.random.choices(self.vocabulary, cum_weights=self.frequencies, k=self.random.randrange(3, 13))
        )
        chance, later = self.random.random(), at + timedelta(hours=1)
        looks = state is State.APPROVED and chance < SHARE_OF_SECOND_LOOKS
        flagged = state is State.APPROVED and chance > 1 - SHARE_OF_FLAGGED
        appealed = state is State.REJECTED and chance < SHARE_OF_APPEALED
        muted = state is State.PENDING and chance < SHARE_OF_MUTED
        likely_spam = state is State.SPAM or (state is State.PENDING and chance > 1 - SHARE_OF_LIKELY_SPAM)
        return {
            "id": number,
            "post_id": post_id,
            "parent_id": parent["id"] if parent else None,
            "path": path_of(number, parent["path"] if parent else None),
            "depth": parent["depth"] + 1 if parent else 0,
            "state": state,
            "previous_state": State.PENDING if state is State.TRASHED else None,
            "review_reason": ReviewReason.EDITED if looks else ReviewReason.FLAGGED if flagged else None,
            "review_requested_at": later if looks or flagged else None,
            "flagged_at": later if flagged else None,
            "appealed_at": later if appealed else None,
            "is_muted": muted,
            "spam_score": self.random.random() * 0.04 + (0.95 if likely_spam else 0.0),
            "guest_id": guest,
            "author_name": name,
            "language": text.language,
            "body": f"{text.rendered.source}\n\n{words}",
            "body_html": f"{text.rendered.html}\n<p>{words}</p>",
            "sanitiser_version": SANITISER_VERSION,
            "text_hash": text_hash(f"{text.rendered.text}\n{words}"),
            "created_at": at,
            "public_descendants": 0,
        }

    def _answered(self, rows: list[dict[str, Any]], answerable: list[int]) -> dict[str, Any] | None:
        """The comment that somebody answers. People answer people who answer: of two, the one further down."""
        few = [rows[i] for i in self.random.choices(answerable, k=2)] if answerable else []
        return max(
            (row for row in few if row["depth"] < MAX_DEPTH), key=lambda row: row["depth"], default=None
        )


def made_up_names(texts: Sequence[Text], n: int) -> list[str]:
    """``n`` names: those of the demo content, told apart by numbers."""
    names = sorted({text.writer for text in texts})
    return [
        names[i] if i < len(names) else f"{names[i % len(names)][:60]} {i // len(names) + 1}"
        for i in range(n)
    ]


def _finding(number: int, rule: str, detail: dict[str, Any]) -> dict[str, Any]:
    return {
        "comment_id": number,
        "revision": 1,
        "rule": rule,
        "severity": Severity.HOLD,
        "field": "body",
        "matched": "",
        "detail": detail,
    }


def _made_up_word(random: Random) -> str:
    return "".join(
        random.choice("bdfgklmnprstvz") + random.choice("aeiou") for _ in range(random.randrange(2, 5))
    )
