"""What is new in a thread: counted for whoever reads it, marked for whoever asks to see it, and nothing but that."""

import pytest

from forum.domain.comment_states import Decision, State
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.operations.settings import change_settings
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import NOW, TOMORROW
from tests.support.pages import inspect_page, parsed, text_of
from tests.support.statements import count_statements


class Talk:
    """A post of Chanthy's, those who write below it, and a reader who has read as far as the page says."""

    def __init__(self, app, cast, client) -> None:
        self.app, self.cast, self.client = app, cast, client
        with app.app_context():
            self.post_id = make_post(cast.chanthy.actor, title="Talk").id

    def says(self, body="A word.", **facts) -> int:
        """A comment of Ana's, public at once; a guest's that waits where ``by`` says so."""
        with self.app.app_context():
            given = {"by": self.cast.ana.actor, "body": body} | facts
            return make_comment(self.post_id, **given).id

    def waits(self, body="A word that waits.") -> int:
        with self.app.app_context():
            return make_comment(self.post_id, body=body).id

    def decided(self, number: int, decision: Decision, seen: int) -> int:
        with self.app.app_context():
            choice = Choice(decision)
            return decide(number, choice, seen=seen, by=self.cast.ana.actor, now=NOW).entry.id

    def read(self) -> str:
        """Reads the page; the address under which it asks for news."""
        (place,) = inspect_page(self.client.get("/posts/talk")).xpath("//*[@data-news]")
        assert text_of(place) == ""
        return place.get("data-news")

    def bar(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200
        text = answer.get_data(as_text=True)
        return text_of(parsed(text)) if text else ""

    def shown(self, address: str):
        """The page behind the bar."""
        (link,) = parsed(self.client.get(address).get_data(as_text=True)).xpath("//a")
        return link.get("href"), inspect_page(self.client.get(link.get("href")))


@pytest.fixture
def talk(engine_app, cast, client) -> Talk:
    return Talk(engine_app, cast, client)


def marked(page) -> list[str]:
    return [one.get("id") for one in page.xpath("//article[contains(@class, 'comment--new')]")]


@pytest.mark.both_engines
def test_the_bar_counts_what_became_public_meanwhile_and_shows_it_marked(talk: Talk) -> None:
    old, waiting = talk.says("Read already."), talk.waits()
    address = talk.read()
    assert talk.bar(address) == ""
    hidden = talk.waits("Nobody has looked at this.")
    assert talk.bar(address) == ""

    answer = talk.says("An answer.", reply_to=old)
    assert talk.bar(address) == "1 new comment – show Later"
    talk.decided(waiting, Decision.APPROVE, 1)
    assert talk.bar(address) == "2 new comments – show Later"

    path, page = talk.shown(address)
    assert path.endswith(f"#comment-{answer}"), "the first in the order of the thread"
    assert marked(page) == [f"comment-{answer}", f"comment-{waiting}"]
    assert "2 comments on this page are new and marked." in text_of(page)
    assert f"comment-{hidden}" not in [one.get("id") for one in page.xpath("//article")]
    assert talk.bar(talk.read()) == ""
    assert marked(inspect_page(talk.client.get("/posts/talk"))) == []


@pytest.mark.both_engines
def test_what_was_taken_down_or_back_meanwhile_is_no_news(talk: Talk) -> None:
    address = talk.read()
    first, second = talk.says(), talk.says()
    talk.decided(first, Decision.SPAM, 1)
    with talk.app.app_context():
        withdraw_comment(second, by=talk.cast.ana.actor, now=NOW)
    assert talk.bar(address) == ""
    assert "new" not in text_of(inspect_page(talk.client.get("/posts/talk?after=0")))


@pytest.mark.both_engines
def test_what_comes_back_by_an_undo_is_no_news_to_who_has_read_it(talk: Talk) -> None:
    number = talk.says()
    address = talk.read()
    entry = talk.decided(number, Decision.SPAM, 1)
    with talk.app.app_context():
        undo(entry, by=talk.cast.ana.actor, now=NOW)
    assert talk.bar(address) == ""
    entry = talk.decided(number, Decision.SPAM, 3)
    talk.decided(number, Decision.APPROVE, 4)
    assert talk.bar(address) == "1 new comment – show Later"


def test_while_the_stamp_stands_nobody_counts_and_nobody_sends_anything(talk: Talk) -> None:
    address = talk.read()
    talk.says()
    first = talk.client.get(address)
    seen = {"If-None-Match": first.headers["ETag"]}
    with count_statements(at_most=1):
        again = talk.client.get(address, headers=seen)
    assert again.status_code == 304
    assert again.get_data() == b""
    talk.says()
    changed = talk.client.get(address, headers=seen)
    assert changed.status_code == 200
    assert "2 new comments" in changed.get_data(as_text=True)


def test_the_answer_is_everybodys_and_may_be_kept_for_a_moment(app, talk: Talk, sign_in) -> None:
    address = talk.read()
    talk.says("Words of a comment.")
    answers = [browser.get(address) for browser in (talk.client, sign_in(talk.cast.elin))]
    assert answers[0].get_data() == answers[1].get_data()
    assert [answer.headers["Cache-Control"] for answer in answers] == [
        "public, max-age=15",
        "private, max-age=15",
    ]
    assert "Set-Cookie" not in answers[0].headers
    for answer in answers:
        assert b"csrf" not in answer.data
        assert b"Words of" not in answer.data


def test_news_on_later_pages_and_deep_in_a_thread_are_found(app, talk: Talk) -> None:
    with app.app_context():
        change_settings({"comments_per_page": 10}, by=talk.cast.boun.actor, now=NOW)
    numbers = [talk.says(f"Thought {n}.") for n in range(10)]
    deep = numbers[0]
    for n in range(5):
        deep = talk.says(f"Deeper {n}.", reply_to=deep)
    address = talk.read()
    below, last = talk.says("Below all.", reply_to=deep), talk.says("The last.")

    path, page = talk.shown(address)
    assert "thread=" in path
    assert marked(page) == [f"comment-{below}"]
    (onward,) = [one.get("href") for one in page.xpath("//a") if "further on" in text_of(one)]
    assert marked(inspect_page(talk.client.get(onward, follow_redirects=True))) == [f"comment-{last}"]


@pytest.mark.parametrize("asked", ["", "?after=", "?after=x", "?after=-1", "?after=1e3"])
def test_a_question_without_its_stamp_is_no_question(talk: Talk, asked: str) -> None:
    assert talk.client.get(f"/posts/talk/comments/news{asked}").status_code == 400
    assert talk.client.get(f"/posts/talk{asked}").status_code == 200


def test_a_post_that_nobody_may_read_has_no_news(app, cast, client, frozen) -> None:
    with app.app_context():
        make_post(cast.chanthy.actor, title="Later", published_at=TOMORROW, now=NOW)
    for slug in ("later", "never"):
        assert client.get(f"/posts/{slug}/comments/news?after=1").status_code == 404


def test_the_staffs_own_and_a_guests_comment_count_alike(app, cast, talk: Talk) -> None:
    address = talk.read()
    with app.app_context():
        make_comment(talk.post_id, state=State.APPROVED, moderator=cast.ana.actor)
    talk.says()
    assert talk.bar(address) == "2 new comments – show Later"
