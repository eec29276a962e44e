"""What the desk says: which decision, in which language, back to which place."""

import pytest

from forum.domain.comment_states import Decision, State
from forum.domain.screening import Mode
from forum.operations.comments.editing import edit_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.operations.settings import change_settings
from tests.factories.comments import AT_EASE, make_comment
from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

THAI = "ขอบคุณสำหรับบทความนี้ครับ อ่านแล้วชอบมาก"


def comment(app, post, **more) -> int:
    with app.app_context():
        return make_comment(post.id, **more).id


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("approve", "2 comments approved."),
        ("reject", "2 comments rejected."),
        ("spam", "2 comments marked as spam."),
        ("trash", "2 comments moved to the trash."),
    ],
)
def test_a_batch_says_what_was_done_and_what_was_taken_back(app, ana, post, decision, said):
    items = [f"{comment(app, post)}:1" for _ in range(2)]
    form = form_of(ana.get("/desk/moderation"), "/desk/comments/decisions")
    data = {**form.filled(), "decision": decision, "item": items, "reason_code": "insult"}
    page = ana.get(ana.post(form.action, data=data).location)
    assert said in text_of(inspect_page(page))
    undone = next(f for f in inspect_page(page).xpath("//form/@action") if f.startswith("/desk/batches/"))
    page = inspect_page(ana.get(ana.submit(page, undone).location))
    assert "Taken back: 2 comments are as they were." in text_of(page)
    assert said not in text_of(page)


@pytest.mark.parametrize(
    ("decision", "in_log", "in_history"),
    [
        (Decision.APPROVE, "took back the approval of comment", "Approval taken back"),
        (Decision.SPAM, "took back the spam mark of comment", "Spam mark taken back"),
        (Decision.TRASH, "took out of the trash again comment", "Taken out of the trash again"),
    ],
)
def test_the_log_says_which_decision_was_taken_back(app, cast, ana, post, decision, in_log, in_history):
    number = comment(app, post)
    with app.app_context():
        entry = decide(number, Choice(decision), seen=1, by=cast.ana.actor, now=NOW).entry
        undo(entry.id, by=cast.boun.actor, now=NOW)
    assert f"Boun {in_log} {number} on The ferry" in text_of(inspect_page(ana.get("/desk/log")))
    assert in_history in text_of(inspect_page(ana.get(f"/desk/comments/{number}")))


def test_what_is_written_in_another_language_is_read_in_it(app, cast, ana):
    with app.app_context():
        post = make_post(cast.chanthy.actor, title="เรือข้ามฟาก", language="th")
        number = make_comment(post.id, body=THAI, by=cast.elin.actor).id
    page = ana.get(f"/desk/comments/{number}")
    form = form_of(page, f"/desk/comments/{number}/decisions", having="reason_code").filled()
    with app.app_context():
        edit_comment(number, THAI + " ครับ", seen=1, speed=AT_EASE, by=cast.elin.actor, now=NOW)
    late = inspect_page(ana.post(f"/desk/comments/{number}/decisions", data={**form, "decision": "approve"}))
    assert late.xpath("//*[@class='diff']/@lang") == ["th"]
    page = inspect_page(ana.get(f"/desk/comments/{number}"))
    assert page.xpath("//textarea[@name='body']/@lang") == ["th"]
    assert page.xpath("//*[@class='diff']/@lang") == ["th", "th"]
    for path in ("/desk/moderation", "/desk/log"):
        titles = inspect_page(ana.get(path)).xpath("//*[text()='เรือข้ามฟาก']")
        assert titles
        assert {title.get("lang") for title in titles} == {"th"}


def test_a_comments_page_leads_back_to_where_one_came_from(app, ana, post):
    comment(app, post, body="Who asked?", name="Soe")
    queue = "/desk/moderation?state=pending&q=asked&writer=Soe"
    (link,) = inspect_page(ana.get(queue)).xpath("//a[@data-edit]/@href")
    page = ana.get(link)
    back = "//a[text()='Back to the queue']/@href"
    assert inspect_page(page).xpath(back) == [queue]
    form = form_of(page, having="body")
    answer = ana.post(form.action, data={**form.filled(), "decision": "approve"})
    assert inspect_page(ana.get(answer.location)).xpath(back) == [queue]


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/desk/moderation", "https://evil.example", "/sign-out", "/\\evil", "%00", ""]
)
def test_it_leads_back_to_a_queue_of_this_site_only(app, cast, ana, post, elsewhere):
    number = comment(app, post, state=State.SPAM, moderator=cast.boun.actor)
    page = inspect_page(ana.get(f"/desk/comments/{number}", query_string={"from": elsewhere}))
    assert page.xpath("//a[text()='Back to the queue']/@href") == ["/desk/moderation?state=spam"]


def test_a_moderators_own_hold_is_said_in_words(app, cast, ana, post):
    with app.app_context():
        change_settings({"comments_mode": Mode.SUSPECTS}, by=cast.boun.actor, now=NOW)
    number = comment(app, post)  # published at once, with no rule that holds it
    with app.app_context():
        decide(number, Choice(Decision.HOLD), seen=1, by=cast.boun.actor, now=NOW)
    words = text_of(inspect_page(ana.get("/desk/moderation")))
    assert "A person a moderator took it back into the queue" in words
    assert "person:" not in words
