"""The log of moderation that readers may see."""

from forum.domain.actors import Actor, ActorKind
from forum.domain.comment_states import Decision, State
from forum.domain.post_states import PostMove
from forum.domain.screening import Mode
from forum.operations.log import record
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.operations.posts.moving import move_post
from forum.operations.settings import change_settings
from forum.queries.moderation import public_log
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import LONG_AGO, NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements


def test_readers_see_the_log_only_where_the_site_shows_it(app, decided, client, cast) -> None:
    assert client.get("/moderation-log").status_code == 404
    assert "/moderation-log" not in client.get("/").text
    with app.app_context():
        change_settings({"public_log": True}, by=cast.boun.actor, now=NOW)
    assert "/moderation-log" in client.get("/").text
    with count_statements(5):
        answer = client.get("/moderation-log")
    words = text_of(inspect_page(answer))
    assert "Rejected – Attacks a person" in words
    assert "a moderator" in words
    # Neither names nor texts, nor what was said to the writer, nor where a comment stands.
    for secret in ("Ana", "Mali", "thought number", "We are kind here.", "/comments/"):
        assert secret not in answer.text.replace("/comments.atom", "")


def test_the_public_log_keeps_silent_about_posts_that_are_not_public(app, client, cast, frozen) -> None:
    with app.app_context():
        change_settings({"public_log": True}, by=cast.boun.actor, now=NOW)
        later = make_post(cast.chanthy.actor, title="Not yet", published_at=LONG_AGO)
        make_comment(later.id, state=State.APPROVED, moderator=cast.ana.actor)
        move_post(later.id, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=NOW)
    assert "Not yet" not in client.get("/moderation-log").text


def test_the_public_log_names_rules_by_kind_and_what_was_taken_back(app, client, cast, post) -> None:
    with app.app_context():
        change_settings({"public_log": True}, by=cast.boun.actor, now=NOW)
        trusting = make_post(cast.chanthy.actor, title="Trusting", comments_mode=Mode.SUSPECTS)
        comment = make_comment(trusting.id)
        done = decide(comment.id, Choice(Decision.TRASH), seen=1, by=cast.ana.actor, now=NOW)
        assert done.entry is not None
        undo(done.entry.id, by=cast.ana.actor, now=NOW)
    words = text_of(inspect_page(client.get("/moderation-log")))
    assert "Let appear at once" in words
    assert "the rule about who waits" in words
    assert "Taken out of the trash again" in words


def test_the_public_log_keeps_silent_about_spam(app, client, cast, post) -> None:
    ana = cast.ana.actor
    with app.app_context():
        change_settings({"public_log": True}, by=cast.boun.actor, now=NOW)
        for with_undo in (False, True):
            made = decide(make_comment(post.id).id, Choice(Decision.SPAM), seen=1, by=ana, now=NOW)
            if with_undo:
                undo(made.entry.id, by=ana, now=NOW)
        record("comment.spam_by_rule", by=Actor(ActorKind.RULE, "spam"), now=NOW, post_id=post.id)
    page = inspect_page(client.get("/moderation-log"))
    assert "There are no entries yet." in text_of(page)
    assert "spam is not listed" in text_of(page)
    assert page.xpath("//main//a[@href='/posts/ferry']") == []


def test_the_public_log_goes_on_where_nothing_was_decided_for_long(
    app, decided, client, cast, monkeypatch
) -> None:
    with app.app_context():
        change_settings({"public_log": True}, by=cast.boun.actor, now=NOW)
    monkeypatch.setattr(public_log, "WINDOW", 3)
    seen, address = 0, "/moderation-log"
    while address:
        page = inspect_page(client.get(address))
        seen += len(page.xpath("//ol/li"))
        address = next(iter(page.xpath("//a[@rel='next']/@href")), None)
    assert seen == 6  # all but the spam
