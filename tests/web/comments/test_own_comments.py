"""What writers see of their own comments: the list, and what a moderator changed in their text."""

import pytest

from forum.domain.comment_states import Decision, ReasonCode, State
from forum.operations.comments.appealing import appeal_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

PHONE = "Ask Mali, 081 234 5678, at the temple."
THAI = "ขอบคุณค่ะ โทรหาเธอได้ที่ 081 234 5678 นะคะ"


@pytest.fixture
def say(app, cast, post):
    """``say("text")``: a comment of Elin's that waits; its number."""

    def comment(body=None, **more):
        with app.app_context():
            return make_comment(post.id, body=body, by=cast.elin.actor, **more).id

    return comment


@pytest.fixture
def ana_decides(app, cast):
    """``ana_decides(number, Decision.APPROVE, body="…")``; the number of the log entry."""

    def decided(number, decision, by=cast.ana, **more):
        with app.app_context():
            seen = item_by_id(number).version
            entry = decide(number, Choice(decision, **more), seen=seen, by=by.actor, now=NOW).entry
            return entry.id

    return decided


def listed(browser, path="/my-comments"):
    """What stands there about each comment, newest first."""
    page = inspect_page(browser.get(path))
    return [text_of(one) for one in page.xpath("//ol[@class='own']/li")]


def changed(browser, number):
    """What the receipt marks as gone and as new; None without a diff."""
    page = inspect_page(browser.get(f"/comments/{number}/receipt"))
    if not page.xpath("//*[@class='diff']"):
        return None
    for aside in page.xpath("//*[@class='diff']//bdi"):
        aside.drop_tree()
    return [text_of(one) for one in page.xpath("//del")], [text_of(one) for one in page.xpath("//ins")]


def test_each_says_how_it_stands_why_and_what_can_be_done(elin, app, cast, say, ana_decides):
    waiting, refused, public = say("One."), say("Two."), say("Three.")
    ana_decides(refused, Decision.REJECT, reason_code=ReasonCode.INSULT, note="Without the cook, please.")
    ana_decides(public, Decision.APPROVE)
    first, second, third = listed(elin)
    assert "Published" in first
    assert "Three." in first
    assert "Correct it" in first
    assert "Not published" in second
    assert "Reason: it attacks a person Please say what you think about the matter" in second
    assert "a person. “Without the cook, please.”" in second
    assert "twice at most" in second
    assert "Correct and send again" in second
    assert "Ask another moderator" in second
    assert "Waiting for review" in third
    assert "Every comment here waits until a moderator has read it." in third
    assert "Take it back" in third
    page = elin.get("/my-comments")
    assert elin.submit(page, f"/comments/{waiting}/withdrawal").status_code == 303
    assert "Taken back" in listed(elin)[2]
    assert "Take it back" not in listed(elin)[2]


def test_the_buttons_of_each_are_told_apart_by_ear(elin, say):
    say("One."), say("Two.")
    page = inspect_page(elin.get("/my-comments"))
    pressed = page.xpath("//ol[@class='own']//*[self::button or self::summary]")
    assert len(pressed) == 4
    assert all("the comment of" in text_of(one) for one in pressed)


def test_taking_back_takes_a_second_press_and_says_what_it_does(elin, say, ana_decides):
    number = say("One.")
    receipt = f"/comments/{number}/receipt"

    def asked():
        (details,) = inspect_page(elin.get(receipt)).xpath("//details[@class='take-back']")
        assert details.get("open") is None
        assert details.xpath(".//button") != []
        return text_of(details)

    assert "it cannot be sent again" in asked()
    ana_decides(number, Decision.APPROVE)
    assert "Then nobody can read it here any more" in asked()


def test_the_tries_that_are_left_are_counted(elin, say, ana_decides):
    number = say("One.")
    for said in ("twice at most", "once more", "cannot be sent again"):
        ana_decides(number, Decision.REJECT, reason_code=ReasonCode.OTHER)
        assert said in listed(elin)[0]
        if said != "cannot be sent again":
            page = elin.get(f"/comments/{number}/edit")
            elin.submit(page, body=f"Better: {said}.", intent="send")


def test_an_appeal_is_told_open_and_answered(elin, app, cast, say, ana_decides):
    number = say("One.")
    ana_decides(number, Decision.REJECT, reason_code=ReasonCode.OFF_TOPIC)
    with app.app_context():
        appeal_comment(number, "It is about the ferry.", by=cast.elin.actor, now=NOW)
    assert "You asked for another decision on" in listed(elin)[0]
    ana_decides(
        number, Decision.REJECT, by=cast.boun, reason_code=ReasonCode.OFF_TOPIC, note="No, it is not."
    )
    (one,) = listed(elin)
    assert "A moderator looked again; the decision stands “No, it is not.”" in one
    assert "Ask another moderator" not in one


def test_how_long_it_usually_takes_is_said_to_who_waits(elin, monkeypatch, say):
    say("One.")
    assert "usually takes" not in listed(elin)[0]
    monkeypatch.setattr("forum.web.comments.own.usual_wait", lambda now: 3 * 3600)
    assert "It usually takes about 3 hours." in listed(elin)[0]


