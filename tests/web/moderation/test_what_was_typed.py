"""Nothing that a moderator typed is ever lost: whatever is refused comes back as the same form, as it was filled in."""

import pytest
from lxml import html

from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.refusals import Unavailable
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, is_page, text_of

HTMX = {"HX-Request": "true"}
WAYS = pytest.mark.parametrize("headers", [None, HTMX], ids=["whole page", "part of a page"])
NOTE = 'Please leave out the name, "Mrs N.".'
TEXT = "Nobody asked me *that*."


def comment(app, post, **more) -> int:
    with app.app_context():
        return make_comment(post.id, **more).id


def state(app, number) -> State:
    with app.app_context():
        return item_by_id(number).state


def answered(response):
    return inspect_page(response) if is_page(response) else html.fromstring(response.get_data(as_text=True))


def item_form(browser, number):
    return form_of(browser.get("/desk/moderation"), f"/desk/comments/{number}/decisions").filled()


def rejection(browser, number, **more):
    return {**item_form(browser, number), "decision": "reject", "reason_code": "insult", "note": NOTE} | more


def send(browser, number, data, headers):
    return browser.post(f"/desk/comments/{number}/decisions", data=data, headers=headers)


def shown(page, *, reason: str = "insult", note: str = NOTE) -> bool:
    """Whether the panel of a rejection is open, with reason and note as they were typed."""
    panels = page.xpath("//details[contains(@class, 'reject')][@open]")
    return (
        len(panels) == 1
        and panels[0].xpath(".//option[@selected]/@value") == ([reason] if reason else [])
        and panels[0].xpath(".//input[@name='note']/@value") == [note]
    )


def said_at(page, name: str) -> str:
    """The sentence that is tied to a field."""
    (field,) = page.xpath(f"//*[@name='{name}'][@aria-invalid='true']")
    return " ".join(text_of(page.get_element_by_id(one)) for one in field.get("aria-describedby").split())


@pytest.fixture
def busy(monkeypatch):
    """The store takes no writes: somebody else holds it."""

    def refuse(*args, **more):
        raise Unavailable("database_busy", retry_after=5)

    monkeypatch.setattr("forum.web.moderation.decisions.decide", refuse)
    monkeypatch.setattr("forum.web.moderation.decisions.decide_many", refuse)


# ---- one comment ----------------------------------------------------------------------------------------------------


@WAYS
def test_who_comes_too_late_keeps_the_sentence(app, cast, ana, post, headers):
    number = comment(app, post)
    data = rejection(ana, number)
    with app.app_context():
        decide(number, Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)
    answer = send(ana, number, data, headers)
    assert answer.status_code == 409
    assert shown(answered(answer))
    assert answered(answer).xpath("//input[@name='seen']/@value") == ["2"]


@WAYS
def test_who_comes_too_late_keeps_the_edited_text(app, cast, ana, post, headers):
    number = comment(app, post)
    data = {**item_form(ana, number), "decision": "approve", "body": TEXT}
    with app.app_context():
        decide(number, Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)
    answer = send(ana, number, data, headers)
    assert answer.status_code == 409
    form = form_of(answer, having="body")
    assert form.fields["body"] == TEXT
    again = send(ana, number, {**form.filled(), "decision": "approve"}, None)
    assert again.status_code == 303
    assert state(app, number) is State.APPROVED


@WAYS
@pytest.mark.parametrize("taken", ["withdrawn", "trashed", "rejected"])
def test_words_without_a_place_are_there_to_copy(app, cast, ana, post, headers, taken):
    number = comment(app, post, by=cast.elin.actor)
    data = rejection(ana, number, body=TEXT) | {"decision": "spam"}
    with app.app_context():
        if taken == "withdrawn":
            withdraw_comment(number, by=cast.elin.actor, now=NOW)
        elif taken == "trashed":
            decide(number, Choice(Decision.TRASH), seen=1, by=cast.boun.actor, now=NOW)
        else:
            choice = Choice(Decision.REJECT, reason_code=ReasonCode.OTHER)
            decide(number, choice, seen=1, by=cast.boun.actor, now=NOW)
    page = answered(send(ana, number, data, headers))
    kept = [area.text.strip() for area in page.xpath("//textarea")]
    assert NOTE in kept
    assert TEXT in kept


