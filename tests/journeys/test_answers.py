"""Somebody wants to hear of answers: says so in the form, says yes at the address, is told, and has enough of it."""

import re
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from forum.adapters import clock
from forum.adapters.mail.smtp import SmtpMailer, parse_server
from forum.db import db
from forum.domain.comment_states import Decision
from forum.jobs.worker import Worker
from forum.models import Job
from forum.operations.moderation.deciding import Choice, decide
from tests.adapters.mail_servers import mail_server
from tests.factories.comments import make_comment
from tests.jobs.mailboxes import outside_of
from tests.journeys.obstacles import dress, problems_here
from tests.journeys.world import SLUG, let_in, publish

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"]),
]

ADDRESS, WORDS = "mali@reader.example", "It smells of durian."
# When what was decided can be told, and when whatever waits is told.
SOON, MUCH_LATER = timedelta(seconds=31), timedelta(hours=5)
DONE_WITHIN = 30  # seconds; two busy cores


class PostOffice:
    """A real mail server, and a worker that sends it what is due later. The one beside the server sends there too:
    which of the two takes a letter, nobody knows."""

    def __init__(self, live, mailbox) -> None:
        self.live, self.mailbox, self.later = live, mailbox, timedelta()
        mailer = SmtpMailer(parse_server(f"smtp://127.0.0.1:{mailbox.port}"), "forum@forum.example")
        outside = outside_of(live.app, mailer)
        self.worker = Worker(live.app.app_context, outside, now=lambda: clock.now() + self.later)

    def letters(self, to: str, *, later: timedelta = SOON) -> list[str]:
        """The texts that have come to that address since the last look, ``later`` than it is."""
        self.later = later
        end = time.monotonic() + DONE_WITHIN
        while self.worker.work_once() or self._is_due():
            assert time.monotonic() < end, "the letters are not sent"
        texts = [one.get_content() for one in self.mailbox.letters if one["To"] == to]
        assert not [text for text in texts if WORDS in text]
        self.mailbox.letters.clear()
        return texts

    def _is_due(self) -> bool:
        """Whether a job that is due is not done yet: the other worker has it."""
        with self.live.app.app_context():
            due = sa.select(Job.id).where(Job.run_at <= clock.now() + self.later, Job.failed_at.is_(None))
            return db.session.scalars(due.limit(1)).first() is not None

    def link_in(self, text: str, room: str) -> str:
        found = re.findall(rf"{re.escape(self.live.url)}(/{room}/\S+)", text)
        return found[-1]


@pytest.fixture
def mailbox():
    with mail_server() as box:
        yield box


@pytest.fixture
def live_settings(mailbox):
    return {"FORUM_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}"}


@pytest.fixture
def post_office(live, mailbox):
    return PostOffice(live, mailbox)


def approve(live, cast, number: int) -> None:
    with live.app.app_context():
        decide(number, Choice(Decision.APPROVE), seen=1, by=cast.ana.actor, now=clock.now())


def answer(live, cast, post_id: int, number: int) -> int:
    """The staff answer, and everybody can read it at once."""
    with live.app.app_context():
        words = {"body": "Now we know.", "by": cast.dara.actor, "now": clock.now()}
        return make_comment(post_id, reply_to=number, **words).id


def number_of(page: Page) -> int:
    return int(re.search(r"/comments/(\d+)/", page.url)[1])


def send(page: Page, **fields: str) -> int:
    """Sends a comment with the wish to hear of answers; its number."""
    page.goto(f"/posts/{SLUG}")
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill(WORDS)
    for label, text in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(text)
    page.get_by_label("Write to me when somebody answers").check()
    page.get_by_role("button", name="Send for review").click()
    page.wait_for_url("**/receipt")
    return number_of(page)


def test_a_guest_is_told_and_ends_it(live, cast, new_page, post_office, scripts) -> None:
    post_id, found = publish(live, cast.chanthy), []
    guest = new_page(java_script_enabled=scripts, **dress(320, "dark"))
    number = send(guest, Name_shown_with_it="Walrus", **{"E-mail": ADDRESS})
    expect(guest.get_by_label("Write to me when somebody answers")).to_be_checked()
    expect(guest.get_by_role("main")).to_contain_text("We ask at the address that you gave")

    (question,) = post_office.letters(ADDRESS)
    mail_program = new_page(java_script_enabled=scripts, **dress(320, "dark"))
    mail_program.goto(post_office.link_in(question, "notices"))
    expect(mail_program.get_by_role("main")).to_contain_text("We also write when somebody answers")
    found += problems_here(mail_program, "the question") if scripts else []
    mail_program.get_by_role("button", name="Yes, it was me: write to me").click()
    expect(mail_program.get_by_role("main")).to_contain_text("Your address is confirmed.")
    guest.reload()
    expect(guest.get_by_role("main")).to_contain_text("go to the address that you confirmed")

    approve(live, cast, number)
    assert ["has been approved" in text for text in post_office.letters(ADDRESS)] == [True]
    told_of = answer(live, cast, post_id, number)
    (letter,) = post_office.letters(ADDRESS)
    mail_program.goto(post_office.link_in(letter, "comments"))
    expect(mail_program).to_have_url(re.compile(f"/posts/{SLUG}#comment-{told_of}$"))
    expect(mail_program.locator(f"#comment-{told_of}")).to_contain_text("Now we know.")

    mail_program.goto(post_office.link_in(letter, "notices"))
    found += problems_here(mail_program, "the page that ends them") if scripts else []
    mail_program.get_by_role("main").get_by_role("button", name="No more letters").click()
    expect(mail_program.get_by_role("main")).to_contain_text("The address is erased")
    answer(live, cast, post_id, number)
    assert post_office.letters(ADDRESS, later=MUCH_LATER) == []
    guest.reload()
    expect(guest.get_by_label("Write to me when somebody answers")).to_have_count(0)
    assert found == [], "\n".join(found)


def test_an_account_is_told_and_ends_it(live, cast, new_page, post_office, scripts) -> None:
    post_id = publish(live, cast.chanthy)
    elin = new_page(java_script_enabled=scripts)
    let_in(live, elin, cast.elin)
    number = send(elin)
    approve(live, cast, number)
    assert ["has been approved" in text for text in post_office.letters(cast.elin.email)] == [True]
    answer(live, cast, post_id, number)
    (letter,) = post_office.letters(cast.elin.email)

    mail_program = new_page(java_script_enabled=scripts)
    mail_program.goto(post_office.link_in(letter, "letters"))
    expect(mail_program.get_by_role("heading", level=1)).to_have_text("Letters about your comments")
    mail_program.get_by_role("main").get_by_role("button", name="No more letters").click()
    expect(mail_program.get_by_role("heading", level=1)).to_have_text("No more letters")
    answer(live, cast, post_id, number)
    assert post_office.letters(cast.elin.email, later=MUCH_LATER) == []
    elin.goto(f"/posts/{SLUG}/comments/new")
    expect(elin.get_by_role("main")).to_contain_text("You want no letters about your comments.")
    expect(elin.get_by_label("Write to me when somebody answers")).to_have_count(0)
