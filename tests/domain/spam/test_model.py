"""The model: what it learns, that it is the same everywhere, and how it is stored."""

import random
import subprocess
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.domain.spam import ENOUGH_OF_EACH, Model, as_bytes, features, from_bytes, score
from forum.domain.spam.model import BUCKETS
from forum.domain.spam.scoring import ALONE_AFTER, Score, decides_alone


def taught(n: int = 60) -> Model:
    model = Model()
    for number in range(n):
        model.learn(features(f"Earn money fast with offer {number}"), is_spam=True)
        model.learn(features(f"The bridge in my village is new, year {number}"), is_spam=False)
    return model


def test_an_untaught_model_knows_nothing() -> None:
    assert Model().probability(features("Earn money fast")) == 0.5
    assert Model().probability([]) == 0.5
    assert score(Model(), features("Earn money fast")) is None
    assert score(None, features("Earn money fast")) is None


def test_it_says_nothing_before_it_has_seen_enough_of_both_kinds() -> None:
    model = taught(ENOUGH_OF_EACH - 1)
    assert score(model, features("Earn money fast")) is None
    model.learn(features("Earn money"), is_spam=True)
    assert score(model, features("Earn money fast")) is None
    model.learn(features("The bridge"), is_spam=False)
    judged = score(model, features("Earn money fast"))
    assert judged is not None
    assert judged.probability > 0.5


def test_it_learns_and_says_by_which_words() -> None:
    model = taught()
    assert model.probability(features("earn MONEY fast")) > 0.9
    assert model.probability(features("the bridge in the village")) < 0.2
    words = dict(model.strongest(features("earn money near the bridge"), 5))
    assert words["earn"] > 0 > words["bridge"]
    assert "near" not in words


def test_shape_alone_is_no_evidence() -> None:
    model = Model()
    for number in range(40):
        model.learn(features("BUY THIS NOW " * 9 + str(number)), is_spam=True)
        model.learn(features(f"a thought of mine about it, {number}"), is_spam=False)
    shouting = features("เสียงดังมาก " * 9 + "ABCDEFGHIJ")
    assert model.probability(shouting) > 0.5
    judged = score(model, shouting)
    assert judged is not None
    assert judged.probability < 0.5
    assert list(judged.findings()) == []


def test_what_was_spam_and_is_not_after_all_teaches_the_other_way() -> None:
    model = taught()
    text = features("My sister will earn money with her weaving")
    before = model.probability(text)
    for _ in range(5):
        model.learn(text, is_spam=False)
    assert model.probability(text) < before / 2


@given(st.lists(st.tuples(st.text(max_size=30), st.booleans()), max_size=40), st.text(max_size=30))
@settings(max_examples=20)
def test_stored_and_read_it_is_the_same_one(lessons: list[tuple[str, bool]], text: str) -> None:
    model = Model()
    for words, is_spam in lessons:
        model.learn(features(words), is_spam=is_spam)
    again = from_bytes(as_bytes(model))
    assert again is not None
    assert (again.sums, again.squares, again.spam, again.ham) == (
        model.sums,
        model.squares,
        model.spam,
        model.ham,
    )
    assert 0 <= again.probability(features(text)) == model.probability(features(text)) <= 1
    assert as_bytes(again) == as_bytes(model)


def test_a_damaged_or_foreign_blob_is_no_model() -> None:
    blob = as_bytes(taught(5))
    assert from_bytes(blob) is not None
    assert from_bytes(b"") is None
    assert from_bytes(b"GIF89a" * 20) is None
    assert from_bytes(blob[:-1]) is None
    assert from_bytes(blob + b"x") is None
    assert from_bytes(zlib.compress(blob)) is None
    chance = random.Random(5)
    for _ in range(300):
        at = chance.randrange(len(blob))
        broken = blob[:at] + bytes([blob[at] ^ (1 << chance.randrange(8))]) + blob[at + 1 :]
        # A flip in the counts of decisions is another count, and no harm; one anywhere else is seen.
        read = from_bytes(broken)
        assert read is None or read.sums == taught(5).sums


def test_a_bomb_is_no_model() -> None:
    blob = bytearray(as_bytes(Model()))
    body = zlib.compress(bytes(50_000_000))
    head = blob[: len(blob) - len(zlib.compress(b"", 6))]
    head[11:15] = zlib.crc32(body).to_bytes(4, "little")
    assert from_bytes(bytes(head) + body) is None


def test_another_process_makes_the_same_model() -> None:
    program = (
        "import sys; from forum.domain.spam import *; m = Model()\n"
        "for n in range(9): m.learn(features(f'Earn money {n} 赚钱'), is_spam=n % 2 == 0)\n"
        "sys.stdout.buffer.write(as_bytes(m))"
    )
    made = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert from_bytes(made[0]) is not None
    assert BUCKETS <= 2**18


@pytest.mark.parametrize(
    ("probability", "decisions", "site_allows", "is_staff", "alone"),
    [
        (0.99, ALONE_AFTER, True, False, True),
        (1.0, 10_000, True, False, True),
        (0.9899, 10_000, True, False, False),
        (1.0, ALONE_AFTER - 1, True, False, False),
        (1.0, 10_000, False, False, False),
        # The staff are never taken for spammers.
        (1.0, 10_000, True, True, False),
    ],
)
def test_when_it_decides_alone(
    probability: float, decisions: int, site_allows: bool, is_staff: bool, alone: bool
) -> None:
    judged = Score(probability, [], decisions)
    assert decides_alone(judged, site_allows=site_allows, is_staff=is_staff) is alone


def test_without_a_score_it_decides_nothing() -> None:
    assert decides_alone(None, site_allows=True, is_staff=False) is False


@pytest.mark.parametrize(("probability", "found"), [(0.4999, 0), (0.5, 1), (1.0, 1)])
def test_a_finding_from_one_half_on_that_only_notes(probability: float, found: int) -> None:
    findings = list(Score(probability, [("earn", 1.5)], 60).findings())
    assert [(one.rule, str(one.severity), one.score) for one in findings] == [
        ("spam", "note", probability)
    ] * found
    assert all(one.detail == {"words": [["earn", 1.5]]} for one in findings)
