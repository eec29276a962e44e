"""A reader writes: what is stored, where it stands, what is refused."""

from forum.domain.actors import STRANGER, Actor, ActorKind
from forum.domain.comment_states import Decision, ReviewReason, Standing, State
from forum.domain.post_states import PostMove
from forum.domain.refusals import NotFound
from forum.domain.screening import Mode, Severity, SpeedFacts
from forum.domain.threading import MAX_DEPTH, path_of
from forum.operations.comments.posting import Draft, post_comment
from forum.operations.moderation.undoing import undo
from forum.operations.posts.moving import move_post
from forum.operations.rules import WordListDraft, save_word_list
from tests.cast import invite
from tests.factories.comments import AT_EASE
from tests.factories.posts import make_post
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import (
    Scene,
    findings,
    log_of,
    refusal,
    row,
    stamp,
    standing,
    texts,
    writer,
)
from tests.support.moments import LONG_AGO, NOW, TOMORROW, after

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED


def test_a_guests_comment_waits_with_its_reason(scene: Scene) -> None:
    before = stamp(scene.post_id)
    number = scene.comment(body="Hello *there*", name="Mali", now=NOW)
    now = row(number)
    assert standing(number) == Standing(P)
    assert findings(number) == ["mode:everyone"]
    assert (now["body"], now["body_html"]) == ("Hello *there*", "<p>Hello <em>there</em></p>")
    assert (now["author_name"], now["user_id"], now["is_staff"]) == ("Mali", None, False)
    assert (now["version"], now["created_at"], now["depth"]) == (1, NOW, 0)
    assert now["path"] == path_of(number, None)
    assert texts(number) == [(1, "Hello *there*", False)]
    assert stamp(scene.post_id) == before  # readers see nothing new
    assert_counted(scene.post_id)
    assert_site_counted()


def test_a_guest_is_known_by_the_edit_code_and_an_account_by_itself(scene: Scene) -> None:
    code = "c" * 64
    first = scene.comment(guest_code_hash=code)
    guest = row(first)["guest_id"]
    again = scene.comment(by=writer(first), name="Another name")
    by_code = scene.comment(guest_code_hash=code)
    assert [row(number)["guest_id"] for number in (again, by_code)] == [guest, guest]
    assert row(again)["author_name"] == "Another name"
    own = scene.comment(by=scene.elin, name="typed and not taken")
    assert (row(own)["user_id"], row(own)["guest_id"], row(own)["author_name"]) == (
        scene.cast.elin.id,
        None,
        "Elin",
    )


def test_a_guest_whose_record_is_gone_becomes_a_new_one(scene: Scene) -> None:
    ghost = Actor(ActorKind.GUEST, "", id=10_000, is_confirmed=True)
    number = scene.comment(by=ghost)
    assert row(number)["guest_id"] not in (None, 10_000)


def test_what_the_staff_write_is_public_at_once_and_its_findings_are_kept(scene: Scene) -> None:
    before = stamp(scene.post_id)
    for by in (scene.cast.chanthy.actor, scene.ana, scene.cast.boun.actor):
        number = scene.comment(by=by, body=f"<script>x</script>From {by.name}.")
        assert standing(number) == Standing(A)  # and needs no second look
        assert findings(number) == ["mode:everyone"]
        assert row(number)["is_staff"] is True
        assert row(number)["body_html"] == f"<p>From {by.name}.</p>"
    assert stamp(scene.post_id) == before + 3
    assert_counted(scene.post_id)


