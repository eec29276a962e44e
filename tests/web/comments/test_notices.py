"""A guest's address for letters, from the comment form to the page behind the letter's link."""

import re
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import Decision
from forum.jobs.worker import Worker
from forum.models import AskedAddress, Comment, GuestNotice, Job
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.queue import item_by_id
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

ADDRESS = "mali@reader.example"
TEXT = "Poipet smells of durian."
RECEIPT = (
    "We ask at the address that you gave, unless its reader wants no letters from us; letters about this comment "
    "come only after you confirm"
)


@dataclass
class Sent:
    """A comment that was sent: where its receipt is, its number, and the link of the letter that asked."""

    receipt: str
    number: int
    link: str


def send(browser, email=ADDRESS, body=TEXT):
    page = browser.get("/posts/ferry/comments/new")
    return browser.submit(page, body=body, author_name="Walrus", author_email=email, intent="send")


def letters_of(app):
    """What the worker sends that is due."""
    mailbox = Mailbox()
    worker = Worker(app.app_context, outside_of(app, mailbox), now=lambda: NOW)
    while worker.work_once():
        pass
    return mailbox.letters


@pytest.fixture
def sent(app, client, post):
    answer = send(client)
    assert answer.status_code == 303
    (letter,) = letters_of(app)
    link = re.search(r"http://localhost(/notices/\S+)", letter.body)[1]
    return Sent(answer.location, int(re.search(r"/comments/(\d+)/", answer.location)[1]), link)


def is_confirmed(app, number):
    with app.app_context():
        return db.session.scalar(
            sa.select(GuestNotice.confirmed_at.is_not(None)).where(GuestNotice.comment_id == number)
        )


def test_the_form_says_that_we_ask_first(client, post):
    form = inspect_page(client.get("/posts/ferry/comments/new"))
    assert "We first ask by letter whether the address is yours." in text_of(form)


@pytest.mark.parametrize(
    "email", ["mali", "mali@", "mali@@x.example", "a b@x.example", "x" * 250 + "@x.example"]
)
def test_what_cannot_be_an_address_comes_back_with_the_text(app, client, post, email):
    answer = send(client, email=email)
    assert answer.status_code == 422
    page = inspect_page(answer)
    field = page.get_element_by_id("author_email")
    assert field.get("value") == email
    assert field.get("aria-invalid") == "true"
    assert "author_email-error" in field.get("aria-describedby")
    assert "This is not an e-mail address." in text_of(page.get_element_by_id("author_email-error"))
    assert page.xpath("//div[@class='error-summary']//a")[0].get("href") == "#author_email"
    assert TEXT in page.xpath("//textarea[@name='body']")[0].text_content()
    with app.app_context():
        assert db.session.scalars(sa.select(Comment.id)).all() == []
    assert client.submit(answer, author_email="", intent="send").status_code == 303


def test_the_receipt_tells_what_happens_and_shows_no_address(app, client, sent):
    receipt = client.get(sent.receipt)
    assert RECEIPT in text_of(inspect_page(receipt))
    assert ADDRESS not in receipt.text
    client.submit(client.get(sent.link), f"{sent.link}/confirmation")
    receipt = client.get(sent.receipt)
    assert "Letters about this comment go to the address that you confirmed." in text_of(
        inspect_page(receipt)
    )
    assert ADDRESS not in receipt.text


def test_the_receipt_is_silent_where_no_address_was_given(client, post):
    assert "address" not in text_of(
        inspect_page(client.get(send(client, email=" ").location)).xpath("//main")[0]
    )


def test_the_receipt_tells_nobody_that_an_address_was_asked_before(app, client, sent):
    """Whoever types somebody else's address must not learn from it that the other was here today."""
    other = app.test_client()
    receipt = inspect_page(other.get(send(other, body="Something else.").location))
    assert RECEIPT in text_of(receipt)
    assert letters_of(app) == []


def test_the_same_form_twice_brings_one_letter(app, client, post):
    form = form_of(client.get("/posts/ferry/comments/new"))
    values = form.filled(body=TEXT, author_name="Walrus", author_email=ADDRESS, intent="send")
    assert client.post(form.action, data=values).location == client.post(form.action, data=values).location
    assert len(letters_of(app)) == 1


def test_an_account_gives_no_address_with_a_comment(app, cast, sign_in, post):
    elin = sign_in(cast.elin)
    form = form_of(elin.get("/posts/ferry/comments/new"))
    values = form.filled(body=TEXT, intent="send") | {"author_email": "victim@reader.example"}
    assert elin.post(form.action, data=values).status_code == 303
    assert letters_of(app) == []


def test_opening_the_link_does_nothing_and_the_button_confirms(app, sent):
    reader = app.test_client()  # the mail program's browser: no session of ours
    for _ in range(2):
        page = reader.get(sent.link)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert reader.head(sent.link).status_code == 200
    assert not is_confirmed(app, sent.number)
    words = text_of(inspect_page(page))
    assert "Somebody sent a comment on “The ferry”" in words
    assert "durian" not in page.text
    assert "Walrus" not in page.text
    answer = reader.submit(page, f"{sent.link}/confirmation")
    assert (answer.status_code, answer.location) == (303, sent.link)
    assert is_confirmed(app, sent.number)


