"""Finding comments by words: the same ones on both engines, in each language of the region."""

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.models import COMMENT_WORDS, Comment, Post
from forum.operations.indexing import rebuild_comment_words, rebuild_title_words
from forum.operations.moderation.undoing import undo
from forum.operations.posts.drafts import PostDraft
from forum.operations.posts.saving import save_post
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.queue import queue_page
from tests.factories.posts import BODY, make_post
from tests.operations.moderation.scene import Scene, writer
from tests.support.moments import LONG_AGO, NOW

TEXTS = {
    "en": "The dam broke, and it's 100% fair_play: https://example.org/dam-news (re-opened).",
    "vi": "Tôi nghĩ đập nước ở Đà Nẵng đã vỡ từ năm 2018.",
    "th": "เขื่อนแตกเมื่อปี ๒๕๖๑ ทำให้น้ำท่วมหมู่บ้านของพวกเรา",
    "lo": "ເຂື່ອນແຕກໃນປີ ໒໐໑໘ ນ້ຳຖ້ວມບ້ານຂອງພວກເຮົາ",
    "km": "ទំនប់\u200bបាន\u200bបាក់ ស្ត្រីភូមិយើង\u200bលិចទឹក",
    "my": "ဆည်ကျိုးသွားပြီး ကျွန်တော်တို့ရွာ ရေကြီးတယ်",
    "zh": "2018年大坝决堤，我们的村子被淹了。手机iPhone也丢了",
    "emoji": "So angry 😡😡👎🏽",
}
CASES = [
    ("dam", "en"),
    ("DAM broke", "en"),
    ("broke dam", "en"),
    ('"broke dam"', ""),
    ('"dam broke"', "en"),
    ("da", "vi"),  # Vietnamese Đà, and no beginning of "dam"
    ("da*", "en vi"),
    ("fair_play", "en"),
    ("fairplay", ""),
    ("100%", "en"),
    ("it’s", "en"),
    ("example.org", "en"),
    ("org.example", ""),
    ("re-opened", "en"),
    ("2018", "vi lo zh"),
    ("dap nuoc", "vi"),
    ("ĐẬP NƯỚC", "vi"),
    ("đập", "vi"),
    ("เขื่อน", "th"),
    ("แตก", "th"),
    ("เเตก", "th"),  # two short e for a long one
    ("น้ำท่วม", "th"),
    ("น\u0e4d้าท่วม", "th"),
    ("2561", "th"),
    ("น้ำหมู่", ""),
    ("หมู่บ้าน ท่วม", "th"),
    ("ເຂື່ອນ", "lo"),
    ("ນ້ຳຖ້ວມ", "lo"),
    ("ພວກເຮົາ", "lo"),
    ("ທ່ວມ", ""),
    ("ទំនប់បានបាក់", "km"),
    ("ភូមិ", "km"),
    ("ស្រ្តី", "km"),  # the same word, spelt the other way
    ("ទឹក", "km"),
    ("ဆည်", "my"),
    ("ကျွန်တော်", "my"),
    ("ရေကြီး", "my"),
    ("ရွာကြီး", ""),
    ("大坝", "zh"),
    ("坝", "zh"),
    ("村子被淹", "zh"),
    ("大坝 手机", "zh"),
    ("坝大", ""),
    ("iphone", "zh"),
    ("手机iPhone也", "zh"),
    ("😡", "emoji"),
    ("👎", "emoji"),
    ("!!", ""),
    ("' OR 1=1 --", ""),
    ('"*":(&|!) NEAR', ""),
]


def found(scene: Scene, q: str, **filters: str) -> list[int]:
    page = queue_page(Filters(q=q, **filters), by=scene.ana, authors_moderate_own=False)
    return [item.id for item in page.items]


def test_words_are_found_alike_in_every_language(scene: Scene, subtests: pytest.Subtests) -> None:
    numbers = {scene.comment(body=body): language for language, body in TEXTS.items()}
    for q, expected in CASES:
        with subtests.test(q=q):
            assert [numbers[number] for number in found(scene, q)] == expected.split()


