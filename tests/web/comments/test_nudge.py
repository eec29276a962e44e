"""The writer is asked once more before what a person would have to look at is sent, and never trapped."""

import pytest

from forum.domain.screening import Severity
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import item_by_id, queue_counts
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.web.comments.test_writing import number_of, written

NUMBER = "Please call my sister on 081 234 5678, she knows."
DISGUISE = "See [un.org](https://evil.example/x) for help."


def waiting(app) -> int:
    with app.app_context():
        return queue_counts()["pending"]


def nudge_in(answer):
    (nudge,) = inspect_page(answer).xpath("//section[@class='nudge']")
    return nudge


def previewed(client, body):
    page = client.get("/posts/ferry/comments/new")
    return client.submit(page, body=body, author_name="Soe", intent="preview")


def test_a_telephone_number_is_shown_before_it_is_sent_and_can_be_sent_as_it_is(client, app, post):
    asked = written(client, body=NUMBER, author_email="soe@example.org")
    assert (asked.status_code, waiting(app)) == (422, 0)
    nudge = nudge_in(asked)
    assert "It seems to contain a phone number." in text_of(nudge)
    assert [text_of(mark) for mark in nudge.iter("mark")] == ["081 234 5678"]
    form = form_of(asked, having="as_it_is")
    assert [form.fields[name] for name in ("body", "author_name", "author_email")] == [
        NUMBER,
        "Soe",
        "soe@example.org",
    ]
    sent = client.submit(asked, intent="send")
    receipt = text_of(inspect_page(client.get(sent.location)))
    assert "It seems to contain a phone number, so a person looks at it first." in receipt
    assert "Every comment here waits until a moderator has read it." in receipt
    with app.app_context():
        rules = [found.rule for found in item_by_id(number_of(sent)).findings]
    assert rules[:2] == ["mode:everyone", "personal_data"]


def test_a_changed_text_is_asked_about_once_more_and_then_never_again(client, app, post):
    asked = written(client, body=NUMBER)
    again = client.submit(asked, body=NUMBER.replace("5678", "5679"), intent="send")
    assert again.status_code == 422
    assert [text_of(mark) for mark in nudge_in(again).iter("mark")] == ["081 234 5679"]
    assert client.submit(again, body=NUMBER.replace("5678", "5670"), intent="send").status_code == 303
    assert waiting(app) == 1


def test_a_text_without_the_number_is_simply_sent(client, post):
    asked = written(client, body=NUMBER)
    assert client.submit(asked, body="Please help my sister.", intent="send").status_code == 303


def test_an_answer_counts_for_its_own_form_only(client, app, post):
    note = form_of(written(client, body=NUMBER), having="as_it_is").fields["as_it_is"]
    other = form_of(client.get("/posts/ferry/comments/new"))
    for forged in (note, "x", note[:-2], "[]"):
        values = other.filled(body=NUMBER, author_name="Soe", intent="send") | {"as_it_is": forged}
        assert client.post(other.action, data=values).status_code == 422
    assert waiting(app) == 0


def test_what_else_is_wrong_is_said_and_the_answer_is_kept(client, post):
    asked = written(client, body=NUMBER)
    nameless = client.submit(asked, author_name="", intent="send")
    assert "Please give a name" in text_of(inspect_page(nameless))
    assert client.submit(nameless, author_name="Soe", intent="send").status_code == 303


def test_a_link_that_misleads_is_shown_with_where_it_leads(client, post):
    asked = written(client, body=DISGUISE)
    assert asked.status_code == 422
    assert "un.org leads to https://evil.example/x" in text_of(nudge_in(asked))


def test_too_many_links_are_marked_but_for_those_that_do_not_count(client, app, cast, post):
    with app.app_context():
        change_settings({"allowed_domains": ["ours.example"]}, by=cast.boun.actor, now=NOW)
    links = "https://a.example/ [here](https://b.example/) https://ours.example/ <https://c.example/>"
    asked = written(client, body=links)
    assert asked.status_code == 422
    for answer in (asked, previewed(client, links)):
        nudge = nudge_in(answer)
        assert "more links than are usual here" in text_of(nudge)
        assert [text_of(mark) for mark in nudge.iter("mark")] == [
            "https://a.example/",
            "here",
            "https://c.example/",
        ]
        assert "here https://b.example/" in text_of(nudge)
    assert client.submit(asked, intent="send").status_code == 303
    fewer = written(client, body="https://a.example/ https://b.example/")
    assert fewer.status_code == 303


