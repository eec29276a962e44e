"""Asking for letters about answers: with the comment, and later on its receipt."""

import pytest
import sqlalchemy as sa

from forum.db import transaction
from forum.models import User
from tests.support.pages import inspect_page, text_of

FERRY = "/posts/ferry/comments/new"


def wish_on(page):
    """Whether the receipt's box is ticked; None where there is none."""
    boxes = page.xpath("//form[@id='answers']//input[@name='wants_replies']")
    return boxes[0].get("checked") is not None if boxes else None


def letters_on(page):
    """What the receipt says about letters."""
    return text_of(inspect_page(page).get_element_by_id("letters"))


def sent(reader, body="How long did you wait?", **fields):
    """The receipt of a comment that the reader sends."""
    answer = reader.submit(reader.get(FERRY), body=body, intent="send", **fields)
    return answer.location


def test_an_account_asks_with_the_comment_and_changes_its_mind_on_the_receipt(elin):
    receipt = sent(elin, wants_replies="1")
    page = elin.get(receipt)
    assert wish_on(inspect_page(page)) is True
    action = receipt.replace("receipt", "answers")
    back = elin.submit(page, action, wants_replies=None)
    assert back.status_code == 303
    assert back.location.endswith("#letters")
    page = elin.get(back.location)
    assert wish_on(inspect_page(page)) is False
    assert "Saved: no letters about answers." in letters_on(page)
    back = elin.submit(page, action, wants_replies="1")
    page = elin.get(back.location)
    assert wish_on(inspect_page(page)) is True
    assert "Saved: we write when somebody answers" in letters_on(page)
    assert "Saved" not in letters_on(elin.get(receipt))


def test_what_was_saved_is_said_only_where_it_holds(elin):
    receipt = sent(elin)
    assert "Saved" not in letters_on(elin.get(f"{receipt}?done=answers"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"confirmed_at": None}, "Letters come once you have confirmed your address."),
        ({"wants_letters": False}, "You want no letters about your comments."),
    ],
)
def test_an_account_that_gets_no_letters_is_told_so_and_not_asked(app, cast, elin, change, said):
    receipt = sent(elin, wants_replies="1")
    assert "We write when something is decided about it." in letters_on(elin.get(receipt))
    with app.app_context(), transaction() as session:
        session.execute(sa.update(User).where(User.id == cast.elin.id).values(**change))
    page = elin.get(receipt)
    assert wish_on(inspect_page(page)) is None
    assert said in letters_on(page)


def test_who_does_not_ask_is_not_asked_for(elin):
    assert wish_on(inspect_page(elin.get(sent(elin)))) is False


def test_a_guest_needs_an_address(client, post):
    with_one = sent(client, author_name="Soe", author_email="soe@reader.example", wants_replies="1")
    assert wish_on(inspect_page(client.get(with_one))) is True
    page = client.get(FERRY)
    answer = client.submit(page, body="And who came?", author_name="Soe", intent="send", wants_replies="1")
    assert answer.status_code == 422
    again = inspect_page(answer)
    assert "we need an address" in text_of(again.get_element_by_id("author_email-error"))
    assert again.get_element_by_id("body").text.strip() == "And who came?"


def test_a_refused_form_keeps_the_wish(elin):
    answer = elin.submit(elin.get(FERRY), body="", intent="send", wants_replies="1")
    assert answer.status_code == 422
    (box,) = inspect_page(answer).xpath("//input[@name='wants_replies']")
    assert box.get("checked") is not None


def test_a_stranger_switches_nothing(elin, client):
    receipt = sent(elin)
    (token, *_) = inspect_page(client.get(FERRY)).xpath("//input[@name='csrf_token']/@value")
    answer = client.post(
        receipt.replace("receipt", "answers"), data={"csrf_token": token, "wants_replies": "1"}
    )
    assert answer.status_code == 404
    assert wish_on(inspect_page(elin.get(receipt))) is False
