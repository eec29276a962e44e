"""Letters about answers on the whole way: asked for in the form, allowed by who reads at the address, carried by a real
mail server, and ended by their link. For a guest and for an account, on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.adapters.mail.smtp import SmtpMailer, parse_server
from forum.db import db
from forum.domain.comment_states import UNDO_SECONDS, Decision
from forum.jobs.outside import open_outside
from forum.jobs.worker import Worker
from forum.models import Comment, GuestNotice, Job, LogEntry, User
from forum.operations.moderation.deciding import Choice, decide
from tests.adapters.mail_servers import Mailbox, mail_server
from tests.cast import Cast
from tests.factories.posts import make_post
from tests.support.applications import Browser
from tests.support.moments import NOW, after
from tests.support.pages import inspect_page, text_of
from tests.support.people import SignIn

SITE, ADDRESS = "https://forum.example", "mali@reader.example"
FORM = "/posts/ferry/comments/new"
TITLE = "The ferry at Mekong"
SECRETS = ("durian", "Walrus", "Poipet", "Sokha", TITLE)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@dataclass
class Site:
    """Chanthy's post, Ana who decides, and the worker, whose letters a real server takes. Its links are https, as where
    nobody can listen."""

    app: Flask
    cast: Cast
    mailbox: Mailbox
    now: datetime = NOW

    def __post_init__(self) -> None:
        mailer = SmtpMailer(parse_server(f"smtp://127.0.0.1:{self.mailbox.port}"), "forum@forum.example")
        settings = replace(self.app.extensions["outside"].settings, site_url=SITE)
        outside = replace(open_outside(settings), mailer=mailer)
        self.worker = Worker(self.app.app_context, outside, now=lambda: self.now)
        with self.app.app_context():
            make_post(self.cast.chanthy.actor, slug="ferry", title=TITLE)

    def arrived(self, at: datetime) -> list[EmailMessage]:
        """What comes to readers until ``at``, and has not been looked at."""
        self.now = at
        while self.worker.work_once():
            pass
        letters = [one for one in self.mailbox.letters if not one["Subject"].endswith("Forum")]
        self.mailbox.letters.clear()
        return letters

    def approve(self, number: int, *, at: datetime = NOW) -> None:
        with self.app.app_context():
            seen = db.session.scalars(sa.select(Comment.version).where(Comment.id == number)).one()
            decide(number, Choice(Decision.APPROVE), seen=seen, by=self.cast.ana.actor, now=at)

    def everything(self) -> list[object]:
        with self.app.app_context():
            tables = (Comment, GuestNotice, Job, LogEntry, User)
            return [
                repr(row)
                for table in tables
                for row in db.session.execute(sa.select(*table.__table__.columns).order_by(sa.text("1")))
            ]


@pytest.fixture
def site(engine_app: Flask, cast: Cast, frozen: object) -> Iterator[Site]:
    with mail_server() as mailbox:
        yield Site(engine_app, cast, mailbox)


def number_in(address: str) -> int:
    return int(address.split("/")[2])


def answered(site: Site, number: int, *, at: datetime = NOW) -> int:
    """Somebody else answers, and it is approved; the answer's number."""
    stranger = site.app.test_client()
    assert isinstance(stranger, Browser)
    sent = stranger.submit(
        stranger.get(f"{FORM}?reply_to={number}"),
        body=f"Durian at Poipet, {at:%H:%M:%S}?",
        author_name="Sokha",
        intent="send",
    )
    answer = number_in(sent.location)
    site.approve(answer, at=at)
    return answer


def link_in(letter: EmailMessage) -> str:
    """The path of the link that the letter ends with, which is in its head, too."""
    link = letter.get_content().rstrip().splitlines()[-1]
    assert letter["List-Unsubscribe"] == f"<{link}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.startswith(f"{SITE}/")
    return link.removeprefix(SITE)


def assert_it_tells_of(letter: EmailMessage, answer: int, to: str) -> None:
    assert letter["To"] == to
    assert letter["Subject"] == "About your comment"
    body = letter.get_content()
    assert "there is an answer to your comment" in body
    assert f"{SITE}/comments/{answer}\n" in body.replace("\r\n", "\n")
    whole = letter.as_string()
    assert not [word for word in SECRETS if word.lower() in whole.lower()]


def assert_opening_changes_nothing(site: Site, link: str) -> None:
    before, stranger = site.everything(), site.app.test_client()
    for method in ("GET", "HEAD", "GET"):
        answer = stranger.open(link, method=method)
        assert answer.status_code == 200
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert site.everything() == before


