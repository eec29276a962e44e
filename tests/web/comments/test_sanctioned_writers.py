"""What a writer reads who is warned, held always, muted or banned, and how to reach the people of the site."""

from datetime import timedelta

import pytest

from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.moderation.unmuting import release_muted
from forum.operations.sanctions import impose_sanction
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, parsed, text_of

TEXT = "I have waited for this ferry."


@pytest.fixture
def imposed(app, cast, post):
    """``imposed(SanctionKind.BAN, days=7)``: Ana's, on Elin; without days it has no end."""

    def impose(kind, days=None, reason="You attack people."):
        until = NOW + timedelta(days=days) if days else None
        with app.app_context():
            writer = Writer.of(cast.elin.actor)
            return impose_sanction(writer, kind, reason, until=until, by=cast.ana.actor, now=NOW).id

    return impose


@pytest.fixture
def reachable(app, cast):
    def at(contact):
        with app.app_context():
            change_settings({"contact": contact}, by=cast.boun.actor, now=NOW)

    return at


@pytest.fixture
def send(frozen):
    """``send(browser, body="text")``: a comment, written as slowly as people write, on a form that is open or opened
    for it; the answer."""

    def sent(browser, body=TEXT, page=None):
        page = page or browser.get("/posts/ferry/comments/new")
        frozen.shift(timedelta(minutes=1))
        return browser.submit(page, body=body, intent="send")

    return sent


def words_at(browser, path):
    return text_of(inspect_page(browser.get(path)).xpath("//main")[0])


@pytest.mark.parametrize(("days", "said"), [(None, "take no more comments from you"), (7, "until 9 March")])
def test_a_banned_writer_reads_why_and_keeps_the_text(elin, send, imposed, reachable, days, said):
    page = elin.get("/posts/ferry/comments/new")
    imposed(SanctionKind.BAN, days)
    refused = send(elin, page=page)
    assert refused.status_code == 422
    words = text_of(inspect_page(refused))
    assert said in words
    assert "Their reason: “You attack people.” Your text is kept" in words
    assert "write to the people of this site" in words
    assert form_of(refused, "/posts/ferry/comments").fields["body"] == TEXT
    reachable("help@forum.test")
    assert "ask that another moderator looks at it: help@forum.test" in text_of(
        inspect_page(send(elin, page=page))
    )
    words = words_at(elin, "/my-comments")
    assert said in words
    assert "Their reason: “You attack people.”" in words
    assert "If you think that this is a mistake: help@forum.test" in words


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_a_banned_writer_is_told_before_anything_is_typed(elin, imposed, headers):
    address = "/posts/ferry/comments/new"
    assert 'name="intent"' in elin.get(address, headers=headers).text
    imposed(SanctionKind.BAN, 7)
    page = elin.get(address, headers=headers)
    assert 'name="intent"' not in page.text
    words = text_of(parsed(page.text))
    assert "take no comments from you until 9 March" in words
    assert "Their reason: “You attack people.”" in words


def test_a_banned_writer_keeps_a_correction_too_and_can_still_take_back(elin, app, cast, post, imposed):
    with app.app_context():
        number = make_comment(post.id, body="Before.", by=cast.elin.actor).id
    receipt = f"/comments/{number}/receipt"
    assert "Correct it" in words_at(elin, receipt)
    page = elin.get(f"/comments/{number}/edit")
    imposed(SanctionKind.BAN)
    imposed(SanctionKind.HOLD)
    refused = elin.submit(page, body="After.", intent="send")
    assert refused.status_code == 422
    assert form_of(refused, f"/comments/{number}/edit").fields["body"] == "After."
    with app.app_context():
        assert item_by_id(number).body == "Before."
    # Before anything is typed.
    assert elin.get(f"/comments/{number}/edit").location == receipt
    for address in (receipt, "/my-comments"):
        words = words_at(elin, address)
        assert "take no more comments from you" in words
        assert "comments wait until" not in words
        assert "Take it back" in words
        assert "Correct it" not in words
    assert elin.submit(elin.get("/my-comments"), f"/comments/{number}/withdrawal").status_code == 303


def test_a_warned_writer_reads_it_above_the_kept_text(elin, send, app, imposed):
    imposed(SanctionKind.WARN, reason="Please stay with the post.")
    refused = send(elin)
    assert refused.status_code == 422
    assert "Please stay with the post." in text_of(inspect_page(refused))
    assert form_of(refused, "/posts/ferry/comments").fields["body"] == TEXT
    sent = elin.submit(refused, "/posts/ferry/comments", intent="acknowledge")
    with app.app_context():
        number = int(sent.location.split("/")[-2])
        assert item_by_id(number).body == TEXT


def test_who_is_held_always_is_told_so_kindly(elin, send, app, cast, imposed):
    with app.app_context():
        change_settings({"comments_mode": "suspects"}, by=cast.boun.actor, now=NOW)
    assert "Your comment is published" in words_at(elin, send(elin).location)
    imposed(SanctionKind.HOLD, reason="Two of your links led to a shop.")
    receipt = words_at(elin, send(elin, body="Another thought.").location)
    assert "Your comment is waiting for review" in receipt
    assert "Those that are approved appear as usual." in receipt
    assert "Their reason: “Two of your links led to a shop.”" in receipt
    assert "Those that are approved appear as usual." in words_at(elin, "/my-comments")


def test_who_is_muted_reads_until_when_and_is_promised_no_time(elin, send, app, imposed, frozen, monkeypatch):
    monkeypatch.setattr("forum.web.comments.own.usual_wait", lambda now: 3600)
    imposed(SanctionKind.MUTE, 7)
    receipt = send(elin).location
    for path in (receipt, "/my-comments"):
        words = words_at(elin, path)
        assert "Until 9 March 2026 your comments wait aside." in words
        assert "Their reason: “You attack people.”" in words
        assert "usually takes" not in words
    frozen.shift(timedelta(days=8))
    assert "wait aside" not in words_at(elin, "/my-comments")
    with app.app_context():
        assert release_muted(now=NOW + timedelta(days=8)) == 1
    for path in (receipt, "/my-comments"):
        words = words_at(elin, path)
        assert "That is over: it waits with the others now." in words
        assert "aside" not in words.replace("had put your comments aside", "")
        assert "usually takes" in words


def test_how_to_reach_the_site_stands_where_it_is_needed(client, app, cast, post, reachable):
    assert "How to reach us" not in text_of(inspect_page(client.get("/")))
    reachable("https://forum.test/contact")
    foot = inspect_page(client.get("/")).xpath("//footer")[0]
    assert foot.xpath(".//a[@href='https://forum.test/contact']")
    reachable("The office at the ferry <mornings>")
    with app.app_context():
        number = make_comment(post.id, by=cast.ana.actor).id
    client.submit(client.get(f"/comments/{number}/flags/new"), reason="other")
    words = words_at(client, f"/comments/{number}/flags/sent")
    assert "How to reach us: The office at the ferry <mornings>" in words
