"""One play: a post of its own, people of its own, and whatever steps they take. It knows what a person or a rule has
let pass, so that it can tell what readers may see."""

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import STRANGER, Actor, ActorKind
from forum.domain.comment_states import DECISION_VERBS, Decision, ReasonCode, State
from forum.domain.refusals import Conflict, Refused
from forum.domain.roles import Role
from forum.domain.sanctions import SanctionKind, Writer, effects_of
from forum.domain.screening import Mode
from forum.models import Guest, LogEntry, User
from forum.models import Post as PostRow
from forum.operations.comments.editing import edit_comment
from forum.operations.comments.posting import Draft, post_comment
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.jobs import claim_job, finish_job
from forum.operations.moderation.deciding import Choice, decide, decide_many
from forum.operations.moderation.undoing import undo, undo_batch
from forum.operations.moderation.unmuting import release_muted
from forum.operations.posts.moving import move_post
from forum.operations.settings import change_settings
from forum.queries.sanctions import sanctions_of
from tests.factories.comments import AT_EASE
from tests.factories.posts import make_post
from tests.invariants import readers, steps
from tests.invariants.company import Company
from tests.invariants.recount import Row, comment_rows
from tests.support.moments import LONG_AGO, NOW

# What moderators say to writers, and to nobody else.
NOTE = "We looked at it."
_plays = itertools.count(1)


