"""Everybody sees as much of moderation as they moderate: counts, lists, the way in."""

import pytest

from forum.domain.comment_states import State
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.factories.people import make_category, make_moderator_of
from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.moments import LONG_AGO, NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

HTMX = {"HX-Request": "true"}


@pytest.fixture
def mixed(app, cast, post):
    """Comments on Chanthy's post: two wait, one was approved. On Dara's: five wait. A word list of the moderators."""
    with app.app_context():
        save_word_list(None, WordListDraft("Secret names", "asked"), by=cast.ana.actor, now=LONG_AGO)
        for _ in range(2):
            number = make_comment(post.id, body="Who asked?").id
        make_comment(post.id, state=State.APPROVED, moderator=cast.ana.actor)
        other = make_post(cast.dara.actor, slug="dam")
        for _ in range(5):
            make_comment(other.id)
    return number


@pytest.fixture
def own(app, cast):
    with app.app_context():
        change_settings({"authors_moderate_own": True}, by=cast.boun.actor, now=NOW)


def counts_on(page) -> dict[str, str]:
    return {
        one.get("id").removeprefix("count-"): text_of(one)
        for one in page.xpath("//*[contains(@class, 'count')][starts-with(@id, 'count-')]")
    }


def test_an_author_who_moderates_nothing_sees_nothing_of_it(cast, sign_in, mixed):
    chanthy = sign_in(cast.chanthy)
    assert chanthy.get("/desk/moderation").status_code == 403
    assert chanthy.post("/desk/comments/decisions", data={}).status_code in (400, 403)
    home = inspect_page(chanthy.get("/desk"))
    assert counts_on(home) == {}
    assert not home.xpath("//a[contains(@href, '/desk/moderation')]")


def test_an_author_sees_the_counts_of_the_own_posts(cast, sign_in, mixed, own):
    chanthy = sign_in(cast.chanthy)
    page = inspect_page(chanthy.get("/desk/moderation"))
    assert (
        counts_on(page).items()
        >= {
            "desk": "2 waiting",
            "pending": "2",
            "second_look": "0",
            "approved": "1",
            "rejected": "0",
            "spam": "0",
            "trashed": "0",
        }.items()
    )
    assert "Secret names" not in text_of(page)
    home = inspect_page(chanthy.get("/desk"))
    assert counts_on(home) == {"desk": "2 waiting"}
    assert [text_of(one) for one in home.xpath("//*[@class='wait__number']")][:2] == ["2", "0"]
    dara = inspect_page(sign_in(cast.dara).get("/desk/moderation"))
    assert counts_on(dara)["pending"] == "5"


def test_the_counts_beside_a_decided_item_are_the_authors_own(cast, sign_in, mixed, own):
    chanthy = sign_in(cast.chanthy)
    form = form_of(chanthy.get("/desk/moderation"), f"/desk/comments/{mixed}/decisions")
    answer = chanthy.post(form.action, data={**form.filled(), "decision": "spam"}, headers=HTMX)
    fragment = " ".join(answer.get_data(as_text=True).split())
    assert 'id="count-pending" hx-swap-oob="true">1<' in fragment
    assert 'id="count-spam" hx-swap-oob="true">1<' in fragment
    assert 'id="count-desk" hx-swap-oob="true">1<' in fragment
    undo = form_of(answer, having="csrf_token")
    fragment = chanthy.post(undo.action, data=undo.filled(), headers=HTMX).get_data(as_text=True)
    assert 'id="count-pending" hx-swap-oob="true">2<' in fragment


@pytest.fixture
def fai(app, cast, mixed, sign_in):
    """A moderator of the category in which only Dara's second post stands; one comment waits there."""
    with app.app_context():
        category = make_category(cast, "Court news")
        post = make_post(cast.dara.actor, slug="court", category_id=category)
        own = make_comment(post.id, body="Who asked the judge?").id
        member = make_moderator_of(cast, [category])
    browser = sign_in(member)
    browser.own, browser.member, browser.category = own, member, category
    return browser


