"""The moderators' pages: queues, decisions, conflicts, bulk, undo."""

import pytest

from forum.domain.comment_states import Decision, State
from forum.domain.roles import Role
from forum.operations.accounts.managing import change_role
from forum.operations.accounts.naming import rename
from forum.operations.categories import CategoryDraft, save_category
from forum.operations.comments.editing import edit_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import item_by_id, queue_counts
from tests.factories.comments import AT_EASE, make_comment
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

HTMX = {"HX-Request": "true"}


def comment(app, post, **more) -> int:
    with app.app_context():
        return make_comment(post.id, **more).id


def decision(browser, number, headers=None, **values):
    form = form_of(browser.get("/desk/moderation"), f"/desk/comments/{number}/decisions")
    filled = form.filled() | {"seen": form.filled()["seen"], **values}
    return browser.post(form.action, data=filled, headers=headers)


def state(app, number) -> State:
    with app.app_context():
        return item_by_id(number).state


def test_an_item_shows_text_source_findings_post_and_what_it_answers(app, cast, ana, post):
    parent = comment(app, post, body="Who asked?", state=State.APPROVED, moderator=cast.ana.actor)
    number = comment(app, post, body="I did, *twice*.", reply_to=parent, name="Soe")
    page = inspect_page(ana.get("/desk/moderation"))
    item = page.xpath(f"//article[@id='comment-{number}']")[0]
    words = text_of(item)
    for part in ("Soe", "guest", "The ferry", "Answers Mali", "Who asked?", "this site holds everyone"):
        assert part in words
    assert item.xpath(".//em[text()='twice']")
    assert item.xpath(
        f".//form[@action='/desk/comments/{number}/decisions']//input[@name='seen']/@value"
    ) == ["1"]


def test_a_decision_leads_back_to_the_queue_with_its_undo(app, ana, post):
    number = comment(app, post)
    answer = decision(ana, number, decision="approve")
    assert (answer.status_code, answer.location) == (303, "/desk/moderation")
    assert state(app, number) is State.APPROVED
    page = ana.get(answer.location)
    assert "Approved." in text_of(inspect_page(page))
    reversal = next(f for f in inspect_page(page).xpath("//form/@action") if f.endswith("/reversal"))
    assert ana.submit(page, reversal).status_code == 303
    assert state(app, number) is State.PENDING


def test_with_htmx_the_item_becomes_a_line_and_the_counts_move(app, ana, post):
    number = comment(app, post)
    fragment = decision(ana, number, HTMX, decision="approve").get_data(as_text=True)
    assert "queue-item--decided" in fragment
    assert '<span class="count" id="count-pending" hx-swap-oob="true">0</span>' in fragment
    assert '<span class="count" id="count-approved" hx-swap-oob="true">1</span>' in fragment


def test_a_rejection_needs_a_reason_and_keeps_the_sentence(app, ana, post):
    number = comment(app, post)
    answer = decision(ana, number, decision="reject", reason_code="", note="Please leave out the name.")
    assert answer.status_code == 422
    page = inspect_page(answer)
    assert "Please choose a reason" in text_of(page)
    assert page.xpath("//input[@name='note']/@value") == ["Please leave out the name."]
    assert state(app, number) is State.PENDING
    assert decision(ana, number, decision="reject", reason_code="insult", note="x" * 501).status_code == 422
    assert decision(ana, number, decision="reject", reason_code="insult", note="Too hard.").status_code == 303
    assert state(app, number) is State.REJECTED


@pytest.mark.parametrize("headers", [None, HTMX])
def test_the_slower_moderator_is_told_who_decided_what_and_when(app, cast, ana, sign_in, post, headers):
    number = comment(app, post)
    form = form_of(ana.get("/desk/moderation"), f"/desk/comments/{number}/decisions")
    with app.app_context():
        decide(number, Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)
    answer = ana.post(form.action, data={**form.filled(), "decision": "approve"}, headers=headers)
    assert answer.status_code == 409
    words = " ".join(answer.get_data(as_text=True).split())
    for part in ("Nothing was decided", "Marked as spam", "Boun", "2 March 2026"):
        assert part in words
    assert state(app, number) is State.SPAM


