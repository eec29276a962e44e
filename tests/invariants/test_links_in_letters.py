"""No link in a letter acts by being opened: mail programs, and the servers on the way, open all of them."""

import re
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app

from forum.adapters.letters import LetterBook
from forum.adapters.seals import new_token
from forum.config import PROJECT
from forum.db import db, transaction
from forum.domain.comment_states import LETTERS, State
from forum.models import Comment, GuestNotice, Job, LogEntry, Post, User
from forum.queries.digest import digest_at
from forum.queries.letters import outcome_of
from tests.cast import Cast
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.operations.moderation.scene import log_of
from tests.support.applications import SITE
from tests.support.moments import LONG_AGO, NOW
from tests.support.people import SignIn

TOKENS = {name: new_token() for name in ("asked", "told")}
ASKED, TOLD = f"/notices/{TOKENS['asked']}", f"/notices/{TOKENS['told']}"


def account_link(user_id: int) -> str:
    """Where the letters about an account's comments lead for ending them."""
    return f"/letters/{current_app.extensions['outside'].seals.account_token(user_id)}"


def links_of_all_letters(number: int, ended_at: str) -> set[str]:
    """The links of every letter that there can be about the comment, and of the moderators' digest. ``ended_at``: where
    its writer ends them."""
    book = LetterBook(
        PROJECT / "templates" / "letters",
        PROJECT / "forum" / "translations",
        languages=("en",),
        site_name="Forum",
        site_url=SITE,
    )
    outcome = outcome_of(number, entry_id=log_of(number)[-1].id, now=NOW)
    assert outcome is not None
    letters = [
        book.write(
            "tell_writer",
            outcome=outcome,
            old=old,
            new=new,
            comment_id=number,
            is_guest=link == TOLD,
            stop_link=f"{SITE}{link}",
        )
        for old, new in sorted(LETTERS)
        for link in (TOLD, ended_at)
    ]
    letters.append(book.write("digest", digest=digest_at(datetime.now(UTC))))
    letters.append(book.write("ask_guest", link=f"{SITE}{ASKED}", contact="help@forum.test"))
    links = {link for letter in letters for link in re.findall(rf"{SITE}(/\S*)", letter.body)}
    assert f"/comments/{number}/receipt" in links
    assert any(link.startswith("/desk") for link in links)
    assert {ASKED, TOLD, ended_at, "/my-comments"} <= links
    return links


def guest_with_notice(post_id: int, token: str, confirmed_at: datetime | None) -> None:
    """A guest's comment with an address for letters, found by the token of a link."""
    number = make_comment(post_id, email=f"{confirmed_at is None}@forum.test", now=datetime.now(UTC)).id
    token_hash = current_app.extensions["outside"].seals.code_hash(token)
    with transaction() as session:
        session.execute(
            sa.update(GuestNotice)
            .where(GuestNotice.comment_id == number)
            .values(token_hash=token_hash, confirmed_at=confirmed_at)
        )


def everything() -> list[Any]:
    db.session.rollback()
    tables = (Comment, LogEntry, Job, GuestNotice, User)
    rows = [db.session.execute(sa.select(*table.__table__.columns)).all() for table in tables]
    return [*map(repr, rows), db.session.execute(sa.select(Post.id, Post.revision)).all()]


def test_opening_every_link_changes_nothing(engine_app: Flask, cast: Cast, sign_in: SignIn) -> None:
    with engine_app.app_context():
        post_id = make_post(cast.chanthy.actor, published_at=LONG_AGO).id
        numbers = [
            make_comment(post_id, by=cast.elin.actor, state=state, moderator=cast.ana.actor).id
            for state in State
        ]
        for name, confirmed_at in (("asked", None), ("told", NOW)):
            guest_with_notice(post_id, TOKENS[name], confirmed_at)
        ended_at = account_link(cast.elin.id)
        links = set[str]().union(*(links_of_all_letters(number, ended_at) for number in numbers))
        before = everything()
    browsers = [engine_app.test_client(), *map(sign_in, (cast.elin, cast.ana, cast.boun, cast.chanthy))]
    for link in links:
        for browser in browsers:
            for method in ("GET", "HEAD"):
                status = browser.open(link, method=method).status_code
                assert status == 200 if link in (ASKED, TOLD, ended_at) else status < 500
    with engine_app.app_context():
        assert everything() == before


def test_a_link_that_somebody_makes_up_from_an_action_is_not_one(
    engine_app: Flask, cast: Cast, sign_in: SignIn
) -> None:
    """Every address that changes something about a comment or a post refuses to be opened."""
    with engine_app.app_context():
        post = make_post(cast.chanthy.actor, published_at=LONG_AGO)
        number = make_comment(post.id, by=cast.elin.actor, state=State.APPROVED, moderator=cast.ana.actor).id
        entry, slug, before = log_of(number)[-1].id, post.slug, everything()
    ana, elin = sign_in(cast.ana), sign_in(cast.elin)
    for browser in (ana, elin):
        for action in (
            f"/desk/comments/{number}/decisions?decision=trash&seen=2",
            f"/desk/comments/decisions?decision=trash&item={number}:2",
            f"/desk/decisions/{entry}/reversal",
            "/desk/batches/0123456789abcdef/reversal",
            f"/comments/{number}/withdrawal",
            f"/posts/{slug}/comments?body=hello&author_name=Soe",
        ):
            for method in ("GET", "HEAD"):
                assert browser.open(action, method=method).status_code in (404, 405), action
        browser.get(f"/comments/{number}/edit?body=changed&seen=2")
    with engine_app.app_context():
        assert everything() == before
