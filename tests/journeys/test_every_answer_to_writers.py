"""Nothing is in a writer's or a reporter's way on what the moderators' work brings back to them."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from forum.adapters import clock
from forum.db import db
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.sanctions import SanctionKind, Writer
from forum.models import Comment, Sanction
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.sanctions import impose_sanction, lift_sanction
from forum.queries.moderation.queue import item_by_id
from tests.cast import Member
from tests.factories.comments import make_comment
from tests.journeys.obstacles import BURMESE, LONG, THAI, TWO_DRESSES, Found, press, problems_here
from tests.journeys.world import SLUG, let_in, publish
from tests.support.servers import Live

pytestmark = [pytest.mark.browser, TWO_DRESSES]

PHONE = "081 234 5678"
REJECT = Choice(Decision.REJECT, reason_code=ReasonCode.PERSONAL_DATA, note=f"{THAI} {LONG}")


def written(reader: Page, words: str = f"{THAI} {LONG}") -> int:
    """A comment of the reader's, sent by their own browser; its number."""
    reader.goto(f"/posts/{SLUG}/comments/new")
    reader.get_by_label("Your comment").fill(words)
    name = reader.get_by_label("Name shown with it")
    if name.count():
        name.fill("ซอ")
    press(reader, "Send for review")
    reader.wait_for_url("**/receipt")
    return int(re.search(r"/comments/(\d+)/", reader.url)[1])


def decided(live: Live, number: int, choice: Choice, by: Member) -> None:
    with live.app.app_context():
        decide(number, choice, seen=item_by_id(number).version, by=by.actor, now=clock.now())


def test_who_reports_is_answered(live, cast, window) -> None:
    found, reader, post = Found(), window(), publish(live, cast.chanthy)
    with live.app.app_context():
        facts = {"name": LONG[:70], "state": State.APPROVED, "moderator": cast.ana.actor, "now": clock.now()}
        numbers = [make_comment(post, body=f"{BURMESE} {LONG} {n}", **facts).id for n in range(4)]
    found.go(reader, "/my-reports", "My reports")
    found.go(reader, f"/comments/{numbers[0]}/flags/new", "Report this comment")
    press(reader, "Send the report")
    found.look(reader, "Your report was not sent")
    for n, number in enumerate(numbers):
        reader.goto(f"/comments/{number}/flags/new")
        reader.get_by_label("It attacks a person").check()
        reader.get_by_label("Anything that the moderators should know").fill(f"{THAI} {LONG}")
        if n:
            reader.get_by_label("Show me under “My reports”").check()
        press(reader, "Send the report")
        found.look(reader, "Thank you for telling us")
    found.go(reader, f"/comments/{numbers[0]}/flags/new", "Report this comment")
    found.go(reader, f"/comments/{numbers[0]}/flags/sent?again=1", "You have reported this comment already")
    decided(live, numbers[1], Choice(Decision.TRASH), cast.ana)
    decided(live, numbers[2], Choice(Decision.APPROVE), cast.ana)
    found.go(reader, "/my-reports", "My reports")
    # In its place under the comment.
    stranger = window()
    stranger.goto(f"/posts/{SLUG}")
    stranger.locator(f"#comment-{numbers[0]}").get_by_role("link", name="Report").click()
    expect(stranger.get_by_label("It attacks a person")).to_be_focused()
    found.look(stranger, "Report this comment")
    press(stranger, "Send the report")
    found.look(stranger, "Your report was not sent")
    own = written(reader)
    decided(live, own, Choice(Decision.APPROVE), cast.ana)
    reader.goto(f"/comments/{own}/flags/new")
    expect(reader.get_by_text("This is your own comment.")).to_be_visible()
    found += problems_here(reader, "a report of one's own comment")
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("answer", [Decision.REJECT, Decision.APPROVE], ids=["upheld", "overturned"])
def test_who_appeals_is_answered(live, cast, window, answer) -> None:
    found, reader = Found(), window()
    publish(live, cast.chanthy)
    number = written(reader)
    decided(live, number, REJECT, cast.ana)
    found.go(reader, "/my-comments", "My comments")
    found.go(reader, f"/comments/{number}/edit", "Correct and send again")
    found.go(reader, f"/comments/{number}/appeals/new", "Ask for another decision")
    press(reader, "Ask another moderator")
    found.look(reader, "Your request was not sent")
    reader.get_by_label("Why should it be published?").fill(f"{BURMESE} {LONG}")
    press(reader, "Ask another moderator")
    expect(reader.get_by_text("You asked for another decision on")).to_be_visible()
    found += problems_here(reader, "a receipt with an appeal")
    found.go(reader, "/my-comments", "My comments")
    said = Choice(answer, reason_code=REJECT.reason_code, note=f"We asked her. {BURMESE} {LONG}")
    decided(live, number, said, cast.boun)
    reader.goto(f"/comments/{number}/receipt")
    expect(reader.get_by_text("A moderator looked again")).to_be_visible()
    found += problems_here(reader, "a receipt with an answer")
    found.go(reader, "/my-comments", "My comments")
    assert found == [], "\n".join(found)


