"""What an author finds at the desk, shelf by shelf."""

import pytest

from tests.factories.posts import make_post
from tests.support.moments import NOW, TOMORROW, after
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

pytestmark = pytest.mark.both_engines


def titles(response) -> list[str]:
    return [text_of(link) for link in inspect_page(response).xpath("//a[@class='row__title']")]


@pytest.fixture
def shelves(app, cast):
    from forum.domain.post_states import PostMove
    from forum.operations.posts.moving import move_post

    with app.app_context():
        own = cast.chanthy.actor
        make_post(own, title="A draft", published_at=None, now=after(1))
        make_post(own, title="A public one")
        make_post(own, title="A planned one", published_at=TOMORROW, now=NOW)
        old = make_post(own, title="A trashed one")
        move_post(old.id, PostMove.TRASH, by=own, now=after(2))
        make_post(cast.dara.actor, title="Somebody else's", now=after(3))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("", ["A draft", "A planned one", "A public one"]),
        ("?state=draft", ["A draft"]),
        ("?state=scheduled", ["A planned one"]),
        ("?state=published", ["A public one"]),
        ("?state=trashed", ["A trashed one"]),
        ("?state=nonsense", ["A draft", "A planned one", "A public one"]),
    ],
)
def test_an_author_finds_their_own_posts(frozen, shelves, chanthy, state, expected):
    assert titles(chanthy.get(f"/desk/posts{state}")) == expected


def test_an_administrator_finds_all(frozen, shelves, cast, sign_in):
    boun = sign_in(cast.boun)
    assert titles(boun.get("/desk/posts"))[0] == "Somebody else's"
    assert titles(boun.get("/desk/posts?state=trashed")) == ["A trashed one"]


def test_pages_lead_through_all_of_them(app, cast, chanthy):
    with app.app_context():
        for number in range(65):
            make_post(cast.chanthy.actor, title=f"Post {number}", now=after(number // 2), published_at=None)
    seen, address = [], "/desk/posts?state=draft"
    while address:
        with count_statements(at_most=10):
            page = chanthy.get(address)
        seen += titles(page)
        following = inspect_page(page).xpath("//a[@rel='next']/@href")
        address = following[0] if following else None
    assert seen == [f"Post {number}" for number in reversed(range(65))]


def test_a_place_that_this_site_never_named_is_not_understood(chanthy):
    assert chanthy.get("/desk/posts?older=nonsense").status_code == 400


def test_an_empty_desk_invites(chanthy):
    assert "Nothing written yet" in text_of(inspect_page(chanthy.get("/desk/posts")))
    assert "Nothing here" in text_of(inspect_page(chanthy.get("/desk/posts?state=trashed")))
