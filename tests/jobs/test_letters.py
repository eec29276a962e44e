"""Who gets a letter, about what, and who gets none."""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db, transaction
from forum.domain.comment_states import UNDO_SECONDS, Decision, ReasonCode, State
from forum.domain.reasons import Typed
from forum.jobs.letters import digest, send_mail, tell_writer
from forum.jobs.worker import Worker
from forum.models import Comment, Job, User
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.operations.reasons import set_reason_sentences
from tests.cast import Cast
from tests.factories.comments import make_comment
from tests.factories.people import make_category, make_moderator_of
from tests.factories.posts import make_post
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.support.moments import NOW, after

SECRET = "My cousin is called Somchai."


class Desk:
    """Elin's comment on a post of Chanthy's, Ana who decides on it, and the worker that does what follows."""

    def __init__(self, app: Flask, cast: Cast) -> None:
        self.cast, self.mailbox, self.now = cast, Mailbox(), NOW
        self.outside = outside_of(app, self.mailbox)
        with app.app_context():
            self.post_id = make_post(by=cast.chanthy.actor).id
        self.app = app
        self.worker = Worker(app.app_context, self.outside, now=lambda: self.now)

    def comment(self, **facts: Any) -> int:
        with self.app.app_context():
            return make_comment(self.post_id, **{"body": SECRET, "by": self.cast.elin.actor, **facts}).id

    def decide(self, number: int, decision: Decision, *, at: datetime = NOW, note: str = "") -> int:
        reason = ReasonCode.OFF_TOPIC if decision is Decision.REJECT else None
        with self.app.app_context():
            seen = db.session.scalars(sa.select(Comment.version).where(Comment.id == number)).one()
            choice = Choice(decision, reason_code=reason, note=note)
            done = decide(number, choice, seen=seen, by=self.cast.ana.actor, now=at)
            assert done.entry is not None
            return done.entry.id

    def work(self, now: datetime) -> None:
        """Does everything that is due."""
        self.now = now
        while self.worker.work_once():
            pass

    def waiting(self, name: str) -> int:
        with self.app.app_context():
            count = sa.select(sa.func.count()).select_from(Job).where(Job.name == name)
            return db.session.scalars(count).one()


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    return Desk(app, cast)


def test_a_reader_hears_of_an_approval_when_the_time_to_undo_it_is_over(desk: Desk) -> None:
    number = desk.comment()
    entry_id = desk.decide(number, Decision.APPROVE)
    desk.work(after(UNDO_SECONDS - 1))
    assert desk.mailbox.letters == []
    desk.work(after(UNDO_SECONDS))
    (letter,) = desk.mailbox.letters
    assert letter.to == desk.cast.elin.email
    assert letter.subject == "About your comment"
    assert letter.name == f"comment-{number}.{entry_id}"
    assert f"http://localhost/comments/{number}/receipt" in letter.body
    assert desk.waiting("tell_writer") == 0


def test_a_rejection_brings_its_reason_and_its_note_and_never_the_text(desk: Desk) -> None:
    number = desk.comment()
    desk.decide(number, Decision.REJECT, note="This post is about ferries.")
    desk.work(after(60))
    (letter,) = desk.mailbox.letters
    assert "The reason: it is not about the post." in letter.body
    assert "    This post is about ferries." in letter.body
    assert "up to 2 times" in letter.body
    assert "Somchai" not in letter.body


def test_a_rejection_is_told_in_the_sites_words_in_the_language_of_the_comment(desk: Desk) -> None:
    thai = "ความคิดเห็นอยู่ใต้บทความที่พูดถึง"
    with desk.app.app_context():
        typed = {
            (ReasonCode.OFF_TOPIC, "th"): Typed(thai),
            (ReasonCode.OFF_TOPIC, "en"): Typed("About it only."),
        }
        set_reason_sentences(typed, by=desk.cast.ana.actor, now=NOW)
    texts = ("ขอบคุณสำหรับบทความค่ะ", "Thank you for this.", "សូមអរគុណ។")
    for number in [desk.comment(body=text) for text in texts]:
        desk.decide(number, Decision.REJECT)
    desk.work(after(60))
    said = [
        letter.body.partition("it is not about the post.\n")[2].partition("\n")[0]
        for letter in desk.mailbox.letters
    ]
    assert said == [thai, "About it only.", "About it only."]


def test_an_undo_in_time_leaves_no_letter(desk: Desk) -> None:
    number = desk.comment()
    entry_id = desk.decide(number, Decision.REJECT)
    with desk.app.app_context():
        undo(entry_id, by=desk.cast.ana.actor, now=after(10))
    desk.work(after(3600))
    assert desk.mailbox.letters == []
    assert desk.waiting("tell_writer") == 0


def test_two_decisions_in_a_row_are_one_letter_about_the_last(desk: Desk) -> None:
    number = desk.comment()
    desk.decide(number, Decision.APPROVE)
    desk.decide(number, Decision.REJECT, at=after(20))
    desk.work(after(20 + UNDO_SECONDS))
    (letter,) = desk.mailbox.letters
    # The reader never knew that the comment was public for a moment.
    assert "has not been approved" in letter.body


def test_spam_is_never_told(desk: Desk) -> None:
    desk.decide(desk.comment(), Decision.SPAM)
    desk.work(after(3600))
    assert desk.mailbox.letters == []


def test_a_guest_has_a_receipt_and_gets_no_letter(desk: Desk) -> None:
    from forum.domain.actors import STRANGER

    desk.decide(desk.comment(by=STRANGER), Decision.APPROVE)
    desk.work(after(3600))
    assert desk.mailbox.letters == []


