"""A writer's page at the desk, and what a sanctioned writer meets."""

import pytest

from forum.queries.moderation.queue import queue_counts
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

TEXT = "I have waited for this ferry."


@pytest.fixture
def elins_page(app, cast, post):
    """The address of Elin's page; she has written one comment."""
    with app.app_context():
        make_comment(post.id, body="Who asked?", by=cast.elin.actor)
    return f"/desk/writers/user:{cast.elin.id}"


@pytest.fixture
def elin(sign_in, cast):
    return sign_in(cast.elin)


def impose(browser, address, kind, reason="You attack people.", days="7"):
    return browser.submit(browser.get(address), f"{address}/sanctions", kind=kind, reason=reason, days=days)


def send(browser, body=TEXT, **more):
    return browser.submit(browser.get("/posts/ferry/comments/new"), body=body, intent="send", **more)


def test_an_item_leads_to_its_writer_with_comments_and_outcomes(ana, elins_page):
    queue = inspect_page(ana.get("/desk/moderation"))
    assert queue.xpath(f"//article//a[@href='{elins_page}']")
    with count_statements(at_most=10):
        page = inspect_page(ana.get(elins_page))
    words = text_of(page)
    assert "Elin" in words
    assert "Who asked?" in words
    assert "Waiting 1" in words
    assert "None so far." in words


def test_a_guest_is_known_by_number_and_the_limit_is_said(ana, app, post):
    with app.app_context():
        guest = make_comment(post.id, name="Mali").guest_id
    words = text_of(inspect_page(ana.get(f"/desk/writers/guest:{guest}")))
    assert "It follows the edit code." in words
    assert "Mali" in words


@pytest.mark.parametrize("path", ["user:9999", "guest:9999", "rule:1", "user:x"])
def test_nobody_is_not_there(ana, post, path):
    assert ana.get(f"/desk/writers/{path}").status_code == 404


def test_a_ban_is_imposed_met_and_lifted(ana, elin, elins_page, cast):
    form = elin.get("/posts/ferry/comments/new")
    assert impose(ana, elins_page, "ban").status_code == 303
    page = ana.get(elins_page)
    assert "Banned by Ana, until" in text_of(inspect_page(page))
    refused = elin.submit(form, body=TEXT, intent="send")
    assert refused.status_code == 422
    words = text_of(inspect_page(refused))
    assert "The moderators take no comments from you until" in words
    assert "You attack people." in words
    assert form_of(refused, "/posts/ferry/comments").fields["body"] == TEXT
    lift = inspect_page(page).xpath("//form[contains(@action, '/end')]/@action")[0]
    assert ana.submit(page, lift).status_code == 303
    assert "lifted by Ana" in text_of(inspect_page(ana.get(elins_page)))
    assert send(elin).status_code == 303
    log = text_of(inspect_page(ana.get("/desk/log")))
    assert "sanctioned: Elin" in log
    assert "lifted a sanction on: Elin" in log


def test_a_warning_is_read_on_the_form_and_the_text_goes_on(ana, elin, elins_page):
    impose(ana, elins_page, "warn", reason="Please stay with the post.", days="")
    refused = send(elin)
    assert refused.status_code == 422
    assert "Please stay with the post." in text_of(inspect_page(refused))
    again = elin.submit(refused, "/posts/ferry/comments", intent="send")
    assert again.status_code == 422  # sending is not reading
    assert elin.submit(again, "/posts/ferry/comments", intent="acknowledge").status_code == 303
    assert send(elin, body="Another.").status_code == 303
    assert "read on" in text_of(inspect_page(ana.get(elins_page)))


def test_a_warning_meets_a_correction_too(ana, elin, elins_page, app):
    impose(ana, elins_page, "warn", days="")
    refused = elin.submit(elin.get("/comments/1/edit"), "/comments/1/edit", body="Better.", intent="send")
    assert refused.status_code == 422
    assert "You attack people." in text_of(inspect_page(refused))
    assert elin.submit(refused, "/comments/1/edit", intent="acknowledge").status_code == 303


def test_a_muted_writer_reads_until_when_and_the_queue_stays_empty(ana, app, elin, elins_page):
    impose(ana, elins_page, "mute")
    receipt = text_of(inspect_page(elin.get(send(elin).location)))
    assert "Until " in receipt
    assert "your comments wait aside" in receipt
    assert "The moderators have put your comments aside for some time." in receipt
    with app.app_context():
        assert (queue_counts()["pending"], queue_counts()["muted"]) == (1, 1)
    assert "its writer is muted" in text_of(inspect_page(ana.get("/desk/moderation?state=muted")))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "mute", "days": ""}, "a mute always ends"),
        ({"kind": "ban", "reason": " "}, "the writer reads it"),
        ({"kind": "ban", "days": "0"}, "from 1 to 3650"),
        ({"kind": "ban", "days": "soon"}, "from 1 to 3650"),
        ({"kind": "warn"}, "A warning holds until it is read."),
        ({"kind": "exile"}, "Please choose what shall happen."),
    ],
)
def test_what_is_wrong_gives_the_form_back(ana, elins_page, fields, said):
    typed = {"kind": "ban", "reason": "A long story.", "days": "3", **fields}
    refused = ana.submit(ana.get(elins_page), f"{elins_page}/sanctions", **typed)
    assert refused.status_code == 422
    page = inspect_page(refused)
    assert said in text_of(page)
    form = form_of(refused, f"{elins_page}/sanctions")
    assert (form.fields["reason"] or "").strip() == typed["reason"].strip()
    assert form.fields["days"] == typed["days"]


def test_the_staff_have_a_page_and_no_form(ana, cast, post):
    page = inspect_page(ana.get(f"/desk/writers/user:{cast.chanthy.id}"))
    assert not page.xpath("//form[contains(@action, '/sanctions')]")
