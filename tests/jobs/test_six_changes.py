"""The whole table: each change of a comment, for each kind of writer, on both databases. Letters leave on six changes,
to confirmed addresses only, thirty seconds later, and hold neither the text nor the post's title."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.adapters.mail import Letter
from forum.db import db, transaction
from forum.domain.actors import STRANGER, Actor
from forum.domain.comment_states import UNDO_SECONDS, Decision, ReasonCode, State
from forum.domain.flags import FlagReason
from forum.domain.roles import Role
from forum.domain.sanctions import SanctionKind, Writer
from forum.jobs.worker import Worker
from forum.models import Comment, GuestNotice, User
from forum.operations.accounts import want_letters
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.comments.notices import confirm_notice, end_notice
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.operations.sanctions import impose_sanction
from forum.operations.settings import change_settings
from tests.cast import Cast, Member, invite
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.operations.moderation.test_deciding import TABLE
from tests.support.moments import LONG_AGO, NOW, after

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED
TOLD = {(P, A), (P, R), (A, P), (A, R), (R, A), (S, A)}
MOVES = [(old, decision, new) for old, decision, new in TABLE if isinstance(new, State) and new is not old]
SECRETS = ("durian", "Poipet", "Walrus", "ferry", "Mekong")
ADDRESS = "mali@reader.example"
LATER, MUCH_LATER = after(UNDO_SECONDS), after(3600)

# Who hears of the six changes. Whoever is banned may write no more; what was written before is still told of.
WRITERS = {
    "account": True,
    "banned account": True,
    "unconfirmed account": False,
    "shut account": False,
    "account that wants no letters": False,
    "guest": True,
    "banned guest": True,
    "guest who has not said yes": False,
    "guest who ended the letters": False,
    "guest without an address": False,
}


@dataclass
class Site:
    """Chanthy's post, Ana who decides, and the worker with its mailbox."""

    app: Flask
    cast: Cast
    mailbox: Mailbox
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.outside = outside_of(self.app, self.mailbox)
        self.worker = Worker(self.app.app_context, self.outside, now=lambda: self.now)
        with self.app.app_context():
            self.post_id = make_post(
                self.cast.chanthy.actor, title="The ferry at Mekong", published_at=LONG_AGO
            ).id

    def writes(self, kind: str) -> int:
        """A comment by a writer of that kind; its number."""
        with self.app.app_context():
            by, email = STRANGER, ""
            if kind.startswith("guest") or kind == "banned guest":
                email = "" if kind == "guest without an address" else ADDRESS
            else:
                by = self.accounts[kind].actor
            facts: Any = {"by": by, "email": email, "name": "Wicked Walrus", "now": LONG_AGO}
            comment = make_comment(self.post_id, body="Poipet smells of durian.", **facts)
            if email and kind != "guest who has not said yes":
                hashed = sa.select(GuestNotice.token_hash).where(GuestNotice.comment_id == comment.id)
                token_hash = db.session.scalars(hashed).one()
                confirm_notice(token_hash, now=LONG_AGO)
                if kind == "guest who ended the letters":
                    end_notice(token_hash, now=LONG_AGO)
            if kind == "banned guest":
                self.ban(Writer(guest_id=comment.guest_id))
            return comment.id

    def gather(self) -> None:
        """An account for each kind of writer that has one."""
        kinds = [kind for kind in WRITERS if "account" in kind]
        with self.app.app_context():
            self.accounts: dict[str, Member] = {
                kind: invite(f"Reader{n}", Role.READER, hashed="x") for n, kind in enumerate(kinds)
            }

    def settle(self) -> None:
        """Makes the accounts what they are called, after they have written."""
        number = {kind: member.id for kind, member in self.accounts.items()}
        with self.app.app_context():
            for kind, change in (
                ("unconfirmed account", {"confirmed_at": None}),
                ("shut account", {"active": False}),
            ):
                with transaction() as session:
                    session.execute(sa.update(User).where(User.id == number[kind]).values(**change))
            want_letters(number["account that wants no letters"], False, now=NOW)
            self.ban(Writer(user_id=number["banned account"]))

    def ban(self, writer: Writer) -> None:
        impose_sanction(
            writer, SanctionKind.BAN, "You attack people.", until=None, by=self.cast.ana.actor, now=NOW
        )

    def decide(
        self,
        number: int,
        decision: Decision,
        *,
        by: Actor | None = None,
        note: str = "",
        now: datetime = NOW,
    ) -> int:
        with self.app.app_context():
            seen = db.session.scalars(sa.select(Comment.version).where(Comment.id == number)).one()
            reason = ReasonCode.OFF_TOPIC if decision is Decision.REJECT else None
            choice = Choice(decision, reason_code=reason, note=note)
            entry = decide(number, choice, seen=seen, by=by or self.cast.ana.actor, now=now).entry
            assert entry is not None
            return entry.id

    def brings_to(self, number: int, state: State) -> None:
        """Decides, long ago, until the comment is in ``state``, and forgets what was told on the way."""
        ways = {A: [Decision.APPROVE], R: [Decision.REJECT], S: [Decision.SPAM], T: [Decision.TRASH], P: []}
        for decision in ways[state]:
            self.decide(number, decision, now=LONG_AGO)
        self.sent(MUCH_LATER)

    def sent(self, at: datetime) -> list[Letter]:
        """What leaves until ``at``, but for questions and digests."""
        self.now = at
        while self.worker.work_once():
            pass
        letters = [letter for letter in self.mailbox.letters if letter.subject == "About your comment"]
        self.mailbox.letters.clear()
        return letters