def test_the_list_is_read_page_by_page_in_a_constant_number_of_statements(elin, say, ana_decides):
    with count_statements() as empty:
        assert "You have not written a comment yet." in text_of(inspect_page(elin.get("/my-comments")))
    numbers = [say(PHONE + str(n)) for n in range(23)]
    ana_decides(numbers[-1], Decision.REJECT, reason_code=ReasonCode.OTHER)
    for number in numbers[-4:-1]:
        ana_decides(number, Decision.APPROVE, body=f"Without it. {number}")
    with count_statements(at_most=len(empty) + 5):
        assert len(listed(elin)) == 20
    (older,) = inspect_page(elin.get("/my-comments")).xpath("//a[.='Older comments']/@href")
    assert len(listed(elin, older)) == 3
    assert not inspect_page(elin.get(older)).xpath("//a[.='Older comments']")


@pytest.mark.parametrize("text", [PHONE, THAI])
def test_the_writer_sees_what_was_redacted_and_nobody_else_does(elin, client, app, cast, sign_in, say, text):
    number = say(text)
    with app.app_context():
        seen = item_by_id(number).version
        decide(number, Choice(Decision.APPROVE, redact=True), seen=seen, by=cast.ana.actor, now=NOW)
    assert changed(elin, number) == (["081 234 5678"], ["[…]"])
    assert "A moderator has changed your text." in listed(elin)[0]
    for path in ("/posts/ferry", "/posts/ferry/comments.atom", "/comments.atom"):
        for browser in (client, sign_in(cast.dara)):
            words = browser.get(path).get_data(as_text=True)
            assert "[…]" in words
            assert "081 234 5678" not in words
    assert "Edited by a moderator" in client.get("/posts/ferry").get_data(as_text=True)
    assert sign_in(cast.dara).get(f"/comments/{number}/receipt").status_code == 404


def test_the_change_is_said_in_words_to_those_who_hear_it(elin, say, ana_decides):
    number = say("The boat is green.")
    ana_decides(number, Decision.APPROVE, body="The boat is red.")
    (diff,) = inspect_page(elin.get(f"/comments/{number}/receipt")).xpath("//*[@class='diff']")
    assert text_of(diff) == (
        "The boat is removed: green (end of what was removed)added: red (end of what was added)."
    )


def test_a_change_that_is_taken_back_is_none(elin, app, cast, say, ana_decides):
    number = say("The boat is green.")
    entry = ana_decides(number, Decision.APPROVE, body="The boat is red.")
    with app.app_context():
        undo(entry, by=cast.ana.actor, now=NOW)
    assert changed(elin, number) is None


def test_what_is_compared_is_the_writers_last_own_text(elin, app, say, ana_decides):
    number = say("The boat is green.")
    ana_decides(number, Decision.APPROVE, body="The boat is red.")
    page = elin.get(f"/comments/{number}/edit")
    assert "A moderator has changed your text." in text_of(inspect_page(page))
    elin.submit(page, body="The boat is blue.", intent="send")
    assert changed(elin, number) is None
    ana_decides(number, Decision.APPROVE, body="The ship is blue.")
    assert changed(elin, number) == (["boat"], ["ship"])
    with app.app_context():
        assert item_by_id(number).state is State.APPROVED


def test_moderators_see_the_change_on_the_comments_own_page(sign_in, cast, say, ana_decides):
    number = say("The boat is green.")
    ana_decides(number, Decision.APPROVE, body="The boat is red.")
    page = inspect_page(sign_in(cast.boun).get(f"/desk/comments/{number}"))
    assert [text_of(one).split()[1] for one in page.xpath("//del")] == ["green"]


def test_behind_the_oldest_there_is_a_way_back(elin, say):
    say("How long did you wait?")
    page = inspect_page(elin.get("/my-comments?before=1"))
    assert "There are no older comments." in text_of(page)
    assert "not written a comment yet" not in text_of(page)
    assert page.xpath("//main//a[@href='/my-comments']")


def test_an_unchanged_text_is_never_silent(elin, app, say, ana_decides):
    number = say("The boat is green.")
    edit = f"/comments/{number}/edit"
    form = elin.get(edit)
    receipt = elin.submit(form, intent="send").location
    assert "Nothing was changed" in text_of(inspect_page(elin.get(receipt)))
    sent = elin.submit(form, body="The boat is red.", intent="send")
    again = elin.submit(form, body="The boat is red.", intent="send")  # a second press
    assert sent.location == again.location == f"/comments/{number}/receipt"
    ana_decides(number, Decision.REJECT, reason_code=ReasonCode.OTHER)
    answer = elin.submit(elin.get(edit), intent="send")
    page = inspect_page(answer)
    assert answer.status_code == 422
    assert "This is the text that was not published. Please change it first" in text_of(page)
    assert page.xpath("//textarea[@name='body'][@aria-invalid='true']")[0].text_content().strip() == (
        "The boat is red."
    )
    assert "twice at most" in text_of(inspect_page(elin.get(f"/comments/{number}/receipt")))
