"""Letters to guests: one that asks, and those that follow once somebody has said yes at the address."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.adapters.mail import FileMailer
from forum.adapters.mail.smtp import SmtpMailer, parse_server
from forum.adapters.seals import Seals
from forum.db import db
from forum.domain.comment_states import UNDO_SECONDS, Decision, ReasonCode
from forum.jobs.outside import Outside
from forum.jobs.sweeping import sweep
from forum.jobs.worker import Worker
from forum.models import Comment, GuestNotice, Job, Post
from forum.operations.comments.notices import confirm_notice, end_notice
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide
from tests.adapters.mail_servers import mail_server
from tests.cast import Cast
from tests.factories.comments import make_comment, writer_of
from tests.factories.posts import make_post
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.support.moments import NOW, after

ADDRESS = "mali@reader.example"
TEXT, NAME = "Poipet smells of durian.", "Wicked Walrus"
LINK = re.compile(r"http://localhost/notices/([\w-]{43})\b")


class Guest:
    """One who sends a comment on Chanthy's post with an address, Ana who decides, and the worker."""

    def __init__(self, app: Flask, cast: Cast, mailer: Any) -> None:
        self.app, self.cast, self.now = app, cast, NOW
        self.outside: Outside = outside_of(app, mailer)
        with app.app_context():
            self.post_id = make_post(by=cast.chanthy.actor, title="The ferry").id
        self.worker = Worker(app.app_context, self.outside, now=lambda: self.now)

    def writes(self, **facts: Any) -> int:
        with self.app.app_context():
            given = {"body": TEXT, "name": NAME, "email": ADDRESS, **facts}
            return make_comment(self.post_id, **given).id

    def work(self, now: datetime) -> None:
        """Does everything that is due."""
        self.now = now
        while self.worker.work_once():
            pass

    def decided(self, number: int, decision: Decision, *, at: datetime = NOW, note: str = "") -> None:
        reason = ReasonCode.OFF_TOPIC if decision is Decision.REJECT else None
        with self.app.app_context():
            seen = db.session.scalars(sa.select(Comment.version).where(Comment.id == number)).one()
            decide(
                number,
                Choice(decision, reason_code=reason, note=note),
                seen=seen,
                by=self.cast.ana.actor,
                now=at,
            )

    def says_yes(self, letter: str, *, at: datetime = NOW) -> None:
        with self.app.app_context():
            confirm_notice(self.hash_in(letter), now=at)

    def hash_in(self, letter: str) -> str:
        (token,) = LINK.findall(letter)
        return self.outside.seals.code_hash(token)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def guest(app: Flask, cast: Cast, mailbox: Mailbox) -> Guest:
    return Guest(app, cast, mailbox)


def test_one_letter_asks_and_holds_nothing_that_was_typed(guest: Guest, mailbox: Mailbox) -> None:
    number = guest.writes()
    guest.work(NOW)
    guest.work(after(days=6))
    letter, *others = mailbox.letters
    assert ADDRESS not in {other.to for other in others}, "only the moderators' digest"
    assert letter.to == ADDRESS
    assert letter.name == f"notice-{number}"
    assert letter.headers == {"List-Unsubscribe": f"<{LINK.search(letter.body)[0]}>"}
    assert len(LINK.findall(letter.body)) == 1
    for typed in (TEXT, NAME, "durian", "Walrus", ADDRESS, "ferry"):
        assert typed not in letter.subject + letter.body


def test_without_a_yes_no_letter_follows(guest: Guest, mailbox: Mailbox) -> None:
    number = guest.writes()
    guest.decided(number, Decision.APPROVE)
    guest.decided(number, Decision.REJECT, at=after(3600))
    guest.work(after(days=2))
    assert len(mailbox.letters) == 1


def test_after_a_yes_the_guest_hears_of_it_and_the_letter_can_be_the_last(
    guest: Guest, mailbox: Mailbox
) -> None:
    number = guest.writes()
    guest.work(NOW)
    guest.says_yes(mailbox.letters[0].body)
    guest.decided(number, Decision.REJECT, note="It is about ferries.")
    guest.work(after(UNDO_SECONDS - 1))
    assert len(mailbox.letters) == 1
    guest.work(after(UNDO_SECONDS))
    letter = mailbox.letters[1]
    assert letter.to == ADDRESS
    assert "    It is about ferries." in letter.body
    for typed in (TEXT, NAME, "durian", "Walrus", ADDRESS):
        assert typed not in letter.body
    assert letter.headers == {"List-Unsubscribe": f"<{LINK.search(letter.body)[0]}>"}
    with guest.app.app_context():
        end_notice(guest.hash_in(letter.body), now=after(60))
    guest.decided(number, Decision.APPROVE, at=after(120))
    guest.work(after(3600))
    assert len(mailbox.letters) == 2


