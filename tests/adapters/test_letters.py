"""What letters say, word for word."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import UndefinedError

from forum.adapters.letters import LetterBook, age_in_words
from forum.config import PROJECT
from forum.domain.comment_states import LETTERS, ReasonCode, State
from forum.domain.reasons import Told
from forum.queries.letters import Outcome

P, A, R, S = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM


def book(folder: Path = PROJECT / "templates" / "letters") -> LetterBook:
    return LetterBook(
        folder,
        PROJECT / "forum" / "translations",
        languages=["en"],
        site_name="Mekong Forum",
        site_url="https://mekong.example",
    )


def told(
    old: State,
    new: State,
    *,
    reason: ReasonCode | None = None,
    note: str = "",
    tries_left: int = 2,
    is_public: bool = True,
    post_is_public: bool = True,
    says: Told | None = None,
) -> str:
    outcome = Outcome(
        user_id=5,
        email="elin@reader.example",
        writer="Elin",
        state=new,
        is_withdrawn=False,
        is_public=is_public,
        post_is_public=post_is_public,
        reason_code=reason,
        note=note,
        tries_left=tries_left,
        told=says,
    )
    facts = {"old": old, "new": new, "comment_id": 7, "is_guest": False, "stop_link": NO_MORE}
    written = book().write("tell_writer", outcome=outcome, **facts)
    assert written.subject == "About your comment"
    return written.body


NO_MORE = "https://mekong.example/letters/5.x7Q"
SIGNED = """
https://mekong.example/comments/7/receipt

-- 
Mekong Forum wrote this by itself, because a comment was sent with your account.
No more letters about your comments:
https://mekong.example/letters/5.x7Q
"""  # noqa: W291  # two dashes and a space begin a signature

FOUND = "Sign in, and you find it here, with everything that you can do with it:\n"

TOLD = [
    (P, A, "Your comment has been approved. Everybody can read it now."),
    (R, A, "Your comment has been looked at again and is approved now. Everybody can read it now."),
    # As far as its writer knew, it waited.
    (S, A, "Your comment has been approved. Everybody can read it now."),
    (
        A,
        P,
        "Your comment had been approved. It is waiting for review again, and other readers do not see it meanwhile.",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), TOLD)
def test_a_writer_is_told_what_became_of_a_comment(old: State, new: State, said: str) -> None:
    assert told(old, new) == f"Hello Elin,\n\n{said}\n\n{FOUND}{SIGNED}"


def test_nobody_is_told_that_a_comment_is_public_while_it_is_not() -> None:
    below = told(P, A, is_public=False)
    assert "approved. It can be read as soon as the comments above it are public again.\n" in below
    on_a_draft = told(R, A, is_public=False, post_is_public=False)
    assert "is approved now. It can be read as soon as its post is public again.\n" in on_a_draft
    assert "Everybody" not in below + on_a_draft


def test_a_rejection_says_why_and_how_to_go_on() -> None:
    body = told(
        P, R, reason=ReasonCode.PERSONAL_DATA, note="Please take the number out.\r\nThen send it again."
    )
    assert body == (
        "Hello Elin,\n\n"
        "Your comment has not been approved, so other readers do not see it.\n\n"
        "The reason: it names a private person or gives away personal details.\n"
        "Please leave out names, numbers and places by which somebody could be found. Writing it without them is "
        "welcome.\n\n"
        "The moderator wrote to you:\n\n"
        "    Please take the number out.\n"
        "    Then send it again.\n\n"
        "You can change your comment and send it again, up to 2 times. Sign in, and you find your text here:\n"
        f"{SIGNED}"
    )


def test_an_approved_comment_that_is_taken_down_is_told_so() -> None:
    body = told(A, R, reason=ReasonCode.INSULT, tries_left=1)
    assert (
        "Your comment had been approved. It has been looked at again and taken down.\n\nThe reason: it attacks"
        in body
    )
    assert "send it again, 1 more time." in body


def test_a_comment_that_cannot_be_sent_again_says_so() -> None:
    body = told(P, R, reason=ReasonCode.OTHER, tries_left=0)
    assert "It cannot be sent again. Your text is kept for you to copy." in body
    assert "change your comment" not in body


def test_what_is_rejected_under_a_post_out_of_sight_is_not_told_to_be_sent_again_at_once() -> None:
    body = told(P, R, reason=ReasonCode.OTHER, tries_left=1, post_is_public=False)
    assert (
        "send it again as soon as its post is public again.\nSign in, and you find your text here:\n" in body
    )
    assert "more time" not in body


@pytest.mark.parametrize("reason", list(ReasonCode))
def test_every_reason_has_words(reason: ReasonCode) -> None:
    said = told(P, R, reason=reason).partition("The reason: ")[2].partition(".\n")[0]
    assert " " in said
    assert "_" not in said


@pytest.mark.parametrize("reason", list(ReasonCode))
def test_letter_and_receipt_tell_a_reason_in_the_same_words(in_app, reason: ReasonCode) -> None:
    first, second = told(P, R, reason=reason).partition("The reason: ")[2].splitlines()[:2]
    with in_app.test_request_context():
        words = in_app.jinja_env.get_template("comments/_words.html").module
        assert first == f"{words.reason(reason).strip()}."  # type: ignore[attr-defined]
        assert second == words.reason_says(reason).strip()  # type: ignore[attr-defined]


def test_the_sites_own_sentence_stands_instead_of_forums() -> None:
    body = told(P, R, reason=ReasonCode.INSULT, says=Told("กรุณาอย่าว่าร้าย <กัน>", "th"), note="See you.")
    assert (
        "The reason: it attacks a person.\nกรุณาอย่าว่าร้าย <กัน>\n\nThe moderator wrote to you:\n\n    See you.\n\n"
        in body
    )


@pytest.mark.parametrize(("old", "new"), sorted(LETTERS))
def test_every_change_of_which_writers_are_told_has_a_letter(old: State, new: State) -> None:
    assert len(told(old, new).splitlines()) > 6


@pytest.mark.parametrize("name", ["<b>Elin</b> & co", "%(site)s %s", "{{ site_url }}"])
def test_a_name_is_a_name_whatever_it_looks_like(name: str) -> None:
    outcome = SimpleNamespace(writer=name, is_public=True, reason_code=None, note="", tries_left=1)
    facts = {"old": P, "new": A, "comment_id": 7, "is_guest": False, "stop_link": NO_MORE}
    written = book().write("tell_writer", outcome=outcome, **facts)
    assert f"Hello {name}," in written.body


STOP = "https://mekong.example/notices/3vQ"


def told_guest(old: State, new: State, **facts: Any) -> str:
    standing = {"state": new, "is_withdrawn": False, "is_public": new is A, "post_is_public": True}
    outcome = Outcome(
        user_id=None, email=None, writer="", address_sealed=b"", **{**standing, **NOTHING_SAID, **facts}
    )
    facts = {"old": old, "new": new, "comment_id": 7, "is_guest": True, "stop_link": STOP}
    written = book().write("tell_writer", outcome=outcome, **facts)
    assert written.subject == "About your comment"
    return written.body


NOTHING_SAID: dict[str, Any] = {"reason_code": None, "note": "", "tries_left": 2}
SIGNED_TO_GUESTS = """
https://mekong.example/my-comments

