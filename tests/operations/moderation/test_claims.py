"""Claims: soft, short, one at a time."""

from datetime import timedelta

import pytest
from flask import Flask

from forum.domain.actors import Actor
from forum.domain.claims import CLAIM_LASTS
from forum.domain.comment_states import Decision
from forum.domain.refusals import NotAllowed, NotFound
from forum.domain.scopes import WHOLE_SITE
from forum.operations.moderation.claiming import claim_comment, forget_claims, release_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.claims import claims_on
from tests.cast import Cast
from tests.operations.moderation.racing import Prepare, run
from tests.support.moments import NOW

LATER = NOW + CLAIM_LASTS


@pytest.mark.both_engines
def test_one_holds_it_and_others_see_whose_it_is(
    engine_app: Flask, cast: Cast, people: tuple[Actor, Actor], prepared: Prepare
) -> None:
    ana, boun = people
    _, (number,) = prepared(1)
    with engine_app.app_context():
        assert claim_comment(number, by=ana, now=NOW)
        assert not claim_comment(number, by=boun, now=NOW)
        assert claims_on([number], but=boun.user_id, now=NOW, scope=WHOLE_SITE) == {number: ana.name}
        assert claims_on([number], but=ana.user_id, now=NOW, scope=WHOLE_SITE) == {}
        # Renewed by who has it, over by itself for everybody else.
        assert claim_comment(number, by=ana, now=LATER - timedelta(seconds=1))
        assert not claim_comment(number, by=boun, now=LATER)
        assert claim_comment(number, by=boun, now=LATER + CLAIM_LASTS)
        release_comment(number, by=ana)  # not hers any more
        assert claims_on([number], but=None, now=LATER + CLAIM_LASTS, scope=WHOLE_SITE) == {number: boun.name}
        release_comment(number, by=boun)
        assert claims_on([number], but=None, now=LATER, scope=WHOLE_SITE) == {}


@pytest.mark.both_engines
def test_a_claim_refuses_nobody_a_decision(
    engine_app: Flask, people: tuple[Actor, Actor], prepared: Prepare
) -> None:
    _, (number,) = prepared(1)
    with engine_app.app_context():
        claim_comment(number, by=people[0], now=NOW)
        assert decide(number, Choice(Decision.SPAM), seen=1, by=people[1], now=NOW).entry


@pytest.mark.both_engines
def test_of_two_at_once_one_has_it(engine_app: Flask, people: tuple[Actor, Actor], prepared: Prepare) -> None:
    _, numbers = prepared(30)

    def moderator(by: Actor):
        return lambda n: claim_comment(numbers[n], by=by, now=NOW)

    results = run(engine_app, *map(moderator, people), rounds=len(numbers))
    assert all(sorted(result) == [False, True] for result in results)


@pytest.mark.both_engines
def test_what_is_over_is_swept(engine_app: Flask, people: tuple[Actor, Actor], prepared: Prepare) -> None:
    _, numbers = prepared(2)
    with engine_app.app_context():
        claim_comment(numbers[0], by=people[0], now=NOW)
        claim_comment(numbers[1], by=people[0], now=LATER)
        forget_claims(now=LATER)
        assert claims_on(numbers, but=None, now=NOW, scope=WHOLE_SITE) == {numbers[1]: people[0].name}


def test_only_who_moderates_it_claims_it(app: Flask, cast: Cast, prepared: Prepare) -> None:
    _, (number,) = prepared(1)
    with app.app_context():
        with pytest.raises(NotAllowed):
            claim_comment(number, by=cast.elin.actor, now=NOW)
        with pytest.raises(NotFound):
            claim_comment(9999, by=cast.ana.actor, now=NOW)
