"""Those who sign, as an administrator keeps them and as readers then find them."""

import pytest

from forum.operations.posts.drafts import BylineDraft
from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of

AT = "/desk/bylines"


@pytest.fixture
def boun(app, sign_in, cast):
    with app.app_context():
        for name in ("Mali Thongkham", "Mali T."):
            make_post(cast.chanthy.actor, bylines=(BylineDraft(name=name),))
    return sign_in(cast.boun)


def address_of(browser, name) -> str:
    (address,) = inspect_page(browser.get(AT)).xpath("//ul[@class='rows']//a[text()=$name]/@href", name=name)
    return address


def test_a_person_has_a_page_with_their_names_at_an_address_that_leads_on(boun, client):
    address = address_of(boun, "Mali Thongkham")
    typed = {"title": "Editor", "bio": "Writes about rivers.", "slug": "mali", "name-th": "มะลิ ทองคำ"}
    answer = boun.submit(boun.get(address), address, **typed)
    assert answer.status_code == 303
    again = boun.get(answer.location)
    assert "“Mali Thongkham” is saved." in text_of(inspect_page(again))
    assert form_of(again, address).filled()["name-th"] == "มะลิ ทองคำ"
    for old, new in (
        ("/people/mali-thongkham", "/people/mali"),
        ("/people/mali-thongkham/feed.json", "/people/mali/feed.json"),
    ):
        led_on = client.get(old)
        assert (led_on.status_code, led_on.location) == (301, new)
    page = inspect_page(client.get("/people/mali"))
    (thai,) = page.xpath("//div[@class='list-head']//*[@lang='th']")
    assert text_of(thai) == "มะลิ ทองคำ"
    assert {"Editor", "Writes about rivers."} <= {
        text_of(one) for one in page.xpath("//div[@class='list-head']/p")
    }


def test_two_pages_become_one_by_an_address_as_people_copy_it(boun, client):
    address = address_of(boun, "Mali T.")
    answer = boun.submit(
        boun.get(address), f"{address}/merger", into="https://forum.test/people/mali-thongkham/"
    )
    assert answer.status_code == 303
    assert "belongs to “Mali Thongkham” now" in text_of(inspect_page(boun.get(answer.location)))
    assert client.get("/people/mali-t").location == "/people/mali-thongkham"
    assert len(inspect_page(client.get("/people/mali-thongkham")).xpath("//main//article")) == 2


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(boun):
    address = address_of(boun, "Mali T.")
    for action, values, field, said in (
        (address, {"name": "", "title": "Editor"}, "name", "Please give a name."),
        (address, {"bio": "x" * 1001, "name-th": "มะลิ"}, "bio", "room for 1000 characters"),
        (address, {"slug": "x" * 301}, "slug", "room for 300 characters"),
        (f"{address}/merger", {"into": "nobody"}, "into", "Nobody’s page is at this address."),
    ):
        answer = boun.submit(boun.get(address), action, **values)
        assert answer.status_code == 422
        page = inspect_page(answer)
        assert page.xpath("//*[@aria-invalid='true']/@name") == [field]
        assert said in text_of(page)
        kept = form_of(answer, action).filled()
        assert {name: kept[name] for name in values} == values


def test_an_expired_form_comes_back_as_it_was_typed(boun):
    address = address_of(boun, "Mali T.")
    answer = boun.post(address, data={"name": "Mali", "name-th": "มะลิ", "csrf_token": "old"})
    assert answer.status_code == 400
    assert form_of(answer, address).filled()["name-th"] == "มะลิ"


def test_a_site_without_names_says_so(app, cast, sign_in):
    assert "Nobody has signed yet" in text_of(inspect_page(sign_in(cast.boun).get(AT)))
