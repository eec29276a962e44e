"""The page on which moderators word what rejected writers read, and where those words are read."""

import pytest
from lxml.html import HtmlElement

from forum.domain.comment_states import State
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of

PAGE = "/desk/reasons"
FIELD = "sentence-off_topic-en"
OURS = "Under a post we talk about that post only."


@pytest.fixture
def ana(frozen, sign_in, cast):
    return sign_in(cast.ana)


def save(browser, **fields):
    return press(browser, browser.get(f"{PAGE}?language=th"), **fields)


def press(browser, page, **fields):
    return browser.submit(form_of(page, having=FIELD), **fields)


def written(page: HtmlElement, field: str = FIELD) -> str:
    return (page.get_element_by_id(field).text or "").strip()


def test_what_is_saved_is_read_by_moderator_and_writer_in_the_comments_language(
    app, ana, cast, frozen, sign_in
):
    thai = "โปรดพูดถึงเรื่องของบทความนี้เท่านั้น"
    answer = save(ana, **{FIELD: f"  {OURS}\n", "sentence-off_topic-th": thai})
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = inspect_page(ana.get(PAGE))
    assert (written(page), written(page, "sentence-off_topic-th")) == (OURS, thai)
    with app.app_context():
        post = make_post(cast.chanthy.actor, slug="ferry").id
        elin, moderator = cast.elin.actor, cast.boun.actor
        facts = {"by": elin, "state": State.REJECTED, "moderator": moderator}
        english = make_comment(post, body="How long did you wait for the ferry that day?", **facts).id
        in_thai = make_comment(post, body="ขอบคุณค่ะ รอเรือนานแค่ไหนคะ", **facts).id
        make_comment(post, body="ขอบคุณค่ะ ที่เล่าให้ฟัง")
    writer = sign_in(cast.elin)
    for number, sentence, language in ((english, OURS, "en"), (in_thai, thai, "th")):
        receipt = inspect_page(writer.get(f"/comments/{number}/receipt"))
        (told,) = receipt.xpath(f"//p[@lang='{language}'][normalize-space()='{sentence}']")
        assert told.get("dir") == "auto"
    queue = inspect_page(ana.get("/desk/moderation"))
    (beside,) = queue.xpath("//li[button[@name='reject_as' and @value='off_topic']]/span")
    assert (text_of(beside), beside.get("lang")) == (thai, "th")


def test_an_empty_field_lets_forums_own_sentence_stand_again(ana):
    save(ana, **{FIELD: OURS})
    save(ana, **{FIELD: " "})
    assert written(inspect_page(ana.get(PAGE))) == ""


def test_what_is_too_long_comes_back_with_everything_that_was_typed(ana):
    wrong = "x" * 501
    answer = save(ana, **{FIELD: wrong, "sentence-other-th": "อื่น ๆ"})
    assert answer.status_code == 422
    page = inspect_page(answer)
    assert page.get_element_by_id(FIELD).get("aria-invalid") == "true"
    assert written(page, "sentence-other-th") == "อื่น ๆ"
    assert written(page) == wrong
    assert written(inspect_page(ana.get(f"{PAGE}?language=th")), "sentence-other-th") == ""


def test_what_somebody_else_has_stored_meanwhile_is_shown_and_not_overwritten(ana, cast, sign_in):
    seen = ana.get(PAGE)
    boun = sign_in(cast.boun)
    press(boun, boun.get(PAGE), **{FIELD: "Boun's."})
    answer = press(ana, seen, **{FIELD: OURS})
    assert answer.status_code == 409
    page = inspect_page(answer)
    assert written(page) == OURS
    assert "It reads now: “Boun's.”" in text_of(page.get_element_by_id(f"{FIELD}-error"))
    again = press(ana, answer)
    assert again.status_code == 303
    assert written(inspect_page(ana.get(PAGE))) == OURS


def test_the_digit_of_a_reason_rejects_for_it_at_once(app, ana, cast, sign_in):
    with app.app_context():
        make_comment(make_post(cast.chanthy.actor).id, by=cast.elin.actor)
    queue = ana.get("/desk/moderation")
    third = inspect_page(queue).xpath("//button[@data-key='3']")[0]
    assert (third.get("name"), third.get("value")) == ("reject_as", "insult")
    form = inspect_page(queue).xpath(
        "//form[contains(@action, '/decisions') and .//button[@name='reject_as']]"
    )[0]
    answer = ana.submit(queue, form.get("action"), reject_as="insult")
    assert answer.status_code == 303
    rejected = inspect_page(ana.get("/desk/moderation?state=rejected"))
    assert len(rejected.xpath("//article")) == 1
    assert "attacks a person" in text_of(inspect_page(sign_in(cast.elin).get("/my-comments")))
