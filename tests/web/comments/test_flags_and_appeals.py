"""Reporting a comment, and asking for another decision, as the pages do it without scripts."""

import pytest

from forum.adapters.limits import LIMITS
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.queue import item_by_id, queue_counts
from forum.queries.own_comments import own_comment
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of


@pytest.fixture
def shown(app, cast, post):
    """A public comment of a guest."""
    with app.app_context():
        return make_comment(post.id, body="About *her*.", state=State.APPROVED, moderator=cast.ana.actor).id


@pytest.fixture
def refused(app, cast, post):
    """Elin's comment, which Ana rejected."""
    with app.app_context():
        return make_comment(post.id, state=State.REJECTED, moderator=cast.ana.actor, by=cast.elin.actor).id


def report(client, number, **fields):
    """Sends the form of the page that reports the comment."""
    return client.submit(client.get(f"/comments/{number}/flags/new"), **fields)


def decided(app, member, number, decision, **more):
    with app.app_context():
        seen = item_by_id(number).version
        decide(number, Choice(decision, **more), seen=seen, by=member.actor, now=NOW)


def test_each_public_comment_leads_to_the_form_that_reports_it(client, shown):
    page = inspect_page(client.get("/posts/ferry"))
    (link,) = page.xpath(f"//article[@id='comment-{shown}']//a[@href='/comments/{shown}/flags/new']")
    assert text_of(link) == "Report"
    words = text_of(inspect_page(client.get(f"/comments/{shown}/flags/new")))
    assert "About her." in words
    assert "call the emergency number" in words
    part = client.get(f"/comments/{shown}/flags/new", headers={"HX-Request": "true"})
    assert part.get_data(as_text=True).lstrip().startswith("<form")


def test_a_guest_reports_and_hears_the_outcome_where_they_asked(client, app, cast, shown, sign_in):
    answer = report(client, shown, reason="insult", detail="It names her.", wants_outcome="1")
    assert (answer.status_code, answer.location) == (303, f"/comments/{shown}/flags/sent")
    assert "Thank you for telling us" in text_of(inspect_page(client.get(answer.location)))
    assert "Nobody has decided yet" in text_of(inspect_page(client.get("/my-reports")))
    again = client.get(f"/comments/{shown}/flags/new")
    assert "You have reported this comment already" in text_of(inspect_page(again))
    elin = sign_in(cast.elin)
    assert report(elin, shown, reason="personal_data").status_code == 303
    with app.app_context():
        assert queue_counts()["flagged"] == 1
    words = text_of(inspect_page(sign_in(cast.ana).get("/desk/moderation?state=flagged")))
    assert "It attacks a person “It names her.” by a guest" in words
    assert "no earlier reports were decided; weighs little" in words
    assert "by a reader with an account" in words
    assert "Elin" not in words
    decided(app, cast.ana, shown, Decision.REJECT, reason_code=ReasonCode.INSULT)
    words = text_of(inspect_page(client.get("/my-reports")))
    assert "A moderator agreed with you" in words
    assert "About her" not in words
    assert "agreed" not in text_of(inspect_page(elin.get("/my-reports")))
    assert client.get(f"/comments/{shown}/flags/new").status_code == 404


def test_the_same_form_sent_twice_is_one_report(client, app, shown):
    page = client.get(f"/comments/{shown}/flags/new")
    assert client.submit(page, reason="other").location == f"/comments/{shown}/flags/sent"
    again = client.submit(page, reason="insult")
    assert again.location == f"/comments/{shown}/flags/sent?again=1"
    assert "it needs no second one" in text_of(inspect_page(client.get(again.location)))
    with app.app_context():
        assert [flag.reason for flag in item_by_id(shown).flags] == ["other"]


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, shown):
    page = report(client, shown, detail="It names her.", wants_outcome="1")
    assert page.status_code == 422
    html = inspect_page(page)
    assert "Please choose what is wrong with the comment." in text_of(html)
    assert html.xpath("//textarea[@name='detail']")[0].text.strip() == "It names her."
    assert html.xpath("//input[@name='wants_outcome']/@checked")
    long = client.submit(page, reason="illegal", detail="x" * 501)
    assert long.status_code == 422
    assert inspect_page(long).xpath("//input[@value='illegal']/@checked")


def test_a_guest_who_only_reported_gets_the_edit_code_with_the_first_comment(client, shown):
    report(client, shown, reason="other")
    page = client.get("/posts/ferry/comments/new")
    sent = client.submit(page, body="I say something, too.", author_name="Soe", intent="send")
    assert "Keep this code" in text_of(inspect_page(client.get(sent.location)))