def test_every_rebuilt_index_finds_what_the_kept_one_found(scene: Scene) -> None:
    numbers = {scene.comment(body=body): language for language, body in TEXTS.items()}
    rejected = scene.comment()
    scene.decide(rejected, Decision.REJECT, note="Please no telephone numbers.")
    with transaction() as session:
        session.execute(sa.delete(COMMENT_WORDS))
    assert found(scene, "dam") == []
    last = rebuild_comment_words(0, size=5)
    while last is not None:
        last = rebuild_comment_words(last, size=5)
    for q, expected in CASES:
        assert [numbers[number] for number in found(scene, q)] == expected.split(), q
    assert found(scene, "telephone", queue="rejected") == [rejected]
    assert rebuild_title_words(10_000) is None


def test_a_comment_is_found_by_writer_title_and_reason(scene: Scene) -> None:
    other = make_post(scene.cast.dara.actor, title="น้ำท่วมใหญ่", published_at=LONG_AGO).id
    plain = scene.comment(body="It rained.", name="Soe Moe")
    thai = scene.comment(body="It rained.", post_id=other)
    assert found(scene, "soe") == [plain]
    assert found(scene, "น้ำท่วม") == [thai]
    assert found(scene, "rained soe") == [plain]
    assert found(scene, '"rained soe"') == []  # no phrase goes from the text into the name
    scene.decide(
        plain, Decision.REJECT, reason=ReasonCode.PERSONAL_DATA, note="No telephone numbers, please."
    )
    assert found(scene, "telephone", queue="rejected") == [plain]
    assert found(scene, '"personal data"', queue="rejected") == [plain]
    assert found(scene, "telephone") == []


def test_the_index_follows_every_change_of_the_words(scene: Scene) -> None:
    number = scene.comment(body="The first words.")
    scene.edit(number, "The second words.", by=writer(number))
    assert (found(scene, "first"), found(scene, "second")) == ([], [number])
    entry = scene.decide(number, Decision.APPROVE, body="The third words.").entry
    assert entry is not None
    assert (found(scene, "second", queue="approved"), found(scene, "third", queue="approved")) == (
        [],
        [number],
    )
    undo(entry.id, by=scene.ana, now=NOW)
    assert (found(scene, "second"), found(scene, "third")) == ([number], [])


def test_what_a_moderator_took_back_finds_nothing(scene: Scene) -> None:
    number = scene.comment(body="It rained.")
    scene.decide(number, Decision.REJECT, note="A zebra crossing.")
    kept = scene.decide(number, Decision.APPROVE, note="A tiger crossing.").entry
    assert kept is not None
    undo(kept.id, by=scene.ana, now=NOW)
    # The reason that holds again finds it again.
    assert (found(scene, "zebra", queue="rejected"), found(scene, "tiger", queue="rejected")) == (
        [number],
        [],
    )
    again = scene.comment(body="It rained.")
    entry = scene.decide(again, Decision.REJECT, note="A lion crossing.").entry
    assert entry is not None
    undo(entry.id, by=scene.ana, now=NOW)
    assert (found(scene, "lion"), found(scene, '"off topic"')) == ([], [])
    assert rebuild_comment_words(0) == again
    assert (found(scene, "lion"), found(scene, "zebra", queue="rejected")) == ([], [number])


def test_a_title_is_found_as_it_is_now(scene: Scene) -> None:
    number = scene.comment()
    post = db.session.get_one(Post, scene.post_id)
    draft = PostDraft(title="A very new title", body=BODY)
    save_post(post.id, draft, seen=post.version, by=scene.cast.chanthy.actor, now=NOW)
    assert found(scene, "very new") == [number]


def test_what_is_erased_cannot_be_found(scene: Scene) -> None:
    number = scene.comment(body="Erase me.")
    other = scene.comment(body="Leave me.")
    with transaction() as session:
        session.execute(sa.delete(Comment).where(Comment.id == number))
    assert indexed() == {other}
    with transaction() as session:
        session.execute(sa.delete(Post).where(Post.id == scene.post_id))
    assert indexed() == set()


def indexed() -> set[int]:
    return set(db.session.scalars(sa.select(COMMENT_WORDS.c.rowid)))


def test_words_narrow_together_with_everything_else(scene: Scene) -> None:
    thai = scene.comment(body="ขอบคุณสำหรับบทความนี้ครับ dam", name="Soe")
    english = scene.comment(body="Another dam.", name="Soe")
    spam = scene.comment(State.SPAM, body="A dam for sale.")
    assert found(scene, "dam") == [thai, english]
    assert found(scene, "dam", language="th") == [thai]
    assert found(scene, "dam", writer="Soe", rule="mode") == [thai, english]
    assert found(scene, "dam", queue="spam") == [spam]