@WAYS
def test_a_text_that_is_refused_comes_back_to_be_changed(app, ana, post, headers):
    number = comment(app, post)
    data = {**item_form(ana, number), "decision": "approve", "body": TEXT * 1000}
    answer = send(ana, number, data, headers)
    assert answer.status_code == 422
    form = form_of(answer, having="body")
    assert form.fields["body"] == TEXT * 1000
    assert "room for" in said_at(answered(answer), "body")
    assert form.fields["seen"] == "1"
    shorter = {**form.filled(), "body": TEXT, "decision": "approve"}
    assert send(ana, number, shorter, None).status_code == 303
    with app.app_context():
        assert item_by_id(number).body == TEXT


@WAYS
def test_a_rejection_without_a_reason_is_refused_at_its_field(app, ana, post, headers):
    number = comment(app, post)
    assert item_form(ana, number)["reason_code"] == ""
    answer = send(ana, number, rejection(ana, number, reason_code=""), headers)
    assert answer.status_code == 422
    assert shown(answered(answer), reason="")
    assert "choose a reason" in said_at(answered(answer), "reason_code")
    assert state(app, number) is State.PENDING


@WAYS
def test_a_busy_store_says_when_to_try_again(app, ana, post, busy, headers):
    number = comment(app, post)
    answer = send(ana, number, rejection(ana, number), headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert shown(answered(answer))
    answer = send(ana, number, {**item_form(ana, number), "decision": "hold", "body": TEXT}, headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert form_of(answer, having="body").fields["body"] == TEXT


@WAYS
def test_a_form_that_expired_comes_back_and_works(app, ana, post, headers):
    number = comment(app, post)
    data = rejection(ana, number)
    answer = send(ana, number, data | {"csrf_token": "old"}, headers)
    assert answer.status_code == 400
    assert shown(answered(answer))
    assert state(app, number) is State.PENDING
    form = form_of(answer, f"/desk/comments/{number}/decisions")
    assert send(ana, number, {**form.filled(), "decision": "reject"}, None).status_code == 303
    assert state(app, number) is State.REJECTED


def test_a_text_that_changed_while_the_form_expired_is_not_decided_on_unseen(app, cast, ana, post):
    number = comment(app, post)
    data = rejection(ana, number) | {"csrf_token": "old"}
    with app.app_context():
        decide(number, Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)
    form = form_of(send(ana, number, data, None), f"/desk/comments/{number}/decisions")
    assert send(ana, number, {**form.filled(), "decision": "reject"}, None).status_code == 409


@WAYS
def test_a_sentence_that_was_not_sent_comes_back(app, cast, ana, post, headers):
    """Rejecting what is rejected already succeeds, but the writer has another sentence."""
    number = comment(app, post)
    data = rejection(ana, number)
    with app.app_context():
        decide(
            number,
            Choice(Decision.REJECT, reason_code=ReasonCode.OTHER),
            seen=1,
            by=cast.boun.actor,
            now=NOW,
        )
    answer = send(ana, number, data, headers)
    page = answered(ana.get(answer.location) if headers is None else answer)
    assert [area.text.strip() for area in page.xpath("//textarea")] == [NOTE]
    assert "It was so already: Rejected" in text_of(page)


# ---- the selection --------------------------------------------------------------------------------------------------


def selection(browser, numbers, **more):
    page = browser.get("/desk/moderation?q=asked&state=pending")
    form = form_of(page, "/desk/comments/decisions").filled()
    chosen = {"item": [f"{number}:1" for number in numbers], "decision": "reject", "note": NOTE}
    return {**form, **chosen, "reason_code": "insult", **more}


@pytest.mark.parametrize(
    ("more", "status", "field"),
    [
        ({"reason_code": ""}, 422, "reason_code"),
        ({"note": "x" * 501}, 422, "note"),
        ({"note": "x\0y"}, 422, "note"),
        ({"decision": "trash"}, 422, "note"),
        ({"reason_code": "because"}, 422, None),
        ({"decision": "dance"}, 422, None),
        ({"csrf_token": "old"}, 400, None),
    ],
)
def test_a_refused_selection_comes_back_as_it_was(app, ana, post, more, status, field):
    numbers = [comment(app, post, body="Who asked?") for _ in range(3)]
    other = comment(app, post, body="Something else.")
    data = selection(ana, numbers[:2], **more)
    answer = ana.post("/desk/comments/decisions", data=data)
    assert answer.status_code == status
    page = inspect_page(answer)
    assert page.xpath("//input[@name='item'][@checked]/@value") == [f"{one}:1" for one in numbers[:2]]
    assert not page.xpath(f"//article[@id='comment-{other}']"), "the filter is lost"
    assert page.xpath("//*[@id='bulk']//input[@name='address']/@value") == [data["address"]]
    assert page.xpath("//*[@id='bulk']//details[@open]")
    showable = data["note"].replace("\0", "\N{REPLACEMENT CHARACTER}")
    assert page.xpath("//*[@id='bulk']//input[@name='note']/@value") == [showable]
    if field:
        assert said_at(page, field)
    assert page.xpath("//*[@role='alert'][contains(@class, 'error-summary')]")
    assert {state(app, number) for number in numbers} == {State.PENDING}


def test_a_busy_store_keeps_the_selection(app, ana, post, busy):
    numbers = [comment(app, post, body="Who asked?") for _ in range(2)]
    answer = ana.post("/desk/comments/decisions", data=selection(ana, numbers))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    page = inspect_page(answer)
    assert page.xpath("//input[@name='item'][@checked]/@value") == [f"{one}:1" for one in numbers]
    assert shown(page)


def test_nothing_selected_keeps_the_sentence(app, ana, post):
    comment(app, post, body="Who asked?")
    answer = ana.post("/desk/comments/decisions", data=selection(ana, []))
    assert answer.status_code == 422
    assert shown(inspect_page(answer))


def test_what_changed_meanwhile_is_not_ticked_again(app, cast, ana, post):
    numbers = [comment(app, post, body="Who asked?") for _ in range(2)]
    data = selection(ana, numbers, reason_code="")
    with app.app_context():
        done = decide(numbers[0], Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)
        decide(numbers[0], Choice(Decision.HOLD), seen=done.comment.version, by=cast.boun.actor, now=NOW)
    page = inspect_page(ana.post("/desk/comments/decisions", data=data))
    assert page.xpath("//input[@name='item'][@checked]/@value") == [f"{numbers[1]}:1"]


def test_a_queue_that_is_empty_now_still_gives_the_sentence_back(app, cast, ana, post):
    number = comment(app, post, body="Who asked?")
    data = selection(ana, [number], reason_code="")
    with app.app_context():
        decide(number, Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)
    page = inspect_page(ana.post("/desk/comments/decisions", data=data))
    assert [area.text.strip() for area in page.xpath("//textarea")] == [NOTE]


def test_the_report_of_what_was_left_gives_the_sentence_back(app, cast, ana, post):
    numbers = [comment(app, post, body="Who asked?") for _ in range(2)]
    data = selection(ana, numbers)
    with app.app_context():
        decide(numbers[0], Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)
    page = inspect_page(ana.post("/desk/comments/decisions", data=data))
    assert [area.text.strip() for area in page.xpath("//textarea")] == [NOTE]
    assert "One comment rejected." in text_of(page)
