"""Nothing is in a moderator's way on what the desk shows of writers, threads, reasons, batches, rules and figures."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from forum.adapters import clock
from forum.db import db
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.flags import FlagReason
from forum.domain.sanctions import SanctionKind, Writer
from forum.models import Comment
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.noting import add_note
from forum.operations.sanctions import impose_sanction, lift_sanction
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import WAYS, make_comment, writer_of
from tests.journeys.obstacles import BURMESE, LONG, THAI, TWO_DRESSES, Found, press, problems_here
from tests.journeys.world import let_in, publish

pytestmark = [pytest.mark.browser, TWO_DRESSES]

PHONE = "081 234 5678"


@pytest.fixture
def desk(live, cast, window) -> Page:
    """The administrator's window. Forms are answered by whole pages in it."""
    page = window(whole_pages=True)
    let_in(live, page, cast.boun)
    return page


def test_about_a_writer(live, cast, desk) -> None:
    found, post = Found(), publish(live, cast.chanthy)
    with live.app.app_context():
        now, ana = clock.now(), cast.ana.actor
        mine = make_comment(post, body=f"{BURMESE} {LONG}", name=LONG[:70], now=now)
        number, by = mine.id, writer_of(mine)
        writer = Writer.of(by)
        for n, state in enumerate(State):
            make_comment(
                post, body=f"{THAI} {LONG} {n}", by=by, name=f"ซอ {n}", state=state, moderator=ana, now=now
            )
        add_note(f"{THAI} {LONG}", about=writer, by=ana, now=now)
        add_note(f"{BURMESE}\n\n{LONG}", about=writer, by=cast.boun.actor, now=now)
        for kind, days in ((SanctionKind.WARN, None), (SanctionKind.MUTE, 9), (SanctionKind.BAN, None)):
            until = now + timedelta(days=days) if days else None
            made = impose_sanction(writer, kind, f"{THAI} {LONG}", until=until, by=ana, now=now)
        lift_sanction(made.id, by=cast.boun.actor, now=now)
    page = f"/desk/writers/{writer.code}"
    desk.goto(page)
    expect(desk.get_by_role("heading", name="Impose a sanction")).to_be_visible()
    found += problems_here(desk, "a writer with sanctions and notes")
    press(desk, "Keep the note")
    expect(desk.locator("#writer-note-text-error")).to_be_visible()
    found += problems_here(desk, "a note about a writer, refused")
    desk.get_by_label("Note for moderators").fill(f"{THAI} {LONG}")
    press(desk, "Keep the note")
    expect(desk.get_by_role("status")).to_contain_text("The note is kept.")
    found += problems_here(desk, "a note about a writer, kept")
    desk.get_by_label("Muted:").check()
    desk.get_by_role("textbox", name="Reason, told to the writer").fill(f"{BURMESE} {LONG}")
    press(desk, "Impose it")
    found.look(desk, "Nothing was imposed")
    desk.get_by_label("For how many days").fill("7")
    press(desk, "Impose it")
    expect(desk.get_by_role("status")).to_be_visible()
    found += problems_here(desk, "a sanction, imposed")
    found.go(desk, f"/desk/writers/user:{cast.elin.id}", "Elin")
    found.go(desk, f"/desk/writers/user:{cast.ana.id}", "Ana")
    desk.goto(f"/desk/comments/{number}")
    desk.get_by_text("Add a note").click()
    press(desk, "Keep the note")
    found.look(desk, "The note was not kept")
    assert found == [], "\n".join(found)


