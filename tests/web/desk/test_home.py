"""The desk's front page: every queue that wants a person is there, with its number and the way to it."""

import pytest

from forum.domain.actors import Actor, ActorKind
from forum.domain.comment_states import State
from forum.domain.flags import FlagReason
from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.sanctions import impose_sanction
from forum.operations.settings import change_settings
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import LONG_AGO, NOW, after
from tests.support.pages import inspect_page, text_of


def waits(browser) -> list[tuple[str, str, str]]:
    """Number, words and address of each figure of the page."""
    page = inspect_page(browser.get("/desk"))
    return [
        (text_of(one.xpath("span")[0]), text_of(one.xpath("a")[0]), one.xpath("a/@href")[0])
        for one in page.xpath("//div[@class='wait']")
    ]


@pytest.fixture
def post(app, cast, frozen):
    with app.app_context():
        return make_post(cast.chanthy.actor).id


def test_each_queue_that_wants_a_person_is_there(app, cast, post, sign_in):
    with app.app_context():
        public = make_comment(post, state=State.APPROVED, moderator=cast.boun.actor).id
        change_settings({"flags_needed": 1}, by=cast.boun.actor, now=NOW)
        flag_comment(public, FlagDraft(FlagReason.INSULT), by=cast.elin.actor, now=NOW)
        made = make_comment(post, state=State.REJECTED, moderator=cast.boun.actor)
        writer = Actor(ActorKind.GUEST, "", id=made.guest_id, is_confirmed=True)
        appeal_comment(made.id, "Please look again.", by=writer, now=after(1))
    assert [(n, address.partition("=")[2]) for n, _, address in waits(sign_in(cast.ana))] == [
        ("0", "pending"),
        ("1", "second_look"),
        ("1", "flagged"),
        ("1", "appeals"),
    ]


def test_muted_writers_are_there_when_they_have_sent_something(app, cast, post, sign_in):
    browser = sign_in(cast.ana)
    assert "By muted writers" not in [words for _, words, _ in waits(browser)]
    with app.app_context():
        elin = Writer(user_id=cast.elin.id)
        impose_sanction(elin, SanctionKind.MUTE, "Loud.", until=after(9), by=cast.boun.actor, now=LONG_AGO)
        make_comment(post, by=cast.elin.actor)
    assert waits(browser)[-1] == ("1", "By muted writers", "/desk/moderation?state=muted")


def test_who_moderates_nothing_sees_no_queue(cast, frozen, sign_in):
    assert all("moderation" not in address for _, _, address in waits(sign_in(cast.chanthy)))
