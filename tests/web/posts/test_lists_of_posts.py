"""The front page and the lists: what a reader gets to see there."""

import pytest

from forum.models.person import BylineRole
from forum.operations.posts.drafts import BylineDraft
from forum.operations.settings import change_settings
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import LONG_AGO, NOW, TOMORROW, YESTERDAY
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements


@pytest.fixture
def settle(app, cast):
    """``settle(posts_per_page=2)``: what the administrator decides about the site."""

    def change(**changes):
        with app.app_context():
            change_settings(changes, by=cast.boun.actor, now=NOW)

    return change


def cards(page):
    return page.xpath("//article[contains(@class, 'post-card')]")


def titles(page):
    return [text_of(heading) for heading in page.xpath("//article//h2")]


def link(page, words):
    """The address behind the link with exactly these words; None where there is none."""
    found = [one.get("href") for one in page.xpath("//a") if text_of(one) == words]
    return found[0] if found else None


def test_the_front_page_shows_each_post_as_its_author_presents_it(app, cast, client):
    with app.app_context():
        post = make_post(
            cast.chanthy.actor,
            title="Choice, work & safety",
            excerpt="Who asked <them>?",
            bylines=(BylineDraft(name="Thida Aung", title="Officer"), BylineDraft(name="Siri")),
        )
        make_comment(post.id, by=cast.ana.actor)

    page = inspect_page(client.get("/"))
    (card,) = cards(page)
    words = text_of(card)
    assert "Choice, work & safety" in words
    assert "Who asked <them>?" in words
    assert "By Thida Aung, Officer; Siri" in words
    assert "Read more: Choice, work & safety" in words
    assert "1 comment" in words
    assert f"{YESTERDAY:%-d %B %Y}" in words
    assert link(card, "Posts") == "/categories/posts"
    assert link(card, "Thida Aung") == "/people/thida-aung"
    assert link(card, "Choice, work & safety") == "/posts/choice-work-safety"
    assert card.xpath("string(.//h2/@lang)") == "en"


def test_a_post_that_nobody_wrote_alone_names_those_who_edited_it(app, cast, client):
    with app.app_context():
        make_post(
            cast.chanthy.actor,
            title="Newsletter",
            bylines=(
                BylineDraft(name="The team", role=BylineRole.EDITOR),
                BylineDraft(name="Siri", role=BylineRole.TRANSLATOR),
            ),
        )

    (card,) = cards(inspect_page(client.get("/")))
    assert text_of(card.xpath(".//p[@class='post-card__byline']")[0]) == "Edited by The team"
    post = inspect_page(client.get("/posts/newsletter"))
    assert "Edited by The team Translated by Siri" in text_of(post)


def test_a_post_that_nobody_signed_says_by_nobody(app, cast, client):
    with app.app_context():
        make_post(cast.chanthy.actor, title="Unsigned", bylines=())
    for path in ("/", "/posts/unsigned"):
        page = inspect_page(client.get(path))
        assert page.xpath("//*[contains(@class, 'byline')]") == []
        assert " By " not in f" {text_of(page)} "


def test_the_tab_says_the_site_s_name_once(app, cast, client, settle):
    settle(tagline="Voices from the river", posts_per_page=1)
    with app.app_context():
        for _ in range(2):
            make_post(cast.chanthy.actor)
    first = inspect_page(client.get("/"))
    assert first.findtext(".//title") == "Forum: Voices from the river"
    second = inspect_page(client.get(link(first, "Older posts")))
    assert second.findtext(".//title") == "Older posts – Forum"


def test_a_site_without_posts_says_so(client):
    assert "Nothing here yet" in text_of(inspect_page(client.get("/")))
    assert client.get("/archive").status_code == 200


def test_older_posts_are_a_link_away(app, cast, client, settle):
    settle(posts_per_page=2, tagline="Words along the river")
    with app.app_context():
        for number in range(5):
            make_post(cast.chanthy.actor, title=f"Post {number}")

    page = inspect_page(client.get("/"))
    assert "Words along the river" in text_of(page)
    seen = titles(page)
    while older := link(page, "Older posts"):
        assert older.startswith("/?older=")
        page = inspect_page(client.get(older))
        assert text_of(page.find(".//h1")) == "Older posts"
        assert page.xpath("string(//link[@rel='canonical']/@href)") == f"http://localhost{older}"
        seen += titles(page)
    assert seen == [f"Post {number}" for number in (4, 3, 2, 1, 0)]
    assert link(page, "Newest posts") == "/"


