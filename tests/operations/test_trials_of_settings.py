"""A change of the settings is tried on what was really written, and finds what screening would have found."""

from dataclasses import fields
from typing import Any

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.screening import Mode
from forum.domain.site_settings import SiteSettings
from forum.models import Finding
from forum.operations import trials
from forum.operations.comments import text
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.trials import AS_THEY_STAND, READ_BY, try_settings, try_word_list
from forum.queries.trials import specimens
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene, scene, writer
from tests.operations.spam.teaching import HAM, SPAM, teach
from tests.support.moments import LONG_AGO, NOW, YESTERDAY, after
from tests.support.statements import count_statements

__all__ = ["scene"]


def test_links_and_domains(scene: Scene) -> None:
    boun = scene.cast.boun.actor
    scene.comment(State.APPROVED, body="See https://one.example and https://two.example")
    scene.comment(body="See https://one.example")
    assert try_settings({}, by=boun).held == 0
    fewer = try_settings({"max_links": 1}, by=boun)
    assert (fewer.held, fewer.approved, fewer.newly, fewer.no_longer) == (1, 1, 1, 0)
    assert try_settings({"max_links": 1, "allowed_domains": ["two.example"]}, by=boun).held == 0
    denied = try_settings({"denied_domains": ["one.example"]}, by=boun)
    assert (denied.held, denied.newly) == (2, 2)
    assert "one.example" in denied.examples[0].matched
    scene.settle(denied_domains=["one.example"])
    assert try_settings({"denied_domains": []}, by=boun).no_longer == 2
    # What cannot be tried is passed over, right or wrong.
    assert try_settings({"tagline": 5}, by=boun).held == 2


def test_repeats_count_what_was_there_before_within_the_days(scene: Scene) -> None:
    boun = scene.cast.boun.actor
    scene.settle(repeat_window_days=1)
    for at in (after(days=-20), after(days=-5), YESTERDAY, NOW):
        scene.comment(body="Nice post!", by=scene.elin, now=at)
    scene.comment(body="nice  POST", now=NOW)
    # One of Elin's own within a day, and three others' before a guest's within a week.
    assert try_settings({}, by=boun).held == 2
    week = try_settings({"repeat_window_days": 7}, by=boun)
    assert (week.held, week.newly) == (3, 1)
    assert try_settings({"repeat_window_days": 30}, by=boun).newly == 2


# Links as people write them, and as they pretend: what shows in the stored HTML is not always what was written.
WRITTEN = [
    "No link, only words; un.org",
    "See https://one.example/a and <https://two.example/b>",
    "Read [the report](https://one.example/report.pdf) first",
    "[https://bank.example](https://casino.example/x) is where to go",
    "[un.org](https://casino.example/x), says [un.org](https://un.org/a)",
    'An <a href="https://casino.example/">www.un.org</a> of HTML, <A HREF="https://un.org/">un.org</A>',
    "*[visit **un.org** now](https://casino.example/)*",
    "> [un.org](https://casino.example)\n\n- [b](mailto:x@y.example)\n- [c](https://d.example)",
    "`[un.org](https://casino.example)` is code",
    "ดู [un.org](https://xn--80ak6aa92e.com/) ที่นี่",
]


