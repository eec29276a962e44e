"""The table of questions: each finds its texts and no others, on both engines, as posts and as comments."""

import unicodedata

import pytest
from flask import Flask

from forum.domain.comment_states import State
from tests.factories.posts import make_post
from tests.factories.publications import make_publication
from tests.operations.moderation.scene import Scene
from tests.queries.finding.scenes import CASES, TEXTS, ask, comments, posts, publications
from tests.support.moments import LONG_AGO

LANGUAGES = {"en", "th", "km", "lo", "my", "vi", "zh"}


def test_the_table_is_long_enough() -> None:
    assert {one["language"] for one in TEXTS} == LANGUAGES
    assert len(CASES) >= 40
    assert sum(not one["finds"] for one in CASES) >= 10  # misses that must not hit


def test_each_question_finds_its_posts(scene: Scene, subtests: pytest.Subtests) -> None:
    by = scene.cast.chanthy.actor
    keys = {
        make_post(
            by, title=one["title"], body=one["body"], language=one["language"], published_at=LONG_AGO
        ).id: one["key"]
        for one in TEXTS
    }
    for case in CASES:
        with subtests.test(q=case["q"]):
            assert {keys[number] for number in posts(case["q"])} == set(case["finds"].split())


def test_each_question_finds_its_comments(scene: Scene, subtests: pytest.Subtests) -> None:
    keys = {
        scene.comment(body=f"{one['title']} ⸱ {one['body']}", state=State.APPROVED): one["key"]
        for one in TEXTS
    }
    for case in CASES:
        with subtests.test(q=case["q"]):
            assert {keys[number] for number in comments(case["q"])} == set(case["finds"].split())


def test_each_question_finds_its_publications(
    scene: Scene, engine_app: Flask, subtests: pytest.Subtests
) -> None:
    keys = {}
    for one in TEXTS:
        facts = {"title": one["title"], "description": one["body"], "language": one["language"]}
        made = make_publication(engine_app, scene.cast.chanthy.actor, published_at=LONG_AGO, **facts)
        keys[made.id] = one["key"]
    for case in CASES:
        with subtests.test(q=case["q"]):
            assert {keys[number] for number in publications(case["q"])} == set(case["finds"].split())


def test_every_find_shows_its_words_in_the_text_as_it_was_written(scene: Scene) -> None:
    by = scene.cast.chanthy.actor
    stored = {
        make_post(by, title=one["title"], body=one["body"], published_at=LONG_AGO).id: one for one in TEXTS
    }
    for case in CASES:
        for hit in ask(case["q"]).hits:
            pieces = [*hit.title, *hit.passage]
            assert any(piece.is_hit for piece in pieces), case["q"]
            said = "".join(piece.text for piece in hit.passage).strip("…")
            # What is stored is in the usual normal form.
            assert said in unicodedata.normalize("NFC", " ".join(stored[hit.id]["body"].split())), case["q"]
