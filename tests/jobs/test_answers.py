"""Letters about answers: to who asked for them and can be written to, once everybody can read the answer, and once."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.actors import STRANGER, Actor
from forum.domain.comment_states import UNDO_SECONDS, Decision, State
from forum.domain.refusals import NotFound, Refused
from forum.models import Comment
from forum.operations.comments.wishes import want_replies
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.undoing import undo
from forum.operations.settings import change_settings
from tests.cast import Cast
from tests.factories.comments import make_comment, writer_of
from tests.jobs.mailboxes import Mailbox
from tests.jobs.test_six_changes import LATER, MUCH_LATER, SECRETS, WRITERS, Site
from tests.support.moments import NOW, after

# Who is told of answers: whoever hears of decisions, but nobody who is banned.
TOLD = {kind: told and "banned" not in kind for kind, told in WRITERS.items()}


@pytest.fixture
def site(engine_app: Flask, cast: Cast) -> Site:
    site = Site(engine_app, cast, Mailbox())
    site.gather()
    return site


def asked(site: Site, kind: str = "account", *, wants: bool = True) -> int:
    """A public comment by a writer of that kind, who wants to hear of answers; its number."""
    number = site.writes(kind)
    with site.app.app_context():
        want_replies(number, wants, by=writer(site, number), now=NOW)
    site.brings_to(number, State.APPROVED)
    return number


def writer(site: Site, number: int) -> Actor:
    comment = db.session.get_one(Comment, number)
    accounts = {member.id: member.actor for member in site.accounts.values()}
    return accounts[comment.user_id] if comment.user_id else writer_of(comment)


def answered(site: Site, number: int, *, by: Actor = STRANGER, state: State | None = None) -> int:
    """An answer, sent now; its number."""
    with site.app.app_context():
        facts: Any = {"by": by, "reply_to": number, "state": state, "moderator": site.cast.ana.actor}
        return make_comment(site.post_id, body="Durian at Poipet?", name="Walrus", now=NOW, **facts).id


def test_each_writer_who_asked_and_can_be_written_to_is_told(site: Site, subtests: pytest.Subtests) -> None:
    numbers = {kind: asked(site, kind) for kind in WRITERS}
    site.settle()
    for kind, number in numbers.items():
        with subtests.test(kind):
            answer = answered(site, number)
            assert site.sent(MUCH_LATER) == [], "nobody can read it yet"
            site.decide(answer, Decision.APPROVE)
            assert site.sent(after(UNDO_SECONDS - 1)) == []
            letters = site.sent(LATER)
            assert len(letters) == int(TOLD[kind])
            for letter in letters:
                assert letter.to == ("mali@reader.example" if "guest" in kind else site.accounts[kind].email)
                assert f"/comments/{answer}\n" in letter.body
                assert not [word for word in SECRETS if word in letter.subject + letter.body]
                assert "List-Unsubscribe" in letter.headers


def test_who_did_not_ask_hears_nothing(site: Site) -> None:
    answered(site, asked(site, wants=False), state=State.APPROVED)
    assert site.sent(MUCH_LATER) == []


def test_ones_own_answer_is_no_news(site: Site) -> None:
    answered(site, asked(site), by=site.accounts["account"].actor, state=State.APPROVED)
    letters = site.sent(MUCH_LATER)
    assert ["approved" in letter.body for letter in letters] == [True], "only the decision is told"


def test_the_answers_of_the_staff_and_those_that_a_rule_lets_appear_are_told(site: Site) -> None:
    number = asked(site)
    answered(site, number, by=site.cast.ana.actor)
    with site.app.app_context():
        change_settings({"comments_mode": "suspects"}, by=site.cast.boun.actor, now=NOW)
    answered(site, number)
    (letter,) = site.sent(LATER)
    assert "there are 2 answers" in letter.body


def test_an_undo_in_time_stops_it_and_no_answer_is_told_twice(site: Site) -> None:
    answer = answered(site, asked(site))
    entry = site.decide(answer, Decision.APPROVE)
    with site.app.app_context():
        undo(entry, by=site.cast.ana.actor, now=after(UNDO_SECONDS - 1))
    assert site.sent(MUCH_LATER) == []
    site.decide(answer, Decision.APPROVE)
    assert len(site.sent(MUCH_LATER)) == 1
    site.decide(answer, Decision.REJECT)
    site.decide(answer, Decision.APPROVE)
    assert site.sent(after(10 * 3600)) == []


def test_one_letter_an_hour_tells_of_all(site: Site) -> None:
    number = asked(site)
    answered(site, number, state=State.APPROVED)
    assert len(site.sent(LATER)) == 1
    more = [answered(site, number, state=State.APPROVED) for _ in range(2)]
    assert site.sent(after(3600)) == []
    (letter,) = site.sent(after(UNDO_SECONDS + 3600))
    assert all(f"/comments/{answer}\n" in letter.body for answer in more)


def test_what_answers_a_comment_that_is_not_public_any_more_is_not_told(site: Site) -> None:
    number = asked(site)
    answered(site, number, state=State.APPROVED)
    with site.app.app_context():
        withdraw_comment(number, by=writer(site, number), now=NOW)
    assert site.sent(MUCH_LATER) == []


def test_who_asks_later_hears_of_what_comes_later(site: Site) -> None:
    number = asked(site, wants=False)
    answered(site, number, state=State.APPROVED)
    with site.app.app_context():
        want_replies(number, True, by=writer(site, number), now=NOW)
    later = answered(site, number, state=State.APPROVED)
    (letter,) = site.sent(LATER)  # what nobody was told of is no letter after which there is a pause
    assert "there is an answer" in letter.body
    assert f"/comments/{later}\n" in letter.body
    with site.app.app_context():
        want_replies(number, False, by=writer(site, number), now=NOW)
    answered(site, number, state=State.APPROVED)
    assert site.sent(after(10 * 3600)) == []


def test_only_its_writer_switches_them(site: Site) -> None:
    number = asked(site, wants=False)
    with site.app.app_context():
        for stranger in (STRANGER, site.cast.elin.actor, site.cast.boun.actor):
            with pytest.raises(NotFound):
                want_replies(number, True, by=stranger, now=NOW)
        withdraw_comment(number, by=writer(site, number), now=NOW)
        with pytest.raises(Refused, match="withdrawn"):
            want_replies(number, True, by=writer(site, number), now=NOW)
        wishes = db.session.scalars(sa.select(Comment.wants_replies).where(Comment.id == number)).all()
    assert wishes == [False]
