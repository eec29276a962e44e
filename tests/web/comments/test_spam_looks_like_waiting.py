"""What was marked as spam looks to its writer as if it waited, and what is in the trash as if it was rejected: on every
page, and in the answer to everything that they can do."""

import re
import secrets
from dataclasses import replace

import pytest

from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.sanctions import impose_sanction
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.moments import NOW, after
from tests.support.pages import inspect_page, text_of

H, A, R, S, T = Decision.HOLD, Decision.APPROVE, Decision.REJECT, Decision.SPAM, Decision.TRASH
PHONE = "Ask Mali, 081 234 5678, at the temple."


@pytest.fixture
def say(app, cast, post):
    """``say(A, S)``: Elin's comment, decided about so by Ana; its number."""

    def comment(*decisions):
        with app.app_context():
            # No text twice: repeats are found.
            number = make_comment(post.id, body=f"Word{secrets.token_hex(8)}.", by=cast.elin.actor).id
        decided(number, *decisions)
        return number

    def decided(number, *decisions):
        with app.app_context():
            for decision in decisions:
                reason = ReasonCode.INSULT if decision is R else None
                choice = Choice(decision, reason_code=reason)
                decide(number, choice, seen=item_by_id(number).version, by=cast.ana.actor, now=NOW)

    comment.decided = decided
    return comment


@pytest.fixture
def mode(app, cast):
    def set_to(mode):
        with app.app_context():
            change_settings({"comments_mode": mode}, by=cast.boun.actor, now=NOW)

    return set_to


def words(answer):
    """All that the page says, and where it leads away from the comment, without the comment's own text."""
    page = inspect_page(answer)
    for hidden in page.xpath("//input[@type='hidden']"):
        hidden.drop_tree()
    (main,) = page.xpath("//main")
    return without_text(text_of(main)), main.xpath(".//a/@href[not(contains(., '/comments/'))]")


def without_text(said):
    return re.sub(r"Word[0-9a-f]+", "Word", said)


def everything(browser, number):
    """What each page and each answer to the writer is, as it stands; taking back comes last."""
    edit, receipt = f"/comments/{number}/edit", f"/comments/{number}/receipt"
    form = browser.get(edit)
    said = {"receipt": words(browser.get(receipt)), "edit": form.status_code}
    (listed,) = inspect_page(browser.get("/my-comments")).xpath(
        f"//ol[@class='own']/li[h2/a/@href='{receipt}']"
    )
    said["listed"] = without_text(text_of(listed))
    if form.status_code == 200:
        said["form"] = words(form)
        for name, sent in (
            ("preview", {"intent": "preview", "body": f"Another Word{number}."}),
            ("asked", {"intent": "send", "body": PHONE}),
            ("saved", {"intent": "send", "body": f"Another Word{number}."}),
        ):
            answer = browser.submit(browser.get(edit), edit, **sent)
            said[name] = answer.status_code, words(answer) if answer.status_code != 303 else None
        said["after saving"] = words(browser.get(receipt))
    said["asked again"] = browser.get(f"/comments/{number}/appeals/new").status_code
    back = form_of(browser.get(receipt), f"/comments/{number}/withdrawal")

    def send(where, **fields):
        form = replace(back, action=f"/comments/{number}/{where}", fields={**back.fields, **fields})
        return browser.submit(form)

    wish = send("answers", wants_replies="1")
    said["answers"] = wish.status_code, words(browser.get(receipt))
    appeal = send("appeals", text="Please.")
    said["appeal"] = appeal.status_code, words(appeal)
    said["taken back"] = send("withdrawal").status_code
    said["in the end"] = words(browser.get(receipt))
    return said


@pytest.mark.parametrize("mode_of_site", ["everyone", "suspects"])
@pytest.mark.parametrize(
    ("spam", "waiting"),
    [
        ((S,), (H,)),
        ((A, S), (A, H)),
        ((R, S), (R, H)),
        ((H, S), (H,)),
        ((A, H, S), (A, H)),
        ((S, R, S), (R, H)),
    ],
)
def test_nothing_tells_spam_from_what_waits(elin, say, mode, mode_of_site, spam, waiting):
    mode(mode_of_site)
    ours, theirs = say(*spam), say(*waiting)
    assert everything(elin, ours) == everything(elin, theirs)


def test_what_the_score_put_with_the_spam_has_a_reason_to_wait(elin, say, mode, monkeypatch):
    mode("suspects")
    monkeypatch.setattr("forum.operations.comments.posting.decides_alone", lambda *_, **__: True)
    ours = say()
    monkeypatch.undo()
    assert everything(elin, ours) == everything(elin, say(H))


def test_a_muted_writers_spam_waits_aside_as_all_else_does(elin, app, cast, say):
    with app.app_context():
        elins = Writer(user_id=cast.elin.id)
        until = after(days=3)
        impose_sanction(elins, SanctionKind.MUTE, "Please wait.", until=until, by=cast.ana.actor, now=NOW)
    ours, theirs = say(S), say()
    assert everything(elin, ours) == everything(elin, theirs)


def test_spam_is_no_reason_that_a_writer_hears(elin, say, mode):
    mode("suspects")
    for _ in range(3):
        say(S)
    (first, *_) = inspect_page(elin.get(f"/comments/{say()}/receipt")).xpath("//ul[@class='causes']/li")
    assert text_of(first) == "A moderator will read it."


@pytest.mark.parametrize("before", [(), (A,), (R,), (S,)])
def test_what_is_in_the_trash_was_not_published_and_cannot_be_sent_again(elin, say, before):
    number = say(*before, T)
    said = everything(elin, number)
    receipt, _ = said["receipt"]
    assert receipt.startswith("Your comment was not published Reason: ")
    assert ("it attacks a person" in receipt) is (before == (R,))
    assert "It cannot be sent again." in receipt
    assert "Correct" not in receipt
    assert "Ask another moderator" not in receipt
    assert (said["edit"], said["asked again"]) == (303, 303)
    assert "trash" not in str(said)


@pytest.mark.parametrize(
    ("path", "field", "sentence"),
    [
        ("edit", "body", "This comment was not published, and cannot be sent again."),
        ("appeals/new", "text", "You can no longer ask for another decision about this comment."),
    ],
)
@pytest.mark.parametrize("typed", ["What I meant.", PHONE])
def test_a_form_from_before_answers_what_the_receipt_says(elin, say, path, field, sentence, typed):
    number = say(R)
    form = elin.get(f"/comments/{number}/{path}")
    say.decided(number, T)
    answer = elin.submit(form, **{field: typed}, **({"intent": "send"} if field == "body" else {}))
    page = inspect_page(answer)
    assert answer.status_code == 422
    assert sentence in text_of(page)
    assert "Reason: it attacks a person" in text_of(page)
    assert page.xpath(f"//textarea[@name='{field}']")[0].text_content().strip() == typed


def test_what_is_brought_back_from_the_trash_can_be_sent_again(elin, app, say):
    number = say(R, T)
    say.decided(number, Decision.RESTORE)
    form = elin.get(f"/comments/{number}/edit")
    assert elin.submit(form, body="What I meant.", intent="send").status_code == 303
    with app.app_context():
        assert item_by_id(number).state is State.PENDING
