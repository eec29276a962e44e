"""Series, as an administrator keeps them and as readers then find their posts."""

import pytest

from forum.operations.posts.drafts import BelongingDraft
from tests.factories.posts import make_post
from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

AT = "/desk/series"


@pytest.fixture
def boun(app, sign_in, cast):
    with app.app_context():
        for title, series in (
            ("One", "Ferries"),
            ("Two", "Ferries"),
            ("Three", "Ferries"),
            ("Raft", "Rivers"),
        ):
            make_post(cast.chanthy.actor, title=title, belonging=BelongingDraft(series=series))
        make_post(
            cast.chanthy.actor, title="Draft", published_at=None, belonging=BelongingDraft(series="Secret")
        )
    return sign_in(cast.boun)


def address_of(browser, name) -> str:
    (address,) = inspect_page(browser.get(AT)).xpath("//ul[@class='rows']//a[text()=$name]/@href", name=name)
    return address


def titles(answer) -> list[str]:
    return inspect_page(answer).xpath("//ol[@class='rows']//a[@class='row__title']/text()")


def test_a_renamed_series_leads_readers_and_their_feeds_on_and_says_what_it_is(boun, client):
    address = address_of(boun, "Ferries")
    words = {"name": "Boats", "slug": "boats", "description": "Who crosses the river."}
    answer = boun.submit(boun.get(address), address, **words)
    assert answer.status_code == 303
    assert "“Boats” is saved." in text_of(inspect_page(boun.get(answer.location)))
    for old, new in (
        ("/series/ferries", "/series/boats"),
        ("/series/ferries/feed.atom", "/series/boats/feed.atom"),
    ):
        led_on = client.get(old)
        assert (led_on.status_code, led_on.location) == (301, new)
        assert client.get(new).status_code == 200
    assert "Who crosses the river." in text_of(inspect_page(client.get("/series/boats")))
    assert "changed the series" in text_of(inspect_page(boun.get("/desk/log")))


def test_the_old_address_of_a_series_of_drafts_tells_nothing(boun, client):
    address = address_of(boun, "Secret")
    page = boun.get(address)
    assert not inspect_page(page).xpath("//a[starts-with(@href, '/series/')]")
    assert boun.submit(page, address, name="Secret", slug="hidden").status_code == 303
    assert client.get("/series/secret").status_code == 404


def test_a_merged_series_leads_to_the_other(boun, client):
    address = address_of(boun, "Ferries")
    answer = boun.submit(boun.get(address), f"{address}/merger", into="Rivers")
    assert answer.status_code == 303
    assert "stand in “Rivers” now" in text_of(inspect_page(boun.get(answer.location)))
    assert client.get("/series/ferries").location == "/series/rivers"


def test_parts_are_moved_by_arrow_and_by_number_and_stay_put(boun, client):
    address = address_of(boun, "Ferries")
    order = f"{address}/order"
    for buttons, places, expected in (
        ({"down": "1"}, None, ["Two", "One", "Three"]),
        ({"up": "3"}, None, ["Two", "Three", "One"]),
        ({}, ["3", "2", "1"], ["One", "Three", "Two"]),
        ({}, ["1", "2", "2"], ["One", "Two", "Three"]),
        ({"up": "2"}, ["3", "2", "1"], ["Two", "Three", "One"]),
    ):
        form = form_of(boun.get(address), order).filled()
        numbers = inspect_page(boun.get(address)).xpath("//input[@name='part']/@value")
        data = {**form, "part": numbers, "place": places or [*map(str, range(1, 4))], **buttons}
        answer = boun.post(order, data=data)
        assert answer.status_code == 303
        assert titles(boun.get(address)) == expected
        shown = [one.text for one in inspect_page(client.get("/series/ferries")).xpath("//article//h2/a")]
        assert shown == expected
    wrong = boun.post(order, data={**data, "part": ["2", "3", "1"], "place": ["1", "soon", "2"]})
    assert wrong.status_code == 422
    assert "from 1 to 9999" in text_of(inspect_page(wrong))
    assert inspect_page(wrong).xpath("//input[@name='place']/@value") == ["1", "soon", "2"]


def test_parts_that_were_moved_meanwhile_are_shown_and_what_was_typed_stays(boun):
    address = address_of(boun, "Ferries")
    order = f"{address}/order"
    form = form_of(boun.get(address), order).filled()
    seen = {**form, "part": ["1", "2", "3"], "place": ["1", "2", "3"]}
    assert boun.post(order, data={**seen, "up": "3"}).status_code == 303
    # Whoever opened the page before: by an arrow, by numbers, and with a post that was never in it.
    for more, places in (
        ({"up": "2"}, ["1", "2", "3"]),
        ({"place": ["1", "3", "2"]}, ["1", "2", "3"]),
        ({"place": ["3", "2", "3"]}, ["3", "2", "3"]),
        ({"part": ["1", "4"], "place": ["2", "1"]}, ["2", "2", "3"]),
    ):
        answer = boun.post(order, data=seen | more)
        assert answer.status_code == 409
        page = inspect_page(answer)
        assert "moved the parts or taken a post out of this series" in text_of(page)
        assert titles(answer) == ["One", "Three", "Two"]
        assert page.xpath("//input[@name='place']/@value") == places
    assert titles(boun.get(address)) == ["One", "Three", "Two"]


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(boun):
    address = address_of(boun, "Ferries")
    for action, values, field, said in (
        (address, {"name": "", "slug": "x"}, "name", "Please give the series a name."),
        (address, {"name": "Rivers", "slug": "x"}, "name", "You can merge the two."),
        (address, {"name": "B", "slug": "x" * 301}, "slug", "An address has room for 300 characters."),
        (address, {"name": "B", "description": "x" * 501}, "description", "has room for 500 characters."),
        (f"{address}/merger", {"into": "Rafts"}, "into", "There is no series of this name."),
    ):
        answer = boun.submit(boun.get(address), action, **values)
        assert answer.status_code == 422
        page = inspect_page(answer)
        assert page.xpath("//*[@aria-invalid='true']/@name") == [field]
        assert said in text_of(page)
        kept = form_of(answer, action).filled()
        assert {name: kept[name] for name in values} == values


def test_an_empty_series_is_deleted_and_one_with_posts_is_not(boun, app, cast):
    address = address_of(boun, "Secret")
    number = int(inspect_page(boun.get(address)).xpath("string(//input[@name='part']/@value)"))
    token = form_of(boun.get(address), address).filled()["csrf_token"]
    refused = boun.post(f"{address}/deletion", data={"csrf_token": token})
    assert refused.status_code == 422
    assert "Posts stand in this series." in text_of(inspect_page(refused))
    path = f"/desk/posts/{number}"
    assert boun.submit(boun.get(f"{path}/edit"), path, intent="save", series="").status_code == 303
    assert boun.submit(boun.get(address), f"{address}/deletion").status_code == 303
    assert boun.get(address).status_code == 404


def test_the_pages_keep_to_their_budget(boun):
    for address in (AT, address_of(boun, "Ferries")):
        with count_statements(at_most=12):
            boun.get(address)


def test_a_site_without_series_says_so(app, cast, sign_in):
    assert "No series yet" in text_of(inspect_page(sign_in(cast.boun).get(AT)))