def test_what_a_rule_lets_through_is_public_and_waits_for_a_second_look(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment(now=NOW)
    assert standing(number) == Standing(A, review=ReviewReason.PUBLISHED_BY_RULE)
    assert row(number)["review_requested_at"] == NOW
    too_fast = scene.comment(speed=SpeedFacts(honeypot_filled=False, seconds_since_form=1.0))
    assert (standing(too_fast), findings(too_fast)) == (Standing(P), ["speed"])


def test_the_post_overrules_its_category_and_the_site(scene: Scene) -> None:
    open_post = make_post(scene.cast.chanthy.actor, comments_mode=Mode.SUSPECTS, published_at=LONG_AGO).id
    assert standing(scene.comment(post_id=open_post)).state is A
    assert standing(scene.comment()).state is P


def test_a_closed_discussion_takes_nothing(scene: Scene) -> None:
    by = scene.cast.chanthy.actor
    by_hand = make_post(by, comments_mode=Mode.CLOSED, published_at=LONG_AGO).id
    with refusal("comments_closed"):
        scene.comment(post_id=by_hand)
    with refusal("comments_closed"):
        scene.comment(post_id=by_hand, by=scene.ana)
    by_age = make_post(by, close_after_days=1, published_at=after(days=-1)).id
    with refusal("comments_closed"):
        scene.comment(post_id=by_age, now=NOW)
    scene.comment(post_id=by_age, now=after(-1))
    kept_open = make_post(by, close_after_days=1, keep_open=True, published_at=LONG_AGO).id
    scene.comment(post_id=kept_open, now=NOW)
    scene.settle(close_after_days=3)
    with refusal("comments_closed"):
        scene.comment(now=NOW)


def test_what_nobody_can_read_takes_no_comment(scene: Scene) -> None:
    by = scene.cast.chanthy.actor
    draft = make_post(by, published_at=None).id
    scheduled = make_post(by, published_at=TOMORROW, now=NOW).id
    gone = make_post(by, published_at=LONG_AGO).id
    move_post(gone, PostMove.TRASH, by=by, now=NOW)
    for post_id in (draft, scheduled, gone, 10_000):
        with refusal("no_such_post", NotFound):
            scene.comment(post_id=post_id, now=NOW)
    scene.comment(post_id=scheduled, now=TOMORROW)


def test_an_answer_stands_below_what_it_answers(scene: Scene) -> None:
    root = scene.comment(A)
    child = scene.comment(A, reply_to=root)
    leaf = scene.comment(reply_to=child)
    assert (row(leaf)["parent_id"], row(leaf)["depth"]) == (child, 2)
    assert row(leaf)["path"] == path_of(leaf, path_of(child, path_of(root, None)))
    assert_counted(scene.post_id)


def test_a_public_answer_counts_below_all_above(scene: Scene) -> None:
    root = scene.comment(A)
    child = scene.comment(A, reply_to=root)
    scene.comment(by=scene.ana, reply_to=child)
    assert (row(root)["public_descendants"], row(child)["public_descendants"]) == (2, 1)


def test_only_what_readers_see_can_be_answered(scene: Scene) -> None:
    other = make_post(scene.cast.chanthy.actor, published_at=LONG_AGO).id
    hiding = scene.comment(A)
    below = scene.comment(A, reply_to=hiding)
    scene.decide(hiding, Decision.REJECT, with_replies=True)
    gone = [scene.comment(one) for one in (P, R, S, T)]
    gone += [scene.comment(A, withdrawn=True), scene.comment(A, post_id=other), 10_000, hiding, below]
    for number in gone:
        with refusal("reply_target_gone"):
            scene.comment(reply_to=number)


def test_a_tombstone_cannot_be_answered_and_what_stands_below_it_can(scene: Scene) -> None:
    root = scene.comment(A)
    child = scene.comment(A, reply_to=root)
    entry = scene.decide(root, Decision.REJECT).entry
    for by in ({}, {"by": scene.elin}, {"by": scene.ana}):
        with refusal("reply_target_gone"):
            scene.comment(reply_to=root, **by)
    assert row(scene.comment(A, reply_to=child))["parent_id"] == child
    undo(entry.id, by=scene.ana, now=NOW)
    assert row(scene.comment(A, reply_to=root))["parent_id"] == root


def test_a_thread_has_an_end(scene: Scene) -> None:
    number = scene.comment(by=scene.ana)
    for _ in range(MAX_DEPTH):
        number = scene.comment(by=scene.ana, reply_to=number)
    assert row(number)["depth"] == MAX_DEPTH
    with refusal("thread_too_deep"):
        scene.comment(by=scene.ana, reply_to=number)
    assert_counted(scene.post_id)


def test_nobody_goes_by_the_name_of_somebody_who_works_here(scene: Scene) -> None:
    for name in ("Ana", "ANA", "Аnа", "  Ana ", "A\u200bna"):  # the third is Cyrillic
        with refusal("name_of_staff"):
            scene.comment(name=name)


def test_names_have_their_bounds(scene: Scene) -> None:
    for name, code in (
        ("", "name_empty"),
        (" \u200b ", "name_empty"),
        ("x" * 81, "name_too_long"),
        ("a\0b", "name_not_text"),
        ("\ud800", "name_not_text"),
    ):
        with refusal(code):
            scene.comment(name=name)
    assert row(scene.comment(name="x" * 80))["author_name"] == "x" * 80


def test_texts_have_their_bounds(scene: Scene) -> None:
    for body, code in (
        (" \n", "body_empty"),
        ("<!-- -->", "body_empty"),
        ("x" * 10_001, "body_too_long"),
        ("🦎" * 10_001, "body_too_long"),
        ("a\0b", "body_not_text"),
        ("<b>" * 201, "body_too_many_tags"),
    ):
        with refusal(code):
            scene.comment(body=body)
    lizards = "🦎" * 10_000
    assert row(scene.comment(body=lizards))["body"] == lizards


def test_a_rule_that_refuses_stores_nothing(scene: Scene) -> None:
    draft = WordListDraft("Casino", "casino", action=Severity.REFUSE)
    save_word_list(None, draft, by=scene.ana, now=LONG_AGO)
    with refusal("refused_by_rule"):
        scene.comment(body="Visit the casino")
    assert standing(scene.comment(by=scene.ana, body="The casino on the border")).state is A


def test_a_hidden_thread_hides_what_comes_into_it_from_the_side(scene: Scene) -> None:
    """A reply that was under way when its thread was taken down is not stored at all."""
    root = scene.comment(A)
    scene.decide(root, Decision.TRASH, with_replies=True)
    with refusal("reply_target_gone"):
        scene.comment(by=scene.ana, reply_to=root)


def test_a_stranger_without_a_code_has_nothing_to_come_back_with(scene: Scene) -> None:
    comment = post_comment(scene.post_id, Draft("Hello", "Soe", AT_EASE), by=STRANGER, now=NOW).comment
    assert (comment.user_id, comment.guest_id) == (None, None)
    assert log_of(comment.id)[0].actor_kind is ActorKind.STRANGER


def test_a_reader_may_share_a_name_with_another_reader(scene: Scene) -> None:
    invite("Soe", scene.cast.elin.role, hashed="x")
    assert row(scene.comment(name="Soe"))["author_name"] == "Soe"


def test_somebody_whose_last_comments_were_rejected_waits(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    for number, decision in enumerate((Decision.REJECT, Decision.SPAM, Decision.TRASH, Decision.APPROVE)):
        assert "history" not in findings(scene.comment(by=scene.elin, body=f"Text {number}"))
        last = scene.comment(by=scene.elin, body=f"Another text {number}")
        scene.decide(last, decision)
    # One of three that count was published; the one in the trash counts for nothing.
    soon = scene.comment(by=scene.elin, body="And one more", now=after(hours=1))
    assert (standing(soon).state, findings(soon)) == (P, ["history"])
    # A week later nobody holds it against them; and a stranger's name is nobody's history.
    assert findings(scene.comment(by=scene.elin, body="A week later", now=after(days=8))) == []
    assert findings(scene.comment(body="By somebody else", name="Elin", now=after(hours=1))) == []
