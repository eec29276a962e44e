"""A talk under a post: a comment whose words and whose writer's name stand nowhere else, a public answer to it, and all
that anybody can ask the site about them."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.flags import FlagReason
from forum.models import Comment, Post
from forum.operations.comments.editing import edit_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.operations.settings import change_settings
from tests.cast import Cast
from tests.factories.comments import AT_EASE, make_comment, writer_of
from tests.factories.posts import make_post
from tests.support.applications import Browser
from tests.support.forms import form_of
from tests.support.moments import NOW

KINDS = ("atom", "rss", "json")


@dataclass
class Talk:
    """Number ``n`` of several on one site. ``above`` is the guest's comment (their browser is ``writer``), ``reply``
    Dara's answer to it."""

    app: Flask
    cast: Cast
    n: int

    def __post_init__(self) -> None:
        self.slug, self.word, self.name = f"talk-{self.n}", f"durian{self.n}x", f"Walrus{self.n}x"
        self.edited_word, self.answer = f"mango{self.n}x", f"Answer {self.n} stays."
        with self.app.app_context():
            self.post_id = make_post(self.cast.chanthy.actor, slug=self.slug, tags=(f"Tag {self.n}",)).id
        browser = self.app.test_client()
        assert isinstance(browser, Browser)
        self.writer = browser
        form = form_of(self.writer.get(f"/posts/{self.slug}/comments/new"))
        sent = self.writer.post(
            form.action,
            data=form.filled(body=f"It smells of {self.word}.", author_name=self.name, intent="send"),
        )
        self.above = int(sent.location.split("/")[2])
        self.decide(self.above, Decision.APPROVE)
        with self.app.app_context():
            words = {"body": self.answer, "by": self.cast.dara.actor}
            self.reply = make_comment(self.post_id, reply_to=self.above, **words).id

    # --- What happens to a comment ---

    def decide(self, number: int, decision: Decision) -> int:
        """Ana's decision; the number of its entry in the log."""
        with self.app.app_context():
            reason = ReasonCode.OFF_TOPIC if decision is Decision.REJECT else None
            seen = self._of(number).version
            done = decide(
                number, Choice(decision, reason_code=reason), seen=seen, by=self.cast.ana.actor, now=NOW
            )
            assert done.entry is not None
            return done.entry.id

    def undo(self, entry: int) -> None:
        with self.app.app_context():
            undo(entry, by=self.cast.ana.actor, now=NOW)

    def withdraw(self, number: int) -> None:
        """Its writer takes it back; a guest on the receipt, by its button."""
        if number == self.above:
            receipt = self.writer.get(f"/comments/{number}/receipt")
            assert self.writer.submit(receipt, f"/comments/{number}/withdrawal").status_code == 303
            return
        with self.app.app_context():
            withdraw_comment(number, by=self.cast.dara.actor, now=NOW)

    def edit(self, number: int) -> None:
        """Its writer changes the text, and this site holds everybody."""
        with self.app.app_context():
            comment = self._of(number)
            new = f"It smells of {self.edited_word}."
            edit_comment(number, new, seen=comment.version, speed=AT_EASE, by=writer_of(comment), now=NOW)
            assert self._of(number).state is State.PENDING

    def flag(self, number: int) -> None:
        """A reader's flag is enough to hide it."""
        with self.app.app_context():
            change_settings({"flags_hide_at": 1}, by=self.cast.boun.actor, now=NOW)
            flag_comment(number, FlagDraft(FlagReason.INSULT), by=self.cast.elin.actor, now=NOW)
            assert self._of(number).state is State.PENDING
            change_settings({"flags_hide_at": None}, by=self.cast.boun.actor, now=NOW)

    def _of(self, number: int) -> Comment:
        statement = sa.select(Comment).where(Comment.id == number).execution_options(populate_existing=True)
        return db.session.scalars(statement).one()

    # --- What anybody can ask ---

    def revision(self) -> int:
        with self.app.app_context():
            return db.session.scalars(sa.select(Post.revision).where(Post.id == self.post_id)).one()

    def addresses(self) -> list[str]:
        """Wherever a comment could be read, counted or named."""
        post, tag = f"/posts/{self.slug}", f"/tags/tag-{self.n}"
        feeds = ("", "/categories/posts", tag, "/people/chanthy")
        numbers = (self.above, self.reply)
        return [
            "/", "/archive", "/archive/2026", "/archive/2026/03", "/categories/posts", tag, "/people/chanthy",
            *(f"{feed}/feed.{kind}" for feed in feeds for kind in KINDS),
            *(f"/comments.{kind}" for kind in KINDS),
            *(f"{post}/comments.{kind}" for kind in KINDS),
            "/sitemap.xml", "/sitemaps/posts-1.xml", "/sitemaps/people-1.xml", "/sitemaps/categories.xml",
            "/robots.txt", "/moderation-log", "/my-comments", "/my-reports",
            post, f"/p/{self.post_id}", f"{post}?after=0", f"{post}/comments/news?after=0",
            f"{post}/comments/new",
            *(f"{post}?thread={number}" for number in numbers),
            *(f"{post}?from={number}" for number in numbers),
            *(f"{post}/comments/new?reply_to={number}" for number in numbers),
            *(f"/comments/{number}" for number in numbers),
            *(
                f"/comments/{number}/{page}"
                for number in numbers
                for page in ("flags/new", "flags/sent", "receipt", "edit", "appeals/new")
            ),
        ]  # fmt: skip

    def read(self, browser: Browser) -> dict[str, str]:
        """What somebody gets at each of them, headers included."""
        browser.inspects = False  # that pages are well is asked elsewhere
        answers = {address: browser.get(address) for address in self.addresses()}
        browser.inspects = True
        assert {answer.status_code for answer in answers.values()} <= {200, 301, 303, 404}
        return {
            address: f"{answer.headers}\n{answer.get_data(as_text=True)}"
            for address, answer in answers.items()
        }

    def tells(self, browser: Browser) -> set[str]:
        """The addresses at which somebody learns a word of the comment, of its later text, or who wrote it."""
        secrets = (self.word, self.edited_word, self.name)
        return {
            address
            for address, text in self.read(browser).items()
            if any(secret in text for secret in secrets)
        }