@pytest.fixture
def site(engine_app: Flask, cast: Cast) -> Site:
    site = Site(engine_app, cast, Mailbox())
    site.gather()
    return site


def test_each_change_for_each_writer(site: Site, subtests: pytest.Subtests) -> None:
    numbers = {(kind, *move): site.writes(kind) for kind in WRITERS for move in MOVES}
    site.settle()
    for (kind, old, decision, new), number in numbers.items():
        site.brings_to(number, old)
        with subtests.test(f"{kind}: {old} {decision}"):
            entry = site.decide(number, decision)
            assert site.sent(after(UNDO_SECONDS - 1)) == []
            with site.app.app_context():
                undo(entry, by=site.cast.ana.actor, now=after(UNDO_SECONDS - 1))
            assert site.sent(MUCH_LATER) == [], "taken back in time"
            site.decide(number, decision)
            letters = site.sent(LATER)
            assert len(letters) == int(WRITERS[kind] and (old, new) in TOLD)
            for letter in letters:
                assert letter.to == (ADDRESS if "guest" in kind else site.accounts[kind].email)
                assert not [word for word in SECRETS if word in letter.subject + letter.body]
                assert "List-Unsubscribe" in letter.headers


def test_of_what_is_taken_for_spam_nobody_ever_hears(site: Site) -> None:
    assert S not in {new for _, new in TOLD}
    number = site.writes("account")
    site.decide(number, Decision.APPROVE)
    site.decide(number, Decision.SPAM)  # the letter about the approval still waits
    assert site.sent(MUCH_LATER) == []
    site.decide(number, Decision.APPROVE)
    (letter,) = site.sent(MUCH_LATER)
    assert "Your comment has been approved." in letter.body, "all that the writer knows is that it waited"


def muted(site: Site) -> int:
    with site.app.app_context():
        writer = Writer(user_id=site.accounts["account"].id)
        by = site.cast.ana.actor
        impose_sanction(writer, SanctionKind.MUTE, "Too loud.", until=after(days=9), by=by, now=LONG_AGO)
    number = site.writes("account")
    with site.app.app_context():
        assert db.session.get_one(Comment, number).is_muted
    return number


def test_a_muted_writer_hears_of_decisions_and_not_of_queues(site: Site) -> None:
    number = muted(site)
    site.decide(number, Decision.HOLD)  # into the queue
    assert site.sent(MUCH_LATER) == []
    site.decide(number, Decision.APPROVE)
    assert len(site.sent(MUCH_LATER)) == 1


@pytest.mark.parametrize("hides", [False, True])
def test_flags_are_told_where_they_hide(site: Site, hides: bool) -> None:
    number = site.writes("account")
    site.brings_to(number, A)
    with site.app.app_context():
        change_settings({"flags_hide_at": 1 if hides else None}, by=site.cast.boun.actor, now=NOW)
        flag_comment(number, FlagDraft(FlagReason.INSULT), by=site.cast.elin.actor, now=NOW)
        comment = db.session.get_one(Comment, number)
        assert (comment.state, comment.flagged_at) == (P if hides else A, NOW)
    letters = site.sent(MUCH_LATER)
    assert len(letters) == int(hides)
    assert all("It is waiting for review again" in letter.body for letter in letters)
    site.decide(number, Decision.APPROVE)
    assert len(site.sent(MUCH_LATER)) == int(hides), "kept public, it never was anything else"


@pytest.mark.parametrize(("decision", "told"), [(Decision.APPROVE, 1), (Decision.REJECT, 0)])
def test_an_appeal_is_told_where_it_changes_something(site: Site, decision: Decision, told: int) -> None:
    """Rejected once more is no change: that answer stands on the receipt."""
    number, writer = site.writes("account"), site.accounts["account"].actor
    site.brings_to(number, R)
    with site.app.app_context():
        appeal_comment(number, "Please look again.", by=writer, now=NOW)
    assert site.sent(MUCH_LATER) == []
    site.decide(number, decision, by=site.cast.boun.actor, note="We looked again.")
    assert len(site.sent(MUCH_LATER)) == told
