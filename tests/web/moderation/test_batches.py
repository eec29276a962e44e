"""Deciding on all that match: what the page says before, what comes of it, and what is kept when it is refused."""

import pytest

from forum.domain.comment_states import Decision, State
from forum.operations.comments.editing import edit_comment
from forum.operations.moderation.deciding import Choice, decide, decide_many
from forum.queries.moderation.queue import item_by_id, queue_counts
from tests.factories.comments import AT_EASE, make_comment
from tests.factories.people import make_category, make_moderator_of
from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.moments import LONG_AGO, NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

FILTERS = "state=pending&q=asked"


def comments(app, post, n, **more) -> list[int]:
    with app.app_context():
        return [make_comment(post.id, body=f"Who asked number {one}?", **more).id for one in range(n)]


def counts(app) -> dict[str, int]:
    with app.app_context():
        return {name: n for name, n in queue_counts().items() if n}


def the_page(browser, filters=FILTERS):
    return browser.get(f"/desk/batches/new?{filters}")


def press(browser, page, **values):
    form = form_of(page, "/desk/batches")
    return browser.post(form.action, data={**form.filled(), **values})


def test_the_queue_leads_to_it_with_its_filters(app, ana, post):
    comments(app, post, 2)
    page = inspect_page(ana.get("/desk/moderation"))
    (link,) = page.xpath("//a[contains(@href, '/desk/batches/new')]")
    assert (link.get("href"), text_of(link)) == (
        "/desk/batches/new?state=pending",
        "Decide on all that match 2",
    )
    page = inspect_page(ana.get(f"/desk/moderation?{FILTERS}&rule=mode"))
    (link,) = page.xpath("//a[contains(@href, '/desk/batches/new')]")
    assert link.get("href") == "/desk/batches/new?state=pending&q=asked&rule=mode"
    assert text_of(link) == "Decide on all that match"


def test_a_post_is_named_by_its_address_also_where_that_is_a_number(app, cast, ana, post):
    with app.app_context():
        year = make_post(cast.dara.actor, slug=str(post.id), title=str(post.id)).id
        ours, other = make_comment(year).id, make_comment(post.id).id
    assert inspect_page(ana.get(f"/desk/moderation?post={post.id}")).xpath("//article/@id") == [
        f"comment-{ours}"
    ]
    assert press(ana, the_page(ana, f"post={post.id}"), decision="trash").status_code == 303
    with app.app_context():
        assert [item_by_id(one).state for one in (ours, other)] == [State.TRASHED, State.PENDING]
    for number in (year, "2017"):  # nobody's address
        assert not inspect_page(ana.get(f"/desk/moderation?post={number}")).xpath("//article")
        assert "Nothing fits" in text_of(inspect_page(the_page(ana, f"post={number}")))


def test_the_number_the_filters_and_the_first_are_said_before(app, ana, post):
    comments(app, post, 7)
    comments(app, post, 1, state=None, name="Soe")
    with app.app_context():
        make_comment(post.id, body="Something else.")
    page = inspect_page(the_page(ana, f"{FILTERS}&writer=Mali&rule=mode&language=en&category=posts"))
    words = text_of(page.xpath("//main")[0])
    assert "Decide on 7 comments" in words
    assert [(text_of(one[0]), text_of(one[1])) for one in page.xpath("//dl/div")] == [
        ("Queue", "Waiting"),
        ("Words", "asked"),
        ("Category", "Posts"),
        ("Language", "English"),
        ("Rule", "Who waits"),
        ("Writer", "Mali"),
    ]
    assert len(page.xpath("//li[contains(@class, 'row')]")) == 5
    assert "and 2 more" in words
    assert [text_of(button) for button in page.xpath("//form[@action='/desk/batches']//button[@value]")] == [
        "Approve all 7",
        "Mark all 7 as spam",
        "Trash all 7",
        "Reject all 7",
    ]