@pytest.mark.both_engines
def test_a_guest_wishes_says_yes_once_is_told_and_ends_it(site: Site, client: Browser) -> None:
    words = {"author_name": "Walrus", "author_email": ADDRESS, "wants_replies": "1", "intent": "send"}
    sent = client.submit(client.get(FORM), body="It smells of durian.", **words)
    number = number_in(sent.location)

    (question,) = site.arrived(NOW)
    assert question["To"] == ADDRESS
    assert "durian" not in question.as_string()
    link = re.search(rf"{SITE}(/notices/\S+)", question.get_content())[1]
    assert_opening_changes_nothing(site, link)
    page = client.get(link)
    assert "We also write when somebody answers" in text_of(inspect_page(page))
    assert client.submit(page, f"{link}/confirmation").status_code == 303

    again = number_in(client.submit(client.get(FORM), body="More durian.", **words).location)
    assert site.arrived(NOW) == [], "the address has been asked, for this guest it holds"
    site.approve(number)
    site.approve(again)
    decisions = site.arrived(after(UNDO_SECONDS))
    assert ["has been approved" in letter.get_content() for letter in decisions] == [True, True]

    answer = answered(site, number, at=after(60))
    assert site.arrived(after(60 + UNDO_SECONDS - 1)) == []
    (letter,) = site.arrived(after(60 + UNDO_SECONDS))
    assert_it_tells_of(letter, answer, ADDRESS)
    stop = link_in(letter)
    assert_opening_changes_nothing(site, stop)
    assert site.app.test_client().get(f"/comments/{answer}").status_code == 303

    # Without cookies, without a token, from nowhere, and twice: as mail programs do it.
    for _ in range(2):
        ended = site.app.test_client().post(stop, data=ONE_CLICK)
        assert (ended.status_code, ended.data) == (200, b"")
    assert site.app.test_client().get(stop).status_code == 404
    with site.app.app_context():
        assert db.session.scalars(sa.select(GuestNotice.comment_id)).all() == [], "the address is erased"
    for comment in (number, again):
        answered(site, comment, at=after(hours=3))
    assert site.arrived(after(hours=9)) == []


@pytest.mark.both_engines
def test_a_guest_who_never_says_yes_is_never_told_and_the_button_ends_like_the_mail_programs(
    site: Site, client: Browser
) -> None:
    words = {"author_name": "Walrus", "author_email": ADDRESS, "wants_replies": "1", "intent": "send"}
    number = number_in(client.submit(client.get(FORM), body="It smells of durian.", **words).location)
    (question,) = site.arrived(NOW)
    site.approve(number)
    answered(site, number)
    assert site.arrived(after(hours=2)) == []

    link = re.search(rf"{SITE}(/notices/\S+)", question.get_content())[1]
    assert client.submit(client.get(link), f"{link}/confirmation").status_code == 303
    assert site.arrived(after(hours=2)) == [], "what was answered before the yes is not told"
    answer = answered(site, number, at=after(hours=2))
    (letter,) = site.arrived(after(hours=3))
    assert_it_tells_of(letter, answer, ADDRESS)
    stop = link_in(letter)
    ended = client.submit(client.get(stop), f"{stop}/end")
    assert (ended.status_code, ended.location) == (303, "/notices/ended")
    assert "The address is erased" in text_of(inspect_page(client.get(ended.location)))
    answered(site, number, at=after(hours=5))
    assert site.arrived(after(hours=9)) == []


@pytest.mark.both_engines
@pytest.mark.parametrize("by", ["button", "mail program"])
def test_an_account_wishes_is_told_and_ends_it(site: Site, sign_in: SignIn, by: str) -> None:
    elin = sign_in(site.cast.elin)
    sent = elin.submit(elin.get(FORM), body="It smells of durian.", wants_replies="1", intent="send")
    number = number_in(sent.location)
    site.approve(number)
    assert len(site.arrived(after(UNDO_SECONDS))) == 1

    answer = answered(site, number, at=after(60))
    assert site.arrived(after(60 + UNDO_SECONDS - 1)) == []
    (letter,) = site.arrived(after(60 + UNDO_SECONDS))
    assert_it_tells_of(letter, answer, site.cast.elin.email)
    stop = link_in(letter)
    assert_opening_changes_nothing(site, stop)
    stranger = site.app.test_client()
    assert isinstance(stranger, Browser)
    if by == "button":
        assert stranger.submit(stranger.get(stop), stop).status_code == 303
    else:
        assert stranger.post(stop, data=ONE_CLICK).status_code == 200
    answered(site, number, at=after(hours=3))
    assert site.arrived(after(hours=9)) == []
    form = text_of(inspect_page(elin.get(FORM)))
    assert "You want no letters about your comments." in form


@pytest.mark.both_engines
def test_who_switches_it_off_on_the_receipt_still_hears_of_decisions(site: Site, sign_in: SignIn) -> None:
    elin = sign_in(site.cast.elin)
    sent = elin.submit(elin.get(FORM), body="It smells of durian.", wants_replies="1", intent="send")
    number = number_in(sent.location)
    receipt = elin.get(sent.location)
    assert elin.submit(receipt, f"/comments/{number}/answers", wants_replies=None).status_code == 303
    site.approve(number)
    answered(site, number)
    (letter,) = site.arrived(after(hours=2))
    assert "has been approved" in letter.get_content()
