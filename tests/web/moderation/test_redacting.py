"""The button that takes personal data out and approves what is left."""

import pytest

from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of


@pytest.fixture
def comment(app, post):
    with app.app_context():
        return make_comment(post.id, body="Call 081 234 5678, please.").id


def button_in(page):
    return inspect_page(page).xpath("//button[@name='redact']")


def test_one_press_takes_the_number_out_and_approves(ana, app, client, comment):
    page = ana.get("/desk/moderation")
    (button,) = button_in(page)
    assert (button.get("data-key"), button.get("aria-keyshortcuts")) == ("m", "m")
    assert "a phone number: 081 234 5678" in text_of(inspect_page(page))
    form = form_of(page, f"/desk/comments/{comment}/decisions")
    assert ana.post(form.action, data=form.filled(redact="1")).status_code == 303
    shown = text_of(inspect_page(client.get("/posts/ferry")))
    assert "Call […], please." in shown
    assert "5678" not in shown
    assert "by a moderator" in shown


def test_where_nothing_was_found_there_is_no_button_and_a_forged_press_does_nothing(ana, app, post):
    with app.app_context():
        number = make_comment(post.id, body="Thank you.").id
    page = ana.get("/desk/moderation")
    assert button_in(page) == []
    form = form_of(page, f"/desk/comments/{number}/decisions")
    refused = ana.post(form.action, data=form.filled() | {"redact": "1"})
    assert refused.status_code == 422
    assert "No personal data were found" in text_of(inspect_page(refused))
    with app.app_context():
        assert item_by_id(number).state == "pending"
