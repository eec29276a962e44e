"""Two hundred at one press, one of them decided by somebody else meanwhile, and one undo for all."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from forum.adapters import clock
from forum.db import db
from forum.domain.comment_states import Decision
from forum.models import Job
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.queue import queue_counts
from tests.factories.comments import make_comment
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.journeys.world import let_in, publish

pytestmark = pytest.mark.browser


# Milliseconds in which two hundred are decided on, on a slow machine that does something else beside.
MANY_TAKE = 30_000


def letters() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(Job.name == "tell_writer")) or 0


@pytest.mark.parametrize("scripts", [True, False])
def test_two_hundred_with_one_conflict_and_then_one_undo(live, cast, new_page, scripts) -> None:
    post = publish(live, cast.chanthy)
    with live.app.app_context():
        for n in range(3):
            make_comment(post, body=f"Of something else, {n}.", now=clock.now())
        numbers = [
            make_comment(post, body=f"About boat number {n}.", by=cast.elin.actor, now=clock.now()).id
            for n in range(200)
        ]
        told = letters()
    page = new_page(java_script_enabled=scripts)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation?q=boat")
    page.get_by_role("link", name="Decide on all that match").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Decide on 200 comments")
    expect(page.get_by_role("main")).to_contain_text("and 195 more")
    with live.app.app_context():
        decide(numbers[120], Choice(Decision.TRASH), seen=1, by=cast.boun.actor, now=clock.now())
    page.get_by_role("button", name="Approve all 200").click()
    left = page.get_by_role("heading", level=1)
    expect(left).to_have_text("One comment was left as it is", timeout=MANY_TAKE)
    expect(page.get_by_role("status").first).to_contain_text("199 comments approved.")
    expect(page.get_by_role("listitem").filter(has_text=f"Comment {numbers[120]}")).to_contain_text(
        re.compile("Moved to the trash · Boun")
    )
    with live.app.app_context():
        assert {name: n for name, n in queue_counts().items() if n} == {
            "approved": 199,
            "public": 199,
            "pending": 3,
            "trashed": 1,
        }
        assert letters() == told + 199
    if scripts:
        page.keyboard.press("z")
    else:
        page.get_by_role("button", name="Undo all 199").press("Enter")
    taken_back = "Taken back: 199 comments are as they were."
    expect(page.get_by_role("status").first).to_contain_text(taken_back, timeout=MANY_TAKE)
    with live.app.app_context():
        assert {name: n for name, n in queue_counts().items() if n} == {"pending": 202, "trashed": 1}
        assert letters() == told
        assert_counted(post)
        assert_site_counted()