def test_a_comment_that_was_taken_back_meanwhile_is_not_told(desk: Desk) -> None:
    number = desk.comment()
    desk.decide(number, Decision.APPROVE)
    with desk.app.app_context():
        withdraw_comment(number, by=desk.cast.elin.actor, now=after(5))
    desk.work(after(3600))
    assert desk.mailbox.letters == []


def payload(number: int, *, new: State, entry_id: int = 0) -> dict[str, Any]:
    return {"comment_id": number, "old": "pending", "new": new.value, "entry_id": entry_id}


def test_a_letter_about_what_is_true_no_longer_is_not_sent(desk: Desk) -> None:
    number = desk.comment()
    with desk.app.app_context():
        tell_writer(payload(number, new=State.APPROVED), desk.outside, NOW)
    assert desk.mailbox.letters == []


@pytest.mark.parametrize("change", [{"confirmed_at": None}, {"active": False}])
def test_an_account_without_a_confirmed_address_or_shut_gets_no_letter(
    desk: Desk, change: dict[str, Any]
) -> None:
    number = desk.comment()
    desk.decide(number, Decision.APPROVE)
    with desk.app.app_context(), transaction() as session:
        session.execute(sa.update(User).where(User.id == desk.cast.elin.id).values(**change))
    desk.work(after(3600))
    assert desk.mailbox.letters == []
    assert desk.waiting("tell_writer") == 0


def test_the_reason_of_another_comment_is_never_told(desk: Desk) -> None:
    first, second = desk.comment(), desk.comment(body="Something else.")
    entry_id = desk.decide(first, Decision.REJECT)
    desk.decide(second, Decision.REJECT)
    with desk.app.app_context():
        tell_writer(payload(second, new=State.REJECTED, entry_id=entry_id), desk.outside, NOW)
    (letter,) = desk.mailbox.letters
    assert "The reason" not in letter.body


def test_a_mail_server_that_is_away_gets_the_letter_later(desk: Desk) -> None:
    desk.decide(desk.comment(), Decision.APPROVE)
    desk.mailbox.is_away = True
    desk.work(after(UNDO_SECONDS))
    assert desk.waiting("tell_writer") == 1
    desk.mailbox.is_away = False
    desk.work(after(UNDO_SECONDS + 59))
    assert desk.mailbox.letters == []
    desk.work(after(UNDO_SECONDS + 72))
    assert len(desk.mailbox.letters) == 1
    assert desk.waiting("tell_writer") == 0


def test_a_letter_that_is_written_already_is_sent_as_it_is(desk: Desk) -> None:
    given = {
        "to": "elin@forum.test",
        "subject": "Your password was changed",
        "body": "If that was not you …\n",
        "headers": {"List-Unsubscribe": "<http://localhost/u>"},
    }
    with desk.app.app_context():
        send_mail(given, desk.outside, NOW)
    (letter,) = desk.mailbox.letters
    assert (letter.to, letter.subject, letter.body) == (given["to"], given["subject"], given["body"])
    assert letter.headers == given["headers"]
    assert letter.written_at == NOW


def test_the_digest_goes_to_moderators_and_administrators(desk: Desk) -> None:
    desk.comment(now=after(hours=-5))
    desk.comment(body="Something else.", now=after(hours=-2))
    with desk.app.app_context():
        digest({}, desk.outside, NOW)
    desk.work(NOW)
    assert [letter.to for letter in desk.mailbox.letters] == [desk.cast.ana.email, desk.cast.boun.email]
    assert {letter.subject for letter in desk.mailbox.letters} == {"2 comments are waiting at Forum"}
    assert (
        "2 comments wait for a decision, the first of them for 5 hours now." in desk.mailbox.letters[0].body
    )
    assert "Somchai" not in desk.mailbox.letters[0].body


def test_a_moderator_of_a_category_hears_of_that_alone(desk: Desk) -> None:
    with desk.app.app_context():
        guides, empty = make_category(desk.cast, "Guides"), make_category(desk.cast, "Empty")
        post = make_post(by=desk.cast.chanthy.actor, category_id=guides).id
        make_moderator_of(desk.cast, [guides], name="Fai")
        make_moderator_of(desk.cast, [empty], name="Gita")
        make_comment(post, now=after(hours=-1))
    desk.comment(now=after(hours=-5))
    with desk.app.app_context():
        digest({}, desk.outside, NOW)
    desk.work(NOW)
    subjects = {letter.to: letter.subject for letter in desk.mailbox.letters}
    assert subjects == {
        "ana@forum.test": "2 comments are waiting at Forum",
        "boun@forum.test": "2 comments are waiting at Forum",
        "fai@forum.test": "1 comment is waiting at Forum",
    }


def test_no_digest_when_nothing_waits(desk: Desk) -> None:
    desk.decide(desk.comment(), Decision.APPROVE)
    with desk.app.app_context():
        digest({}, desk.outside, NOW)
    assert desk.waiting("send_mail") == 0


def test_a_withdrawn_comment_does_not_wait(desk: Desk) -> None:
    desk.comment(withdrawn=True)
    with desk.app.app_context():
        digest({}, desk.outside, NOW)
    assert desk.waiting("send_mail") == 0


def test_a_digest_that_is_written_twice_is_sent_once(desk: Desk) -> None:
    desk.comment()
    with desk.app.app_context():
        digest({}, desk.outside, NOW)
        digest({}, desk.outside, NOW)
    assert desk.waiting("send_mail") == 2  # one a person
