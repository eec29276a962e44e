"""The thread as readers see it: in its order, in pages, with tombstones, and nothing that is not public."""

import pytest

from forum.domain.comment_states import State
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, Decision, decide
from forum.operations.settings import change_settings
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

SECRET = "Words that nobody may read"


@pytest.fixture
def post(app, cast):
    with app.app_context():
        return make_post(cast.chanthy.actor, title="Talk")


@pytest.fixture
def say(app, cast, post):
    """``say("text", to=number)``: the number of a comment of Ana's, public at once."""

    def comment(body, to=None):
        with app.app_context():
            return make_comment(post.id, body=body, by=cast.ana.actor, reply_to=to).id

    return comment


def thread(client, path="/posts/talk"):
    return inspect_page(client.get(path))


def comments(page):
    return page.xpath("//article[starts-with(@id, 'comment-')]")


def said(page):
    return [text_of(one) for one in page.xpath("//div[contains(@class, 'comment__text')]")]


def follow(client, page, words):
    (link,) = [one for one in page.xpath("//a") if text_of(one) == words]
    return thread(client, link.get("href"))


def test_a_comment_shows_who_wrote_when_and_to_whom(app, cast, client, post, say):
    with app.app_context():
        guest = make_comment(
            post.id, body="A *guest* speaks.", name="สมชาย", state=State.APPROVED, moderator=cast.ana.actor
        )
    say("An answer.", to=guest.id)

    first, second = comments(thread(client))
    assert "สมชาย" in text_of(first)
    assert "Staff" not in text_of(first)
    assert f"{NOW:%-d %B %Y, %H:%M}" in text_of(first)
    assert first.xpath(".//em[text()='guest']")
    assert first.xpath(f".//a[@href='/comments/{guest.id}']")
    assert first.xpath(f".//a[@href='/posts/talk/comments/new?reply_to={guest.id}']")
    assert "Ana Staff" in text_of(second)
    assert "in reply to สมชาย" in text_of(second)
    assert "comment--depth-1" in second.get("class")


def test_a_comment_carries_its_language(app, cast, client, post):
    with app.app_context():
        body = "เห็นด้วยค่ะ ที่แม่สอดก็เช่นกัน บ้านพักเต็มตลอด"
        make_comment(post.id, body=body, state=State.APPROVED, moderator=cast.ana.actor)

    (text,) = thread(client).xpath("//div[contains(@class, 'comment__text')]")
    assert text.get("lang") == "th"
    assert text.get("dir") == "auto"


def test_changes_leave_a_mark(app, cast, client, post):
    with app.app_context():
        comment = make_comment(post.id, body="A telephone number.")
        choice = Choice(Decision.APPROVE, body="A … number.")
        decide(comment.id, choice, seen=comment.version, by=cast.ana.actor, now=NOW)

    page = thread(client)
    assert said(page) == ["A … number."]
    assert "Edited by a moderator" in text_of(comments(page)[0])


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM, State.TRASHED])
def test_what_is_not_public_is_nowhere(app, cast, client, sign_in, post, state):
    with app.app_context():
        hidden = make_comment(post.id, body=SECRET, name="Hidden Name", state=state, moderator=cast.ana.actor)

    for path in ("/", "/posts/talk", "/comments.atom", "/comments.rss", "/comments.json",
                 "/posts/talk/comments.atom", "/feed.atom", "/sitemap.xml"):  # fmt: skip
        body = client.get(path).get_data(as_text=True)
        assert SECRET not in body, path
        assert "Hidden Name" not in body, path
    assert "No comments yet" in text_of(thread(client))
    for browser in (client, sign_in(cast.elin)):
        assert browser.get(f"/comments/{hidden.id}").status_code == 404


def test_a_withdrawn_comment_with_replies_leaves_a_tombstone(app, cast, client, post, say):
    above = say(SECRET)
    reply = say("A reply that stays.", to=above)
    with app.app_context():
        withdraw_comment(above, by=cast.ana.actor, now=NOW)

    page = thread(client)
    tombstone, below = comments(page)
    assert tombstone.get("id") == f"comment-{above}"
    assert text_of(tombstone) == "The writer has taken this comment back."
    assert "in reply to a comment that is gone" in text_of(below)
    assert SECRET not in client.get("/posts/talk").get_data(as_text=True)
    assert "1 comment" in text_of(page)
    assert client.get(f"/comments/{above}").status_code == 404
    assert client.get(f"/comments/{reply}").location == f"/posts/talk#comment-{reply}"


def test_a_comment_that_was_taken_down_says_by_whom(app, cast, client, post, say):
    above = say(SECRET)
    say("A reply that stays.", to=above)
    with app.app_context():
        decide(above, Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=NOW)

    assert text_of(comments(thread(client))[0]) == "A moderator has taken this comment down."


def test_pages_lead_through_the_whole_thread_and_back(app, cast, client, post, say):
    with app.app_context():
        change_settings({"comments_per_page": 10}, by=cast.boun.actor, now=NOW)
    numbers = [say(f"Thought {number}") for number in range(25)]

    page = thread(client)
    seen = said(page)
    for _ in range(2):
        page = follow(client, page, "Later comments")
        seen += said(page)
    assert seen == [f"Thought {number}" for number in range(25)]
    assert not page.xpath("//a[text()='Later comments']")
    page = follow(client, page, "Earlier comments")
    assert said(page)[0] == "Thought 10"
    page = follow(client, page, "Earlier comments")
    assert said(page)[0] == "Thought 0"
    assert not page.xpath("//a[text()='Earlier comments']")

    for number in (0, 9, 10, 24):
        response = client.get(f"/comments/{numbers[number]}")
        assert response.status_code == 303
        assert response.location.endswith(f"#comment-{numbers[number]}")
        landed = thread(client, response.location)
        assert f"Thought {number}" in said(landed)


def test_a_deep_thread_continues_on_a_page_of_its_own(client, post, say):
    numbers = [say("Depth 0")]
    for depth in range(1, 8):
        numbers.append(say(f"Depth {depth}", to=numbers[-1]))

    page = thread(client)
    assert said(page) == [f"Depth {depth}" for depth in range(6)]
    deeper = follow(client, page, "Continue this thread (2 replies)")
    assert said(deeper) == ["Depth 5", "Depth 6", "Depth 7"]
    assert "in reply to an earlier comment" in text_of(comments(deeper)[0])
    assert said(follow(client, deeper, "The whole discussion")) == said(page)
    assert deeper.xpath("string(//link[@rel='canonical']/@href)") == "http://localhost/posts/talk"

    response = client.get(f"/comments/{numbers[7]}")
    assert response.location == f"/posts/talk?thread={numbers[5]}#comment-{numbers[7]}"


@pytest.mark.parametrize("query", ["thread=9999", "from=9999", "thread={hidden}", "from={hidden}"])
def test_a_place_in_the_thread_that_is_not_shown_leads_to_the_discussion(app, cast, client, post, query):
    with app.app_context():
        hidden = make_comment(post.id).id

    response = client.get(f"/posts/talk?{query.format(hidden=hidden)}")
    assert response.status_code == 303
    assert response.location == "/posts/talk#comments"


@pytest.mark.parametrize("value", ["", "x", "-1", "1e3", "%00", "9" * 40])
def test_a_place_that_is_no_number_is_the_beginning(client, post, say, value):
    say("Here")

    assert said(thread(client, f"/posts/talk?from={value}&thread={value}")) == ["Here"]
