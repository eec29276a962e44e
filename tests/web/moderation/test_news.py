"""What is new in a queue while somebody looks at it."""

from datetime import timedelta

import pytest
from lxml import html

from forum.domain.comment_states import Decision, State
from forum.operations.comments.editing import edit_comment
from forum.operations.moderation.claiming import claim_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.news import OVERLAP
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import AT_EASE, make_comment
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements


def comment(app, post, **more) -> int:
    with app.app_context():
        return make_comment(post.id, **more).id


def address(ana, query: str = "") -> str:
    page = inspect_page(ana.get(f"/desk/moderation{query}"))
    items = ",".join(page.xpath("//input[@name='item']/@value"))
    return page.xpath("//@data-news")[0] + f"&items={items}"


def test_new_ones_are_counted_and_shown_by_their_own_address(app, ana, post):
    comment(app, post, now=NOW - OVERLAP)
    asked = address(ana)
    assert "new comment" not in ana.get(asked).get_data(as_text=True)
    new = [comment(app, post, now=NOW + timedelta(seconds=n)) for n in (1, 2)]
    news = html.fromstring(ana.get(asked).get_data(as_text=True))
    assert "2 new comments" in text_of(news)
    page = inspect_page(ana.get(news.xpath("//a[@data-show]/@href")[0]))
    assert page.xpath("//article/@id") == [f"comment-{number}" for number in new]


def test_what_its_writer_sent_again_is_new_and_shown_by_itself(app, cast, ana, post, frozen):
    comment(app, post, now=NOW - OVERLAP)
    again = comment(app, post, state=State.REJECTED, moderator=cast.ana.actor, by=cast.elin.actor)
    frozen.shift(timedelta(minutes=1))
    asked = address(ana)
    with app.app_context():
        seen = item_by_id(again).version
        edit_comment(
            again,
            "Better words now.",
            seen=seen,
            speed=AT_EASE,
            by=cast.elin.actor,
            now=NOW + timedelta(minutes=2),
        )
    frozen.shift(timedelta(minutes=2))
    news = html.fromstring(ana.get(asked).get_data(as_text=True))
    assert "One new comment" in text_of(news)
    page = inspect_page(ana.get(news.xpath("//a[@data-show]/@href")[0]))
    assert page.xpath("//article/@id") == [f"comment-{again}"]
    assert "waits since" in text_of(page.xpath("//article")[0])
    assert "Since 2 March 2026" in text_of(page.xpath("//select[@name='age']")[0])


def test_what_others_decided_and_look_at_is_told(app, cast, ana, post):
    gone, looked_at, still = (comment(app, post) for _ in range(3))
    asked = address(ana)
    with app.app_context():
        decide(gone, Choice(Decision.APPROVE), seen=1, by=cast.boun.actor, now=NOW)
        claim_comment(looked_at, by=cast.boun.actor, now=NOW)
        claim_comment(still, by=cast.ana.actor, now=NOW)
    news = html.fromstring(ana.get(asked).get_data(as_text=True))
    (row,) = news.xpath("//article")
    assert row.get("id") == f"comment-{gone}"
    assert "Approved · Boun, 2 March 2026" in text_of(row)
    said = {one.get("data-claim"): text_of(one) for one in news.xpath("//*[@data-claim]")}
    assert said == {str(gone): "", str(looked_at): "Boun is looking at this", str(still): ""}
    assert text_of(news.xpath("//*[@id='count-pending']")[0]) == "2"


def test_where_nothing_is_new_the_answer_is_short(app, cast, ana, post):
    number = comment(app, post)
    asked = address(ana)
    tag = ana.get(asked).headers["ETag"]
    again = ana.get(asked, headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")
    with app.app_context():
        decide(number, Choice(Decision.TRASH), seen=1, by=cast.boun.actor, now=NOW)
    assert ana.get(asked, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("n", [2, 25])
def test_asking_costs_the_same_whatever_is_shown(app, cast, ana, post, n):
    numbers = [comment(app, post) for _ in range(n)]
    asked = address(ana)
    with app.app_context():
        for number in numbers:
            decide(number, Choice(Decision.APPROVE), seen=1, by=cast.boun.actor, now=NOW)
    ana.get(asked)
    with count_statements(at_most=12):
        ana.get(asked)


@pytest.mark.parametrize("query", ["?items=x:y,:,9:1&since=never", "?state=approved&items=", "?q=%00"])
def test_nonsense_is_no_news(app, ana, post, query):
    comment(app, post)
    assert ana.get(f"/desk/moderation/news{query}").status_code == 200


def test_without_scripts_a_button_says_it(app, cast, ana, sign_in, post):
    number = comment(app, post)
    page = ana.get(f"/desk/comments/{number}")
    assert ana.submit(page, f"/desk/comments/{number}/claim").status_code == 303
    boun = sign_in(cast.boun)
    assert "Ana is looking at this" in text_of(inspect_page(boun.get("/desk/moderation")))
    assert "Ana is looking at this" not in text_of(inspect_page(ana.get("/desk/moderation")))
    with app.app_context():
        decide(number, Choice(Decision.APPROVE), seen=1, by=cast.boun.actor, now=NOW)
