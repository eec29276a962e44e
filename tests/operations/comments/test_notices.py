"""A guest's address for letters: given, asked once a day, confirmed, ended, erased, forgotten. On both engines."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, current_app

from forum.adapters.seals import Seals
from forum.db import db, transaction
from forum.domain.actors import STRANGER
from forum.domain.comment_states import Decision, State
from forum.domain.guest_notices import LINK_LASTS
from forum.domain.refusals import NotFound
from forum.models import AskedAddress, Comment, GuestNotice, Job
from forum.operations.comments.notices import allow_questions, confirm_notice, end_notice, forget_notices
from forum.operations.comments.posting import Draft, post_comment
from forum.operations.comments.withdrawing import withdraw_comment
from forum.queries.notices import has_confirmed_notice, notice_of
from forum.web.comments.notices import notice_draft
from tests.cast import Cast
from tests.factories.comments import AT_EASE, make_comment
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene, letters, log_of, writer
from tests.support.moments import LONG_AGO, NOW, after

ADDRESS = "mali@reader.example"


def seals() -> Seals:
    found: Seals = current_app.extensions["outside"].seals
    return found


def notices() -> Sequence[Any]:
    return db.session.execute(sa.select(*GuestNotice.__table__.columns)).all()


def token_hash(number: int) -> str:
    """By which the link of the comment's letter is found, as whoever got the letter has it."""
    sealed = db.session.scalar(sa.select(GuestNotice.address_sealed).where(GuestNotice.comment_id == number))
    assert sealed is not None
    return seals().code_hash(seals().link_token(sealed))


def questions() -> list[int]:
    """The comments about which an address waits to be asked."""
    payloads = db.session.scalars(sa.select(Job.payload).where(Job.name == "ask_guest").order_by(Job.id))
    return [payload["comment_id"] for payload in payloads]


def given(scene: Scene, email: str = ADDRESS, **more: Any) -> int:
    return scene.comment(email=email, **{"now": NOW, **more})


def by_same(scene: Scene, number: int, **more: Any) -> int:
    """Another comment of the guest who wrote the first."""
    return given(scene, by=writer(number), **more)


def test_an_address_waits_sealed_and_is_asked_by_the_outbox(scene: Scene) -> None:
    number = given(scene)
    (notice,) = notices()
    assert (notice.comment_id, notice.created_at, notice.confirmed_at) == (number, NOW, None)
    assert seals().open(notice.address_sealed) == ADDRESS
    assert notice.token_hash == token_hash(number)
    assert questions() == [number]
    assert not has_confirmed_notice(number)


def test_without_an_address_nothing_waits(scene: Scene) -> None:
    scene.comment()
    given(scene, by=scene.elin, email="")
    assert (notices(), questions()) == ([], [])


def test_a_comment_without_an_edit_code_has_no_letters(scene: Scene) -> None:
    draft = Draft("Sent past the form.", "Robot", AT_EASE, notice=notice_draft(ADDRESS))
    post_comment(scene.post_id, draft, by=STRANGER, now=NOW)
    assert (notices(), questions()) == ([], [])


def test_neither_the_database_nor_the_outbox_nor_the_log_holds_the_address(scene: Scene) -> None:
    number = given(scene)
    confirm_notice(token_hash(number), now=NOW)
    scene.decide(number, Decision.APPROVE)
    tables = db.Model.metadata.sorted_tables
    held = repr([db.session.execute(sa.select(table)).all() for table in tables])
    assert "mali@" not in held
    assert "reader.example" not in held
    assert seals().link_token(notices()[0].address_sealed) not in held


def test_one_letter_a_day_asks_an_address_whoever_gives_it(scene: Scene) -> None:
    first = given(scene)
    for hours in (0, 1, 23.9):
        given(scene, now=after(hours=hours))
    other = given(scene, email="other@reader.example", now=after(hours=1))
    assert questions() == [first, other]
    later = given(scene, now=after(hours=24))
    assert questions() == [first, other, later]


def test_taking_back_and_sending_again_brings_no_second_letter(scene: Scene) -> None:
    for n in range(3):
        number = given(scene, now=after(minutes=n))
        withdraw_comment(number, by=writer(number), now=after(minutes=n))
    assert (notices(), questions()) == ([], [])
    asked = db.session.scalar(sa.select(sa.func.count()).select_from(AskedAddress))
    assert asked == 1
    given(scene, now=after(minutes=9))
    assert questions() == []


def test_two_comments_at_once_bring_one_letter(engine_app: Flask, cast: Cast) -> None:
    with engine_app.app_context():
        posts = [make_post(cast.chanthy.actor, published_at=LONG_AGO).id for _ in range(4)]
    barrier = Barrier(4)

    def send(post_id: int) -> None:
        with engine_app.app_context():
            barrier.wait(10)
            make_comment(post_id, email=ADDRESS)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, posts))
    with engine_app.app_context():
        assert len(questions()) == 1
        assert len(notices()) == 4


def test_confirming_is_logged_once_however_often_the_button_is_pressed(scene: Scene) -> None:
    number = given(scene)
    confirm_notice(token_hash(number), now=after(60))
    confirm_notice(token_hash(number), now=after(61))
    assert notices()[0].confirmed_at == after(60)
    assert [entry.verb for entry in log_of(number)] == ["comment.post", "notice.confirm"]
    assert has_confirmed_notice(number)