def test_one_press_decides_and_one_takes_it_back(app, ana, post):
    comments(app, post, 3)
    with app.app_context():
        make_comment(post.id, body="Something else.")
    answer = press(ana, the_page(ana), decision="approve")
    assert (answer.status_code, answer.location) == (303, f"/desk/moderation?{FILTERS}")
    page = ana.get(answer.location)
    assert "3 comments approved." in text_of(inspect_page(page))
    assert counts(app) == {"approved": 3, "public": 3, "pending": 1}
    (reversal,) = [f for f in inspect_page(page).xpath("//form/@action") if f.startswith("/desk/batches/")]
    back = ana.submit(page, reversal)
    assert "Taken back: 3 comments are as they were." in text_of(inspect_page(ana.get(back.location)))
    again = text_of(inspect_page(ana.get(ana.submit(page, reversal).location)))
    assert "Nothing was left to take back" in again
    assert "are as they were" not in again
    assert counts(app) == {"pending": 4}


def test_what_came_or_changed_after_the_page_is_not_decided(app, cast, ana, post):
    numbers = comments(app, post, 4, by=cast.elin.actor)
    page = the_page(ana)
    with app.app_context():
        decide(numbers[0], Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)
        edit_comment(numbers[1], "Who asked, rewritten?", seen=1, speed=AT_EASE, by=cast.elin.actor, now=NOW)
    late = comments(app, post, 2)
    answer = press(ana, page, decision="approve")
    words = text_of(inspect_page(answer).xpath("//main")[0])
    assert "2 comments were left as they are" in words
    assert "2 comments approved." in words
    assert "2 that fit came later and were not decided." in words
    assert words.count("This comment has changed since you saw it. Nothing was decided.") == 2
    assert "Marked as spam · Boun," in words
    assert "Changed by its writer · Elin," in words
    with app.app_context():
        states = [item_by_id(number).state for number in (*numbers, *late)]
    assert states == [State.SPAM, State.PENDING, *[State.APPROVED] * 2, *[State.PENDING] * 2]


def test_more_than_fit_into_one_press_are_told_before_and_after(app, ana, post, monkeypatch):
    monkeypatch.setattr("forum.web.moderation.batches.MAX_BATCH", 3)
    comments(app, post, 5)
    page = the_page(ana)
    assert "5 comments fit. These are the first 3 of them" in text_of(inspect_page(page))
    comments(app, post, 1)
    answer = press(ana, page, decision="trash")
    page = inspect_page(ana.get(answer.location))
    words = text_of(page.xpath("//main")[0])
    assert "3 comments moved to the trash." in words
    assert "One that fits came later and was not decided. 2 more fit than are decided at one press." in words
    assert page.xpath("//a[normalize-space()='Look at them']/@href") == [f"/desk/batches/new?{FILTERS}"]
    assert counts(app) == {"pending": 3, "trashed": 3}


@pytest.mark.parametrize(
    ("more", "status", "field"),
    [
        ({"reason_code": ""}, 422, "bulk-reason"),
        ({"note": "x" * 501}, 422, "bulk-note"),
        ({"decision": "approve"}, 422, "bulk-note"),
        ({"decision": "dance"}, 422, None),
        ({"csrf_token": "old"}, 400, None),
    ],
)
def test_a_refusal_keeps_what_was_typed_and_which_comments_it_was_about(app, ana, post, more, status, field):
    numbers = comments(app, post, 2)
    page = the_page(ana)
    comments(app, post, 1)
    typed = {"decision": "reject", "reason_code": "insult", "note": "Please be kind.", **more}
    answer = press(ana, page, **typed)
    assert answer.status_code == status
    again = inspect_page(answer)
    assert again.xpath("//form[@action='/desk/batches']//input[@name='items']/@value") == [
        " ".join(f"{number}:1" for number in numbers)
    ]
    assert again.xpath("//input[@name='note']/@value") == [typed["note"]]
    assert again.xpath("//*[@role='alert']//a/@href") == ([f"#{field}"] if field else [])
    assert counts(app) == {"pending": 3}


def test_nothing_is_decided_where_nothing_fits(ana, post):
    page = the_page(ana)
    words = text_of(inspect_page(page))
    assert "Nothing fits" in words
    assert "/desk/batches" not in inspect_page(page).xpath("//form/@action")
    answer = ana.post("/desk/batches", data={"csrf_token": csrf(ana), "decision": "approve"})
    assert answer.status_code == 422
    assert "Please select at least one comment first." in text_of(inspect_page(answer))


def csrf(browser) -> str:
    return str(form_of(browser.get("/desk"), "/sign-out").fields["csrf_token"])


