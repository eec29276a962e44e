"""Videos in posts: a card on the page and behind a preview link, a plain link in every other form."""

import pytest

from forum.web.security import CSP
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.pages import inspect_page, text_of

YOUTUBE, VIMEO = "https://youtu.be/dQw4w9WgXcQ?si=who&t=90", "https://vimeo.com/76979871"
BODY = f"Watch it again:\n\n{YOUTUBE}\n\n[The second day]({VIMEO})"


def policy(answer) -> str:
    return answer.headers["Content-Security-Policy"]


@pytest.fixture
def seminar(app, cast):
    with app.app_context():
        make_post(cast.chanthy.actor, slug="plain", body="No video here.")
        return make_post(cast.chanthy.actor, slug="seminar", title="The seminar", body=BODY)


def test_a_card_says_whose_the_video_is_and_what_a_click_tells_whom(client, seminar):
    answer = client.get("/posts/seminar")
    page = inspect_page(answer)
    first, second = page.xpath("//div[@class='video']")
    assert [one.get("aria-label") for one in (first, second)] == ["Video on YouTube", "The second day"]
    assert "Nothing of this video is loaded yet. It comes from YouTube" in text_of(first)
    assert first.xpath(".//a/@href") == ["https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s"]
    assert second.xpath(".//a/@href") == [VIMEO]
    # Without scripts there is the link alone.
    assert [one.get("hidden") is not None for one in page.xpath("//button[@data-player]")] == [True, True]
    assert page.xpath("//button/@data-title") == ["Video on YouTube: The seminar", "The second day"]
    assert page.xpath("//iframe") == []
    assert len(page.xpath("//script[contains(@src, '/videos.')]")) == 1


def test_only_a_page_with_a_card_may_frame_and_only_those_players(client, seminar):
    players = "https://player.vimeo.com https://www.youtube-nocookie.com"
    assert policy(client.get("/posts/seminar")) == f"{CSP}; frame-src {players}"
    for path in ("/posts/plain", "/", "/posts/seminar/comments/new", "/posts/seminar.md"):
        assert policy(client.get(path)) == CSP, path
    plain = inspect_page(client.get("/posts/plain"))
    assert plain.xpath("//script[contains(@src, '/videos.')] | //link[contains(@href, '/reading.')]") == []


def test_other_forms_have_the_link(client, seminar):
    for path in ("/feed.atom", "/feed.rss", "/feed.json", "/posts/seminar.json", "/posts/seminar.md"):
        text = client.get(path).get_data(as_text=True)
        assert "youtu.be/dQw4w9WgXcQ" in text, path
        assert "data-player" not in text, path
        assert "nocookie" not in text, path
    assert "data-player" not in client.get("/").get_data(as_text=True)
    assert "seminar" in client.get("/search?q=youtu.be").get_data(as_text=True)


def test_a_comment_has_no_card(app, client, cast, seminar):
    with app.app_context():
        make_comment(seminar.id, body=VIMEO, by=cast.ana.actor)
    (comment,) = inspect_page(client.get("/posts/seminar")).xpath("//article[contains(@class, 'comment')]")
    assert comment.xpath(".//*[@class='video']") == []
    assert VIMEO in comment.xpath(".//a/@href")
