"""Tags, as an administrator keeps them and as readers then find their posts."""

import pytest

from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of

AT = "/desk/tags"


@pytest.fixture
def boun(app, sign_in, cast):
    with app.app_context():
        make_post(cast.chanthy.actor, slug="ferry", tags=("Boats", "Rivers"))
        make_post(cast.chanthy.actor, slug="raft", tags=("Ships",), published_at=None)
    return sign_in(cast.boun)


def address_of(browser, name) -> str:
    (address,) = inspect_page(browser.get(AT)).xpath("//ul[@class='rows']//a[text()=$name]/@href", name=name)
    return address


def test_a_renamed_tag_leads_readers_and_their_feeds_on(boun, client):
    address = address_of(boun, "Boats")
    answer = boun.submit(boun.get(address), address, name="Ferries", slug="ferries")
    assert answer.status_code == 303
    assert "“Ferries” is saved." in text_of(inspect_page(boun.get(answer.location)))
    for old, new in (("/tags/boats", "/tags/ferries"), ("/tags/boats/feed.atom", "/tags/ferries/feed.atom")):
        led_on = client.get(old)
        assert (led_on.status_code, led_on.location) == (301, new)
        assert client.get(new).status_code == 200


def test_the_old_address_of_a_tag_of_drafts_tells_nothing(boun, client):
    address = address_of(boun, "Ships")
    assert boun.submit(boun.get(address), address, name="Ships", slug="secret").status_code == 303
    assert client.get("/tags/ships").status_code == 404


def test_a_merged_tag_leads_to_the_other(boun, client):
    address = address_of(boun, "Boats")
    answer = boun.submit(boun.get(address), f"{address}/merger", into="Rivers")
    assert answer.status_code == 303
    assert "the tag “Rivers” now" in text_of(inspect_page(boun.get(answer.location)))
    assert client.get("/tags/boats").location == "/tags/rivers"


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(boun):
    address = address_of(boun, "Boats")
    for action, values, field, said in (
        (address, {"name": "", "slug": "x"}, "name", "Please give the tag a name."),
        (address, {"name": "Rivers", "slug": "x"}, "name", "You can merge the two."),
        (address, {"name": "B", "slug": "x" * 301}, "slug", "An address has room for 300 characters."),
        (f"{address}/merger", {"into": "Rafts"}, "into", "There is no tag of this name."),
    ):
        answer = boun.submit(boun.get(address), action, **values)
        assert answer.status_code == 422
        page = inspect_page(answer)
        assert page.xpath("//*[@aria-invalid='true']/@name") == [field]
        assert said in text_of(page)
        kept = form_of(answer, action).filled()
        assert {name: kept[name] for name in values} == values


def test_an_expired_form_comes_back_as_it_was_typed(boun):
    address = address_of(boun, "Boats")
    answer = boun.post(address, data={"name": "Ferries", "csrf_token": "old"})
    assert answer.status_code == 400
    assert form_of(answer, address).filled()["name"] == "Ferries"


def test_a_deleted_tag_is_gone(boun, client):
    address = address_of(boun, "Boats")
    assert boun.submit(boun.get(address), f"{address}/deletion").status_code == 303
    assert boun.get(address).status_code == 404
    assert client.get("/tags/boats").status_code == 404


def test_a_site_without_tags_says_so(app, cast, sign_in):
    assert "No tags yet" in text_of(inspect_page(sign_in(cast.boun).get(AT)))
