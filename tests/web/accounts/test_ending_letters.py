"""Letters about one's comments, wanted or not: the switch on the account's page, and the link in each letter."""

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import UNDO_SECONDS, Decision
from forum.jobs.worker import Worker
from forum.models import LogEntry, User
from forum.operations.moderation.deciding import Choice, decide
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.support.moments import NOW, after
from tests.support.pages import inspect_page, text_of
from tests.web.accounts.mailbox import letters

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@dataclass
class Told:
    """Elin, whose comments Ana approves, and what the worker sends her about them."""

    app: Any
    cast: Any
    post_id: int
    site_url: str = "http://localhost"

    def letters(self) -> list[Any]:
        with self.app.app_context():
            number = make_comment(self.post_id, by=self.cast.elin.actor).id
            decide(number, Choice(Decision.APPROVE), seen=1, by=self.cast.ana.actor, now=NOW)
        mailbox = Mailbox()
        outside = outside_of(self.app, mailbox)
        outside = replace(outside, settings=replace(outside.settings, site_url=self.site_url))
        worker = Worker(self.app.app_context, outside, now=lambda: after(UNDO_SECONDS))
        while worker.work_once():
            pass
        return [letter for letter in mailbox.letters if letter.to == self.cast.elin.email]

    def link(self) -> str:
        (letter,) = self.letters()
        return re.search(r"http://localhost(/letters/\S+)", letter.body)[1]

    def wants(self) -> bool:
        with self.app.app_context():
            return db.session.scalars(sa.select(User.wants_letters).where(User.id == self.cast.elin.id)).one()

    def log(self) -> list[tuple[str, int | None]]:
        verbs = ("account.letters", "account.no_letters")
        with self.app.app_context():
            entries = sa.select(LogEntry.verb, LogEntry.actor_id).where(LogEntry.verb.in_(verbs))
            return [tuple(row) for row in db.session.execute(entries.order_by(LogEntry.id))]


@pytest.fixture
def told(app, cast):
    with app.app_context():
        return Told(app, cast, make_post(by=cast.chanthy.actor).id)


def test_a_letter_says_how_to_end_them_in_its_text_and_in_its_head(told):
    (letter,) = told.letters()
    link = re.search(r"No more letters about your comments:\n(\S+)\n", letter.body)[1]
    assert letter.headers == {"List-Unsubscribe": f"<{link}>"}


def test_mail_programs_are_offered_their_own_button_only_where_nobody_listens_on_the_way(told):
    told.site_url = "https://forum.example"
    (letter,) = told.letters()
    assert re.fullmatch(
        r"<https://forum\.example/letters/\d+\.[\w-]{43}>", letter.headers["List-Unsubscribe"]
    )
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_opening_the_link_ends_nothing_and_its_button_does(told, client):
    link = told.link()
    for method in ("GET", "HEAD", "GET"):
        answer = client.open(link, method=method)
        assert answer.status_code == 200
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert told.wants()
    answer = client.submit(client.get(link), link)
    assert (answer.status_code, answer.location) == (303, link)
    assert not told.wants()
    assert "No letters about your comments come any more." in text_of(inspect_page(client.get(link)))
    assert told.letters() == []
    assert told.log() == [("account.no_letters", told.cast.elin.id)]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize("headers", [{}, {"Origin": "https://mail.example"}])
def test_a_mail_programs_own_button_needs_neither_cookie_nor_token(told, client, kind, headers):
    link = told.link()
    for _ in range(2):
        answer = client.post(link, data=ONE_CLICK, content_type=kind, headers=headers)
        assert (answer.status_code, answer.data) == (200, b"")
        assert "Set-Cookie" not in answer.headers
    assert not told.wants()
    assert told.log() == [("account.no_letters", told.cast.elin.id)]


@pytest.mark.parametrize("data", [{}, {"List-Unsubscribe": "Two-Clicks"}])
def test_whoever_sends_anything_else_there_needs_the_forms_token(told, client, data):
    link = told.link()
    assert client.post(link, data=data).status_code == 400
    assert client.post(link, data=data, headers={"Origin": "https://evil.example"}).status_code == 403
    assert told.wants()


def test_that_button_opens_no_other_door(told, sign_in, cast):
    elin = sign_in(cast.elin)
    for path in ("/account/letters", "/account/name", "/sign-out", "/comments/1/withdrawal"):
        assert elin.post(path, data=ONE_CLICK).status_code == 400, path
    assert told.wants()


@pytest.mark.parametrize("change", ["other account", "other seal", "no seal", "no number", "long number"])
def test_a_link_that_was_not_made_here_ends_nothing(told, client, change):
    number, _, seal = told.link().rpartition("/")[2].partition(".")
    token = {
        "other account": f"{told.cast.ana.id}.{seal}",
        "other seal": f"{number}.{'A' * len(seal)}",
        "no seal": number,
        "no number": f".{seal}",
        "long number": f"{'9' * 400}.{seal}",
    }[change]
    assert client.get(f"/letters/{token}").status_code == 404
    assert client.post(f"/letters/{token}", data=ONE_CLICK).status_code == 404
    assert told.wants()


def test_the_account_page_shows_the_wish_and_changes_it(told, sign_in, cast):
    elin = sign_in(cast.elin)

    def box():
        return inspect_page(elin.get("/account")).xpath("//input[@name='wants_letters']")[0]

    assert box().get("checked") is not None
    answer = elin.submit(elin.get("/account"), "/account/letters", wants_letters=None)
    assert (answer.status_code, answer.location) == (303, "/account?done=no_letters")
    assert "No letters about your comments come any more." in elin.get(answer.location).text
    assert box().get("checked") is None
    assert told.letters() == []
    answer = elin.submit(elin.get("/account"), "/account/letters", wants_letters="1")
    assert answer.location == "/account?done=letters"
    assert len(told.letters()) == 1
    assert [verb for verb, _ in told.log()] == ["account.no_letters", "account.letters"]


def test_a_letter_that_waits_does_not_leave_once_none_is_wanted(told, client):
    link = told.link()
    with told.app.app_context():
        number = make_comment(told.post_id, by=told.cast.elin.actor).id
        decide(number, Choice(Decision.APPROVE), seen=1, by=told.cast.ana.actor, now=NOW)
    client.post(link, data=ONE_CLICK)
    assert told.letters() == []


def test_letters_that_keep_the_account_safe_still_come(told, client, cast):
    client.post(told.link(), data=ONE_CLICK)
    client.submit(client.get("/recover"), "/recover", email=cast.elin.email)
    (letter,) = letters(told.app)
    assert letter.to == cast.elin.email
