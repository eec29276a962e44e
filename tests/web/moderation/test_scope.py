"""Everybody sees as much of moderation as they moderate: counts, lists, the way in."""

import pytest

from forum.domain.comment_states import State
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.settings import change_settings
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.moments import LONG_AGO, NOW
from tests.support.pages import inspect_page, text_of

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
    assert counts_on(page) == {
        "desk": "2 waiting",
        "pending": "2",
        "second_look": "0",
        "approved": "1",
        "rejected": "0",
        "spam": "0",
        "trashed": "0",
    }
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


def test_a_moderator_sees_the_whole_site(ana, mixed):
    page = inspect_page(ana.get("/desk/moderation"))
    assert counts_on(page)["pending"] == "7"
    assert "Secret names" in text_of(page)