def test_reports_are_limited(client, shown):
    page = client.get(f"/comments/{shown}/flags/new")
    for _ in range(int(LIMITS["flag:network"].split()[0])):
        client.submit(page)
    assert client.submit(page, reason="other").status_code in (303, 429)
    last = client.submit(page, reason="other")
    assert last.status_code == 429
    assert last.headers["Retry-After"]


def test_the_own_comment_is_not_reported(app, cast, post, sign_in):
    with app.app_context():
        number = make_comment(post.id, state=State.APPROVED, moderator=cast.ana.actor, by=cast.elin.actor).id
    elin = sign_in(cast.elin)
    assert "This is your own comment" in text_of(inspect_page(elin.get(f"/comments/{number}/flags/new")))


def sign_in_here(client, member):
    """The same browser, which stays the guest that it was."""
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = member.session_name, True


def test_who_reported_as_a_guest_has_reported_after_signing_in(app, cast, client, shown):
    form = client.get(f"/comments/{shown}/flags/new")
    client.submit(form, reason="insult", wants_outcome="1")
    sign_in_here(client, cast.elin)
    page = client.get(f"/comments/{shown}/flags/new")
    assert "You have reported this comment already" in text_of(inspect_page(page))
    again = client.submit(form, reason="insult")
    assert again.location == f"/comments/{shown}/flags/sent?again=1"
    assert inspect_page(client.get(again.location)) is not None
    assert "Nobody has decided yet" in text_of(inspect_page(client.get("/my-reports")))
    with app.app_context():
        assert [flag.weight for flag in item_by_id(shown).flags] == [0.5]


def test_a_guests_own_comment_is_not_reported_after_signing_in(app, cast, client, post):
    form = client.get("/posts/ferry/comments/new")
    number = int(client.submit(form, body="Mine.", author_name="Noy", intent="send").location.split("/")[2])
    decided(app, cast.ana, number, Decision.APPROVE)
    sign_in_here(client, cast.elin)
    page = client.get(f"/comments/{number}/flags/new")
    assert "written before you signed in" in text_of(inspect_page(page))
    assert not inspect_page(page).xpath(f"//a[@href='/comments/{number}/receipt']")
    token = form_of(form).fields["csrf_token"]
    sent = client.post(f"/comments/{number}/flags", data={"csrf_token": token, "reason": "insult"})
    assert sent.status_code == 422
    with app.app_context():
        assert item_by_id(number).flags == ()


def test_a_rejected_writer_asks_and_another_moderator_answers(app, cast, refused, sign_in):
    elin, ana, boun = (sign_in(one) for one in (cast.elin, cast.ana, cast.boun))
    receipt = inspect_page(elin.get(f"/comments/{refused}/receipt"))
    assert receipt.xpath(f"//a[@href='/comments/{refused}/appeals/new']")
    form = elin.get(f"/comments/{refused}/appeals/new")
    inspect_page(form)
    empty = elin.submit(form, text=" ")
    assert empty.status_code == 422
    assert "Please say in a sentence" in text_of(inspect_page(empty))
    long = elin.submit(empty, text="y" * 2001)
    assert "y" * 2001 in inspect_page(long).xpath("//textarea[@name='text']")[0].text
    assert elin.submit(long, text="It is about the ferry.").location == f"/comments/{refused}/receipt"
    words = text_of(inspect_page(elin.get(f"/comments/{refused}/receipt")))
    assert "You asked for another decision on" in words
    assert "Ask another moderator" not in words
    assert elin.get(f"/comments/{refused}/appeals/new").status_code == 303

    mine = inspect_page(ana.get("/desk/moderation?state=appeals"))
    assert "somebody else will answer" in text_of(mine)
    assert not mine.xpath(f"//article[@id='comment-{refused}']//button[@name='decision']")
    queue = boun.get("/desk/moderation?state=appeals")
    words = text_of(inspect_page(queue))
    assert "“It is about the ferry.”" in words
    assert "Rejected by Ana: Not about the post" in words
    assert not inspect_page(queue).xpath(f"//article[@id='comment-{refused}']//button[@value='hold']")
    action = f"/desk/comments/{refused}/decisions"
    without = boun.submit(queue, action, decision="approve")
    assert without.status_code == 422
    assert "please write an answer to them first" in text_of(inspect_page(without))
    unreasoned = boun.submit(without, action, decision="reject", note="It stays so.", reason_code="")
    assert unreasoned.status_code == 422
    kept = inspect_page(unreasoned).xpath("//article//textarea[@name='note']")[0]
    assert kept.text.strip() == "It stays so."
    done = boun.submit(unreasoned, action, decision="approve", note="You are right.")
    assert done.status_code == 303
    words = text_of(inspect_page(elin.get(f"/comments/{refused}/receipt")))
    assert "A moderator looked again and agreed with you “You are right.”" in words
    with app.app_context():
        assert own_comment(refused, by=cast.elin.actor, now=NOW).is_public


