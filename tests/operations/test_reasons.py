"""Moderators word the reasons, on both engines."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import STRANGER
from forum.domain.comment_states import ReasonCode
from forum.domain.reasons import Told, Typed
from forum.domain.refusals import Conflict, NotAllowed, Refused
from forum.domain.site_settings import SiteSettings
from forum.models import LogEntry
from forum.operations.reasons import set_reason_sentences
from forum.operations.settings import change_settings
from forum.queries.reasons import reason_sentences, told_now
from forum.queries.settings import settings_and_sentences, site_settings
from tests.support.moments import NOW
from tests.support.statements import count_statements

pytestmark = pytest.mark.both_engines

INSULT, OTHER = ReasonCode.INSULT, ReasonCode.OTHER
THAI, BURMESE = "กรุณาอย่าว่าร้ายกัน", "ကျေးဇူးပြု၍ မစော်ကားပါနှင့်။"


@pytest.fixture
def word(in_app, cast):
    """Words some sentences, as Ana: ``word({(code, language): (sentence, seen)})``."""

    def word(sentences, by=cast.ana.actor):
        typed = {key: Typed(sentence, seen) for key, (sentence, seen) in sentences.items()}
        return set_reason_sentences(typed, by=by, now=NOW)

    return word


def entries() -> list[LogEntry]:
    return list(db.session.scalars(sa.select(LogEntry).where(LogEntry.verb == "reasons.change")))


def test_sentences_are_written_changed_and_taken_away(word) -> None:
    keys = [(INSULT, "my"), (INSULT, "th")]
    assert word({keys[1]: (f"  {THAI} ", ""), keys[0]: (BURMESE, ""), (OTHER, "th"): ("", "")}) == keys
    assert reason_sentences() == {(INSULT, "th"): THAI, (INSULT, "my"): BURMESE}
    assert told_now(INSULT, "my", languages=("en",)) == Told(BURMESE, "my")
    assert word({(INSULT, "th"): ("Kindly.", THAI), (INSULT, "my"): ("", BURMESE)}) == keys
    assert reason_sentences() == {(INSULT, "th"): "Kindly."}
    assert told_now(INSULT, "my", languages=("en",)) is None


def test_one_entry_says_who_worded_which_and_not_how(word, cast) -> None:
    word({(INSULT, "th"): (THAI, ""), (INSULT, "my"): (BURMESE, "")})
    assert word({(INSULT, "th"): (THAI, THAI), (OTHER, "th"): (" ", "")}) == []
    (entry,) = entries()
    assert (entry.actor_name, entry.at) == (cast.ana.actor.name, NOW)
    assert entry.facts == {"name": "insult my, insult th", "sentences": ["insult my", "insult th"]}


def test_who_may_not(word, cast) -> None:
    of_one_category = replace(cast.ana.actor, categories=frozenset({1}))
    for actor in (cast.elin.actor, cast.chanthy.actor, of_one_category, STRANGER):
        with pytest.raises(NotAllowed):
            word({(INSULT, "th"): (THAI, "")}, by=actor)
    assert (reason_sentences(), entries()) == ({}, [])


def test_one_wrong_sentence_and_nothing_is_stored(word) -> None:
    with pytest.raises(Refused) as refused:
        word({(INSULT, "th"): (THAI, ""), (OTHER, "th"): ("x" * 501, "")})
    assert refused.value.facts == {"key": (OTHER, "th"), "limit": 500, "length": 501}
    assert (reason_sentences(), entries()) == ({}, [])


def test_what_somebody_else_has_worded_meanwhile_is_not_overwritten(word, cast) -> None:
    word({(INSULT, "th"): (THAI, "")})
    for seen, sentence in (("", "Mine."), ("Older.", "Mine."), ("Older.", "")):
        with pytest.raises(Conflict) as late:
            word({(INSULT, "th"): (sentence, seen), (OTHER, "th"): ("Mine, too.", "")}, by=cast.boun.actor)
        assert late.value.facts["keys"] == [(INSULT, "th")]
    assert reason_sentences() == {(INSULT, "th"): THAI}
    assert word({(INSULT, "th"): ("Mine.", THAI)}, by=cast.boun.actor) == [(INSULT, "th")]


@pytest.mark.parametrize("seen", ["", THAI])
def test_who_stores_in_the_same_moment_is_told_so(word, monkeypatch, seen: str) -> None:
    """Between reading and writing somebody else was faster; on PostgreSQL two transactions can be there at once."""
    word({(INSULT, "th"): ("Theirs.", "")})
    read = {(INSULT, "th"): seen} if seen else {}
    monkeypatch.setattr("forum.operations.reasons.reason_sentences", lambda: read)
    for mine in ("Mine.", "") if seen else ("Mine.",):
        with pytest.raises(Conflict):
            word({(INSULT, "th"): (mine, seen)})
    assert reason_sentences() == {(INSULT, "th"): "Theirs."}


def test_the_settings_bring_the_sentences_along_in_one_statement(word, cast) -> None:
    with count_statements(1):
        assert settings_and_sentences() == (SiteSettings(), {})
    change_settings(
        {"tagline": "แม่น้ำ", "close_after_days": None, "denied_domains": ["a.example"], "public_log": True},
        by=cast.boun.actor,
        now=NOW,
    )
    word({(INSULT, "th"): (THAI, ""), (OTHER, "zh-Hans"): ("“null”", "")})
    with count_statements(1):
        found = settings_and_sentences()
    assert found == (site_settings(), {(INSULT, "th"): THAI, (OTHER, "zh-Hans"): "“null”"})
    assert found[0].denied_domains == ("a.example",)
