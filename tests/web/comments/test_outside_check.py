"""A check outside the house looks at what is sent and changed, and can hold or refuse it."""

from dataclasses import replace

import pytest

from forum.adapters.outside_check import OutsideCheck
from forum.domain.sanctions import SanctionKind, Writer
from forum.domain.screening import Mode, Severity
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.sanctions import impose_sanction
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import item_by_id
from tests.support.checks import check_server, closed_port, says
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.web.comments.test_writing import number_of, written

KEYS = ["a key that nobody guesses, not in a hundred years"]


@pytest.fixture
def checked(app):
    """Makes the application ask the check at an address."""
    before = app.extensions["outside"]

    def ask(url):
        app.extensions["outside"] = replace(before, check=OutsideCheck(url, KEYS))

    yield ask
    app.extensions["outside"] = before


def rules(app, number):
    with app.app_context():
        return [found.rule for found in item_by_id(number).findings]


def test_its_findings_stand_beside_the_others_and_nobody_is_named_to_it(
    app, client, sign_in, cast, post, checked
):
    elin = sign_in(cast.elin)
    with check_server(
        says([{"rule": "spam", "severity": "hold", "span": [0, 4], "words": "looks prepared"}])
    ) as server:
        checked(server.url)
        page = elin.get("/posts/ferry/comments/new")
        answer = elin.submit(page, body="From Elin.", intent="send")
        edit = elin.get(f"/comments/{number_of(answer)}/edit")
        assert elin.submit(edit, body="Changed by Elin.", intent="send").status_code == 303
    assert "outside:spam" in rules(app, number_of(answer))
    assert [question["text"] for question in server.questions] == ["From Elin.", "Changed by Elin."]
    for headers, body in server.asked:
        assert cast.elin.email.encode() not in body
        assert set(server.questions[0]) == {"text", "name", "links", "language", "post"}
        assert "Cookie" not in headers
    assert server.questions[0]["post"].endswith("/posts/ferry")
    receipt = text_of(inspect_page(elin.get(answer.location)))
    assert "A check by another service wants a person to look at it." in receipt
    assert "looks prepared" not in receipt
    ana = sign_in(cast.ana)
    assert "“spam”: looks prepared" in text_of(inspect_page(ana.get("/desk/moderation")))


def test_it_can_refuse_and_the_text_is_given_back(client, post, checked):
    with check_server(says([{"rule": "spam", "severity": "refuse"}])) as server:
        checked(server.url)
        refused = written(client, body="A text of mine.")
    assert refused.status_code == 422
    assert "A text of mine." in refused.get_data(as_text=True)


def test_a_check_that_is_away_holds_what_it_could_not_see(app, client, post, checked):
    checked(f"http://127.0.0.1:{closed_port()}/")
    answer = written(client)
    assert "rule_failed:outside" in rules(app, number_of(answer))
    receipt = text_of(inspect_page(client.get(answer.location)))
    assert "One of the automatic checks did not work, so a person will look." in receipt


def test_a_preview_asks_nobody(client, post, checked):
    with check_server(says([])) as server:
        checked(server.url)
        page = client.get("/posts/ferry/comments/new")
        assert client.submit(page, body="Hello", author_name="Soe", intent="preview").status_code == 200
    assert server.asked == []


def test_only_what_would_be_stored_leaves_the_house_with_the_name_as_shown(
    app, client, sign_in, cast, post, checked
):
    with app.app_context():
        draft = WordListDraft("Never", "casino", action=Severity.REFUSE)
        save_word_list(None, draft, by=cast.boun.actor, now=NOW)
    elin = sign_in(cast.elin)
    with check_server(says([])) as server:
        checked(server.url)
        form = client.get("/posts/ferry/comments/new")
        sent = client.submit(form, body="Once.", author_name="  Soe \n Win ", intent="send")
        assert (
            client.submit(form, body="Once.", author_name="  Soe \n Win ", intent="send").status_code == 303
        )
        edit = client.get(f"/comments/{number_of(sent)}/edit")
        assert client.submit(edit, intent="send").status_code == 303  # as it stands
        assert client.submit(edit, body="A casino.", intent="send").status_code == 422
        assert client.submit(edit, body="Late.", seen="7", intent="send").status_code == 409
        assert written(client, body="A casino.").status_code == 422
        for name in ("", cast.ana.name):
            form = client.get("/posts/ferry/comments/new")
            assert client.submit(form, body="Named.", author_name=name, intent="send").status_code == 422
        opened = elin.get("/posts/ferry/comments/new")
        with app.app_context():
            elins = Writer(user_id=cast.elin.id)
            impose_sanction(elins, SanctionKind.BAN, "No.", until=None, by=cast.ana.actor, now=NOW)
        banned = elin.submit(opened, body="Banned.", intent="send")
        assert banned.status_code in (403, 422)
        with app.app_context():
            change_settings({"comments_mode": Mode.CLOSED}, by=cast.boun.actor, now=NOW)
        closed = client.submit(form, body="Too late.", author_name="Soe", intent="send")
        assert closed.status_code == 422
    assert [(one["text"], one["name"]) for one in server.questions] == [("Once.", "Soe Win")]
