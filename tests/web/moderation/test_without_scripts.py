"""After a decision the page comes anew: at the place where the work goes on, with what was done said there."""

import pytest

from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of


@pytest.fixture
def waiting(app, post) -> list[int]:
    with app.app_context():
        return [make_comment(post.id, body=f"The ferry {n}.").id for n in range(3)]


def decision(browser, number, **values):
    form = form_of(browser.get("/desk/moderation"), f"/desk/comments/{number}/decisions")
    return browser.post(form.action, data={**form.filled(), **values})


def test_without_scripts_the_work_goes_on_where_it_was(ana, waiting):
    first, second, third = waiting
    page = ana.get("/desk/moderation")
    answer = ana.submit(page, f"/desk/comments/{second}/decisions", decision="approve")
    assert answer.location == f"/desk/moderation#done-behind-{first}"
    page = ana.get("/desk/moderation")
    row = [element.get("id") for element in inspect_page(page).xpath("//*[@class='queue']/*")]
    assert row == [f"comment-{first}", f"done-behind-{first}", f"comment-{third}"]
    # Above the first there is only the top of the page; and so it is where the item above has gone meanwhile.
    assert decision(ana, first, decision="approve").location == "/desk/moderation"
    assert (
        decision(ana, third, decision="spam", behind=first).location
        == f"/desk/moderation#done-behind-{first}"
    )
    page = ana.get("/desk/moderation")
    assert "Marked as spam." in text_of(inspect_page(page))
    assert not inspect_page(page).xpath("//*[starts-with(@id, 'done-')]")


def test_the_place_outlives_a_refusal_and_a_decision_taken_back(ana, waiting):
    first, second, third = waiting
    refused = ana.submit(
        ana.get("/desk/moderation"), f"/desk/comments/{second}/decisions", decision="approve", note="Why?"
    )
    assert refused.status_code == 422
    answer = ana.submit(refused, f"/desk/comments/{second}/decisions", decision="approve", note="")
    assert answer.location == f"/desk/moderation#done-behind-{first}"
    page = ana.get("/desk/moderation")
    reversal = inspect_page(page).xpath("//form[contains(@action, '/reversal')]/@action")[0]
    assert ana.submit(page, reversal).location == f"/desk/moderation#done-before-{second}"
    row = inspect_page(ana.get("/desk/moderation")).xpath("//*[@class='queue']/*/@id")
    assert row == [f"comment-{first}", f"done-before-{second}", f"comment-{second}", f"comment-{third}"]
    # From a row of what was approved it leaves that queue: the row above it stays.
    for number in (first, second):
        decision(ana, number, decision="approve")
    approved = ana.get("/desk/moderation?state=approved")
    last = form_of(
        approved, inspect_page(approved).xpath("//article//form[contains(@action, '/reversal')]/@action")[-1]
    )
    assert ana.post(last.action, data=last.filled()).location.endswith(f"#done-behind-{second}")
