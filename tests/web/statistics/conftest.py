"""A post and what was decided about its comments."""

from datetime import timedelta

import pytest

from forum.domain.comment_states import Decision, ReasonCode
from forum.operations.moderation.deciding import Choice, decide
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import LONG_AGO, NOW

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