def test_what_already_holds_is_no_conflict(app, cast, ana, post):
    number = comment(app, post)
    form = form_of(ana.get("/desk/moderation"), f"/desk/comments/{number}/decisions")
    with app.app_context():
        decide(number, Choice(Decision.APPROVE), seen=1, by=cast.boun.actor, now=NOW)
    assert ana.post(form.action, data={**form.filled(), "decision": "approve"}).status_code == 303


def test_a_text_that_changed_meanwhile_is_shown_with_what_changed(app, cast, ana, post):
    number = comment(app, post, body="They sent us home.", by=cast.elin.actor)
    form = form_of(ana.get("/desk/moderation"), f"/desk/comments/{number}/decisions")
    with app.app_context():
        edit_comment(number, "They sent us away.", seen=1, speed=AT_EASE, by=cast.elin.actor, now=NOW)
    answer = ana.post(form.action, data={**form.filled(), "decision": "approve"})
    assert answer.status_code == 409
    page = inspect_page(answer)
    assert (page.xpath("//del/text()"), page.xpath("//ins/text()")) == (["home"], ["away"])
    assert state(app, number) is State.PENDING


def test_many_at_once_with_one_conflict_and_one_undo(app, cast, ana, post):
    numbers = [comment(app, post) for _ in range(4)]
    page = ana.get("/desk/moderation")
    with app.app_context():
        decide(numbers[0], Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)
    form = form_of(page, "/desk/comments/decisions")
    items = [f"{number}:1" for number in numbers]
    answer = ana.post(form.action, data={**form.filled(), "decision": "approve", "item": items})
    assert answer.status_code == 200
    words = text_of(inspect_page(answer))
    assert "One comment was left as it is" in words
    assert "3 comments approved." in words
    with app.app_context():
        assert queue_counts()["approved"] == 3
    reversal = next(f for f in inspect_page(answer).xpath("//form/@action") if f.startswith("/desk/batches/"))
    back = ana.submit(answer, reversal)
    assert back.status_code == 303
    assert "Taken back: 3 comments are as they were." in text_of(inspect_page(ana.get(back.location)))
    with app.app_context():
        counts = queue_counts()
    assert (counts["pending"], counts["approved"], counts["spam"]) == (3, 0, 1)


@pytest.mark.parametrize("values", [{"item": []}, {"item": ["x:y"]}, {"decision": "dance", "item": ["1:1"]}])
def test_a_selection_of_nothing_is_said(ana, app, post, values):
    comment(app, post)
    form = form_of(ana.get("/desk/moderation"), "/desk/comments/decisions")
    answer = ana.post(form.action, data={**form.filled(), "decision": "approve", **values})
    assert answer.status_code == 422


def test_edit_and_approve_is_one_step_and_one_undo(app, cast, ana, client, post):
    number = comment(app, post, body="Call me at 012 345.")
    page = ana.get(f"/desk/comments/{number}")
    form = form_of(page, having="body")
    answer = ana.post(form.action, data={**form.filled(), "body": "Call me.", "decision": "approve"})
    assert answer.status_code == 303
    public = text_of(inspect_page(client.get("/posts/ferry")))
    assert "Call me." in public
    assert "012" not in public
    assert "edited by a moderator" in public.lower()
    ana.get(f"/desk/comments/{number}")  # says what was done, once
    page = ana.get(f"/desk/comments/{number}")
    reversal = next(f for f in inspect_page(page).xpath("//form/@action") if f.endswith("/reversal"))
    ana.submit(page, reversal)
    with app.app_context():
        item = item_by_id(number)
    assert (item.state, item.body) == (State.PENDING, "Call me at 012 345.")


@pytest.mark.parametrize(
    "filters", ["q=river", "language=th", "rule=mode", "post=ferry", "category=posts", "writer=Soe"]
)
def test_filters_narrow_the_queue(app, ana, post, filters):
    found = comment(app, post, body="แม่น้ำ the river แม่น้ำโขงยาวมาก", name="Soe")
    if filters in ("q=river", "language=th", "writer=Soe"):
        other = comment(app, post, body="Something else.", name="Dara K.")
    else:
        other = None
    page = inspect_page(ana.get(f"/desk/moderation?state=pending&{filters}"))
    assert page.xpath(f"//article[@id='comment-{found}']")
    assert other is None or not page.xpath(f"//article[@id='comment-{other}']")