def test_a_moderator_of_a_category_sees_that_and_nothing_else(cast, mixed, fai, frozen):
    page = inspect_page(fai.get("/desk/moderation"))
    assert counts_on(page)["pending"] == "1"
    assert [one.get("id") for one in page.xpath("//article[@data-item]")] == [f"comment-{fai.own}"]
    options = page.xpath("//select[@name='category']/option")
    assert [text_of(one) for one in options] == ["All", "Court news"]
    assert "Secret names" not in text_of(page)
    found = inspect_page(fai.get("/desk/moderation?state=pending&q=asked"))
    assert len(found.xpath("//article[@data-item]")) == 1
    home = inspect_page(fai.get("/desk"))
    assert [text_of(one) for one in home.xpath("//*[@class='wait__number']")][:1] == ["1"]
    links = {link.get("href") for link in home.xpath("//a")}
    assert links.isdisjoint({"/desk/log", "/desk/rules", "/desk/people", "/desk/settings"})
    inspect_page(fai.get(f"/desk/comments/{fai.own}"))
    assert fai.get(f"/desk/comments/{mixed}").status_code == 404


def test_a_moderator_of_a_category_touches_nothing_else(app, cast, ana, mixed, fai):
    own = form_of(fai.get("/desk/moderation"), f"/desk/comments/{fai.own}/decisions")
    decide = {**own.filled(), "decision": "approve"}
    assert fai.post(f"/desk/comments/{mixed}/decisions", data=decide).status_code == 404
    bulk = fai.post("/desk/comments/decisions", data={**decide, "item": f"{mixed}:1"})
    assert "There is no such comment here." in text_of(inspect_page(bulk))
    theirs = form_of(ana.get("/desk/moderation"), f"/desk/comments/{mixed}/decisions")
    ana.post(theirs.action, data={**theirs.filled(), "decision": "spam"})
    entry = inspect_page(ana.get(f"/desk/comments/{mixed}")).xpath("//form[contains(@action, '/reversal')]")[
        0
    ]
    assert fai.post(entry.get("action"), data=own.filled()).status_code == 404
    assert fai.post(own.action, data=decide).status_code == 303
    with app.app_context():
        assert item_by_id(fai.own).state is State.APPROVED
        assert item_by_id(mixed).state is State.SPAM


def test_the_categories_of_a_moderator_hold_from_the_next_request_on(cast, sign_in, fai):
    boun = sign_in(cast.boun)
    people = boun.get("/desk/people")
    assert "only: Court news" in text_of(inspect_page(people))
    form = form_of(people, f"/desk/people/{fai.member.id}/areas")
    assert form.filled()["category"] == str(fai.category)
    data = {name: value for name, value in form.filled().items() if name != "category"}
    assert boun.post(form.action, data=data).status_code == 303
    assert "Fai looks after the whole site." in text_of(inspect_page(boun.get("/desk/people")))
    assert counts_on(inspect_page(fai.get("/desk/moderation")))["pending"] == "8"
    boun.post(form.action, data=form.filled())
    assert counts_on(inspect_page(fai.get("/desk/moderation")))["pending"] == "1"
    log = text_of(inspect_page(boun.get("/desk/log")))
    assert "changed the categories of the moderator" in log


def test_only_a_moderators_request_asks_for_categories(app, cast, sign_in, post, fai, frozen):
    asked = {}
    for member in (cast.elin, cast.chanthy, cast.boun, cast.ana, fai.member):
        with count_statements() as statements:
            sign_in(member).get("/posts/ferry")
        asked[member.name] = sum("moderated_category" in one for one in statements.sent)
    assert asked == {"Elin": 0, "Chanthy": 0, "Boun": 0, "Ana": 1, "Fai": 1}


def test_a_moderator_sees_the_whole_site(ana, mixed):
    page = inspect_page(ana.get("/desk/moderation"))
    assert counts_on(page)["pending"] == "7"
    assert "Secret names" in text_of(page)
