"""Notes at the desk: in the item, on the writer's page, and back when they are wrong."""

import pytest

from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.pages import inspect_page, parsed, text_of

WORDS = "She wrote to us by letter."


@pytest.fixture
def number(app, cast, post):
    with app.app_context():
        return make_comment(post.id, by=cast.elin.actor).id


def test_a_note_is_written_shown_and_removed(ana, sign_in, cast, number):
    for at in ("/desk/moderation", f"/desk/comments/{number}"):
        answer = ana.submit(ana.get(at), f"/desk/comments/{number}/notes", text=WORDS)
        assert answer.status_code == 303
        page = ana.get(answer.location)
        assert WORDS in text_of(inspect_page(page).xpath(f"//article[@id='comment-{number}']")[0])
        removal = inspect_page(page).xpath("//form[contains(@action, '/removal')]/@action")[0]
        assert ana.submit(page, removal).status_code == 303
        assert WORDS not in text_of(inspect_page(ana.get(at)))
    log = text_of(inspect_page(ana.get("/desk/log")))
    assert "wrote a note about" in log
    assert WORDS not in log
    assert WORDS not in sign_in(cast.elin).get("/my-comments").get_data(as_text=True)


def test_a_note_on_a_writer_shows_on_their_items(ana, cast, number):
    at = f"/desk/writers/user:{cast.elin.id}"
    assert ana.submit(ana.get(at), f"{at}/notes", text=WORDS).status_code == 303
    assert WORDS in text_of(inspect_page(ana.get(at)))
    assert f"(about the writer): {WORDS}" in text_of(inspect_page(ana.get("/desk/moderation")))


@pytest.mark.parametrize("text", [" ", "x" * 1001])
def test_a_wrong_note_comes_back_as_it_was_typed(ana, cast, number, text):
    for at, action in (
        ("/desk/moderation", f"/desk/comments/{number}/notes"),
        (f"/desk/writers/user:{cast.elin.id}", f"/desk/writers/user:{cast.elin.id}/notes"),
    ):
        refused = ana.submit(ana.get(at), action, text=text)
        assert refused.status_code == 422
        assert "note" in text_of(inspect_page(refused).xpath("//*[@class='field__error']")[0])
        assert (form_of(refused, action).fields["text"] or "").strip() == text.strip()


FRAGMENT = {"HX-Request": "true"}


def part(answer):
    return parsed(answer.get_data(as_text=True))


def sent(browser, action, headers=FRAGMENT, **values):
    form = form_of(browser.get("/desk/moderation"), action)
    return browser.post(form.action, data={**form.filled(), **values}, headers=headers)


def test_a_part_of_the_page_comes_where_a_part_is_asked_for(ana, number):
    action = f"/desk/comments/{number}/notes"
    kept = sent(ana, action, text=WORDS)
    (around,) = part(kept).xpath("//*[@data-around]")
    assert text_of(around.xpath("./*[@role='status'][@autofocus]")[0]).startswith("The note is kept.")
    assert WORDS in text_of(around)
    assert not around.xpath(".//article")
    removal = around.xpath(".//form[contains(@action, '/removal')]")[0]
    assert removal.get("hx-post") == removal.get("action")
    gone = sent(ana, removal.get("action"))
    (around,) = part(gone).xpath("//*[@data-around]")
    assert "The note is gone." in text_of(around)
    assert WORDS not in text_of(around)
    assert not ana.get("/desk/moderation").get_data(as_text=True).count("The note is")


@pytest.mark.parametrize(
    ("more", "status"), [({"text": " "}, 422), ({"text": "x" * 1001}, 422), ({"csrf_token": "old"}, 400)]
)
def test_the_part_gives_the_note_back(ana, number, more, status):
    answer = sent(ana, f"/desk/comments/{number}/notes", **{"text": WORDS, **more})
    assert answer.status_code == status
    (around,) = part(answer).xpath("//*[@data-around]")
    (note,) = around.xpath(".//details[@open]//textarea")
    assert (note.text_content().strip(), note.get("autofocus")) == (more.get("text", WORDS).strip(), "")
    assert around.xpath(".//*[@class='field__error']")
