"""From the form to the receipt, and what its writer can do afterwards."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from forum.domain.comment_states import Decision, ReasonCode, State
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.queue import item_by_id, queue_counts
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

CODE = re.compile(r'id="edit-code" readonly value="([A-Z0-9-]+)"')
TEXT = "I have *seen* this in Poipet.\n\nขอบคุณค่ะ"


def written(client, body=TEXT, **more):
    """A comment sent as a person would send it; the answer."""
    page = client.get("/posts/ferry/comments/new")
    return client.submit(page, body=body, author_name="Soe", intent="send", **more)


def number_of(answer) -> int:
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return int(re.search(r"/comments/(\d+)/receipt", answer.location)[1])


def reject(app, cast, number, note="", reason=ReasonCode.PERSONAL_DATA):
    with app.app_context():
        seen = item_by_id(number).version
        choice = Choice(Decision.REJECT, reason_code=reason, note=note)
        decide(number, choice, seen=seen, by=cast.ana.actor, now=NOW)


def test_the_preview_is_what_will_be_stored(client, app, post):
    page = client.get("/posts/ferry/comments/new")
    preview = client.submit(page, body=TEXT, author_name="Soe", intent="preview")
    assert preview.status_code == 200
    shown = inspect_page(preview).xpath("//section[@class='preview']/div")[0]
    assert [text_of(one) for one in shown] == ["I have seen this in Poipet.", "ขอบคุณค่ะ"]
    with app.app_context():
        assert queue_counts()["pending"] == 0
    answer = client.submit(preview, intent="send")
    with app.app_context():
        stored = item_by_id(number_of(answer)).body_html
    assert stored in preview.get_data(as_text=True)


def codes(page) -> list[str]:
    return CODE.findall(page.get_data(as_text=True))


def test_the_receipt_says_that_it_waits(client, post):
    words = text_of(inspect_page(client.get(written(client).location)))
    assert "Your comment is waiting for review" in words
    assert "Every comment here waits until a moderator has read it." in words


def test_the_edit_code_is_shown_until_its_holder_has_kept_it(client, app, post):
    answer = written(client)
    number = number_of(answer)
    assert client.head(answer.location).status_code == 200
    (code,) = codes(client.get(answer.location))
    assert client.get(answer.location).headers["Cache-Control"] == "private, no-store"
    second = written(client, body="One more thing.")
    assert codes(client.get(second.location)) == [code], "loaded again, and on the next receipt, too"
    other = app.test_client()
    other.submit(other.get("/my-comments"), code=code)
    assert codes(other.get(answer.location)) == [], "who has typed it has it"
    kept = client.submit(client.get(answer.location), f"/comments/{number}/kept-code")
    assert (kept.status_code, kept.location) == (303, f"/comments/{number}/receipt")
    assert codes(client.get(answer.location)) == codes(client.get(second.location)) == []


def test_an_account_has_no_edit_code(cast, sign_in, post):
    elin = sign_in(cast.elin)
    page = elin.get("/posts/ferry/comments/new")
    answer = elin.submit(page, body="From Elin.", intent="send")
    assert codes(elin.get(answer.location)) == []


def test_the_code_finds_the_comment_again_in_another_browser(client, app, post):
    answer = written(client)
    code = CODE.search(client.get(answer.location).get_data(as_text=True))[1]
    other = app.test_client()
    assert other.get(answer.location).status_code == 404
    wrong = other.submit(other.get("/my-comments"), code="AAAA-BBBB-CCCC-DDDD")
    assert wrong.status_code == 422
    assert other.submit(other.get("/my-comments"), code=code.lower().replace("-", " ")).status_code == 303
    assert "On “The ferry”" in text_of(inspect_page(other.get("/my-comments")))
    assert other.get(answer.location).status_code == 200


def test_the_same_form_twice_is_one_comment(client, app, post):
    form = form_of(client.get("/posts/ferry/comments/new"))
    values = form.filled(body=TEXT, author_name="Soe", intent="send")
    first = client.post(form.action, data=values)
    second = client.post(form.action, data=values)
    assert first.location == second.location
    with app.app_context():
        assert queue_counts()["pending"] == 1


def test_the_same_form_twice_at_once_is_one_comment(client, app, post):
    form = form_of(client.get("/posts/ferry/comments/new"))
    values = form.filled(body=TEXT, author_name="Soe", intent="send")
    cookie = client.get_cookie("forum").value

    def send(_):
        browser = app.test_client()
        browser.set_cookie("forum", cookie)
        return browser.post(form.action, data=values)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    with app.app_context():
        assert queue_counts()["pending"] == 1


def test_nobody_else_sees_the_receipt_or_may_do_what_its_writer_may(client, app, cast, sign_in, post):
    number = number_of(written(client))
    for browser in (app.test_client(), sign_in(cast.elin), sign_in(cast.ana)):
        assert browser.get(f"/comments/{number}/receipt").status_code == 404
        assert browser.get(f"/comments/{number}/edit").status_code == 404
    assert client.get(f"/comments/{number}").status_code == 404, "not public: no page has it"


def test_a_rejected_comment_says_why_and_can_be_sent_again_twice(client, app, cast, post):
    number = number_of(written(client))
    for round_ in range(3):
        reject(app, cast, number, note="Please leave out the name of the cook.")
        receipt = client.get(f"/comments/{number}/receipt")
        words = text_of(inspect_page(receipt))
        assert "it names a private person or gives away personal details" in words
        assert "“Please leave out the name of the cook.”" in words
        if round_ == 2:
            assert "Correct and send again" not in words
            break
        page = client.get(f"/comments/{number}/edit")
        sent = client.submit(page, body=f"Better now, {round_}", intent="send")
        assert sent.status_code == 303
        with app.app_context():
            assert item_by_id(number).state is State.PENDING


def test_what_is_taken_for_spam_still_looks_waiting_to_its_writer(client, app, cast, post):
    number = number_of(written(client))
    with app.app_context():
        decide(number, Choice(Decision.SPAM), seen=1, by=cast.ana.actor, now=NOW)
    words = text_of(inspect_page(client.get(f"/comments/{number}/receipt")))
    assert "Your comment is waiting for review" in words
    assert "spam" not in words.lower()


def test_a_withdrawn_comment_is_gone(client, app, cast, post):
    number = number_of(written(client))
    with app.app_context():
        decide(number, Choice(Decision.APPROVE), seen=1, by=cast.ana.actor, now=NOW)
    assert client.get(f"/comments/{number}").status_code == 303
    receipt = client.get(f"/comments/{number}/receipt")
    assert client.submit(receipt, f"/comments/{number}/withdrawal").status_code == 303
    assert client.get(f"/comments/{number}").status_code == 404
    assert "seen" not in client.get("/posts/ferry").get_data(as_text=True)
    assert "You took this comment back" in text_of(inspect_page(client.get(f"/comments/{number}/receipt")))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"body": " \n "}, "Please write something first."),
        ({"author_name": ""}, "Please give a name. A made-up one is fine."),
        ({"author_name": "Аna"}, "This name looks like that of somebody who works here."),
        ({"body": "x" * 10_001}, "A comment has room for 10000 characters; yours has 10001."),
        ({"body": "zero \0 byte"}, "This text contains characters that are not text."),
        ({"reply_to": "999"}, "The comment that you answered is no longer here."),
    ],
)
def test_what_is_refused_comes_back_with_the_text(client, post, values, said):
    page = client.get("/posts/ferry/comments/new")
    form = form_of(page)
    typed = {**form.filled(body=TEXT, author_name="Soe", intent="send"), **values}
    answer = client.post(form.action, data=typed)
    assert answer.status_code == 422
    shown = inspect_page(answer)
    assert said in text_of(shown)
    kept = shown.xpath("//textarea[@name='body']")[0].text_content().lstrip("\n")
    if "\0" not in typed["body"]:
        assert kept.replace("\r\n", "\n").strip() == typed["body"].strip()


def test_an_expired_form_comes_back_with_the_text_and_can_be_sent(client, app, post):
    form = form_of(client.get("/posts/ferry/comments/new"))
    other = app.test_client()  # another session: cookies cleared, or a day has passed
    answer = other.post(form.action, data=form.filled(body=TEXT, author_name="Soe", intent="send"))
    assert answer.status_code == 400
    assert "Nothing is lost: please send it again." in text_of(inspect_page(answer))
    assert other.submit(answer, intent="send").status_code == 303


def test_a_closed_discussion_gives_the_text_back(client, app, cast, post):
    page = client.get("/posts/ferry/comments/new")
    with app.app_context():
        from forum.operations.settings import change_settings

        change_settings({"comments_mode": "closed"}, by=cast.boun.actor, now=NOW)
    answer = client.submit(page, body=TEXT, author_name="Soe", intent="send")
    assert answer.status_code == 422
    shown = inspect_page(answer)
    assert "Comments on this post are closed." in text_of(shown)
    assert "Poipet" in shown.xpath("//textarea[@name='body']")[0].text_content()


def test_too_many_in_a_short_time_must_wait_and_lose_nothing(client, post):
    for n in range(10):
        assert written(client, body=f"Thought {n}").status_code == 303
    statuses = [written(client, body=f"Another {n}").status_code for n in range(2)]
    assert statuses[-1] == 429
    answer = written(client, body="The one that must wait")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert (
        "The one that must wait" in inspect_page(answer).xpath("//textarea[@name='body']")[0].text_content()
    )


def test_robots_are_held_for_what_they_do(client, app, frozen, post):
    frozen.shift(1)
    number = number_of(written(client, website="http://spam.example"))
    with app.app_context():
        rules = {found.detail.get("sign") for found in item_by_id(number).findings if found.rule == "speed"}
    assert "honeypot" in rules


def test_a_form_key_that_is_not_ours_is_held_and_named(client, app, post):
    form = form_of(client.get("/posts/ferry/comments/new"))
    values = form.filled(body=TEXT, author_name="Soe", intent="send") | {"form_key": "made-up"}
    number = number_of(client.post(form.action, data=values))
    with app.app_context():
        signs = [found.detail.get("sign") for found in item_by_id(number).findings]
    assert "no_form_time" in signs


def test_staff_are_read_at_once_and_readers_write_under_their_own_name(client, app, cast, sign_in, post):
    ana = sign_in(cast.ana)
    answer = ana.submit(ana.get("/posts/ferry/comments/new"), body="From the desk.", intent="send")
    assert client.get(f"/comments/{number_of(answer)}").status_code == 303
    elin = sign_in(cast.elin)
    page = elin.get("/posts/ferry/comments/new")
    assert "You write as Elin." in text_of(inspect_page(page))
    number = number_of(elin.submit(page, body="From Elin.", intent="send"))
    with app.app_context():
        item = item_by_id(number)
    assert (item.author_name, item.user_id, item.state) == ("Elin", cast.elin.id, State.PENDING)


def test_the_form_is_a_fragment_for_htmx_and_a_page_without(client, post):
    fragment = client.get("/posts/ferry/comments/new", headers={"HX-Request": "true"})
    assert fragment.get_data(as_text=True).lstrip().startswith("<form")
    inspect_page(client.get("/posts/ferry/comments/new"))
