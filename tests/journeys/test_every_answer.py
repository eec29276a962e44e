"""Nothing is in anybody's way on what comes back from a form, in whatever state a comment or a post is."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from forum.adapters import clock
from forum.db import db
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.post_states import PostMove
from forum.models import GuestNotice
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.posts.moving import move_post
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.journeys.obstacles import BURMESE, LONG, TWO_DRESSES, Found, press, problems_here
from tests.journeys.world import SLUG, let_in, publish
from tests.support.servers import Live

pytestmark = [pytest.mark.browser, TWO_DRESSES]


def test_a_writer_is_answered(live, cast, window) -> None:
    found, reader = Found(), window()
    publish(live, cast.chanthy)
    reader.goto(f"/posts/{SLUG}/comments/new")
    press(reader, "Send for review")
    expect(reader.get_by_role("alert")).to_be_visible()
    found += problems_here(reader, "a comment without words")
    reader.get_by_label("Your comment").fill(f"{BURMESE} {LONG}")
    reader.get_by_label("Name shown with it").fill("ซอ")
    press(reader, "Preview")
    expect(reader.locator(".preview")).to_be_visible()
    found += problems_here(reader, "the preview of a comment")
    press(reader, "Send for review")
    found.look(reader, "Your comment is waiting for review")
    number = int(re.search(r"/comments/(\d+)/", reader.url)[1])
    receipt = f"/comments/{number}/receipt"

    def decided(choice: Choice, heading: str) -> None:
        with live.app.app_context():
            decide(number, choice, seen=item_by_id(number).version, by=cast.ana.actor, now=clock.now())
        reader.goto(receipt)
        found.look(reader, heading)

    decided(Choice(Decision.APPROVE), "Your comment is published")
    reader.goto("/my-comments")
    found.look(reader, "My comments")
    decided(
        Choice(Decision.REJECT, reason_code=ReasonCode.INSULT, note=f"Please: {LONG}"),
        "Your comment was not published",
    )
    reader.get_by_role("link", name="Correct and send again").click()
    reader.get_by_label("Your comment").fill("")
    press(reader, "Send again")
    expect(reader.get_by_role("alert")).to_be_visible()
    found += problems_here(reader, "a correction without words")
    reader.goto(receipt)
    decided(Choice(Decision.HOLD), "Your comment is waiting for review")
    reader.get_by_text("Take it back", exact=True).click()
    found += problems_here(reader, "asked whether it shall be taken back")
    press(reader, "Yes, take it back")
    found.look(reader, "You took this comment back")
    stranger = window()
    stranger.goto("/my-comments")
    stranger.get_by_label("Edit code").fill("AAAA-BBBB")
    press(stranger, "Show my comments")
    expect(stranger.get_by_role("alert")).to_be_visible()
    found += problems_here(stranger, "a wrong edit code")
    assert found == [], "\n".join(found)


def link_of_letter(live: Live, number: int) -> str:
    """Where the letter leads that asks a guest about a comment."""
    with live.app.app_context():
        sealed = db.session.scalars(
            sa.select(GuestNotice.address_sealed).where(GuestNotice.comment_id == number)
        ).one()
        return f"/notices/{live.app.extensions['outside'].seals.link_token(sealed)}"


def test_a_guest_with_letters_is_answered(live, cast, window) -> None:
    """Every receipt that the other test does not see, and the pages behind the links of letters."""
    found, reader, post = Found(), window(), publish(live, cast.chanthy)
    with live.app.app_context():
        root = make_comment(post, body=BURMESE, by=cast.ana.actor, now=clock.now()).id
    reader.goto(f"/posts/{SLUG}/comments/new?reply_to={root}")
    reader.get_by_label("Your comment").fill(f"{BURMESE} {LONG}")
    reader.get_by_label("Name shown with it").fill("ซอ")
    reader.get_by_label("E-mail").fill(f"{LONG[:60]}@reader.example")
    press(reader, "Send for review")
    found.look(reader, "Keep this code")
    press(reader, "I have kept it")
    expect(reader.get_by_label("Your edit code")).to_have_count(0)
    found += problems_here(reader, "a receipt after the code was kept")
    number = int(re.search(r"/comments/(\d+)/", reader.url)[1])
    receipt, link = f"/comments/{number}/receipt", link_of_letter(live, number)

    def look_after(about: int, choice: Choice, heading: str) -> None:
        with live.app.app_context():
            decide(about, choice, seen=item_by_id(about).version, by=cast.ana.actor, now=clock.now())
        reader.goto(receipt)
        found.look(reader, heading)

    reader.goto(link)
    found.look(reader, "Shall we write to you?")
    press(reader, "Yes, it was me: write to me")
    found.look(reader, "Letters about your comment")
    look_after(number, Choice(Decision.SPAM), "Your comment is waiting for review")
    look_after(number, Choice(Decision.TRASH), "Your comment was not published")
    look_after(number, Choice(Decision.RESTORE), "Your comment is waiting for review")
    thread = Choice(Decision.REJECT, reason_code=ReasonCode.OFF_TOPIC, with_replies=True)
    look_after(root, thread, "Your comment is waiting for review")
    look_after(number, Choice(Decision.APPROVE), "Your comment is approved")
    with live.app.app_context():
        move_post(post, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=clock.now())
    reader.reload()
    expect(reader.get_by_text("as soon as its post is public again")).to_be_visible()
    found += problems_here(reader, "a receipt of a comment on a draft")
    reader.goto(link)
    press(reader, "No more letters")
    found.look(reader, "No more letters")
    reader.goto(link)
    found.look(reader, "Nothing is here")
    assert found == [], "\n".join(found)


def test_an_account_is_answered(live, cast, window) -> None:
    found, reader = Found(), window()
    reader.goto("/sign-in")
    press(reader, "Sign in")
    found.look(reader, "You are not signed in")
    reader.goto("/sign-up")
    press(reader, "Make the account")
    found.look(reader, "The account was not made")
    reader.goto("/recover")
    press(reader, "Send")
    found.look(reader, "Look into your mailbox")
    let_in(live, reader, cast.chanthy)
    reader.goto("/account")
    reader.get_by_role("textbox", name="Name").fill("")
    press(reader, "Change the name")
    found.look(reader, "The name was not changed")
    reader.goto("/account/password")
    press(reader, "Change your password")
    found.look(reader, "The password was not changed")
    reader.goto("/desk/settings")
    found.look(reader, "You may not do that")
    assert found == [], "\n".join(found)


def test_an_author_is_answered(live, cast, window) -> None:
    found, author = Found(), window()
    post = publish(live, cast.chanthy)
    let_in(live, author, cast.chanthy)
    author.goto("/desk/posts/new")
    press(author, "Publish")
    found.look(author, "Nothing was saved")
    press(author, "Preview")
    found.look(author, "There is no preview")
    author.goto(f"/desk/posts/{post}/edit")
    author.get_by_label("Text", exact=True).fill(
        f"## {LONG}\n\n{BURMESE}\n\n| a | b |\n|---|---|\n| {LONG} | 7 |"
    )
    author.get_by_label("Question to the readers").fill(f"Who? {LONG}")
    press(author, "Preview")
    found.look(author, "Preview: exactly what readers will see. Nothing is saved yet.")
    faster = author.context.new_page()
    faster.goto(f"/desk/posts/{post}/edit")
    faster.get_by_label("Text", exact=True).fill(f"Faster. {BURMESE}")
    faster.get_by_label("Tags").fill(f"boats, {LONG[:40]}")
    press(faster, "Save")
    expect(faster.get_by_role("status")).to_contain_text("Saved.")
    found += problems_here(faster, "a saved post")
    press(author, "Save")
    found.look(author, "Chanthy saved this post on")
    for button, state in (("Unpublish", "Draft"), ("Move to the trash", "In the trash")):
        press(faster, button)
        expect(faster.locator(".state")).to_have_text(state)
        found += problems_here(faster, f"a post: {state}")
    author.goto(f"/posts/{SLUG}")
    found.look(author, "This is gone")
    assert found == [], "\n".join(found)


def test_an_administrator_is_answered(live, cast, window) -> None:
    found, boun = Found(), window()
    let_in(live, boun, cast.boun)
    boun.goto("/desk/rules")
    press(boun, "Save the list")
    found.look(boun, "The list was not saved")
    boun.get_by_label("Name").fill(f"Wörter {LONG}")
    boun.get_by_label("Words", exact=True).fill("visa*\nหวย")
    press(boun, "Save the list")
    expect(boun.get_by_role("status")).to_be_visible()
    boun.get_by_role("link", name=f"Wörter {LONG}").click()
    found.look(boun, f"Change “Wörter {LONG}”")
    boun.goto("/desk/settings")
    boun.get_by_label("Time zone").fill("Nowhere/At_all")
    press(boun, "Save the settings")
    found.look(boun, "Nothing was saved")
    boun.goto("/desk/people")
    press(boun, "Send the invitation")
    found.look(boun, "Nobody was invited")
    boun.get_by_label("E-mail").fill(f"{LONG[:50].lower()}@forum.test")
    boun.get_by_label("Name").fill(LONG[:60])
    press(boun, "Send the invitation")
    expect(boun.get_by_label("One-time link")).to_be_visible()
    boun.locator("summary").last.click()
    found += problems_here(boun, "an invitation")
    assert found == [], "\n".join(found)


def test_a_moderator_is_answered(live, cast, window) -> None:
    found, post = Found(), publish(live, cast.chanthy)
    with live.app.app_context():
        numbers = [make_comment(post, body=f"{BURMESE} {LONG} {n}", now=clock.now()).id for n in range(4)]
    ana, plain = window(), window(whole_pages=True)
    for page in (ana, plain):
        let_in(live, page, cast.ana)
        page.goto("/desk/moderation")
    with live.app.app_context():
        decide(numbers[0], Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=clock.now())
    first, second = (ana.locator(f"#comment-{number}") for number in numbers[:2])
    first.get_by_role("button", name="Approve").click()
    expect(first.get_by_role("alert")).to_be_visible()
    second.locator("details.reject summary").click()
    second.get_by_label("Reason, told to the writer").select_option("other")
    second.get_by_label("A sentence to the writer").fill("x" * 3000)
    second.get_by_role("button", name="Send the rejection").click()
    expect(second.locator(".field__error")).to_be_visible()
    ana.locator(f"#comment-{numbers[2]}").get_by_role("button", name="Trash").click()
    expect(ana.locator(".queue-item--decided")).to_be_visible()
    ana.locator(f"#comment-{numbers[3]}").get_by_role("checkbox").check()
    found += problems_here(ana, "a queue in which much has happened")
    ana.keyboard.press("Escape")
    ana.locator("body").click(position={"x": 2, "y": 300})
    ana.keyboard.press("Shift+?")
    found.look(ana, "Keys")

    plain.locator(f"#comment-{numbers[0]}").get_by_role("button", name="Approve").click()
    found.look(plain, "Somebody else was faster")
    plain.goto("/desk/moderation")
    item = plain.locator(f"#comment-{numbers[1]}")
    item.locator("details.reject summary").click()
    item.get_by_label("Reason, told to the writer").select_option("other")
    item.get_by_label("A sentence to the writer").fill("x" * 3000)
    item.get_by_role("button", name="Send the rejection").click()
    found.look(plain, "That could not be decided")
    plain.goto("/desk/moderation")
    for number in (numbers[1], numbers[3]):
        plain.locator(f"#comment-{number}").get_by_role("checkbox").check()
    with live.app.app_context():
        decide(numbers[1], Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=clock.now())
    plain.locator(".bulk").get_by_role("button", name="Approve").click()
    found.look(plain, "One comment was left as it is")
    with live.app.app_context():
        assert item_by_id(numbers[3]).state is State.APPROVED
    assert found == [], "\n".join(found)
