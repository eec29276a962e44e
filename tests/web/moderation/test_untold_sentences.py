"""A sentence to the writer is told, or comes back with the reason why not: it is never dropped in silence."""

import pytest

from forum.db import db
from forum.domain.comment_states import Decision, State
from forum.models import Appeal
from forum.operations.comments.appealing import appeal_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import text_of
from tests.web.moderation.test_what_was_typed import (
    NOTE,
    WAYS,
    answered,
    comment,
    item_form,
    said_at,
    send,
    shown,
    state,
)

SAID = "A sentence to the writer goes with a rejection. Reject, or empty the field."


@pytest.fixture
def appealed(app, cast, post):
    """Elin's two comments, which Ana rejected, and against which Elin appeals."""
    numbers = []
    with app.app_context():
        for body in ("The first.", "The second."):
            number = make_comment(
                post.id, body=body, state=State.REJECTED, moderator=cast.ana.actor, by=cast.elin.actor
            ).id
            appeal_comment(number, "Please look again.", by=cast.elin.actor, now=NOW)
            numbers.append(number)
    return numbers


def appeal_of(app, number) -> tuple[str | None, str]:
    with app.app_context():
        row = db.session.get_one(Appeal, number)
        return row.outcome and row.outcome.value, row.answer


@WAYS
@pytest.mark.parametrize(
    "pressed",
    [{"decision": one} for one in ("approve", "hold", "spam", "trash")] + [{"redact": "1"}],
    ids=str,
)
def test_a_sentence_that_would_not_be_told_comes_back(app, ana, post, pressed, headers):
    number = comment(app, post, body="Call 081 234 5678")
    typed = {**item_form(ana, number), "reason_code": "insult", "note": NOTE}
    answer = send(ana, number, {**typed, **pressed}, headers)
    assert answer.status_code == 422
    page = answered(answer)
    assert shown(page)
    assert said_at(page, "note") == SAID
    assert state(app, number) is State.PENDING
    form = form_of(answer, f"/desk/comments/{number}/decisions").filled()
    assert send(ana, number, {**form, **pressed, "note": ""}, None).status_code == 303


@WAYS
def test_that_somebody_else_was_faster_is_said_first(app, cast, ana, post, headers):
    number = comment(app, post)
    typed = {**item_form(ana, number), "decision": "approve", "note": NOTE}
    with app.app_context():
        decide(number, Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)
    answer = send(ana, number, typed, headers)
    assert answer.status_code == 409
    assert answered(answer).xpath("//input[@name='note']/@value") == [NOTE]


@WAYS
def test_an_answer_to_an_appeal_that_was_answered_comes_back(app, cast, sign_in, appealed, headers):
    number = appealed[0]
    boun = sign_in(cast.boun)
    form = form_of(boun.get("/desk/moderation?state=appeals"), f"/desk/comments/{number}/decisions").filled()
    with app.app_context():
        seen = item_by_id(number).version
        decide(number, Choice(Decision.APPROVE, note="Yes."), seen=seen, by=cast.boun.actor, now=NOW)
    answer = send(boun, number, {**form, "decision": "approve", "note": NOTE}, headers)
    page = answered(boun.get(answer.location) if headers is None else answer)
    assert NOTE in [area.text.strip() for area in page.xpath("//textarea[@readonly]")]
    assert "because this was decided already" in text_of(page)
    assert appeal_of(app, number) == ("overturned", "Yes.")


@pytest.mark.parametrize("decision", ["approve", "spam"])
def test_a_selection_of_appeals_is_answered_with_it(app, cast, sign_in, appealed, decision):
    boun = sign_in(cast.boun)
    form = form_of(boun.get("/desk/moderation?state=appeals"), "/desk/comments/decisions").filled()
    data = {**form, "item": [f"{one}:3" for one in appealed], "decision": decision, "note": NOTE}
    assert boun.post("/desk/comments/decisions", data=data).status_code == 303
    outcome = "overturned" if decision == "approve" else "upheld"
    assert [appeal_of(app, one) for one in appealed] == [(outcome, NOTE)] * 2


def test_all_appeals_that_match_are_answered_with_it(app, cast, sign_in, appealed):
    boun = sign_in(cast.boun)
    form = form_of(boun.get("/desk/batches/new?state=appeals"), "/desk/batches").filled()
    assert boun.post("/desk/batches", data={**form, "decision": "approve", "note": NOTE}).status_code == 303
    assert [appeal_of(app, one) for one in appealed] == [("overturned", NOTE)] * 2