def test_all_is_all_that_is_theirs(app, cast, sign_in, frozen):
    with app.app_context():
        mine, theirs = make_category(cast, "Guides"), make_category(cast, "Court news")
        fai = make_moderator_of(cast, [mine])
        numbers = {
            category: make_comment(
                make_post(cast.chanthy.actor, category_id=category, published_at=LONG_AGO).id,
                body="Who asked?",
            ).id
            for category in (mine, theirs)
        }
    browser = sign_in(fai)
    page = the_page(browser)
    words = text_of(inspect_page(page))
    assert "Decide on one comment" in words
    assert "(what is yours to moderate)" in words
    both = " ".join(f"{number}:1" for number in numbers.values())
    answer = press(browser, page, decision="approve", items=both)
    assert "There is no such comment here." in text_of(inspect_page(answer))
    refused = press(browser, page, decision="reject", items=both)
    shown = [text_of(one) for one in inspect_page(refused).xpath("//li[contains(@class, 'row')]")]
    assert len(shown) == 1
    with app.app_context():
        states = [item_by_id(number).state for number in numbers.values()]
    assert states == [State.APPROVED, State.PENDING]


def test_what_rules_found_is_said_before_and_approving_is_not_urged(app, ana, post):
    comments(app, post, 2)
    plain = inspect_page(the_page(ana)).xpath("//button[@value='approve']/@class")
    with app.app_context():
        make_comment(post.id, body="Who asked? Call me at +95 9 420 123 456.")
    page = inspect_page(the_page(ana))
    rows = page.xpath("//section//li[contains(@class, 'row')]")
    said = [[text_of(one) for one in row.xpath(".//li[contains(@class, 'finding')]")] for row in rows]
    assert said[0] == said[1] == ["Holds it Who waits this site holds everyone"]
    assert "Holds it Personal data a phone number: +95 9 420 123 456" in said[2]
    (warned,) = page.xpath("//form[@action='/desk/batches']//ul[@aria-labelledby='warned']")
    assert text_of(warned) == "Held Personal data in one comment"
    quiet = page.xpath("//button[@value='approve']/@class")
    assert (plain, quiet) == (["button decision--approve"], ["button button--quiet"])


def test_the_page_costs_the_same_however_many_fit(app, ana, post):
    comments(app, post, 3)
    the_page(ana)
    with count_statements() as few:
        the_page(ana)
    comments(app, post, 30)
    with count_statements(at_most=len(few)):
        assert "Decide on 33 comments" in text_of(inspect_page(the_page(ana)))
    assert len(few) <= 12


def test_an_appeal_wants_an_answer_of_its_own(app, ana, post):
    comments(app, post, 1)
    assert "/desk/batches" not in ana.get("/desk/moderation?state=appeals").get_data(as_text=True)


def test_the_log_and_each_history_lead_to_the_batch_and_its_undo(app, cast, ana, post):
    numbers = comments(app, post, 3)
    with app.app_context():  # whoever pressed has had no answer
        choice = Choice(Decision.SPAM)
        batch, _ = decide_many([(one, 1) for one in numbers], choice, by=cast.boun.actor, now=NOW)
    address = f"/desk/batches/{batch}"
    for path in ("/desk/log", f"/desk/comments/{numbers[0]}"):
        assert address in inspect_page(ana.get(path)).xpath("//a/@href")
    with count_statements(at_most=10):
        page = ana.get(address)
    words = text_of(inspect_page(page).xpath("//main")[0])
    assert "Boun, " in words
    assert "3 comments marked as spam. All that was decided stands. Undo all 3" in words
    with app.app_context():
        decide(numbers[1], Choice(Decision.TRASH), seen=2, by=cast.boun.actor, now=NOW)
    page = ana.get(address)
    assert "2 of them stand as they were decided;" in text_of(inspect_page(page))
    back = ana.submit(page, f"{address}/reversal")
    words = text_of(inspect_page(back))
    assert "Taken back: 2 comments are as they were." in words
    assert "One comment was left as it is" in words
    again = text_of(inspect_page(ana.get(address)))
    assert "there is nothing left to take back" in again
    assert counts(app) == {"pending": 2, "trashed": 1}