def test_whose_text_was_changed_is_told(live, cast, window) -> None:
    """Asked once more before it is sent; then a moderator takes the number out."""
    found, reader = Found(), window()
    publish(live, cast.chanthy)
    reader.goto(f"/posts/{SLUG}/comments/new")
    reader.get_by_label("Your comment").fill(f"{THAI} {PHONE} {LONG}")
    reader.get_by_label("Name shown with it").fill("ซอ")
    press(reader, "Preview")
    found.look(reader, "Please look at this before you send it")
    reader.get_by_label("Your comment").fill(f"{THAI} {PHONE} {LONG} [forum.example](https://bad.example)")
    press(reader, "Send for review")
    found.look(reader, "Before you send this")
    press(reader, "Send it as it is")
    found.look(reader, "Why it waits")
    number = int(re.search(r"/comments/(\d+)/", reader.url)[1])
    changed = Choice(Decision.APPROVE, body=f"{THAI} {LONG}\n\n{BURMESE}")
    decided(live, number, changed, cast.ana)
    found.go(reader, f"/comments/{number}/receipt", "What a moderator changed")
    found.go(reader, "/my-comments", "My comments")
    found.go(reader, f"/comments/{number}/edit", "Correct your comment")
    reader.get_by_label("Your comment").fill(f"{THAI} {PHONE}")
    press(reader, "Save the change")
    found.look(reader, "Before you send this")
    reader.goto(f"/posts/{SLUG}")
    expect(reader.get_by_text("Edited by a moderator")).to_be_visible()
    found += problems_here(reader, "a post with a changed comment")
    assert found == [], "\n".join(found)


def test_a_sanctioned_writer_is_answered(live, cast, window) -> None:
    found, reader = Found(), window()
    publish(live, cast.chanthy)
    number = written(reader)
    with live.app.app_context():
        writer = Writer(guest_id=db.session.get_one(Comment, number).guest_id)

    def lift_all() -> None:
        with live.app.app_context():
            for one in db.session.scalars(sa.select(Sanction.id)).all():
                lift_sanction(one, by=cast.boun.actor, now=clock.now())

    def impose(kind: SanctionKind, *, days: int | None = None) -> None:
        lift_all()
        with live.app.app_context():
            now = clock.now()
            until = now + timedelta(days=days) if days else None
            impose_sanction(writer, kind, f"{BURMESE} {LONG}", until=until, by=cast.ana.actor, now=now)

    def fill_in(words: str) -> None:
        reader.goto(f"/posts/{SLUG}/comments/new")
        reader.get_by_label("Your comment").fill(words)
        reader.get_by_label("Name shown with it").fill("ซอ")

    def send(words: str) -> None:
        fill_in(words)
        press(reader, "Send for review")

    impose(SanctionKind.WARN)
    send(THAI)
    found.look(reader, "A warning from the moderators")
    press(reader, "I have read it: send my comment")
    found.look(reader, "Your comment is waiting for review")
    impose(SanctionKind.WARN)
    reader.goto(f"/comments/{number}/edit")
    reader.get_by_label("Your comment").fill("Better words.")
    press(reader, "Save the change")
    found.look(reader, "A warning from the moderators")
    for kind, days, words in (
        (SanctionKind.HOLD, None, "All your comments wait"),
        (SanctionKind.MUTE, 9, "your comments wait aside"),
    ):
        impose(kind, days=days)
        send(f"{BURMESE} {kind}")
        expect(reader.get_by_text(words).first).to_be_visible()
        found += problems_here(reader, f"a receipt of a writer under {kind}")
        found.go(reader, "/my-comments", "My comments")
    for days in (None, 30):
        lift_all()
        fill_in(f"{THAI} {days}")
        impose(SanctionKind.BAN, days=days)
        press(reader, "Send for review")
        found.look(reader, "Your comment was not sent")
        found.go(reader, f"/posts/{SLUG}/comments/new", "Write a comment")
        expect(reader.get_by_label("Your comment")).to_have_count(0)
        found.go(reader, "/my-comments", "My comments")
    lift_all()
    reader.goto(f"/comments/{number}/edit")
    reader.get_by_label("Your comment").fill("Better words.")
    impose(SanctionKind.BAN)
    press(reader, "Save the change")
    found.look(reader, "Your change was not saved")
    reader.goto(f"/comments/{number}/receipt")
    found.look(reader, "Your comment is waiting for review")
    assert found == [], "\n".join(found)


def test_who_wants_letters_about_answers_is_answered(live, cast, window) -> None:
    """An account's own wish, on its receipt and behind the link of a letter."""
    found, elin = Found(), window()
    publish(live, cast.chanthy)
    let_in(live, elin, cast.elin)
    number = written(elin)
    elin.get_by_label("Write to me when somebody answers").check()
    press(elin, "Save")
    expect(elin.get_by_label("Write to me when somebody answers")).to_be_checked()
    found += problems_here(elin, "a receipt with letters about answers")
    with live.app.app_context():
        token = live.app.extensions["outside"].seals.account_token(cast.elin.id)
    found.go(elin, f"/letters/{token}", "Letters about your comments")
    press(elin, "No more letters")
    found.look(elin, "No more letters")
    elin.goto(f"/comments/{number}/receipt")
    expect(elin.get_by_text("You want no letters about your comments.")).to_be_visible()
    found += problems_here(elin, "a receipt of an account that wants no letters")
    found.go(elin, f"/posts/{SLUG}/comments/new", "Write a comment")
    assert found == [], "\n".join(found)