@pytest.mark.parametrize("older", ["", "zz", "1-2-3", "%00", "'--", "9" * 500])
def test_a_place_that_never_was_is_answered_400(client, older):
    assert client.get(f"/?older={older}").status_code == 400


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "path",
    [
        "/categories/none",
        "/tags/none",
        "/people/none",
        "/posts/none",
        "/posts/a%00b",
        "/tags/a%00b",
        "/people/%ff%fe",
        "/posts/" + "x" * 5000,
        "/p/0",
        "/p/99999999999999999999",
        "/comments/99999999999999999999",
    ],
)
def test_what_is_not_there_is_answered_404_with_a_page_of_the_site(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "Nothing is here" in text_of(inspect_page(response))


def test_category_tag_and_person_list_their_own_posts(app, cast, client):
    with app.app_context():
        make_post(
            cast.chanthy.actor,
            title="Here",
            tags=("กฎหมาย",),
            bylines=(BylineDraft(name="ศิริพร", title="Officer", organisation="Network"),),
        )
        make_post(cast.dara.actor, title="Elsewhere", tags=("Work",))

    front = inspect_page(client.get("/"))
    post = inspect_page(client.get("/posts/here"))
    category = inspect_page(client.get(link(front, "Posts")))
    assert titles(category) == ["Elsewhere", "Here"]
    tag = inspect_page(client.get(link(post, "กฎหมาย")))
    assert text_of(tag.find(".//h1")) == "กฎหมาย"
    assert titles(tag) == ["Here"]
    person = inspect_page(client.get(link(post, "ศิริพร")))
    assert text_of(person.find(".//h1")) == "ศิริพร"
    assert "Officer, Network" in text_of(person)
    assert titles(person) == ["Here"]
    for page in (category, tag, person):
        own = page.xpath("string(//link[@rel='canonical']/@href)")
        feed = page.xpath("string(//link[@type='application/atom+xml']/@href)")
        assert feed == f"{own}/feed.atom"
        assert client.get(feed).status_code == 200


def test_drafts_and_future_posts_are_on_no_list(app, cast, client):
    with app.app_context():
        make_post(cast.chanthy.actor, title="Secret draft", tags=("Work",), published_at=None)
        make_post(cast.chanthy.actor, title="Secret plan", published_at=TOMORROW.replace(year=2100))
        make_post(cast.chanthy.actor, title="Public", tags=("Work",))

    for path in ("/", "/categories/posts", "/tags/work", "/people/chanthy", "/archive", "/archive/2026"):
        assert "Secret" not in client.get(path).get_data(as_text=True), path
    assert client.get("/archive/2100").status_code == 404


def test_the_archive_leads_from_month_to_month_in_the_site_s_own_calendar(app, cast, client, settle):
    settle(time_zone="Asia/Bangkok")
    with app.app_context():
        for at in ((2016, 6, 10, 5), (2016, 12, 31, 18), (2017, 3, 2, 3)):
            make_post(
                cast.chanthy.actor,
                title=f"{at[1]}/{at[0]}",
                published_at=LONG_AGO.replace(year=at[0], month=at[1], day=at[2], hour=at[3]),
            )

    index = inspect_page(client.get("/archive"))
    year = inspect_page(client.get(link(index, "2017")))
    assert titles(year) == [
        "3/2017",
        "12/2016",
    ]  # the last evening of the year in Greenwich is New Year's in Bangkok
    assert link(year, "2016") == "/archive/2016"
    january = inspect_page(client.get(link(year, "January 2017")))
    assert text_of(january.find(".//h1")) == "January 2017"
    assert titles(january) == ["12/2016"]
    assert link(january, "March 2017") == "/archive/2017/03"
    assert link(january, "June 2016") == "/archive/2016/06"
    assert link(january, "2017") == "/archive/2017"
    assert client.get("/archive/2017/02").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/archive/2017",
        "/archive/2017/01",
        "/archive/0000",
        "/archive/9999",
        "/archive/2017/13",
        "/archive/2017/1",
    ],
)
def test_a_time_without_posts_has_no_page(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("posts", [1, 25])
def test_the_front_page_keeps_its_budget(app, cast, client, posts):
    with app.app_context():
        for _ in range(posts):
            make_post(cast.chanthy.actor)

    with count_statements(at_most=6):
        page = client.get("/")
    if older := link(inspect_page(page), "Older posts"):
        with count_statements(at_most=6):
            client.get(older)


def test_the_page_of_a_stranger_is_the_same_for_all_and_sets_no_cookie(app, cast, client):
    with app.app_context():
        make_post(cast.chanthy.actor, title="Post")

    for path in ("/", "/posts/post", "/categories/posts"):
        response = client.get(path)
        assert "Set-Cookie" not in response.headers
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert "csrf" not in response.get_data(as_text=True)
        assert response.data == app.test_client().get(path).data


def test_a_signed_in_person_s_page_is_kept_nowhere(app, cast, sign_in):
    elin = sign_in(cast.elin)

    response = elin.get("/")
    assert "Elin" in response.get_data(as_text=True)
    assert response.headers["Cache-Control"] == "private, no-store"