@pytest.mark.parametrize("body", WRITTEN)
def test_a_trial_sees_what_screening_saw(scene: Scene, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    seen = []
    real = text.screen
    monkeypatch.setattr(text, "screen", lambda subject, **more: seen.append(subject) or real(subject, **more))
    scene.comment(body=body, by=scene.elin, now=NOW)
    (subject,), (specimen,) = seen, specimens(repeats_within=1, with_tracks=True)
    for fact in ("text", "name", "links", "language", "is_staff", "track"):
        assert getattr(specimen, fact) == getattr(subject, fact), fact


RULES = [
    ({"denied_domains": ["casino.example"]}, WRITTEN[4], "https://casino.example/x"),
    ({"denied_domains": ["casino.example"]}, WRITTEN[5], "https://casino.example/"),
    ({"max_links": 1, "nudge": False}, WRITTEN[1], ""),
    ({"max_links": 1, "denied_domains": []}, WRITTEN[3], "https://bank.example"),
    ({"max_links": 1}, WRITTEN[6], "un.org"),
    ({"public_contacts": ["081 234 5678"]}, "Call me, 085 111 2222", "085 111 2222"),
    ({"public_contacts": ["081 234 5678"]}, "Call them, 081 234 5678", None),
]


@pytest.mark.parametrize(("settings", "body", "matched"), RULES)
def test_a_trial_finds_what_was_found_when_it_was_sent(
    scene: Scene, settings: dict[str, Any], body: str, matched: str | None
) -> None:
    boun = scene.cast.boun.actor
    before = scene.comment(body=body, now=LONG_AGO)
    trial = try_settings(settings, by=boun)
    found = {one.comment_id: (one.severity, one.matched) for one in trial.examples}
    scene.settle(**settings)
    sent = scene.comment(body=body, now=NOW)
    (rule,) = {READ_BY[name] for name in settings if name in READ_BY}
    stored = db.session.execute(
        sa.select(Finding.severity, Finding.matched)
        .where(Finding.comment_id == sent, Finding.rule == rule)
        .order_by(Finding.id)
    ).all()
    assert list(found.values()) == [tuple(one) for one in stored[:1]]
    assert found.get(before, (None, None))[1] == matched


def test_a_word_list_about_links_is_tried_on_what_was_written(scene: Scene) -> None:
    draft = WordListDraft("Banks", "bank\ncasino", scope="link")
    number = scene.comment(body=WRITTEN[3])
    (example,) = try_word_list(None, draft, by=scene.ana).examples
    # The text that the link showed, which no reader sees any more, and where it leads.
    assert (example.comment_id, example.matched) == (number, "bank")
    scene.settle(comments_mode="suspects")
    save_word_list(None, draft, by=scene.ana, now=NOW)
    sent = scene.comment(body=WRITTEN[3], now=NOW)
    stored = sa.select(Finding.matched).where(Finding.comment_id == sent, Finding.rule.like("words:%"))
    assert set(db.session.scalars(stored)) == {"bank", "casino"}


def test_personal_data_that_anybody_may_name(scene: Scene) -> None:
    boun = scene.cast.boun.actor
    scene.comment(State.APPROVED, body="The hotline is 081 234 5678")
    scene.comment(body="Mine is 085 111 2222")
    assert try_settings({}, by=boun).held == 2
    trial = try_settings({"public_contacts": ["081 234 5678"]}, by=boun)
    assert (trial.held, trial.approved, trial.newly, trial.no_longer) == (1, 0, 0, 1)


def test_only_rules_that_change_are_tried(scene: Scene) -> None:
    """What another rule holds anyway would hide what the change does."""
    boun = scene.cast.boun.actor
    scene.comment(body="Mine is 085 111 2222, see https://one.example")
    assert try_settings({"max_links": 2}, by=boun).newly == 0
    trial = try_settings({"max_links": 0}, by=boun)
    assert (trial.held, trial.newly, trial.examples[0].matched) == (1, 1, "")


def test_a_mode_holds_where_the_category_and_the_post_have_none_of_their_own(scene: Scene) -> None:
    boun = scene.cast.boun.actor
    scene.comment(State.APPROVED, body="Here")
    elsewhere = make_post(scene.cast.chanthy.actor, published_at=LONG_AGO, comments_mode=Mode.EVERYONE).id
    scene.comment(body="There", post_id=elsewhere)
    suspects = try_settings({"comments_mode": "suspects"}, by=boun)
    assert (suspects.held, suspects.newly, suspects.no_longer) == (1, 0, 1)
    closed = try_settings({"comments_mode": "closed"}, by=boun)
    assert (closed.held, closed.refused, closed.approved, closed.newly) == (1, 1, 1, 0)


def test_a_mode_for_newcomers_knows_who_was_one_then(scene: Scene) -> None:
    boun = scene.cast.boun.actor
    for days in (-9, -8, -7):
        scene.comment(State.APPROVED, by=scene.elin, now=after(days=days))
    scene.comment(by=scene.elin, now=after(days=-6))
    guest = writer(scene.comment(State.APPROVED, now=after(days=-5)))
    scene.comment(by=guest, now=after(days=-4))
    # Elin's first and the guest's first, who had none approved before.
    assert try_settings({"comments_mode": "newcomers"}, by=boun).held == 2
    two = try_settings({"comments_mode": "newcomers", "newcomers_need": 2}, by=boun)
    assert (two.held, two.approved) == (4, 3)
    scene.comment(State.REJECTED, by=guest, now=after(days=-3))
    scene.comment(by=guest, now=after(days=-2))
    assert try_settings({"comments_mode": "newcomers"}, by=boun).held == 3


def test_spam_that_would_go_by_itself(scene: Scene) -> None:
    boun = scene.cast.boun.actor
    asked = {"spam_by_itself": True}
    spam = scene.comment(State.APPROVED, body=SPAM, name="Best Bonus")
    scene.comment(body=HAM)
    scene.comment(body=SPAM, by=scene.ana)
    assert try_settings(asked, by=boun).to_spam == 0
    teach()
    trial = try_settings(asked, by=boun)
    assert (trial.to_spam, trial.held, trial.approved, trial.newly) == (1, 0, 1, 1)
    assert [(one.comment_id, one.to_spam) for one in trial.examples] == [(spam, True)]
    scene.settle(spam_by_itself=True)
    assert try_settings({"spam_by_itself": False}, by=boun).no_longer == 1


def test_every_setting_that_a_rule_reads_can_be_tried() -> None:
    """What is no rule's: how pages look, letters, when posts close, flags of readers, and whether writers are asked."""
    others = {"tagline", "contact", "time_zone", "close_after_days", "nudge", "sign_up_open", "public_log"}
    others |= {"authors_moderate_own", "flags_needed", "flags_hide_at", "posts_per_page", "comments_per_page"}
    others |= {"digest_hour", "leave_address", "authors_publish", "files_gibibytes", "show_downloads"}
    assert {field.name for field in fields(SiteSettings)} == others | set(READ_BY)
    assert set(READ_BY.values()) >= AS_THEY_STAND


def test_trying_settings_asks_little(scene: Scene) -> None:
    for number in range(5):
        scene.comment(body=f"The ferry, {number}", by=scene.elin, now=LONG_AGO)
    boun = scene.cast.boun.actor
    for changes, statements in (({}, 3), ({"comments_mode": "suspects"}, 3), ({"max_links": 0}, 2)):
        with count_statements(at_most=statements):
            assert try_settings(changes, by=boun).looked_at == 5


def test_a_rule_that_fails_in_a_trial_holds_as_it_would(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(trials, "find_links", fail)
    scene.comment()
    assert try_settings({"max_links": 9}, by=scene.cast.boun.actor).held == 1
