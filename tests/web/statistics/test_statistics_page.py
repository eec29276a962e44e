"""The page of the statistics and its files."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from forum.db import db
from forum.domain.comment_states import Decision, ReasonCode
from forum.models import Comment
from forum.operations.comments.appealing import appeal_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.web.statistics.csv import csv_of
from tests.factories.comments import make_comment, writer_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

HOUR = timedelta(hours=1)


def test_the_page_says_how_it_goes(decided, sign_in, cast) -> None:
    ana = sign_in(cast.ana)
    with count_statements(24):
        page = inspect_page(ana.get("/desk/statistics?days=7"))
    words = text_of(page)
    for said in ("Waiting now", "1 to 3 days", "Ana", "Decisions per day and moderator", "Was right to hold"):
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
    rows = rows_of(answer)
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.mark.both_engines
def test_the_files_say_what_was_decided_by_whom_and_what_did_not_stand(app, cast, post, sign_in) -> None:
    """Ana, who was called Anna first, decides seven times in the week: two of these are taken back, one falls on
    appeal. What fell of an earlier week counts there."""
    ana, boun = cast.ana.actor, cast.boun.actor

    def done(decision, *, days_ago, by=ana, **more):
        number = make_comment(post.id, now=NOW - timedelta(days=days_ago, hours=3)).id
        return decide(
            number, Choice(decision, **more), seen=1, by=by, now=NOW - timedelta(days=days_ago)
        ).entry

    with app.app_context():
        earlier = [done(Decision.APPROVE, days_ago=9) for _ in range(3)]
        first = [done(Decision.APPROVE, days_ago=2, by=replace(ana, name="Anna")) for _ in range(3)]
        spam = [done(Decision.SPAM, days_ago=1) for _ in range(2)]
        rejected = [done(Decision.REJECT, days_ago=1, reason_code=ReasonCode.INSULT) for _ in range(2)]
        number = rejected[0].comment_id
        appeal_comment(number, "Please.", by=writer_of(db.session.get_one(Comment, number)), now=NOW)
        decide(number, Choice(Decision.APPROVE, note="You are right."), seen=3, by=boun, now=NOW)
        for entry in (*earlier, first[0], spam[0]):
            undo(entry.id, by=ana, now=NOW)
    desk = sign_in(cast.ana)
    rows = {
        name: rows_of(desk.get(f"/desk/statistics/{name}.csv?days=7"))
        for name in ("overturned", "moderators", "days", "outcomes", "waits")
    }
    assert rows["overturned"] == [
        ["What became of it", "Decisions", "Share of all that were made"],
        ["Made", "8", "100%"],
        ["Taken back", "2", "25%"],
        ["Changed on appeal", "1", "12%"],
        ["Did not stand, in all", "3", "38%"],
    ]
    assert rows["moderators"] == [["Moderator", "Decisions"], ["Ana", "5"], ["Boun", "1"]]
    assert rows["days"][0] == ["Day", "All", "Ana", "Boun"]
    assert rows["days"][-3:] == [
        ["2026-02-28", "2", "2", "0"],
        ["2026-03-01", "3", "3", "0"],
        ["2026-03-02", "1", "0", "1"],
    ]
    assert {row[0]: row[1:] for row in rows["outcomes"]} == {
        "Decision": ["Comments", "Share"],
        "Approved": ["3", "50%"],
        "Held": ["0", "0%"],
        "Rejected": ["2", "33%"],
        "Marked as spam": ["1", "17%"],
        "Moved to the trash": ["0", "0%"],
        "Restored": ["0", "0%"],
    }
    # Nobody's wait ended on the day of the appeal: that is no wait of no minutes.
    assert rows["waits"][-3:] == [
        ["2026-02-28", "180", "180", "2"],
        ["2026-03-01", "180", "180", "3"],
        ["2026-03-02", "", "", "0"],
    ]
    shown = inspect_page(desk.get("/desk/statistics?days=7")).xpath("//tbody/tr")
    cells = [[cell.text_content() for cell in row.xpath("th | td[@class='number']")] for row in shown]
    assert ["Did not stand, in all", "3", "38%"] in cells
    assert ["2026-03-02", "–", "–", "0"] in cells


def test_a_wait_of_no_time_is_a_wait(app, cast, post, sign_in) -> None:
    with app.app_context():
        comment = make_comment(post.id, now=NOW)
        decide(comment.id, Choice(Decision.APPROVE), seen=1, by=cast.ana.actor, now=NOW)
    desk = sign_in(cast.ana)
    assert rows_of(desk.get("/desk/statistics/waits.csv"))[-1] == ["2026-03-02", "0", "0", "1"]
    (table,) = inspect_page(desk.get("/desk/statistics")).xpath("//section[@aria-labelledby='waits-title']")
    assert "Nothing yet" not in text_of(table)


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
