"""Moderators change word lists, and nobody's change is overwritten unseen."""

from threading import Barrier, Thread
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.models import LogEntry, WordList
from forum.operations.rules import WordListDraft, delete_word_list, save_word_list
from tests.operations.moderation.scene import Scene, refusal
from tests.operations.moderation.scene import scene as scene
from tests.support.moments import NOW, after


@pytest.fixture
def number(scene: Scene) -> int:
    return save_word_list(None, WordListDraft("Lottery", "lottery"), by=scene.ana, now=NOW).id


def stored(number: int) -> Any:
    columns = WordList.patterns, WordList.note, WordList.version, WordList.updated_by
    return db.session.execute(sa.select(*columns).where(WordList.id == number)).one_or_none()


def saves() -> int:
    entries = sa.select(sa.func.count()).where(LogEntry.verb == "rule.save")
    return db.session.scalar(entries) or 0


def test_a_change_of_what_somebody_else_has_changed_since_is_refused(scene: Scene, number: int) -> None:
    boun = scene.cast.boun.actor
    save_word_list(number, WordListDraft("Lottery", "lottery\nbitcoin"), seen=1, by=scene.ana, now=after(1))
    with refusal("word_list_changed_since", Conflict):
        save_word_list(number, WordListDraft("Lottery", "lottery", note="asked"), seen=1, by=boun, now=NOW)
    with refusal("word_list_changed_since", Conflict):
        delete_word_list(number, seen=1, by=boun, now=NOW)
    assert tuple(stored(number)) == ("lottery\nbitcoin", "", 2, "Ana")
    save_word_list(number, WordListDraft("Lottery", "lottery", note="asked"), seen=2, by=boun, now=NOW)
    assert tuple(stored(number)) == ("lottery", "asked", 3, "Boun")
    delete_word_list(number, seen=3, by=boun, now=NOW)
    assert stored(number) is None


def test_the_same_change_twice_is_one(scene: Scene, number: int) -> None:
    draft = WordListDraft("Lottery", "lottery\r\nbitcoin")
    for by in (scene.ana, scene.ana, scene.cast.boun.actor):
        save_word_list(number, draft, seen=1, by=by, now=NOW)
    assert tuple(stored(number)) == ("lottery\nbitcoin", "", 2, "Ana")
    assert saves() == 2


def test_who_does_not_say_what_was_seen_replaces_what_stands(scene: Scene, number: int) -> None:
    save_word_list(number, WordListDraft("Lottery", "bitcoin"), by=scene.ana, now=NOW)
    save_word_list(number, WordListDraft("Lottery", "casino"), by=scene.cast.boun.actor, now=NOW)
    assert tuple(stored(number)) == ("casino", "", 3, "Boun")
    delete_word_list(number, by=scene.ana, now=NOW)
    assert stored(number) is None


def test_a_list_that_is_gone_meanwhile_is_told_from_one_that_never_was(scene: Scene, number: int) -> None:
    delete_word_list(number, by=scene.ana, now=NOW)
    with refusal("word_list_deleted_since", Conflict):
        save_word_list(number, WordListDraft("Lottery", "x"), seen=1, by=scene.ana, now=NOW)
    with refusal("no_such_list", NotFound):
        save_word_list(number, WordListDraft("Lottery", "x"), by=scene.ana, now=NOW)
    with refusal("no_such_list", NotFound):
        delete_word_list(number, seen=1, by=scene.ana, now=NOW)


def test_of_two_at_the_same_moment_one_is_told(engine_app: Flask, scene: Scene, number: int) -> None:
    together, told = Barrier(2), list[str]()
    people = scene.ana, scene.cast.boun.actor
    db.session.rollback()

    def save(by: Actor) -> None:
        with engine_app.app_context():
            together.wait()
            try:
                save_word_list(number, WordListDraft("Lottery", by.name), seen=1, by=by, now=NOW)
                told.append("saved")
            except Refused as refused:
                told.append(refused.code)

    threads = [Thread(target=save, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["saved", "word_list_changed_since"]
    assert stored(number).version == 2
