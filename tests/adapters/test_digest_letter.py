"""The moderators' daily letter, word for word."""

import re
from datetime import timedelta
from itertools import product

import pytest

from forum.queries.digest import Digest, Waiting
from tests.adapters.test_letters import book

HOURS = timedelta(hours=1)
QUEUES = ("pending", "second_look", "flagged", "appeals")


def letter(digest: Digest) -> tuple[str, str]:
    written = book().write("digest", digest=digest)
    return written.subject, written.body


def test_the_digest_counts_the_queues_and_says_how_long_they_wait() -> None:
    subject, body = letter(Digest(Waiting(3, 50 * HOURS), Waiting(1, 2 * HOURS)))
    assert subject == "4 comments are waiting at Mekong Forum"
    assert body == (
        "3 comments wait for a decision, the first of them for 2 days now.\n"
        "https://mekong.example/desk/moderation?state=pending\n\n"
        "1 public comment waits for a second look, for 2 hours now.\n"
        "https://mekong.example/desk/moderation?state=second_look\n\n"
        "-- \n"
        "Mekong Forum writes this once a day, when something waits.\n"
    )


def test_the_digest_is_silent_about_an_empty_queue() -> None:
    subject, body = letter(Digest(Waiting(1, 0 * HOURS), None))
    assert subject == "1 comment is waiting at Mekong Forum"
    assert body.startswith("1 comment waits for a decision, for 1 minute now.\n")
    assert "second look" not in body


def test_what_is_flagged_and_waits_nowhere_else_has_a_letter_of_its_own() -> None:
    subject, body = letter(Digest(None, None, flagged=Waiting(1, 2 * HOURS), flagged_only=1))
    assert subject == "1 comment is waiting at Mekong Forum"
    assert body.startswith(
        "1 comment that readers flagged waits, for 2 hours now.\n"
        "https://mekong.example/desk/moderation?state=flagged\n\n-- \n"
    )


@pytest.mark.parametrize("numbers", list(product((0, 1, 3), repeat=4)), ids=str)
def test_every_sentence_of_the_digest_is_true_by_itself(numbers: tuple[int, ...]) -> None:
    waiting = {queue: Waiting(n, 2 * HOURS) if n else None for queue, n in zip(QUEUES, numbers, strict=True)}
    pending, second_look, flagged, appeals = numbers
    only = max(0, flagged - pending - second_look)
    total = pending + second_look + appeals + only
    subject, body = letter(Digest(**waiting, flagged_only=only))
    assert subject.startswith("1 comment is waiting" if total == 1 else f"{total} comments are waiting")
    said = {
        "pending": ("1 comment waits for a decision,", "3 comments wait for a decision,"),
        "second_look": (
            "1 public comment waits for a second look,",
            "3 public comments wait for a second look,",
        ),
        "flagged": ("1 comment that readers flagged waits,", "3 comments that readers flagged wait,"),
        "appeals": ("1 writer asks for another decision,", "3 writers ask for another decision,"),
    }
    expected = []
    for queue, n in zip(QUEUES, numbers, strict=True):
        if n:
            how_long = "for 2 hours now." if n == 1 else "the first of them for 2 hours now."
            sentence = f"{said[queue][n > 1]} {how_long}"
            expected.append(f"{sentence}\nhttps://mekong.example/desk/moderation?state={queue}")
    # Nothing is said but this, and nothing that leans on another sentence ("of them") than its own.
    told = re.split(r"\n\n", body.partition("-- \n")[0].strip())
    assert [one for one in told if one] == expected
