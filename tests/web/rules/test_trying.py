"""A moderator tries a rule before saving it."""

import pytest

from forum.domain.comment_states import State
from forum.operations import trials
from forum.operations.rules import WordListDraft, save_word_list
from forum.queries.rules import word_lists
from forum.queries.settings import site_settings
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def number(app, cast, frozen) -> int:
    """An approved comment about a <ferry>."""
    with app.app_context():
        post = make_post(cast.chanthy.actor)
        body = "The `<b>ferry</b>` was late."
        return make_comment(post.id, body=body, state=State.APPROVED, moderator=cast.ana.actor).id


def test_trying_keeps_the_form_and_saves_nothing(app, cast, sign_in, number) -> None:
    ana = sign_in(cast.ana)
    form = form_of(ana.get("/desk/rules"), "/desk/rules")
    typed = form.filled(name="Boats", patterns="ferry", note="why not")
    page = inspect_page(ana.post("/desk/rules/trials", data=typed))
    words = text_of(page.xpath("//*[@id='trial']")[0])
    assert "On the last comment it would have done this; nothing is saved" in words
    assert (
        "Held 1 Refused 0 Noted 0 Held or refused, and approved by a person 1 Newly held or refused 1"
        in words
    )
    assert page.xpath("//*[@id='trial']//mark/text()") == ["ferry"]
    assert page.xpath("//*[@id='trial']//li//a/@href") == [f"/desk/comments/{number}"]
    assert "<b>" in words
    again = form_of(ana.post("/desk/rules/trials", data=typed), "/desk/rules").filled()
    assert (again["name"], again["patterns"], again["note"]) == ("Boats", "ferry", "why not")
    with app.app_context():
        assert word_lists() == []


def test_with_scripts_only_the_result_comes(app, cast, sign_in, number) -> None:
    ana = sign_in(cast.ana)
    with app.app_context():
        saved = save_word_list(None, WordListDraft("Boats", "ferry"), by=cast.ana.actor, now=NOW).id
    page = ana.get(f"/desk/rules/{saved}")
    (button,) = inspect_page(page).xpath("//button[@formaction]")
    assert button.get("formaction") == button.get("hx-post") == f"/desk/rules/{saved}/trials"
    typed = form_of(page, f"/desk/rules/{saved}").filled(patterns="river")
    answer = ana.post(f"/desk/rules/{saved}/trials", data=typed, headers=HTMX)
    assert "<html" not in answer.text
    assert "No longer held or refused" in answer.text
    assert "It finds nothing in them." in answer.text
    wrong = ana.post(f"/desk/rules/{saved}/trials", data={**typed, "patterns": "*"}, headers=HTMX)
    assert wrong.status_code == 422
    assert "It could not be tried" in wrong.text
    assert "<html" not in wrong.text


def test_a_wrong_pattern_is_said_at_its_field(cast, sign_in, number) -> None:
    ana = sign_in(cast.ana)
    typed = form_of(ana.get("/desk/rules"), "/desk/rules").filled(name="Boats", patterns="")
    answer = ana.post("/desk/rules/trials", data=typed)
    assert answer.status_code == 422
    assert inspect_page(answer).xpath("//*[@name='patterns']/@aria-invalid") == ["true"]


def test_a_list_that_is_not_there_cannot_be_tried(cast, sign_in) -> None:
    ana = sign_in(cast.ana)
    typed = form_of(ana.get("/desk/rules"), "/desk/rules").filled(name="x", patterns="x")
    assert ana.post("/desk/rules/77/trials", data=typed).status_code == 404


def test_an_administrator_tries_the_settings(app, cast, sign_in, number) -> None:
    with app.app_context():
        make_comment(1, body="See https://one.example/a")
    boun = sign_in(cast.boun)
    typed = form_of(boun.get("/desk/settings"), "/desk/settings").filled(max_links="0", tagline="Not saved")
    page = inspect_page(boun.post("/desk/settings/trials", data=typed))
    words = text_of(page.xpath("//*[@id='trial']")[0])
    assert "On the last 2 comments" in words
    assert "Held 1" in words
    assert page.xpath("//*[@name='tagline']/@value") == ["Not saved"]
    answer = boun.post("/desk/settings/trials", data=typed, headers=HTMX)
    assert "<html" not in answer.text
    mode = form_of(boun.get("/desk/settings"), "/desk/settings").filled(comments_mode="suspects")
    page = inspect_page(boun.post("/desk/settings/trials", data=mode))
    assert "No longer held or refused 2" in text_of(page.xpath("//*[@id='trial']")[0])
    wrong = boun.post("/desk/settings/trials", data={**typed, "max_links": "many"})
    assert wrong.status_code == 422
    assert inspect_page(wrong).xpath("//*[@name='max_links']/@aria-invalid") == ["true"]
    with app.app_context():
        assert (site_settings().max_links, site_settings().tagline) == (2, "")


def test_a_trial_that_was_cut_says_so(cast, sign_in, number, monkeypatch) -> None:
    monkeypatch.setattr(trials, "MAX_SECONDS", 0.0)
    ana = sign_in(cast.ana)
    typed = form_of(ana.get("/desk/rules"), "/desk/rules").filled(name="x", patterns="ferry")
    assert "Its time was over" in text_of(inspect_page(ana.post("/desk/rules/trials", data=typed)))
