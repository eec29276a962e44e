"""Translations, series, pinned posts and the address to be found by, as authors give them and readers see them."""

import pytest

from forum.domain.comment_states import State
from forum.operations.posts.drafts import BelongingDraft
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements


@pytest.fixture
def ferry(app, cast):
    with app.app_context():
        return make_post(cast.chanthy.actor, title="Ferry", slug="ferry")


@pytest.fixture
def chanthy(sign_in, cast):
    return sign_in(cast.chanthy)


def write(browser, **values):
    answer = browser.submit(
        browser.get("/desk/posts/new"), "/desk/posts", intent="publish", body="Words.", **values
    )
    assert answer.status_code == 303, text_of(inspect_page(answer))


def test_a_translation_leads_to_the_original_and_back(client, chanthy, ferry):
    write(chanthy, title="เรือ", slug="ruea", language="th", translates="/posts/ferry")
    page = inspect_page(client.get("/posts/ferry"))
    (link,) = page.xpath("//nav[@aria-label='Other languages']//a")
    assert (link.get("href"), link.get("hreflang"), link.get("lang"), text_of(link)) == (
        "/posts/ruea",
        "th",
        "th",
        "ไทย",
    )
    page = inspect_page(client.get("/posts/ruea"))
    nav = page.xpath("//nav[@aria-label='Other languages']")[0]
    assert text_of(nav) == "English (original)"
    alternates = page.xpath("//link[@rel='alternate' and @hreflang]")
    assert {one.get("hreflang"): one.get("href").rpartition("/")[2] for one in alternates} == {
        "th": "ruea",
        "en": "ferry",
        "x-default": "ferry",
    }
    assert "The original was changed" not in text_of(page)
    # The author changes the original: the translation says so until it follows.
    edit = f"/desk/posts/{ferry.id}/edit"
    chanthy.submit(chanthy.get(edit), f"/desk/posts/{ferry.id}", intent="save", body="Other words.")
    assert "The original was changed" in text_of(inspect_page(client.get("/posts/ruea")))


def test_a_post_in_a_series_leads_to_its_neighbours(client, chanthy):
    for title in ("One", "Two", "Three"):
        write(chanthy, title=title, slug=title.lower(), series="On rivers")
    page = inspect_page(client.get("/posts/two"))
    (nav,) = page.xpath("//nav[@class='series']")
    assert text_of(nav.xpath("h2")[0]) == "Part 2 of 3 in the series On rivers"
    assert nav.xpath(".//li/a/@href") == ["/posts/one", "/posts/three"]
    whole = inspect_page(client.get("/series/on-rivers"))
    assert [text_of(one) for one in whole.xpath("//main//article//h2")] == ["One", "Two", "Three"]
    assert client.get("/series/on-rivers/feed.atom").status_code == 200
    assert client.get("/series/on-lakes").status_code == 404


def test_a_pinned_post_stands_before_the_others(app, cast, client, sign_in, ferry):
    with app.app_context():
        make_post(cast.chanthy.actor, title="Newer", slug="newer")
    boun = sign_in(cast.boun)
    edit = f"/desk/posts/{ferry.id}/edit"
    answer = boun.submit(boun.get(edit), f"/desk/posts/{ferry.id}", intent="save", pinned="yes")
    assert answer.status_code == 303
    page = inspect_page(client.get("/"))
    assert page.xpath("//section[@aria-label='Pinned']//h2/a/@href") == ["/posts/ferry"]
    assert page.xpath("//main//article//h2/a/@href") == ["/posts/ferry", "/posts/newer"]
    assert text_of(page.xpath("//section[@aria-label='Pinned']//p")[0]).endswith("Pinned")
    # Its author saves it, and it stays where it is.
    chanthy = sign_in(cast.chanthy)
    assert chanthy.submit(chanthy.get(edit), f"/desk/posts/{ferry.id}", intent="save").status_code == 303
    assert inspect_page(client.get("/")).xpath("//section[@aria-label='Pinned']")


def test_of_a_republished_text_the_author_chooses_the_address_to_be_found_by(client, chanthy):
    source = {"source_name": "A paper", "source_address": "https://paper.example/a"}
    for slug, canonical, expected in (
        ("there", "", "https://paper.example/a"),
        ("here", "here", "/posts/here"),
    ):
        write(chanthy, title=slug, slug=slug, canonical=canonical, **source)
        (link,) = inspect_page(client.get(f"/posts/{slug}")).xpath("//link[@rel='canonical']/@href")
        assert link.endswith(expected)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"translates": "/posts/nothing"}, "translates", "There is no post at this address"),
        ({"translates": "/posts/ferry"}, "translates", "in the same language"),
        ({"series": "?!"}, "series", "needs letters or digits"),
        ({"series": "A", "series_place": "first"}, "series_place", "from 1 to 9999"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(chanthy, ferry, values, field, said):
    typed = {"title": "Boat", "body": "Words.", **values}
    answer = chanthy.submit(chanthy.get("/desk/posts/new"), "/desk/posts", intent="publish", **typed)
    assert answer.status_code == 422
    page = inspect_page(answer)
    assert page.xpath("//*[@aria-invalid='true']/@name") == [field]
    assert said in text_of(page)
    kept = form_of(answer, "/desk/posts").filled()
    assert {name: kept[name] for name in values} == values


def test_the_page_of_a_post_that_belongs_everywhere_keeps_its_budget(app, cast, client, ferry):
    with app.app_context():
        for number, language in enumerate(("th", "lo", "km")):
            make_post(
                cast.chanthy.actor,
                slug=f"in-{language}",
                language=language,
                announces_id=ferry.id,
                belonging=BelongingDraft(translates_id=ferry.id, series="On rivers", series_place=number + 1),
            )
    with count_statements(at_most=8):
        page = inspect_page(client.get("/posts/in-lo"))
    assert len(page.xpath("//nav[@aria-label='Other languages']//a")) == 3


def test_an_update_carries_the_comments_of_what_it_announces_in_lists_too(app, cast, client, ferry):
    with app.app_context():
        make_post(cast.chanthy.actor, slug="update", announces_id=ferry.id)
        hidden = make_post(cast.chanthy.actor, published_at=None)
        make_post(cast.chanthy.actor, slug="early", announces_id=hidden.id)
        for _ in range(2):
            make_comment(ferry.id, state=State.APPROVED, moderator=cast.boun.actor)
    cards = {
        card.xpath(".//h2/a/@href")[0]: card
        for card in inspect_page(client.get("/")).xpath("//main//article")
    }
    said = cards["/posts/update"].xpath(".//a[@href='/posts/ferry#comments']")
    assert [text_of(one) for one in said] == ["Discussion: 2 comments"]
    assert "Discussion:" not in text_of(cards["/posts/early"])
