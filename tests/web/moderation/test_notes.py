"""Notes at the desk: in the item, on the writer's page, and back when they are wrong."""

import pytest

from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of

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