-- 
Mekong Forum wrote this by itself, because you asked for news of a comment at this address.
No more letters about this comment:
https://mekong.example/notices/3vQ
"""  # noqa: W291  # two dashes and a space begin a signature


def test_a_guest_is_told_the_same_by_no_name_and_can_end_it() -> None:
    assert told_guest(P, A) == (
        "Hello,\n\nYour comment has been approved. Everybody can read it now.\n\n"
        "With your edit code you find it here, with everything that you can do with it:\n" + SIGNED_TO_GUESTS
    )


def test_a_guest_goes_on_after_a_rejection_by_the_edit_code() -> None:
    body = told_guest(P, R, reason_code=ReasonCode.INSULT, note="Please do not call names.")
    assert body == (
        "Hello,\n\nYour comment has not been approved, so other readers do not see it.\n\n"
        "The reason: it attacks a person.\n"
        "Please say what you think about the matter, and leave out what attacks or belittles a person.\n\n"
        "The moderator wrote to you:\n\n    Please do not call names.\n\n"
        "You can change your comment and send it again, up to 2 times. With your edit code you find your text "
        "here:\n" + SIGNED_TO_GUESTS
    )
    assert "for you to copy. With your edit code you find it here:\n" in told_guest(P, R, tries_left=0)


@pytest.mark.parametrize(("old", "new"), sorted(LETTERS))
def test_no_guest_is_asked_to_sign_in(old: State, new: State) -> None:
    for tries_left in (0, 1, 2):
        assert "ign in" not in told_guest(old, new, tries_left=tries_left)


def test_the_letter_that_asks_names_neither_the_post_nor_anything_that_was_typed() -> None:
    written = book().write("ask_guest", link=STOP, contact="help@mekong.example")
    assert written.subject == "About a comment: shall we write to you?"
    assert written.body == (
        "Hello,\n\n"
        "somebody, we think you, sent a comment and asked for news of it at this address. "
        "If it was you, open this page and press its button:\n\n"
        "https://mekong.example/notices/3vQ\n\n"
        "The link works for seven days. If it was not you, do nothing: nothing more will come about it, and we "
        "forget the address.\n\n"
        "You do not want to be asked again? The same page has a button for that: then no such letter comes, whoever "
        "types this address.\n\n"
        "Should you want letters again later, write to us: help@mekong.example\n\n"
        "-- \n"
        "Mekong Forum wrote this by itself, because this address was typed beside a comment.\n"
    )


@pytest.mark.parametrize("language", ["en", "th", "km", "lo", "my", "vi", "zh-Hans"])
def test_an_age_has_words_in_every_language_of_the_region(language: str) -> None:
    assert age_in_words(timedelta(hours=26), language)


def test_a_line_break_in_a_subject_becomes_a_space(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Subject: About {{ what }}\n\nText\n")
    assert book(tmp_path).write("x", what="a\r\nBcc: all").subject == "About a Bcc: all"


def test_a_fact_that_is_missing_is_an_error_and_no_gap(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Subject: x\n\n{{ nobody }}\n")
    with pytest.raises(UndefinedError):
        book(tmp_path).write("x")


def test_a_template_begins_with_its_subject(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Hello\n")
    with pytest.raises(ValueError, match="without its subject"):
        book(tmp_path).write("x")
