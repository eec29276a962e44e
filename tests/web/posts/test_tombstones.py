"""Each way in which a comment goes while public answers stand below it, and each way back: nobody learns what it said
or who said it, from no page, feed, form, log or count; it cannot be answered; and it is there again when it comes
back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from time_machine import Traveller

from forum.domain.comment_states import Decision
from forum.operations.settings import change_settings
from tests.cast import Cast
from tests.factories.comments import make_comment
from tests.factories.people import make_category, make_moderator_of
from tests.support.applications import Browser
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, parsed, text_of
from tests.support.people import SignIn
from tests.web.posts.talks import KINDS, Talk

TAKEN_BACK = "The writer has taken this comment back."
TAKEN_DOWN = "A moderator has taken this comment down."
WAITS = "This comment is waiting for review."
WANTED = "The comment that you wanted to answer is no longer here."
APPROVE, HOLD, REJECT = Decision.APPROVE, Decision.HOLD, Decision.REJECT
SPAM, TRASH = Decision.SPAM, Decision.TRASH

Way = Callable[[Talk], Any]


def by_decision(decision: Decision) -> Way:
    return lambda talk: talk.decide(talk.above, decision)


# How it goes, what stands in its place, what its writer reads of it, and how it can come back.
WAYS: dict[str, tuple[Way, str, str, Way | None]] = {
    "withdrawn": (lambda talk: talk.withdraw(talk.above), TAKEN_BACK, "Taken back", None),
    "rejected": (by_decision(REJECT), TAKEN_DOWN, "Not published", by_decision(APPROVE)),
    # To its writer, what is taken for spam waits.
    "spam": (by_decision(SPAM), TAKEN_DOWN, "Waiting for review", by_decision(APPROVE)),
    "trashed": (by_decision(TRASH), TAKEN_DOWN, "Not published", by_decision(Decision.RESTORE)),
    "held": (by_decision(HOLD), WAITS, "Waiting for review", by_decision(APPROVE)),
    "hidden by flags": (
        lambda talk: talk.flag(talk.above),
        WAITS,
        "Waiting for review",
        by_decision(APPROVE),
    ),
    "edited": (lambda talk: talk.edit(talk.above), WAITS, "Waiting for review", by_decision(APPROVE)),
}
DECIDED = {"rejected", "spam", "trashed", "held"}
REPLY_GOES: dict[str, Way] = {
    "withdrawn": lambda talk: talk.withdraw(talk.reply),
    **{
        decision.value: lambda talk, decision=decision: talk.decide(talk.reply, decision)
        for decision in (HOLD, REJECT, SPAM, TRASH)
    },
}


@pytest.fixture
def site(engine_app: Flask, cast: Cast, frozen: object) -> Flask:
    """With its log of moderation open to readers."""
    with engine_app.app_context():
        change_settings({"public_log": True}, by=cast.boun.actor, now=NOW)
    return engine_app


def thread(client: Browser, talk: Talk) -> list[str]:
    """The comments under the post, each as it is read."""
    page = inspect_page(client.get(f"/posts/{talk.slug}"))
    return [text_of(one) for one in page.xpath("//article[starts-with(@id, 'comment-')]")]


def counted(client: Browser, talk: Talk) -> set[str]:
    """How many comments the post, the front page and the feed of posts say there are."""
    post = parsed(client.get(f"/posts/{talk.slug}").get_data(as_text=True))
    front = parsed(client.get("/").get_data(as_text=True))
    links = f"//a[@href='/posts/{talk.slug}#comments']"
    feed = client.get(f"/tags/tag-{talk.n}/feed.atom").get_data(as_text=True)
    (in_feed,) = [part.partition('"')[0] for part in feed.split('thr:count="')[1:]]
    said = {text_of(post.get_element_by_id("comments-title")), *(text_of(a) for a in front.xpath(links))}
    assert in_feed == next(iter(said)).split()[0].replace("No", "0")
    return said


def fed(client: Browser, talk: Talk) -> set[bool]:
    """Whether the comment, and whether its answer, is in the feeds of comments; all of them agree."""
    found = set()
    for kind in KINDS:
        for feed in (f"/comments.{kind}", f"/posts/{talk.slug}/comments.{kind}"):
            text = client.get(feed).get_data(as_text=True)
            found.add((talk.word in text, talk.answer in text))
    assert len(found) == 1
    return found.pop()


def assert_a_tombstone_stands(client: Browser, talk: Talk, sentence: str) -> None:
    tombstone, answer = thread(client, talk)
    assert tombstone == sentence
    assert "in reply to a comment that is gone" in answer
    assert counted(client, talk) == {"1 comment"}
    assert_is_not_there(client, talk.above)
    assert client.get(f"/comments/{talk.above}/flags/new").status_code == 404


def assert_nothing_stands(client: Browser, talk: Talk) -> None:
    assert thread(client, talk) == []
    assert counted(client, talk) == {"No comments yet"}
    for number in (talk.above, talk.reply):
        assert_is_not_there(client, number)


def assert_is_not_there(client: Browser, number: int) -> None:
    """Like a comment that never was."""
    gone, never = client.get(f"/comments/{number}"), client.get("/comments/99999")
    assert gone.status_code == never.status_code == 404
    assert gone.get_data() == never.get_data()
    assert "There is no such comment here." in text_of(inspect_page(gone))


@pytest.mark.both_engines
def test_no_way_out_and_no_way_back_tells_what_is_gone(
    site: Flask, cast: Cast, client: Browser, sign_in: SignIn, subtests: pytest.Subtests
) -> None:
    elin = sign_in(cast.elin)
    for n, (way, (go, sentence, told, come_back)) in enumerate(WAYS.items()):
        with subtests.test(way):
            talk = Talk(site, cast, n)
            assert len(talk.tells(client)) > 10
            feed, before = f"/posts/{talk.slug}/comments.atom", talk.revision()
            tags = {at: client.get(at).headers["ETag"] for at in (feed, "/comments.json")}
            news = client.get(f"/posts/{talk.slug}/comments/news?after={before}").headers["ETag"]
            entry = go(talk)

            for browser in (client, elin):
                assert talk.tells(browser) == set()
            assert_a_tombstone_stands(client, talk, sentence)
            assert fed(client, talk) == (False, True)
            for at, tag in tags.items():
                assert client.get(at, headers={"If-None-Match": tag}).status_code == 200
            again = client.get(
                f"/posts/{talk.slug}/comments/news?after={before}", headers={"If-None-Match": news}
            )
            assert (again.status_code, again.get_data()) == (200, b""), "the stamp moved; nothing is new"
            own = text_of(inspect_page(talk.writer.get("/my-comments")))
            assert told in own
            assert (talk.edited_word if way == "edited" else talk.word) in own

            if way in DECIDED:
                talk.undo(entry)
                assert_it_is_back(client, talk)
                unseen = client.get(f"/posts/{talk.slug}/comments/news?after={before}")
                assert unseen.get_data() == b"", "what an undo brings back is no news"
                go(talk)
            if come_back is not None:
                come_back(talk)
                assert_it_is_back(client, talk)


def assert_it_is_back(client: Browser, talk: Talk) -> None:
    above, answer = thread(client, talk)
    assert talk.name in above
    assert f"in reply to {talk.name}" in answer
    assert counted(client, talk) == {"2 comments"}
    assert len(talk.tells(client)) > 10
    assert client.get(f"/comments/{talk.above}/flags/new").status_code == 200


@pytest.mark.both_engines
def test_with_the_last_public_answer_the_tombstone_goes_and_with_it_it_comes_back(
    site: Flask, cast: Cast, client: Browser, frozen: Traveller, subtests: pytest.Subtests
) -> None:
    pairs = [("withdrawn", way) for way in REPLY_GOES]
    pairs += [(way, [*REPLY_GOES][n % len(REPLY_GOES)]) for n, way in enumerate(WAYS) if way != "withdrawn"]
    for n, (way, reply_way) in enumerate(pairs):
        frozen.shift(3600)
        with subtests.test(f"{way}, then its answer: {reply_way}"):
            (go, sentence, _told, _way), reply_goes = WAYS[way], REPLY_GOES[reply_way]
            talk = Talk(site, cast, n)
            go(talk)
            entry = reply_goes(talk)
            assert_nothing_stands(client, talk)
            assert fed(client, talk) == (False, False)
            assert talk.tells(client) == set()
            if entry is not None:
                talk.undo(entry)
                assert_a_tombstone_stands(client, talk, sentence)
                assert talk.tells(client) == set()


@pytest.mark.both_engines
def test_nobody_can_answer_a_tombstone_and_no_text_is_lost(
    site: Flask, cast: Cast, client: Browser, frozen: Traveller, subtests: pytest.Subtests
) -> None:
    for n, (way, (go, *_)) in enumerate(WAYS.items()):
        frozen.shift(3600)  # whoever tries so often at once is told to wait
        with subtests.test(way):
            talk = Talk(site, cast, n)
            at = f"/posts/{talk.slug}/comments/new?reply_to={talk.above}"
            form = form_of(client.get(at))
            go(talk)
            words = {"body": "I wanted to say this.", "author_name": "Soe"}
            refused = client.post(form.action, data=form.filled(**words, intent="send"))
            assert refused.status_code == 422
            page = inspect_page(refused)
            assert "The comment that you answered is no longer here." in text_of(page)
            assert page.get_element_by_id("body").text.strip() == words["body"]
            assert talk.name not in text_of(page)
            for intent in ("preview", "send"):
                told = client.post(form.action, data=form.filled(author_name="Soe", intent=intent))
                assert WANTED in text_of(inspect_page(told))
            asked = inspect_page(client.get(at))
            assert WANTED in text_of(asked)
            assert asked.xpath("//input[@name='reply_to']") == []
            own = client.submit(refused, intent="send", author_name=f"Soe {n}")
            assert own.status_code == 303
            number = int(own.location.split("/")[2])
            talk.decide(number, APPROVE)
            assert "in reply to" not in thread(client, talk)[-1]


@pytest.mark.both_engines
def test_an_answer_that_waited_when_its_comment_went_can_still_appear_below_the_tombstone(
    site: Flask, cast: Cast, client: Browser
) -> None:
    talk = Talk(site, cast, 1)
    with site.app_context():
        waiting = make_comment(talk.post_id, body="I waited.", reply_to=talk.above).id
    talk.withdraw(talk.above)
    talk.withdraw(talk.reply)
    assert_nothing_stands(client, talk)
    talk.decide(waiting, APPROVE)
    tombstone, answer = thread(client, talk)
    assert tombstone == TAKEN_BACK
    assert "I waited." in answer
    assert talk.tells(client) == set()


@pytest.mark.both_engines
def test_no_link_from_further_down_and_from_feeds_leads_to_what_is_gone(
    site: Flask, cast: Cast, client: Browser
) -> None:
    talk = Talk(site, cast, 1)
    numbers = [talk.above, talk.reply]
    with site.app_context():
        for depth in range(2, 8):
            words = {"body": f"Depth {depth}.", "by": cast.dara.actor}
            numbers.append(make_comment(talk.post_id, reply_to=numbers[-1], **words).id)
    address, link = f"/comments/{numbers[4]}", f'href="http://localhost/comments/{numbers[4]}"'
    pages = [f"/posts/{talk.slug}?{way}={numbers[5]}" for way in ("thread", "from")]
    for page in pages:
        assert address in {a.get("href") for a in inspect_page(client.get(page)).xpath("//a")}
    feeds = [f"/posts/{talk.slug}/comments.atom", "/comments.atom"]
    assert all(client.get(feed).get_data(as_text=True).count(link) > 1 for feed in feeds)

    entry = talk.decide(numbers[4], SPAM)
    for page in pages:
        below = inspect_page(client.get(page))
        assert address not in {a.get("href") for a in below.xpath("//a")}
        assert "in reply to a comment that is gone" in text_of(
            below.get_element_by_id(f"comment-{numbers[5]}")
        )
    for feed in feeds:
        text = client.get(feed).get_data(as_text=True)
        assert link not in text
        assert f'in-reply-to ref="http://localhost/comments/{numbers[4]}"' in text
    talk.undo(entry)
    assert address in {a.get("href") for a in inspect_page(client.get(pages[0])).xpath("//a")}


def test_the_desk_finds_what_was_taken_down_and_nothing_that_was_taken_back(
    site: Flask, cast: Cast, sign_in: SignIn, subtests: pytest.Subtests
) -> None:
    talks = {way: Talk(site, cast, n) for n, way in enumerate(WAYS)}
    with site.app_context():
        elsewhere = make_moderator_of(cast, [make_category(cast, "Court news")])
    ana, fai = sign_in(cast.ana), sign_in(elsewhere)
    ana.inspects = fai.inspects = False  # queues are pages with tests of their own
    queues = ("pending", "second_look", "flagged", "appeals", "approved", "rejected", "spam", "trashed")
    for way, talk in talks.items():
        with subtests.test(way):
            WAYS[way][0](talk)
            words = talk.edited_word if way == "edited" else talk.word
            addresses = [f"/desk/moderation?state={queue}&q={words}" for queue in queues]
            found = {
                browser: {
                    one
                    for address in addresses
                    for one in parsed(browser.get(address).get_data(as_text=True)).xpath("//article/@id")
                }
                for browser in (ana, fai)
            }
            assert found[ana] == (set() if way == "withdrawn" else {f"comment-{talk.above}"})
            assert found[fai] == set()