def test_the_comments_own_page_wants_the_answer_with_an_edited_text_too(app, cast, refused, sign_in):
    elin, boun = sign_in(cast.elin), sign_in(cast.boun)
    elin.submit(elin.get(f"/comments/{refused}/appeals/new"), text="Please look again.")
    page = boun.get(f"/desk/comments/{refused}")
    inspect_page(page)
    done = boun.submit(
        form_of(page, having="body"), decision="approve", body="Better.", note="Without the name."
    )
    assert done.status_code == 303
    words = text_of(inspect_page(elin.get(f"/comments/{refused}/receipt")))
    assert "“Without the name.”" in words


def test_appeals_are_their_writers_alone(client, app, cast, refused, sign_in):
    for other in (client, sign_in(cast.dara)):
        assert other.get(f"/comments/{refused}/appeals/new").status_code == 404


def test_one_light_report_is_answered_on_the_comments_page(client, app, cast, shown, sign_in):
    ana = sign_in(cast.ana)
    page = inspect_page(ana.get(f"/desk/comments/{shown}"))
    assert not page.xpath("//button[@value='approve' and @aria-keyshortcuts='a']")
    report(client, shown, reason="insult", wants_outcome="1")
    page = ana.get(f"/desk/comments/{shown}")
    (keep,) = inspect_page(page).xpath("//button[@value='approve' and @aria-keyshortcuts='a']")
    assert text_of(keep).startswith("Keep it public")
    assert ana.submit(form_of(page, having="reject_as"), decision="approve").status_code == 303
    assert "A moderator looked and let it stay" in text_of(inspect_page(client.get("/my-reports")))


def test_who_reported_reads_that_the_writer_took_it_back(app, cast, post, sign_in):
    with app.app_context():
        number = make_comment(post.id, state=State.APPROVED, moderator=cast.ana.actor, by=cast.elin.actor).id
    dara = sign_in(cast.dara)
    report(dara, number, reason="other", wants_outcome="1")
    with app.app_context():
        withdraw_comment(number, by=cast.elin.actor, now=NOW)
    assert "Its writer has taken it back" in text_of(inspect_page(dara.get("/my-reports")))


def test_the_own_case_has_no_buttons_and_says_whose_it_is(app, cast, post, sign_in):
    with app.app_context():
        number = make_comment(post.id, state=State.APPROVED, moderator=cast.boun.actor, by=cast.ana.actor).id
    report(sign_in(cast.elin), number, reason="insult")
    ana, boun = sign_in(cast.ana), sign_in(cast.boun)
    queue = ana.get("/desk/moderation?state=flagged")
    page = inspect_page(queue)
    assert "This comment is yours: another moderator of this category, or an administrator" in text_of(page)
    assert not page.xpath(f"//article[@id='comment-{number}']//button[@name]")
    assert not inspect_page(ana.get(f"/desk/comments/{number}")).xpath("//textarea[@name='body']")
    action = f"/desk/comments/{number}/decisions"
    answer = ana.post(action, data={**form_of(queue, action).fields, "decision": "approve"})
    assert answer.status_code == 403
    assert "another moderator of this category, or an administrator, has to decide" in text_of(
        inspect_page(answer)
    )
    page = boun.get("/desk/moderation?state=flagged")
    assert boun.submit(page, f"/desk/comments/{number}/decisions", decision="spam").status_code == 303
    page = ana.get("/desk/moderation?state=spam")
    assert "For somebody else to take back" in text_of(inspect_page(page))
    with app.app_context():
        entry = item_by_id(number).last_decision.entry_id
    data = {"csrf_token": form_of(page, "/desk/comments/decisions").fields["csrf_token"]}
    action = f"/desk/decisions/{entry}/reversal"
    assert ana.post(action, data=data).status_code == 403
    part = ana.post(action, data=data, headers={"HX-Request": "true"})
    assert (part.status_code, "<article" in part.get_data(as_text=True)) == (403, True)