@dataclass
class Play:
    """``passed`` holds, for each comment, the texts that somebody who may has let pass; ``words`` every word that was
    ever written, each of them nowhere else."""

    company: Company
    post_id: int = 0
    slug: str = ""
    now: datetime = NOW
    people: dict[str, Actor] = field(default_factory=dict)
    passed: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    words: list[str] = field(default_factory=list)
    batches: list[str] = field(default_factory=list)
    shows_log: bool = False
    sanctions: list[readers.Kept] = field(default_factory=list)
    number: int = field(default_factory=lambda: next(_plays))

    def begin(self) -> None:
        cast, company = self.company.cast, self.company
        change_settings({"flags_hide_at": None, "public_log": False}, by=cast.boun.actor, now=NOW)
        post = make_post(
            cast.chanthy.actor,
            category_id=company.category_id,
            published_at=LONG_AGO + timedelta(minutes=self.number),
        )
        self.post_id, self.slug = post.id, post.slug
        with transaction() as session:
            guests = [Guest(code_hash=f"{self.number}.{n}", created_at=NOW) for n in range(2)]
            name = f"Reader {self.number}"
            reader = User(
                email=f"{self.number}@play.test",
                display_name=name,
                role=Role.READER,
                fs_uniquifier=f"play {self.number}",
                confirmed_at=LONG_AGO,
                created_at=LONG_AGO,
            )
            session.add_all([*guests, reader])
            session.flush()
            self.people = {
                "guest": Actor(ActorKind.GUEST, "", id=guests[0].id, is_confirmed=True),
                "other guest": Actor(ActorKind.GUEST, "", id=guests[1].id, is_confirmed=True),
                "stranger": STRANGER,
                "reader": Actor(ActorKind.PERSON, name, id=reader.id, is_confirmed=True),
                "author": cast.dara.actor,
                "elin": cast.elin.actor,
                "ana": cast.ana.actor,
                "boun": cast.boun.actor,
                "fai": company.fai,
                "gita": company.gita,
            }

    def comments(self) -> list[Row]:
        return comment_rows(self.post_id)

    def take(self, step: steps.Step) -> bool:
        """Takes the step; whether it was allowed. What is refused has changed nothing."""
        self.now += timedelta(seconds=1)
        before = self.comments()
        try:
            getattr(self, f"_{type(step).__name__.lower()}")(step, before)
        except Refused:
            assert self.comments() == before
            return False
        if getattr(step, "moderator", None) == "gita":
            assert self.comments() == before, "who moderates elsewhere has changed something"
        return True

    # ---- each kind of step -------------------------------------------------------------------------------------

    def _post(self, step: steps.Post, before: list[Row]) -> None:
        answers = before[step.answers % len(before)]["id"] if before and step.answers is not None else None
        text = self.text(step.text)
        name = f"Name{len(self.words)}of{self.number}"
        # Who gives a number in the text, gives it with the name.
        name += f" {steps.NUMBER}" if step.text == steps.PERSONAL else ""
        draft = Draft(text, name, AT_EASE, reply_to=answers)
        sanctions = readers.in_force(self, step.writer)
        comment = post_comment(self.post_id, draft, by=self.people[step.writer], now=self.now).comment
        assert not sanctions & {SanctionKind.BAN, SanctionKind.WARN}
        assert comment.is_muted is (SanctionKind.MUTE in sanctions)
        if sanctions:
            assert comment.state is State.PENDING
        if comment.state is State.APPROVED:
            self._pass(comment.id, comment.body)

    def _decide(self, step: steps.Decide, before: list[Row]) -> None:
        if not before:
            return
        meant = [row for row in before if step.among and row[step.among]] or before
        comment = meant[step.which % len(meant)]
        seen = comment["version"] - step.late
        choice = self.choice(
            step.decision,
            with_replies=step.with_replies,
            edits=step.edits,
            redacts=step.redacts,
            answers=step.answers,
        )
        try:
            done = decide(comment["id"], choice, seen=seen, by=self.people[step.moderator], now=self.now)
        except Conflict:
            assert step.late
            raise
        if done.entry is not None:
            assert not step.late, "a decision on an older version was carried out"
            self._passes(done.entry)
            assert not (step.redacts and steps.NUMBER in done.comment.body + done.comment.author_name)

    def _decidemany(self, step: steps.DecideMany, before: list[Row]) -> None:
        chosen = [row for place, row in enumerate(before) if step.mask >> (place % 8) & 1]
        items = [(row["id"], row["version"] - (step.late and row is chosen[0])) for row in chosen]
        choice = self.choice(step.decision, with_replies=step.with_replies, answers=step.answers)
        batch, outcomes = decide_many(items, choice, by=self.people[step.moderator], now=self.now)
        self.batches.append(batch)
        assert [outcome.comment_id for outcome in outcomes] == [number for number, _ in items]
        for outcome in outcomes:
            if outcome.entry_id is not None:
                self._passes(db.session.get_one(LogEntry, outcome.entry_id))

    def _undo(self, step: steps.Undo, before: list[Row]) -> None:
        decisions = [entry for entry in self.log() if entry.verb in DECISION_VERBS]
        if len(decisions) > step.ago:
            undo(decisions[-1 - step.ago].id, by=self.people[step.moderator], now=self.now)

    def _undomany(self, step: steps.UndoMany, before: list[Row]) -> None:
        if self.batches:
            undo_batch(self.batches[-1], by=self.people[step.moderator], now=self.now)

    def _edit(self, step: steps.Edit, before: list[Row]) -> None:
        if not before:
            return
        comment = before[step.which % len(before)]
        edited = edit_comment(
            comment["id"],
            self.text(step.text),
            seen=comment["version"] - step.late,
            speed=AT_EASE,
            by=self.writer_of(comment),
            now=self.now,
        )
        # A rule may let the new text of a public comment stand; it never publishes one that waits for a person.
        if edited.state is State.APPROVED and comment["state"] == State.APPROVED:
            self._pass(edited.id, edited.body)

    def _withdraw(self, step: steps.Withdraw, before: list[Row]) -> None:
        if before:
            comment = before[step.which % len(before)]
            withdraw_comment(comment["id"], by=self.writer_of(comment), now=self.now)

    def _flag(self, step: steps.Flag, before: list[Row]) -> None:
        readers.flag(self, step, before)

    def _appeal(self, step: steps.Appeal, before: list[Row]) -> None:
        readers.appeal(self, step, before)

    def _impose(self, step: steps.Impose, before: list[Row]) -> None:
        readers.impose(self, step)

    def _lift(self, step: steps.Lift, before: list[Row]) -> None:
        readers.lift(self, step)

    def _hideflagged(self, step: steps.HideFlagged, before: list[Row]) -> None:
        readers.hide_flagged(self, step)

    def _showlog(self, step: steps.ShowLog, before: list[Row]) -> None:
        readers.show_log(self, step)

    def _changemode(self, step: steps.ChangeMode, before: list[Row]) -> None:
        with transaction() as session:
            session.execute(
                sa.update(PostRow).where(PostRow.id == self.post_id).values(comments_mode=Mode(step.mode))
            )

    def _movepost(self, step: steps.MovePost, before: list[Row]) -> None:
        move_post(self.post_id, step.move, by=self.company.cast.chanthy.actor, now=self.now)

    def _wait(self, step: steps.Wait, before: list[Row]) -> None:
        self.now += timedelta(seconds=step.seconds)
        while job := claim_job("play", now=self.now, lease_seconds=60):
            finish_job(job)
        release_muted(now=self.now)
        for row in self.comments():
            if row["is_muted"] and row["withdrawn_at"] is None:
                writer = Writer(row["user_id"], row["guest_id"])
                assert effects_of(sanctions_of(writer), self.now).mutes

    # ---- what the play knows -----------------------------------------------------------------------------------

    def log(self) -> list[LogEntry]:
        """Everything that happened to the comments of this play, oldest first."""
        return list(
            db.session.scalars(
                sa.select(LogEntry)
                .where(LogEntry.post_id == self.post_id, LogEntry.comment_id.is_not(None))
                .order_by(LogEntry.id)
            )
        )

    def choice(
        self,
        decision: Decision,
        *,
        with_replies: bool = False,
        edits: bool = False,
        redacts: bool = False,
        answers: bool = True,
    ) -> Choice:
        """A moderator's choice, in the words of ``steps.Decide``."""
        return Choice(
            decision,
            reason_code=ReasonCode.OFF_TOPIC if decision is Decision.REJECT else None,
            note=NOTE if answers else "",
            body=self.text(steps.PERSONAL if redacts else steps.PLAIN) if edits else None,
            with_replies=with_replies,
            redact=redacts,
        )

    def text(self, kind: str) -> str:
        """A text with a word of its own; the one that is repeated is the play's own, too."""
        word = f"word{len(self.words)}of{self.number}end"
        self.words.append(word)
        return {
            steps.PLAIN: word,
            steps.HELD_WORD: f"lottery {word}",
            steps.REPEATED: f"the same again, word0of{self.number}end",
            steps.PERSONAL: f"Call me: {steps.NUMBER}, {word}",
        }[kind]

    def _pass(self, number: int, text: str) -> None:
        self.passed[number].add(text)

    def _passes(self, entry: LogEntry) -> None:
        """Somebody who may decided that the text that stands is public."""
        after: dict[str, Any] = entry.after or {}
        assert entry.comment_id is not None
        if after["state"] == State.APPROVED:
            self._pass(
                entry.comment_id, next(r["body"] for r in self.comments() if r["id"] == entry.comment_id)
            )

    def writer_of(self, comment: Row) -> Actor:
        """Who wrote it; nobody can any more act for a stranger without a code."""
        wrote = {("user", comment["user_id"]), ("guest", comment["guest_id"])} - {
            ("user", None),
            ("guest", None),
        }
        for person in self.people.values():
            if wrote & {("user", person.user_id), ("guest", person.guest_id)}:
                return person
        return STRANGER