@pytest.mark.parametrize(
    "query", ["state=", "q=%25%5C_", "rule=%00", "language=xx", "writer=user:999", "post=0"]
)
def test_filters_that_fit_nothing_are_harmless(app, ana, post, query):
    comment(app, post)
    assert ana.get(f"/desk/moderation?{query}").status_code == 200


@pytest.mark.parametrize("state", ["nothing", "PENDING"])
def test_a_queue_that_does_not_exist_is_not_there(ana, post, state):
    assert ana.get(f"/desk/moderation?state={state}").status_code == 404


@pytest.mark.parametrize("after", ["", "zzz", "x~y", "2026-03-02T09:00:00~1"])
def test_a_place_that_was_never_named_is_not_understood(ana, post, after):
    assert ana.get(f"/desk/moderation?after={after}").status_code == 400


def test_pages_follow_one_another_without_loss_though_items_go_meanwhile(app, cast, ana, post):
    numbers = [comment(app, post) for _ in range(60)]
    seen, address = [], "/desk/moderation"
    while address:
        page = inspect_page(ana.get(address))
        here = [int(one.removeprefix("comment-")) for one in page.xpath("//article/@id")]
        seen += here
        with app.app_context():
            decide(here[0], Choice(Decision.TRASH), seen=1, by=cast.boun.actor, now=NOW)
        address = next(iter(page.xpath("//a[@rel='next']/@href")), None)
    assert seen == numbers


@pytest.mark.parametrize("n", [5, 25])
def test_a_queue_page_asks_the_database_few_questions(app, ana, cast, post, n):
    parent = comment(app, post, state=State.APPROVED, moderator=cast.ana.actor)
    for _ in range(n):
        comment(app, post, reply_to=parent)
    ana.get("/desk/moderation")
    with count_statements(at_most=12):
        ana.get("/desk/moderation")


def test_authors_moderate_their_own_posts_where_the_site_allows_it(app, cast, sign_in, post):
    number = comment(app, post, body="On Chanthy's post.")
    chanthy, dara = sign_in(cast.chanthy), sign_in(cast.dara)
    assert chanthy.get("/desk/moderation").status_code == 403
    assert chanthy.get(f"/desk/comments/{number}").status_code == 404
    with app.app_context():
        change_settings({"authors_moderate_own": True}, by=cast.boun.actor, now=NOW)
    assert "On Chanthy" in chanthy.get("/desk/moderation").get_data(as_text=True)
    assert "On Chanthy" not in dara.get("/desk/moderation").get_data(as_text=True)
    assert dara.get(f"/desk/comments/{number}").status_code == 404
    assert decision(chanthy, number, decision="approve").status_code == 303
    assert state(app, number) is State.APPROVED


def test_the_log_tells_who_did_what(app, ana, post):
    number = comment(app, post, body="A text that the log must not hold.")
    decision(ana, number, decision="reject", reason_code="insult")
    page = ana.get("/desk/log")
    words = text_of(inspect_page(page))
    assert f"Ana rejected comment {number} on The ferry – Attacks a person" in words
    assert "must not hold" not in words


def test_taking_a_comment_down_with_its_replies(app, cast, ana, client, post):
    parent = comment(app, post, body="Parent text.", state=State.APPROVED, moderator=cast.ana.actor)
    comment(app, post, body="Child text.", reply_to=parent, state=State.APPROVED, moderator=cast.ana.actor)
    page = ana.get(f"/desk/comments/{parent}")
    form = form_of(page, having="with_replies")
    ana.post(form.action, data={**form.filled(), "decision": "trash", "with_replies": "1"})
    html = client.get("/posts/ferry").get_data(as_text=True)
    assert "Child text." not in html
    assert "Parent text." not in html


def test_the_log_names_what_else_was_changed(app, cast, ana):
    with app.app_context():
        change_role(cast.dara.id, Role.MODERATOR, by=cast.boun.actor, now=NOW)
        change_settings({"newcomers_need": 5}, by=cast.boun.actor, now=NOW)
        save_category(None, CategoryDraft("Guides"), by=cast.boun.actor, now=NOW)
        rename(cast.elin.id, "Elin R.", by=cast.elin.actor, now=NOW)
    words = text_of(inspect_page(ana.get("/desk/log")))
    assert "Boun changed the role: Dara" in words
    assert "Elin changed the name" in words
    assert "Elin changed the name:" not in words
    assert "Boun changed the site’s settings" in words
    assert "Boun saved the category: Guides" in words