def test_an_address_is_confirmed_for_all_that_the_same_guest_sends_with_it(scene: Scene) -> None:
    first = given(scene)
    second = by_same(scene, first, now=after(minutes=5))
    confirm_notice(token_hash(first), now=after(minutes=10))
    third = by_same(scene, first, now=after(minutes=15))
    assert [has_confirmed_notice(number) for number in (first, second, third)] == [True] * 3
    assert questions() == [first]


def test_it_is_confirmed_for_no_other_guest_and_no_other_address(scene: Scene) -> None:
    first = given(scene)
    confirm_notice(token_hash(first), now=NOW)
    others = [given(scene), by_same(scene, first, email="victim@reader.example")]
    assert not any(has_confirmed_notice(number) for number in others)
    assert questions() == [first, others[1]]


def is_refused(link: str, *, now: datetime) -> None:
    with pytest.raises(NotFound) as refusal:
        confirm_notice(link, now=now)
    assert refusal.value.code == "no_such_notice"


def test_a_link_that_is_unknown_or_too_old_confirms_nothing(scene: Scene) -> None:
    number = given(scene)
    link = token_hash(number)
    is_refused(seals().code_hash("made up"), now=NOW)
    is_refused(link, now=NOW + LINK_LASTS)
    assert notice_of(link, now=NOW + LINK_LASTS) is None
    assert not has_confirmed_notice(number)


def test_what_was_confirmed_in_time_can_be_ended_at_any_time(scene: Scene) -> None:
    first = given(scene)
    second, stranger = by_same(scene, first), given(scene)
    link = token_hash(second)
    confirm_notice(link, now=NOW)
    shown = notice_of(link, now=after(days=300))
    assert shown is not None
    assert shown.is_confirmed
    end_notice(link, now=after(days=300))
    end_notice(link, now=after(days=300))
    assert [notice.comment_id for notice in notices()] == [stranger]
    assert [entry.verb for entry in log_of(second)][-2:] == ["notice.confirm", "notice.end"]
    assert db.session.get_one(Comment, first).withdrawn_at is None


def test_taking_a_comment_back_erases_the_address_its_link_and_the_waiting_letter(scene: Scene) -> None:
    number, other = given(scene), given(scene, email="other@reader.example")
    link = token_hash(number)
    withdraw_comment(number, by=writer(number), now=NOW)
    assert [notice.comment_id for notice in notices()] == [other]
    assert questions() == [other]
    is_refused(link, now=NOW)


def test_a_comment_that_goes_takes_its_address_along(scene: Scene) -> None:
    number = given(scene)
    with transaction() as session:
        session.execute(sa.delete(Comment).where(Comment.id == number))
    assert notices() == []


def test_what_nobody_confirms_is_destroyed_after_seven_days(scene: Scene) -> None:
    waits, kept = given(scene), given(scene, email="kept@reader.example")
    confirm_notice(token_hash(kept), now=NOW)
    assert forget_notices(now=after(days=6.9)) == 0
    assert sorted(notice.comment_id for notice in notices()) == [waits, kept]
    assert db.session.scalars(sa.select(AskedAddress.asked_at)).all() == []
    assert forget_notices(now=after(days=7)) == 1
    assert [notice.comment_id for notice in notices()] == [kept]


def test_a_guest_is_told_what_an_account_would_be_told_once_it_is_confirmed(scene: Scene) -> None:
    number = given(scene)
    scene.decide(number, Decision.APPROVE)
    assert letters(number) == [], "nobody has said that they want letters"
    confirm_notice(token_hash(number), now=after(10))
    assert letters(number) == [], "no letter about the past"
    scene.decide(number, Decision.REJECT, now=after(20))
    (letter,) = letters(number)
    assert (letter["old"], letter["new"], letter["run_at"]) == (State.APPROVED, State.REJECTED, after(50))
    scene.decide(number, Decision.APPROVE, now=after(30))
    assert letters(number) == [], "back to what the writer knows"
    scene.decide(number, Decision.SPAM, now=after(40))
    assert letters(number) == []


def test_a_guests_letter_is_about_the_whole_way_as_anybodys(scene: Scene) -> None:
    number = given(scene)
    confirm_notice(token_hash(number), now=NOW)
    scene.decide(number, Decision.APPROVE)
    scene.decide(number, Decision.REJECT, now=after(20))
    (letter,) = letters(number)
    assert (letter["old"], letter["new"], letter["run_at"]) == (State.PENDING, State.REJECTED, after(50))
    withdraw_comment(number, by=writer(number), now=after(25))
    assert letters(number) == []


def test_whoever_ended_the_letters_is_not_asked_again(scene: Scene) -> None:
    first = given(scene)
    confirm_notice(token_hash(first), now=NOW)
    end_notice(token_hash(first), now=after(hours=1))
    for days in (1, 30, 300):
        forget_notices(now=after(days=days))
        given(scene, now=after(days=days))
    other = given(scene, email="other@reader.example", now=after(days=1))
    assert questions() == [first, other]
    # "Do not ask me again", before anything is confirmed.
    end_notice(token_hash(other), now=after(days=2))
    given(scene, email="other@reader.example", now=after(days=4))
    assert questions() == [first, other]
    (kept, _) = db.session.scalars(sa.select(AskedAddress.address_hash).order_by(AskedAddress.ended_at))
    assert "@" not in kept
    assert allow_questions(kept)
    assert not allow_questions(kept)
    again = given(scene, now=after(days=301))
    assert questions() == [first, other, again]