def add_list(app, cast, action):
    with app.app_context():
        draft = WordListDraft(name="Secret", patterns="casino", scope="text", action=action)
        save_word_list(None, draft, by=cast.boun.actor, now=NOW)


def test_of_a_word_list_nothing_is_shown_but_that_there_is_one(client, app, cast, post):
    add_list(app, cast, Severity.HOLD)
    asked = written(client, body="A casino there.")
    for answer in (asked, previewed(client, "A casino there.")):
        nudge = nudge_in(answer)
        assert "One of the site’s word lists" in text_of(nudge).replace("'", "’")
        assert not list(nudge.iter("mark"))
        assert "casino" not in text_of(nudge)
        assert "Secret" not in answer.get_data(as_text=True)
    assert (asked.status_code, waiting(app)) == (422, 0)
    assert client.submit(asked, intent="send").status_code == 303
    assert waiting(app) == 1


@pytest.mark.parametrize("action", [Severity.NOTE, Severity.REFUSE])
def test_a_list_that_notes_or_refuses_asks_nothing(client, app, cast, post, action):
    add_list(app, cast, action)
    answer = written(client, body="A casino there.")
    assert "nudge" not in answer.get_data(as_text=True)
    assert answer.status_code == (303 if action is Severity.NOTE else 422)


def test_haste_repeats_and_modes_ask_nothing(client, post):
    for _ in range(3):
        assert written(client).status_code == 303


def test_the_staff_are_not_asked_about_lists(app, cast, sign_in, post):
    add_list(app, cast, Severity.HOLD)
    ana = sign_in(cast.ana)
    page = ana.get("/posts/ferry/comments/new")
    assert ana.submit(page, body="A casino there.", intent="send").status_code == 303
    assert ana.submit(page, body=NUMBER, intent="send").status_code == 422


def test_the_preview_warns_and_refuses_nothing(client, app, post):
    page = client.get("/posts/ferry/comments/new")
    preview = client.submit(page, body=NUMBER, author_name="Soe", intent="preview")
    assert preview.status_code == 200
    assert "It seems to contain a phone number." in text_of(nudge_in(preview))
    changed = client.submit(preview, body=NUMBER.replace("5678", "5679"), intent="send")
    assert changed.status_code == 422
    once_more = client.submit(changed, intent="preview")
    assert client.submit(once_more, intent="send").status_code == 303, (
        "who has read the warning is not asked again"
    )


def test_the_programmes_own_number_and_a_site_that_asks_nobody(client, app, cast, post):
    with app.app_context():
        change_settings({"public_contacts": ["081 234 5678"]}, by=cast.boun.actor, now=NOW)
    assert written(client, body=NUMBER).status_code == 303
    with app.app_context():
        change_settings({"public_contacts": [], "nudge": False}, by=cast.boun.actor, now=NOW)
    assert written(client, body=NUMBER.replace("5678", "5679")).status_code == 303


def test_a_correction_is_asked_about_too(client, app, post):
    number = number_of(written(client))
    page = client.get(f"/comments/{number}/edit")
    asked = client.submit(page, body=NUMBER, intent="send")
    assert asked.status_code == 422
    assert [text_of(mark) for mark in nudge_in(asked).iter("mark")] == ["081 234 5678"]
    assert client.submit(asked, intent="send").status_code == 303
    # The same text again was sent before.
    same = client.submit(client.get(f"/comments/{number}/edit"), intent="send")
    assert same.status_code == 303
    preview = client.submit(client.get(f"/comments/{number}/edit"), intent="preview")
    assert (preview.status_code, len(list(nudge_in(preview).iter("mark")))) == (200, 1)


def test_a_long_text_shows_what_stands_beside_its_marks(client, post):
    asked = written(client, body="word " * 200 + NUMBER + " word" * 200)
    shown = text_of(nudge_in(asked))
    assert "call my sister on 081 234 5678, she knows." in shown
    assert len(shown) < 700