def test_about_a_comment(live, cast, desk) -> None:
    """With everything that can stand beside one, once waiting and once appealed."""
    found, post = Found(), publish(live, cast.chanthy)
    with live.app.app_context():
        now, ana = clock.now(), cast.ana.actor
        shown = {"state": State.APPROVED, "moderator": ana, "now": now}
        parent = None
        for n in range(6):
            parent = make_comment(
                post, body=f"{THAI} {LONG} {n}", name=f"ซอ {LONG[:40]}", reply_to=parent, **shown
            ).id
        body = f"{BURMESE} {PHONE}\n\n{LONG} <https://{LONG[:50].lower()}.example/{LONG}>"
        held = make_comment(post, body=body, name=LONG[:70], reply_to=parent, now=now)
        number, by, version = held.id, writer_of(held), held.version
        other = make_comment(post, body=f"{THAI} {LONG}", by=by, **shown).id
        for about in (number, Writer.of(by)):
            add_note(f"{BURMESE} {LONG}", about=about, by=ana, now=now)
        decide(number, Choice(Decision.HOLD, body=f"{body}\n\n{THAI}"), seen=version, by=ana, now=now)
        for guest in range(3):
            reporter = writer_of(make_comment(post, name=f"Reader {guest}", now=now))
            detail = f"{THAI} {LONG}"
            flag_comment(
                other, FlagDraft(FlagReason.INSULT, detail, wants_outcome=True), by=reporter, now=now
            )
        reply = make_comment(post, body=BURMESE, reply_to=other, **shown).id
    for heading in ("Thread", "Source", "Add a note"):
        desk.goto(f"/desk/comments/{number}")
        opener = desk.locator(
            ".queue-item summary", has_text="comments further up" if heading == "Thread" else heading
        )
        opener.click()
        found += problems_here(desk, f"a comment with its {heading}")
    desk.evaluate("document.querySelectorAll('.chain details').forEach(it => { it.open = true })")
    found += problems_here(desk, "a comment with all above it opened")
    press(desk, "Keep the note")
    found.look(desk, "The note was not kept")
    desk.goto(f"/desk/comments/{other}")
    expect(desk.get_by_role("region", name="Reports by readers")).to_be_visible()
    found += problems_here(desk, "a reported comment")
    found.go(desk, "/desk/moderation?state=flagged", "Moderation")
    with live.app.app_context():
        version = item_by_id(other).version
        said = Choice(
            Decision.REJECT, reason_code=ReasonCode.INSULT, note=f"{THAI} {LONG}", with_replies=True
        )
        decide(other, said, seen=version, by=cast.ana.actor, now=clock.now())
        appeal_comment(other, f"{BURMESE} {LONG}", by=by, now=clock.now())
    desk.goto(f"/desk/comments/{other}")
    expect(desk.get_by_text("The writer asks for another decision:")).to_be_visible()
    found += problems_here(desk, "an appealed comment")
    found.go(desk, "/desk/moderation?state=appeals", "Moderation")
    press(desk, "Approve")
    found.look(desk, "That could not be decided")
    desk.get_by_role("link", name="please write an answer to them first").click()
    expect(desk.get_by_label("Answer to the writer")).to_be_focused()
    found.go(desk, f"/desk/comments/{reply}", "Comment by")
    found.go(desk, "/desk/log", "Log")
    assert found == [], "\n".join(found)


def test_about_the_reasons(live, cast, window, desk) -> None:
    found, ana = Found(), window(whole_pages=True)
    let_in(live, ana, cast.ana)
    for page in (desk, ana):
        page.goto("/desk/reasons?language=my")
    field = "#sentence-insult-my"
    desk.locator(field).fill(f"{BURMESE} {LONG}")
    press(desk, "Save the sentences")
    expect(desk.get_by_role("status")).to_be_visible()
    found += problems_here(desk, "sentences, saved")
    ana.locator(field).fill(BURMESE)
    press(ana, "Save the sentences")
    found.look(ana, "Nothing was saved")
    ana.locator(field).evaluate("it => it.removeAttribute('maxlength')")
    ana.locator(field).fill(LONG * 9)
    press(ana, "Save the sentences")
    found.look(ana, "Nothing was saved")
    assert found == [], "\n".join(found)


