"""Two moderators have the same word list open."""

import pytest

from forum.db import db
from forum.models import WordList
from forum.operations.rules import WordListDraft, save_word_list
from forum.queries.rules import word_lists
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

pytestmark = pytest.mark.both_engines


@pytest.fixture
def address(app, cast, frozen):
    with app.app_context():
        saved = save_word_list(None, WordListDraft("Lottery", "lottery"), by=cast.ana.actor, now=NOW)
        return f"/desk/rules/{saved.id}"


@pytest.fixture
def two(address, cast, sign_in):
    """Ana and Boun with the page that each has opened; Ana has saved hers, with one more word, and looks in names."""
    ana, boun = sign_in(cast.ana), sign_in(cast.boun)
    page = boun.get(address)
    saved = ana.submit(ana.get(address), address, patterns="lottery\r\nbitcoin", scope="name")
    assert saved.status_code == 303
    return ana, boun, page


def stored(app, address):
    with app.app_context():
        one = db.session.get(WordList, int(address.rpartition("/")[2]))
        return one and (one.patterns, one.note, one.scope)


def test_what_somebody_else_has_saved_is_shown_and_saving_again_stores(app, address, two):
    _, boun, page = two
    late = boun.submit(page, address, patterns="lottery\r\npoker", note="asked")
    assert late.status_code == 409
    assert stored(app, address) == ("lottery\nbitcoin", "", "name")
    html = inspect_page(late)
    words = text_of(html)
    assert "Somebody else has changed this list since you opened it." in words
    assert "Ana saved this list on 2 March 2026" in words
    assert ("poker" in html.xpath("string(//del)"), "bitcoin" in html.xpath("string(//ins)")) == (True, True)
    assert [text_of(term) for term in html.xpath("//section[@aria-labelledby='theirs']//dt")] == [
        "Looked for in",
        "Note for other moderators",
    ]
    typed = form_of(late, address).fields
    assert (typed["patterns"].split(), typed["note"], typed["scope"]) == (
        ["lottery", "poker"],
        "asked",
        "text",
    )
    assert boun.submit(late, address).status_code == 303
    assert stored(app, address) == ("lottery\npoker", "asked", "text")


def test_a_trial_or_a_mistake_between_does_not_forget_what_was_seen(app, address, two):
    _, boun, page = two
    tried = boun.post(f"{address}/trials", data=form_of(page, address).filled(patterns="poker"))
    assert tried.status_code == 200
    wrong = boun.submit(tried, address, patterns="*")
    assert wrong.status_code == 422
    assert boun.submit(wrong, address, patterns="poker").status_code == 409
    assert stored(app, address) == ("lottery\nbitcoin", "", "name")


def test_what_was_changed_meanwhile_is_not_deleted_unseen(app, address, two):
    _, boun, page = two
    late = boun.submit(page, f"{address}/deletion")
    assert late.status_code == 409
    words = text_of(inspect_page(late))
    assert "Nothing was changed" in words
    assert "Ana saved this list on" in words
    assert form_of(late, address).fields["patterns"].split() == ["lottery", "bitcoin"]
    assert boun.submit(late, f"{address}/deletion").status_code == 303
    assert stored(app, address) is None


def test_what_was_deleted_meanwhile_comes_back_as_a_new_list(app, address, two):
    ana, boun, page = two
    ana.submit(ana.get(address), f"{address}/deletion")
    late = boun.submit(page, address, patterns="lottery\r\npoker")
    assert late.status_code == 409
    assert "Somebody else has deleted this list" in text_of(inspect_page(late))
    assert boun.submit(late, "/desk/rules").status_code == 303
    with app.app_context():
        assert [one.patterns for one in word_lists()] == ["lottery\npoker"]


def test_a_form_that_does_not_say_what_it_was_made_from_is_stored(app, address, two):
    _, boun, page = two
    fields = form_of(page, address).filled(note="asked")
    del fields["seen"]
    assert boun.post(address, data=fields).status_code == 303
    assert stored(app, address) == ("lottery", "asked", "text")
