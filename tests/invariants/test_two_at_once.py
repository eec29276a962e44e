"""Two people decide about the same comment at the same moment: one entry in the log, whatever the two want."""

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.domain.comment_states import DECISIONS, Decision, ReasonCode, State
from forum.models import LogEntry
from forum.operations.moderation.deciding import Choice, decide
from tests.cast import Cast
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.invariants.recount import assert_counted, comment_rows
from tests.operations.moderation.racing import run
from tests.operations.moderation.scene import log_of
from tests.support.moments import LONG_AGO, NOW

WANTED = st.tuples(st.sampled_from(list(DECISIONS[State.PENDING])), st.booleans(), st.booleans())


@settings(max_examples=25)
@given(state=st.sampled_from([State.PENDING, State.APPROVED, State.REJECTED]), one=WANTED, other=WANTED)
def test_one_of_two_decides(
    site: Flask,
    cast: Cast,
    state: State,
    one: tuple[Decision, bool, bool],
    other: tuple[Decision, bool, bool],
) -> None:
    with site.app_context():
        post_id = make_post(cast.chanthy.actor, published_at=LONG_AGO).id
        root = make_comment(post_id, state=state, moderator=cast.ana.actor).id
        if state is State.APPROVED:
            make_comment(post_id, reply_to=root, by=cast.dara.actor)
        before, entries = next(row for row in comment_rows(post_id) if row["id"] == root), len(log_of(root))

    def decider(wanted: tuple[Decision, bool, bool], name: str):
        decision, with_replies, redacts = wanted
        choice = Choice(
            decision,
            reason_code=ReasonCode.OTHER if decision is Decision.REJECT else None,
            body=f"As {name} wants it." if redacts else None,
            with_replies=with_replies,
        )
        by = getattr(cast, name).actor
        return lambda _: decide(root, choice, seen=before["version"], by=by, now=NOW).entry

    ((first, second),) = run(site, decider(one, "ana"), decider(other, "boun"), rounds=1)
    with site.app_context():
        new = log_of(root)[entries:]
        made = [result.id for result in (first, second) if isinstance(result, LogEntry)]
        # None is decided where both wanted what holds already; who lost was told, or found it done.
        assert [entry.id for entry in new] == made
        assert len(made) <= 1
        assert_counted(post_id)
