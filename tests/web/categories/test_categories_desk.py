"""Categories, as an administrator finds and changes them and as readers then see them."""

import pytest

from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

AT = "/desk/categories"


@pytest.fixture
def boun(sign_in, cast):
    return sign_in(cast.boun)


def add(browser, **values):
    answer = browser.submit(browser.get(AT), AT, **values)
    assert answer.status_code == 303, text_of(inspect_page(answer))
    return browser.get(answer.location)


def link_to(page, name) -> str:
    (address,) = inspect_page(page).xpath("//ol//a[text()=$name]/@href", name=name)
    return address


def test_an_empty_site_gets_its_categories(boun, client):
    assert "No categories yet" in text_of(inspect_page(boun.get(AT)))
    add(boun, name="Guides", description="How to.")
    page = add(boun, name="Updates", place="1")
    assert "“Updates” is saved." in text_of(inspect_page(page))
    readers = inspect_page(client.get("/"))
    assert readers.xpath("//nav[@class='frame sections']//a/text()")[:2] == ["Updates", "Guides"]
    assert "How to." in text_of(inspect_page(client.get("/categories/guides")))


def test_a_mode_of_its_own_closes_the_comments_of_its_posts(app, boun, cast, client):
    with app.app_context():
        make_post(cast.chanthy.actor, slug="ferry")
    assert client.get("/posts/ferry/comments/new").status_code == 200
    address = link_to(boun.get(AT), "Posts")
    page = boun.get(address)
    assert form_of(page, address).filled()["name"] == "Posts"
    assert boun.submit(page, address, comments_mode="closed").status_code == 303
    assert "Comments are closed" in text_of(inspect_page(boun.get(AT)))
    assert "Comments on this post are closed" in text_of(
        inspect_page(client.get("/posts/ferry/comments/new"))
    )


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"name": ""}, "name", "Please give the category a name."),
        ({"name": "Guides"}, "name", "Another category has this name already."),
        ({"description": "x" * 501}, "description", "A description has room for 500 characters."),
        ({"comments_mode": "nonsense"}, "comments_mode", "Please choose one of the possibilities."),
        ({"place": "9"}, "place", "Please enter a place from 1 to 2."),
        ({"place": "first"}, "place", "Please enter a place from 1 to 2."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(boun, values, field, said):
    add(boun, name="Guides")
    typed = {"name": "Tools", "description": "For everybody", **values}
    answer = boun.submit(boun.get(AT), AT, **typed)
    assert answer.status_code == 422
    page = inspect_page(answer)
    assert page.xpath("//*[@aria-invalid='true']/@name") == [field]
    assert said in text_of(page)
    if field != "comments_mode":
        kept = form_of(answer, AT).filled()
        assert {name: kept[name] for name in typed} == typed


def test_an_expired_form_comes_back_as_it_was_typed(boun):
    answer = boun.post(AT, data={"name": "Tools", "csrf_token": "old"})
    assert answer.status_code == 400
    assert form_of(answer, AT).filled()["name"] == "Tools"


def test_only_an_empty_one_can_be_deleted(app, boun, cast):
    with app.app_context():
        make_post(cast.chanthy.actor)
    add(boun, name="Empty")
    full, empty = (link_to(boun.get(AT), name) for name in ("Posts", "Empty"))
    assert not inspect_page(boun.get(full)).xpath("//form[contains(@action, '/deletion')]")
    token = form_of(boun.get(full), full).filled()["csrf_token"]
    answer = boun.post(f"{full}/deletion", data={"csrf_token": token})
    assert answer.status_code == 422
    assert "There are posts or publications in this category." in text_of(inspect_page(answer))
    page = boun.get(boun.submit(boun.get(empty), f"{empty}/deletion").location)
    assert "The category is deleted." in text_of(inspect_page(page))
    assert boun.get(empty).status_code == 404


def test_the_page_asks_few_questions(boun):
    for name in ("A", "B", "C", "D"):
        add(boun, name=name)
    boun.get(AT)
    with count_statements(at_most=5):
        boun.get(AT)


def test_a_category_in_another_is_found_there_and_not_at_the_top(app, boun, cast, client):
    add(boun, name="Guides")
    address = link_to(boun.get(AT), "Guides")
    parent = address.rpartition("/")[2]
    add(boun, name="In Thai", parent=parent)
    part = int(link_to(boun.get(AT), "In Thai").rpartition("/")[2])
    with app.app_context():
        make_post(cast.chanthy.actor, slug="ferry", title="The ferry", category_id=part)
    front = inspect_page(client.get("/"))
    assert "In Thai" not in front.xpath("//nav[@class='frame sections']//a/text()")
    above = inspect_page(client.get("/categories/guides"))
    assert above.xpath("//nav[@aria-label='Categories in it']//a/@href") == ["/categories/in-thai"]
    assert "The ferry" in text_of(above)
    below = inspect_page(client.get("/categories/in-thai"))
    assert below.xpath("//div[@class='list-head']//a/@href") == ["/categories/guides"]
    assert below.xpath("//nav[@class='frame sections']//a[@aria-current]/text()") == ["Guides"]
    assert "The ferry" in client.get("/categories/guides/feed.atom").get_data(as_text=True)
    # Two levels: what has a part stands in none, and the form offers nothing else.
    assert not inspect_page(boun.get(address)).xpath("//select[@name='parent']")
    answer = boun.submit(boun.get(AT), AT, name="Deeper", parent=str(part))
    assert answer.status_code == 422
    assert "There are two levels." in text_of(inspect_page(answer))


def test_a_changed_address_leads_readers_and_their_feeds_on(boun, client):
    add(boun, name="Guides")
    address = link_to(boun.get(AT), "Guides")
    assert boun.submit(boun.get(address), address, slug="tools").status_code == 303
    for old, new in (
        ("/categories/guides", "/categories/tools"),
        ("/categories/guides/feed.rss", "/categories/tools/feed.rss"),
    ):
        led_on = client.get(old)
        assert (led_on.status_code, led_on.location) == (301, new)


def test_a_merged_category_leads_to_the_other(app, boun, cast, client):
    add(boun, name="Posts")
    add(boun, name="Guides")
    with app.app_context():
        make_post(cast.chanthy.actor, slug="ferry", title="The ferry")
    address, into = (link_to(boun.get(AT), name) for name in ("Posts", "Guides"))
    page = boun.get(address)
    answer = boun.submit(page, f"{address}/merger", into=into.rpartition("/")[2])
    assert answer.status_code == 303
    assert "Its posts stand in “Guides” now" in text_of(inspect_page(boun.get(answer.location)))
    assert client.get("/categories/posts").location == "/categories/guides"
    assert "The ferry" in text_of(inspect_page(client.get("/categories/guides")))