def test_about_many(live, cast, desk) -> None:
    found, post = Found(), publish(live, cast.chanthy)
    with live.app.app_context():
        numbers = [
            make_comment(post, body=f"{BURMESE} {LONG} {n}", name=LONG[:70], now=clock.now()).id
            for n in range(8)
        ]
    desk.goto("/desk/batches/new")
    found.look(desk, "What shall become of all 8?")
    with live.app.app_context():
        decide(numbers[1], Choice(Decision.SPAM), seen=1, by=cast.ana.actor, now=clock.now())
        make_comment(post, body="It came later.", now=clock.now())
    desk.locator("details.reject summary").click()
    desk.get_by_label("Reason, told to the writers").select_option("insult")
    desk.get_by_label("A sentence to the writers").fill(f"{THAI} {LONG}")
    found += problems_here(desk, "a rejection of many")
    press(desk, "Reject all 8")
    found.look(desk, "One comment was left as it is")
    found.go(desk, "/desk/batches/new?state=spam", "What shall become of it?")
    press(desk, "Approve it")
    expect(desk.get_by_role("status")).to_be_visible()
    found += problems_here(desk, "one of many, decided")
    press(desk, "Undo it")
    expect(desk.get_by_text("Taken back: one comment is as it was.")).to_be_visible()
    found += problems_here(desk, "one of many, taken back")
    for state in ("approved", "rejected", "trashed", "second_look"):
        found.go(desk, f"/desk/batches/new?state={state}", re.compile("Decide on|Nothing fits"))
    assert found == [], "\n".join(found)


def test_about_rules_and_figures(live, cast, desk, window) -> None:
    found, post = Found(), publish(live, cast.chanthy)
    with live.app.app_context():
        now, ana = clock.now(), cast.ana.actor
        for n, state in enumerate((*State, State.APPROVED, State.REJECTED)):
            sent = now - timedelta(hours=3 * n)
            made = make_comment(post, body=f"{BURMESE} {LONG} {n}", name=LONG[:70], now=sent)
            if state is not State.PENDING:
                reason = ReasonCode.OFF_TOPIC if state is State.REJECTED else None
                said = Choice(WAYS[state], reason_code=reason)
                decide(made.id, said, seen=made.version, by=ana, now=sent + timedelta(minutes=9 * n))
        change_settings({"public_log": True}, by=cast.boun.actor, now=now)
    desk.goto("/desk/rules")
    desk.get_by_label("Name", exact=True).fill(f"Wörter {LONG}")
    desk.get_by_label("Words", exact=True).fill("Donau*\nဆောင်း")
    press(desk, "Try it on the last comments")
    found.look(desk, "Examples")
    desk.get_by_label("Words", exact=True).fill("nothing-like-it")
    press(desk, "Try it on the last comments")
    expect(desk.get_by_text("It finds nothing in them.")).to_be_visible()
    found += problems_here(desk, "a trial that finds nothing")
    desk.get_by_label("Words", exact=True).fill("")
    press(desk, "Try it on the last comments")
    found.look(desk, "The list was not saved")
    desk.get_by_label("Words", exact=True).fill("Donau*\nဆောင်း")
    press(desk, "Save the list")
    expect(desk.get_by_role("status")).to_be_visible()
    with live.app.app_context():
        make_comment(post, body=f"{LONG} {THAI}", now=clock.now())
        assert db.session.query(Comment).count() == 8
    found.go(desk, "/desk/rules", "Word lists")
    found.go(desk, "/desk/statistics", "Statistics")
    for one in desk.locator(".statistic summary").all():
        one.click()
    found += problems_here(desk, "statistics with their figures")
    reader = window()
    found.go(reader, "/moderation-log", "Log of moderation")
    reader.goto("/moderation-log?before=1")
    expect(reader.get_by_text("There are no older entries.")).to_be_visible()
    found += problems_here(reader, "the end of the log of moderation")
    assert found == [], "\n".join(found)
