"""The demo comments, checked on paper: every story is told in order and obeys the law of moderation.

The little table of moves is written independently of the one in the domain, so that a slip in the data is
found even before somebody loads it.
"""

import unicodedata
from datetime import datetime, timedelta

import pytest

from tests.importers.demo.content_files import (
    BY_KEY,
    BY_SLUG,
    COMMENTS,
    LOADED_AT,
    ROLES,
    SITE,
    Record,
    posted_at,
    sentences,
)

STAFF = {key for key, role in ROLES.items() if role != "reader"}
MODERATORS = {key for key, role in ROLES.items() if role == "moderator"}

every_comment = pytest.mark.parametrize("comment", COMMENTS, ids=[c["key"] for c in COMMENTS])

MOVES = {
    "approve": {"pending": "approved", "rejected": "approved", "spam": "approved"},
    "reject": {"pending": "rejected", "approved": "rejected", "spam": "rejected"},
    "spam": {"pending": "spam", "approved": "spam", "rejected": "spam"},
    "trash": {"pending": "trashed", "approved": "trashed", "rejected": "trashed", "spam": "trashed"},
    "hold": {"approved": "pending"},
}
REASONS = {"off_topic", "personal_data", "insult", "advertising", "illegal", "duplicate", "other"}


def states_of(comment: Record) -> list[tuple[datetime, str]]:
    """Every state that the story passes through, with the moment it began; a wrong move raises KeyError."""
    start = posted_at(comment)
    passed = [(start, "approved" if comment["writer"] in STAFF else "pending")]
    for step in comment["story"]:
        state = passed[-1][1]
        if step["do"] == "withdraw":
            state = "withdrawn"
        elif step["do"] in {"undo", "restore"}:
            assert (step["do"] == "restore") == (state == "trashed")
            state = passed[-2][1]
        else:
            state = MOVES[step["do"]][state]
        passed.append((start + timedelta(hours=step["hours_after"]), state))
    return passed


def depth(comment: Record) -> int:
    return 0 if "reply_to" not in comment else 1 + depth(BY_KEY[comment["reply_to"]])


@every_comment
def test_a_comment_is_whole_and_refers_only_to_what_exists(comment: Record) -> None:
    needed = {"key", "post", "writer", "language", "ends", "body", "story"}
    assert needed <= set(comment) <= needed | {"reply_to", "posted_at", "posted_hours_ago", "trips"}
    assert ("posted_at" in comment) != ("posted_hours_ago" in comment)
    assert comment["body"].strip()
    assert max(len(sentence.split()) for sentence in sentences(comment["body"])) <= 60
    post = BY_SLUG[comment["post"]]
    assert post.get("comments_mode") != "closed"
    assert posted_at(comment) > post["published_at"]
    if "posted_at" in comment:
        assert posted_at(comment).utcoffset() == timedelta(0)
        assert posted_at(comment).year in (2016, 2017)


@every_comment
def test_a_story_is_told_by_those_who_may_and_in_order(comment: Record) -> None:
    moments = [moment for moment, _ in states_of(comment)]
    assert moments == sorted(set(moments))
    assert moments[-1] <= LOADED_AT
    for step in comment["story"]:
        assert set(step) <= {"do", "by", "hours_after", "reason_code", "note", "body", "redact"}
        assert step["do"] == "approve" or not {"body", "redact"} & set(step)
        assert (step["by"] == "writer") if step["do"] == "withdraw" else (step["by"] in MODERATORS)
        assert (step.get("reason_code") in REASONS) == (step["do"] == "reject")


@every_comment
def test_a_story_obeys_the_law_and_ends_as_it_says(comment: Record) -> None:
    assert states_of(comment)[-1][1] == comment["ends"]


@every_comment
def test_a_reply_was_written_while_the_comment_above_it_could_be_read(comment: Record) -> None:
    if "reply_to" not in comment:
        return
    parent = BY_KEY[comment["reply_to"]]
    assert parent["post"] == comment["post"]
    assert [state for moment, state in states_of(parent) if moment <= posted_at(comment)][-1:] == ["approved"]


def test_comment_keys_are_unique_and_a_guest_is_never_taken_for_an_account() -> None:
    assert len(BY_KEY) == len(COMMENTS)
    names = {account["display_name"].casefold() for account in SITE["accounts"]}
    assert not names & {comment["writer"].casefold() for comment in COMMENTS}


def test_every_state_is_reached_and_the_queue_is_alive() -> None:
    ends = [comment["ends"] for comment in COMMENTS]
    assert set(ends) == {"pending", "approved", "rejected", "spam", "trashed", "withdrawn"}
    assert ends.count("pending") >= 8
    assert all("posted_hours_ago" in comment for comment in COMMENTS if comment["ends"] == "pending")
    assert {step["do"] for comment in COMMENTS for step in comment["story"]} == {
        *MOVES,
        "undo",
        "restore",
        "withdraw",
    }
    assert {step["by"] for comment in COMMENTS for step in comment["story"]} == {*MODERATORS, "writer"}


def test_one_withdrawn_comment_leaves_a_tombstone_and_one_leaves_nothing() -> None:
    answered = {
        comment["reply_to"] for comment in COMMENTS if "reply_to" in comment and comment["ends"] == "approved"
    }
    withdrawn = {comment["key"] for comment in COMMENTS if comment["ends"] == "withdrawn"}
    assert withdrawn & answered
    assert withdrawn - answered


def test_threads_go_deep() -> None:
    deepest: dict[str, int] = {}
    for comment in COMMENTS:
        deepest[comment["post"]] = max(depth(comment), deepest.get(comment["post"], 0))
    assert max(deepest.values()) == 7
    assert sum(value >= 4 for value in deepest.values()) >= 2


SCRIPTS = {
    "en": "LATIN", "vi": "LATIN", "th": "THAI", "km": "KHMER", "lo": "LAO", "my": "MYANMAR", "zh": "CJK",
}  # fmt: skip


@every_comment
def test_a_comment_is_written_in_the_script_of_its_language(comment: Record) -> None:
    letters = [char for char in comment["body"] if char.isalpha()]
    own = [char for char in letters if unicodedata.name(char).startswith(SCRIPTS[comment["language"]])]
    assert len(own) > 0.9 * len(letters)


def test_every_language_of_the_region_is_heard_in_public() -> None:
    assert {comment["language"] for comment in COMMENTS if comment["ends"] == "approved"} == set(SCRIPTS)
