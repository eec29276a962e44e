"""Writers are told that everybody can read a comment when everybody can, and not before."""

import pytest

from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.post_states import PostMove
from forum.jobs.worker import Worker
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.posts.moving import move_post
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.support.moments import NOW, after
from tests.support.pages import inspect_page, text_of

ON_THE_POST, ON_THE_THREAD = "as soon as its post is public", "as soon as the comments above it are public"


@pytest.fixture
def root(app, cast, post):
    with app.app_context():
        return make_comment(post.id, by=cast.ana.actor).id


@pytest.fixture
def reply(app, cast, post, root):
    """Elin's answer, which waits."""
    with app.app_context():
        return make_comment(post.id, body="Quite so.", by=cast.elin.actor, reply_to=root).id


def approve(app, cast, number):
    with app.app_context():
        seen = item_by_id(number).version
        decide(number, Choice(Decision.APPROVE), seen=seen, by=cast.ana.actor, now=NOW)


def letter(app, to):
    mailbox = Mailbox()
    with app.app_context():
        worker = Worker(app.app_context, outside_of(app, mailbox), now=lambda: after(60))
    while worker.work_once():
        pass
    (body,) = [one.body for one in mailbox.letters if one.to == to.email]
    return body


def hide(app, cast, post, root, what):
    with app.app_context():
        if what == "post":
            move_post(post.id, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=NOW)
        else:
            choice = Choice(Decision.REJECT, reason_code=ReasonCode.OFF_TOPIC, with_replies=True)
            decide(root, choice, seen=1, by=cast.ana.actor, now=NOW)


def test_a_public_comment_is_called_so_and_found(app, cast, sign_in, reply):
    approve(app, cast, reply)
    elin = sign_in(cast.elin)
    page = inspect_page(elin.get(f"/comments/{reply}/receipt"))
    assert "Your comment is published" in text_of(page)
    assert elin.get(page.xpath("//a[@class='button']/@href")[0]).status_code == 303
    assert "Published" in text_of(inspect_page(elin.get("/my-comments")))
    assert "Everybody can read it now." in letter(app, cast.elin)


@pytest.mark.parametrize(("what", "why"), [("post", ON_THE_POST), ("thread", ON_THE_THREAD)])
def test_an_approved_comment_that_nobody_can_read_is_not_called_public(
    app, cast, sign_in, post, root, reply, what, why
):
    hide(app, cast, post, root, what)
    approve(app, cast, reply)
    elin = sign_in(cast.elin)
    receipt = inspect_page(elin.get(f"/comments/{reply}/receipt"))
    words = text_of(receipt.xpath("//main")[0])
    assert "Your comment is approved" in words
    assert why in words
    assert "ublished" not in words
    mine = text_of(inspect_page(elin.get("/my-comments")).xpath("//main")[0])
    assert "Approved" in mine
    assert "Published" not in mine
    for address in receipt.xpath("//main//a/@href"):
        assert elin.get(address).status_code in (200, 303), address
    told = letter(app, cast.elin)
    assert why in told
    assert "Everybody" not in told


def test_titles_and_previews_are_in_their_own_language(app, cast, sign_in):
    with app.app_context():
        post_id = make_post(cast.chanthy.actor, slug="thai", title="เรือข้ามฟาก", language="th").id
        number = make_comment(post_id, by=cast.elin.actor, state=State.PENDING).id
    elin = sign_in(cast.elin)
    for path in (f"/comments/{number}/receipt", "/my-comments", "/posts/thai/comments/new"):
        page = inspect_page(elin.get(path))
        assert {text_of(title) for title in page.xpath("//main//*[@lang='th']")} == {"เรือข้ามฟาก"}, path
    form = elin.get(f"/comments/{number}/edit")
    preview = elin.submit(form, body="ขอบคุณสำหรับคู่มือค่ะ อยากให้มีฉบับพิมพ์", intent="preview")
    assert inspect_page(preview).xpath("//section[@class='preview']/div/@lang") == ["th"]
