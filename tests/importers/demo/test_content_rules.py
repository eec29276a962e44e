"""The demo's screening rules, checked on paper, and which of the demo comments meet them."""

import re
import unicodedata
from urllib.parse import urlsplit

import pytest

from tests.importers.demo.content_files import COMMENTS, ROLES, RULES, Record, posted_at


def matches(word_list: Record, comment: Record) -> bool:
    """Whether one word list finds something in the text (or in the guest's name, if that is its scope)."""
    name = comment["writer"] if comment["writer"] not in ROLES else ""
    text = name if word_list["scope"] == "name" else comment["body"]
    for pattern in word_list["patterns"]:
        search = re.escape(pattern).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        if re.search(rf"(?<!\w){search}(?!\w)" if word_list["whole_word"] else search, text, re.IGNORECASE):
            return True
    return False


def has_too_many_or_denied_links(comment: Record) -> bool:
    hosts = [urlsplit(address).hostname or "" for address in re.findall(r"https?://[^\s)]+", comment["body"])]
    denied = RULES["links"]["denied_domains"]
    return len(hosts) > RULES["links"]["max_links"] or any(
        host == domain or host.endswith("." + domain) for host in hosts for domain in denied
    )


def repeats_an_earlier_one(comment: Record) -> bool:
    def plain(one: Record) -> str:
        return re.sub(r"\W+", "", unicodedata.normalize("NFKC", one["body"]).casefold())

    return any(plain(other) == plain(comment) and posted_at(other) < posted_at(comment) for other in COMMENTS)


@pytest.mark.parametrize("comment", COMMENTS, ids=[c["key"] for c in COMMENTS])
def test_a_comment_trips_exactly_the_rules_that_it_says(comment: Record) -> None:
    found = {
        "words": any(matches(word_list, comment) for word_list in RULES["lists"]),
        "links": has_too_many_or_denied_links(comment),
        "repeats": repeats_an_earlier_one(comment),
    }
    assert sorted(comment.get("trips", [])) == sorted(
        rule for rule, is_tripped in found.items() if is_tripped
    )


def test_every_rule_is_tripped_by_a_comment_that_waits_and_one_that_a_person_approved() -> None:
    tripped = {
        rule for comment in COMMENTS if comment["ends"] == "pending" for rule in comment.get("trips", [])
    }
    assert tripped == {"words", "links", "repeats"}
    assert any(comment["ends"] == "approved" and comment.get("trips") for comment in COMMENTS)


@pytest.mark.parametrize("word_list", RULES["lists"], ids=lambda word_list: word_list["name"])
def test_a_word_list_is_whole_and_no_demo_comment_would_be_refused(word_list: Record) -> None:
    needed = {"name", "action", "scope", "whole_word", "patterns", "note"}
    assert needed <= set(word_list) <= needed | {"language"}
    assert word_list["action"] in {"note", "hold", "refuse"}
    assert word_list["scope"] in {"text", "name", "link"}
    assert word_list["patterns"]
    hits = [comment["key"] for comment in COMMENTS if matches(word_list, comment)]
    assert bool(hits) == (word_list["action"] != "refuse")


def test_no_word_list_holds_a_word_for_what_happened_to_people() -> None:
    subjects = re.compile(r"traffick|sex|rape|slave|exploit|victim|survivor|prostitut|debt", re.IGNORECASE)
    assert not [p for word_list in RULES["lists"] for p in word_list["patterns"] if subjects.search(p)]
