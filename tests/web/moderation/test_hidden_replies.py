"""From the desk: what hides a reply, and how a moderator shows it again."""

import pytest

from forum.domain.comment_states import Decision, State
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide
from tests.factories.comments import make_comment, writer_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

A = State.APPROVED


@pytest.fixture
def buried(app, cast, post):
    """The numbers of a comment that was taken down with its reply, then taken back, and of that reply."""
    with app.app_context():
        shown = {"state": A, "moderator": cast.ana.actor}
        root = make_comment(post.id, name="Soe", body="Secret words.", **shown)
        number, version, wrote = root.id, root.version, writer_of(root)
        reply = make_comment(post.id, name="Nok", body="An innocent answer.", reply_to=number, **shown).id
        choice = Choice(Decision.TRASH, with_replies=True)
        decide(number, choice, seen=version, by=cast.ana.actor, now=NOW)
        withdraw_comment(number, by=wrote, now=NOW)
    return number, reply


def test_a_hidden_reply_leads_to_what_hides_it_and_that_shows_it_again(ana, client, buried):
    root, reply = buried
    page = inspect_page(ana.get(f"/desk/comments/{reply}"))
    (link,) = page.xpath("//p[contains(., 'No reader sees it')]/a")
    assert text_of(link) == "the comment by Soe"
    assert client.get(f"/comments/{reply}").status_code == 404
    page = ana.get(link.get("href"))
    buttons = inspect_page(page).xpath("//form[@class='decisions']//button[@name='decision']")
    assert [text_of(button) for button in buttons] == ["Show its replies a"]
    done = ana.submit(page, f"/desk/comments/{root}/decisions", decision="approve")
    assert "Replies shown again." in ana.get(done.location).get_data(as_text=True)
    thread = client.get("/posts/ferry").get_data(as_text=True)
    assert "An innocent answer." in thread
    assert "Secret words." not in thread
    assert "Soe" not in thread
    assert client.get(f"/comments/{root}").status_code == 404
    after = ana.get(f"/desk/comments/{root}").get_data(as_text=True)
    assert "nothing is left to decide" in after
    assert "Replies shown again" in after
    assert "No reader sees it" not in ana.get(f"/desk/comments/{reply}").get_data(as_text=True)


def test_the_queue_says_so_beside_the_reply(ana, buried):
    root, reply = buried
    page = inspect_page(ana.get("/desk/moderation?state=approved"))
    (item,) = page.xpath(f"//article[@id='comment-{reply}']")
    assert item.xpath(f".//p[contains(., 'No reader sees it')]/a[@href='/desk/comments/{root}']")


def test_it_is_undone_and_told_in_the_log(ana, client, buried):
    root, reply = buried
    page = ana.get(f"/desk/comments/{root}")
    ana.submit(page, f"/desk/comments/{root}/decisions", decision="approve")
    assert client.get(f"/comments/{reply}").status_code == 303
    assert "Replies shown again." in ana.get("/desk/moderation").get_data(as_text=True)
    page = ana.get(f"/desk/comments/{root}")
    (form,) = inspect_page(page).xpath("//ol[@class='history']//form")
    ana.submit(page, form.get("action"))
    assert client.get(f"/comments/{reply}").status_code == 404
    log = text_of(inspect_page(ana.get("/desk/log")))
    assert "showed again what stands below" in log
    assert "hid again what stands below" in log
