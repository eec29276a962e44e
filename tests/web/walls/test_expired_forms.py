"""A form whose token has expired gives the text back, to those who may see the form, and to nobody else."""

import pytest

from forum.operations.rules import WordListDraft, save_word_list
from tests.support.moments import NOW


@pytest.mark.parametrize("path", ["/desk/rules", "/desk/settings", "/desk/posts"])
def test_nobody_gets_a_staff_page_by_a_form_without_a_token(app, cast, client, sign_in, path) -> None:
    with app.app_context():
        save_word_list(None, WordListDraft("Secret list", "fast visa"), by=cast.boun.actor, now=NOW)
    for browser in (client, sign_in(cast.elin)):
        answer = browser.post(path, data={"name": "x"})
        assert answer.status_code == 400
        words = answer.get_data(as_text=True)
        assert "Secret list" not in words
        assert "</form>" not in words.partition("<main")[2].partition("</main>")[0]


def test_what_is_not_there_stays_not_there_without_a_token(client) -> None:
    assert client.post("/comments/1/edit", data={"body": "x"}).status_code == 404
    assert client.post("/posts/none/comments", data={"body": "x"}).status_code in (400, 404)
