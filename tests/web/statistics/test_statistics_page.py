"""The page of the statistics and its files, and the log that readers may see."""

import csv
import io
from datetime import timedelta

import pytest

from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.post_states import PostMove
from forum.domain.screening import Mode
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.operations.posts.moving import move_post
from forum.operations.settings import change_settings
from forum.queries.moderation import public_log
from forum.web.statistics.csv import csv_of
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import LONG_AGO, NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

HOUR = timedelta(hours=1)


@pytest.fixture
def post(app, cast, frozen):
    with app.app_context():
        return make_post(cast.chanthy.actor, slug="ferry", title="=The ferry", published_at=LONG_AGO)


@pytest.fixture
def decided(app, cast, post):
    with app.app_context():
        for number, decision in enumerate(
            [Decision.APPROVE] * 4 + [Decision.REJECT] * 2 + [Decision.SPAM], start=1
        ):
            comment = make_comment(post.id, now=NOW - number * HOUR)
            reason = ReasonCode.INSULT if decision is Decision.REJECT else None
            choice = Choice(decision, reason_code=reason, note="We are kind here." if reason else "")
            decide(comment.id, choice, seen=1, by=cast.ana.actor, now=NOW)
        make_comment(post.id, body="Nobody has read this.", now=NOW - 30 * HOUR)


def test_the_page_says_how_it_goes(decided, sign_in, cast) -> None:
    ana = sign_in(cast.ana)
    with count_statements(24):
        page = inspect_page(ana.get("/desk/statistics?days=7"))
    words = text_of(page)
    for said in ("Waiting now", "1 to 3 days", "Ana", "Decisions per day", "Was right to hold"):
        assert said in words
    assert len(page.xpath("//section[contains(@class, 'statistic')]")) == 8
    assert len(page.xpath("//section//*[local-name() = 'rect']")) > 7
    assert page.xpath("//*[@style or @onclick]") == []


def test_an_empty_site_has_a_page_too(app, cast, frozen, sign_in) -> None:
    assert "Nothing yet in this period." in text_of(inspect_page(sign_in(cast.boun).get("/desk/statistics")))


def test_there_are_no_other_periods(cast, sign_in) -> None:
    ana = sign_in(cast.ana)
    for days in ("0", "8", "-7", "x", "9" * 30):
        assert ana.get(f"/desk/statistics?days={days}").status_code == 404
    assert ana.get("/desk/statistics/passwords.csv").status_code == 404


@pytest.mark.parametrize(
    "name", ["waiting", "days", "waits", "moderators", "outcomes", "overturned", "rules", "posts"]
)
def test_each_table_is_a_file(decided, sign_in, cast, name) -> None:
    answer = sign_in(cast.ana).get(f"/desk/statistics/{name}.csv?days=30")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def test_a_title_is_no_formula_in_a_file(decided, sign_in, cast) -> None:
    text = sign_in(cast.ana).get("/desk/statistics/posts.csv").text
    assert "\r\n'=The ferry,8\r\n" in text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx"])
def test_what_begins_like_a_formula_is_made_harmless(cell) -> None:
    (row,) = list(
        csv.reader(io.StringIO(csv_of(["x"], [[cell, -5, None]]).removeprefix("\ufeff"), newline=""))
    )[1:]
    assert row == [f"'{cell}", "-5", ""]


def test_a_waiting_writer_learns_how_long_it_usually_takes(app, decided, client, post) -> None:
    answer = client.submit(
        client.get("/posts/ferry/comments/new"),
        "/posts/ferry/comments",
        body="And mine?",
        author_name="Noy",
        intent="send",
    )
    assert "It usually takes about 4 hours." in text_of(inspect_page(client.get(answer.location)))


def test_nothing_is_usual_where_little_was_decided(client, post) -> None:
    answer = client.submit(
        client.get("/posts/ferry/comments/new"),
        "/posts/ferry/comments",
        body="And mine?",
        author_name="Noy",
        intent="send",
    )
    assert "usually" not in text_of(inspect_page(client.get(answer.location)))


def test_readers_see_the_log_only_where_the_site_shows_it(app, decided, client, cast) -> None:
    assert client.get("/moderation-log").status_code == 404
    assert "/moderation-log" not in client.get("/").text
    with app.app_context():
        change_settings({"public_log": True}, by=cast.boun.actor, now=NOW)
    assert "/moderation-log" in client.get("/").text
    with count_statements(5):
        answer = client.get("/moderation-log")
    words = text_of(inspect_page(answer))
    assert "Rejected – Attacks a person" in words
    assert "a moderator" in words
    # Neither names nor texts, nor what was said to the writer, nor where a comment stands.
    for secret in ("Ana", "Mali", "thought number", "We are kind here.", "/comments/"):
        assert secret not in answer.text.replace("/comments.atom", "")


def test_the_public_log_keeps_silent_about_posts_that_are_not_public(app, client, cast, frozen) -> None:
    with app.app_context():
        change_settings({"public_log": True}, by=cast.boun.actor, now=NOW)
        later = make_post(cast.chanthy.actor, title="Not yet", published_at=LONG_AGO)
        make_comment(later.id, state=State.APPROVED, moderator=cast.ana.actor)
        move_post(later.id, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=NOW)
    assert "Not yet" not in client.get("/moderation-log").text


def test_the_public_log_names_rules_by_kind_and_what_was_taken_back(app, client, cast, post) -> None:
    with app.app_context():
        change_settings({"public_log": True}, by=cast.boun.actor, now=NOW)
        trusting = make_post(cast.chanthy.actor, title="Trusting", comments_mode=Mode.SUSPECTS)
        comment = make_comment(trusting.id)
        done = decide(comment.id, Choice(Decision.TRASH), seen=1, by=cast.ana.actor, now=NOW)
        assert done.entry is not None
        undo(done.entry.id, by=cast.ana.actor, now=NOW)
    words = text_of(inspect_page(client.get("/moderation-log")))
    assert "Let appear at once" in words
    assert "the rule about who waits" in words
    assert "Taken out of the trash again" in words


def test_the_public_log_goes_on_where_nothing_was_decided_for_long(
    app, decided, client, cast, monkeypatch
) -> None:
    with app.app_context():
        change_settings({"public_log": True}, by=cast.boun.actor, now=NOW)
    monkeypatch.setattr(public_log, "WINDOW", 3)
    seen, address = 0, "/moderation-log"
    while address:
        page = inspect_page(client.get(address))
        seen += len(page.xpath("//ol/li"))
        address = next(iter(page.xpath("//a[@rel='next']/@href")), None)
    assert seen == 7