def test_a_letter_that_waits_does_not_leave_once_the_guest_wants_none(guest: Guest, mailbox: Mailbox) -> None:
    number = guest.writes()
    guest.work(NOW)
    guest.says_yes(mailbox.letters[0].body)
    guest.decided(number, Decision.APPROVE)
    with guest.app.app_context():
        end_notice(guest.hash_in(mailbox.letters[0].body), now=after(5))
    guest.work(after(3600))
    assert len(mailbox.letters) == 1


def test_a_comment_that_was_taken_back_is_not_asked_about(guest: Guest, mailbox: Mailbox) -> None:
    number = guest.writes()
    with guest.app.app_context():
        comment = db.session.get_one(Comment, number)
        withdraw_comment(number, by=writer_of(comment), now=NOW)
    guest.work(after(60))
    assert mailbox.letters == []


def test_a_letter_that_is_sent_again_holds_the_same_link(guest: Guest, mailbox: Mailbox) -> None:
    """A worker that died after sending leaves its job to another one."""
    from forum.jobs.letters import ask_guest

    number = guest.writes()
    with guest.app.app_context():
        for _ in range(2):
            ask_guest({"comment_id": number}, guest.outside, NOW)
    first, second = mailbox.letters
    assert first == second


def test_a_mail_server_that_is_away_is_asked_again_and_hears_no_address(
    guest: Guest, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    guest.writes()
    mailbox.is_away = True
    with caplog.at_level(logging.DEBUG):
        guest.work(NOW)
    with guest.app.app_context():
        job = db.session.scalars(sa.select(Job).where(Job.name == "ask_guest")).one()
        assert job.last_error
        assert "mali" not in job.last_error + repr(job.payload) + str(job.key)
    assert "ask_guest" in caplog.text
    assert "mali" not in caplog.text
    mailbox.is_away = False
    guest.work(after(3600))
    assert len(mailbox.letters) == 1


def test_an_address_that_is_asked_too_late_is_not_asked(guest: Guest, mailbox: Mailbox) -> None:
    guest.writes()
    guest.work(after(days=7))
    assert mailbox.letters == []


def test_an_address_under_a_key_that_changed_is_left_alone(
    guest: Guest, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = guest.writes()
    guest.work(NOW)
    guest.says_yes(mailbox.letters[0].body)
    guest.decided(number, Decision.APPROVE)
    guest.writes(email="second@reader.example")
    object.__setattr__(guest.outside, "seals", Seals("another key of this installation, in tests"))
    guest.work(after(3600))
    assert len(mailbox.letters) == 1


def test_the_sweep_destroys_what_nobody_confirmed(guest: Guest) -> None:
    guest.writes()
    with guest.app.app_context():
        sweep({}, guest.outside, after(days=7))
        assert db.session.scalars(sa.select(GuestNotice.comment_id)).all() == []


@contextmanager
def a_post_office(kind: str, folder: Path) -> Iterator[tuple[Any, Any]]:
    """A real mailer, and what asks it for the letters that arrived, in order."""
    if kind == "smtp":
        with mail_server() as server:
            mailer = SmtpMailer(parse_server(f"smtp://127.0.0.1:{server.port}"), "forum@mekong.example")
            yield mailer, lambda: list(server.letters)
    else:
        files = FileMailer(folder / "outbox", "forum@mekong.example")
        yield (
            files,
            lambda: [
                message_from_bytes(path.read_bytes(), policy=default)
                for path in sorted((folder / "outbox").glob("*.eml"))
            ],
        )


@pytest.mark.parametrize("kind", ["smtp", "files"])
def test_the_whole_way_by_real_mail(app: Flask, cast: Cast, tmp_path: Path, kind: str) -> None:
    with a_post_office(kind, tmp_path) as (mailer, arrived):
        guest = Guest(app, cast, mailer)
        with app.app_context():
            title = db.session.scalars(sa.select(Post.title).where(Post.id == guest.post_id)).one()
        number = guest.writes()
        guest.work(NOW)
        (question,) = arrived()
        assert question["To"] == ADDRESS
        assert title not in question.as_string()
        guest.says_yes(question.get_content())
        guest.decided(number, Decision.APPROVE)
        guest.work(after(UNDO_SECONDS))
        _, news = arrived()
    assert news["To"] == ADDRESS
    assert "Everybody can read it now." in news.get_content()
    assert news["List-Unsubscribe"] == f"<{LINK.search(news.get_content())[0]}>"
    for letter in (question, news):
        assert not {TEXT, NAME} & set(re.split(r"[\r\n]+", letter.get_content()))
        assert "durian" not in letter.as_string()
        assert "Walrus" not in letter.as_string()
