"""What a page of a queue may cost: twelve statements, whatever stands in it, whatever narrows it, whoever looks."""

from itertools import product

import pytest

from forum.domain.comment_states import Decision, State
from forum.domain.flags import FlagReason
from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.moderation.claiming import claim_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.noting import add_note
from forum.operations.sanctions import impose_sanction
from forum.operations.settings import change_settings
from forum.queries.moderation import queue, short_ways
from forum.queries.moderation.queue import QUEUES, item_by_id
from tests.factories.comments import make_comment, writer_of
from tests.factories.people import make_moderator_of
from tests.support.moments import NOW, after
from tests.support.statements import count_statements

BODY = "A dam that is long enough to be taken for English."
FILTERS = (
    "q=dam",
    "language=en",
    "category=posts",
    "rule=mode",
    "rule=flags",
    "writer=Mali",
    "post=ferry",
    "age=newer:9999",
)
ALL = "&".join(FILTERS[:4] + FILTERS[5:])
TOGETHER = ("", *FILTERS, "q=dam&rule=mode", ALL)
# What waits goes on with what looks like spam: no other queue asks for as much.
CASES = (
    *product(["pending"], TOGETHER),
    *product((one for one in QUEUES if one != "pending"), ("", "q=dam", "rule=mode", ALL)),
)
# As it is, and so small that a page ends before it is full.
WINDOWS = {"usual": queue.WINDOW, "few": 3, "one": 1}


@pytest.fixture
def mixed(app, cast, post):
    """In each queue two comments and more, with what can stand beside one: flags, appeals, notes, sanctions, claims."""
    with app.app_context():
        change_settings({"flags_hide_at": 2, "authors_moderate_own": True}, by=cast.boun.actor, now=NOW)
        for i in range(2):
            hidden, flagged, looked_at = (
                make_comment(post.id, body=BODY, state=State.APPROVED, moderator=cast.ana.actor, now=after(i))
                for _ in range(3)
            )
            for one, readers in ((hidden, (cast.elin, cast.dara)), (flagged, (cast.elin,))):
                for reader in readers:
                    flag_comment(one.id, FlagDraft(FlagReason.ADVERTISING), by=reader.actor, now=after(i + 1))
            rejected = make_comment(
                post.id, body=BODY, state=State.REJECTED, moderator=cast.boun.actor, now=after(i)
            )
            appeal_comment(rejected.id, "Please look again.", by=writer_of(rejected), now=after(i + 1))
            others = [make_comment(post.id, body=BODY, now=after(i)) for _ in range(3)]
            decide(others[1].id, Choice(Decision.SPAM), seen=1, by=cast.ana.actor, now=after(i))
            decide(others[2].id, Choice(Decision.TRASH), seen=1, by=cast.ana.actor, now=after(i))
            for one in (hidden, flagged, looked_at, rejected, *others):
                add_note(f"About {one.id}.", about=one.id, by=cast.boun.actor, now=NOW)
                claim_comment(one.id, by=cast.boun.actor, now=NOW)
        writer = Writer(guest_id=hidden.guest_id)
        add_note("About the writer.", about=writer, by=cast.boun.actor, now=NOW)
        impose_sanction(writer, SanctionKind.WARN, "Rude.", until=None, by=cast.boun.actor, now=NOW)
        seen = item_by_id(hidden.id)
        assert (seen.state, seen.has_flags) == (State.PENDING, True)


@pytest.mark.parametrize("who", ["the whole site", "one category", "own posts"])
@pytest.mark.parametrize("windows", WINDOWS)
def test_no_page_of_a_queue_takes_more_than_its_budget(
    app, cast, post, mixed, frozen, sign_in, monkeypatch, subtests, windows, who
):
    monkeypatch.setattr(queue, "WINDOW", WINDOWS[windows])
    if windows != "usual":
        monkeypatch.setattr(short_ways, "FEW", 0)
    with app.app_context():
        scoped = make_moderator_of(cast, [post.category_id])
    browser = sign_in({"the whole site": cast.ana, "one category": scoped, "own posts": cast.chanthy}[who])
    browser.inspects = False
    shown = dict.fromkeys(QUEUES, 0)
    for state, filters in CASES:
        with subtests.test(f"{state} {filters}"):
            with count_statements(at_most=12):
                answer = browser.get(f"/desk/moderation?state={state}&{filters}")
            assert answer.status_code == 200
            shown[state] += answer.get_data(as_text=True).count("<article")
    assert all(shown[state] for state in QUEUES if state != "muted")