def test_a_double_click_is_as_good_as_one(app, client, sent):
    form = form_of(client.get(sent.link), f"{sent.link}/confirmation")
    answers = [client.post(form.action, data=form.filled()) for _ in range(2)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, sent.link)}
    assert is_confirmed(app, sent.number)
    ending = form_of(client.get(sent.link))
    answers = [client.post(ending.action, data=ending.filled()) for _ in range(2)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/notices/ended")}
    assert is_confirmed(app, sent.number) is None


def test_after_confirming_the_page_shows_how_the_comment_stands(app, cast, client, sent):
    with app.app_context():
        decide(sent.number, Choice(Decision.APPROVE), seen=1, by=cast.ana.actor, now=NOW)
        jobs = sa.select(sa.func.count()).select_from(Job).where(Job.name == "tell_writer")
        assert db.session.scalar(jobs) == 0
    page = client.get(client.submit(client.get(sent.link), f"{sent.link}/confirmation").location)
    assert "State: Published" in " ".join(text_of(inspect_page(page)).split())
    assert TEXT not in page.text
    with app.app_context():
        assert db.session.scalar(jobs) == 0, "no letter about the past"


def test_what_is_taken_for_spam_looks_waiting_there_too(app, cast, client, sent):
    with app.app_context():
        decide(sent.number, Choice(Decision.SPAM), seen=1, by=cast.ana.actor, now=NOW)
    page = client.get(client.submit(client.get(sent.link), f"{sent.link}/confirmation").location)
    assert "Waiting for review" in text_of(inspect_page(page))
    assert "spam" not in page.text.lower()


def test_the_letters_end_without_signing_in(app, client, sent):
    reader = app.test_client()
    reader.submit(reader.get(sent.link), f"{sent.link}/confirmation")
    end = reader.get(sent.link)
    assert is_confirmed(app, sent.number), "opening it ended nothing"
    last = reader.get(reader.submit(end, f"{sent.link}/end").location)
    assert "The address is erased" in text_of(inspect_page(last))
    assert last.headers["X-Robots-Tag"] == "noindex"
    assert reader.get(sent.link).status_code == 404
    assert is_confirmed(app, sent.number) is None
    assert client.get(sent.receipt).status_code == 200


def test_a_mail_programs_own_button_ends_them_too(app, client, sent):
    client.submit(client.get(sent.link), f"{sent.link}/confirmation")
    program = app.test_client()  # no cookie, no token, no site
    assert program.post(sent.link, data={"List-Unsubscribe": "Two-Clicks"}).status_code == 400
    assert is_confirmed(app, sent.number)
    for _ in range(2):
        answer = program.post(sent.link, data={"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.data) == (200, b"")
    assert is_confirmed(app, sent.number) is None
    confirming = program.post(f"{sent.link}/confirmation", data={"List-Unsubscribe": "One-Click"})
    assert confirming.status_code == 400


@pytest.mark.parametrize("days", [7, 8])
def test_an_old_link_is_not_there_any_more(app, client, frozen, sent, days):
    form = form_of(client.get(sent.link), f"{sent.link}/confirmation")
    frozen.shift(days * 86_400)
    page = client.get(sent.link)
    assert page.status_code == 404
    assert "It works for seven days" in text_of(inspect_page(page))
    assert client.post(form.action, data=form.filled()).status_code == 404
    assert not is_confirmed(app, sent.number)


def test_a_wrong_link_is_not_there(client, sent):
    form = form_of(client.get(sent.link), f"{sent.link}/confirmation")
    wrong = sent.link[:-1] + ("A" if sent.link[-1] != "A" else "B")
    for link in (wrong, "/notices/x", f"{sent.link}x"):
        assert client.get(link).status_code == 404
        assert client.post(f"{link}/confirmation", data=form.filled()).status_code == 404


def test_a_button_of_another_site_confirms_nothing(app, client, sent):
    form = form_of(client.get(sent.link), f"{sent.link}/confirmation")
    foreign = client.post(form.action, data=form.filled(), headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert app.test_client().post(form.action, data={}).status_code == 400
    assert not is_confirmed(app, sent.number)


def test_a_comment_that_is_taken_back_closes_its_link(app, client, sent):
    form = form_of(client.get(sent.link), f"{sent.link}/confirmation")
    client.submit(client.get(sent.receipt), f"/comments/{sent.number}/withdrawal")
    assert client.get(sent.link).status_code == 404
    assert client.post(form.action, data=form.filled()).status_code == 404
    assert is_confirmed(app, sent.number) is None
    assert "letters" not in text_of(inspect_page(client.get(sent.receipt)).xpath("//main")[0])


def test_moderators_never_see_the_address(app, cast, sign_in, client, sent):
    client.submit(client.get(sent.link), f"{sent.link}/confirmation")
    ana, boun = sign_in(cast.ana), sign_in(cast.boun)
    with app.app_context():
        assert ADDRESS not in repr(vars(item_by_id(sent.number)))
    for page in (
        ana.get(f"/desk/comments/{sent.number}"),
        ana.get("/desk/moderation"),
        boun.get("/desk/log"),
    ):
        assert page.status_code == 200
        assert "mali" not in page.text
        assert "notice.confirm" not in page.text


def test_the_page_of_the_question_has_a_button_against_more_of_them(app, client, sent):
    with app.app_context():
        (asked,) = db.session.scalars(sa.select(AskedAddress)).all()
        assert asked.ended_at is None
    page = client.get(sent.link)
    assert "Do not ask me again" in text_of(inspect_page(page))
    ended = client.get(client.submit(page, f"{sent.link}/end").location)
    assert "nothing more is sent to it, whoever types it here" in text_of(inspect_page(ended))
    with app.app_context():
        (asked,) = db.session.scalars(sa.select(AskedAddress)).all()
        assert asked.ended_at == NOW
