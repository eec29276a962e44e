"""From an empty editor to a page that the world reads, and back."""

import pytest

from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements
from tests.web.posts_desk.conftest import at_its_editor, value_of


def test_title_and_body_are_enough_to_publish(chanthy, client):
    form = chanthy.get("/desk/posts/new")
    answer = chanthy.submit(
        form, "/desk/posts", title="Ferries at dawn", body="They **leave** at five.", intent="publish"
    )
    page = inspect_page(at_its_editor(chanthy, answer))
    (notice,) = page.xpath("//main//*[@role='status']")
    assert text_of(notice) == "The post is published. See it on the site"
    assert notice.find(".//a").get("href") == "/posts/ferries-at-dawn"
    shown = client.get("/posts/ferries-at-dawn")
    assert "<strong>leave</strong>" in shown.get_data(as_text=True)
    assert "By Chanthy" in text_of(inspect_page(shown))
    assert "Ferries at dawn" in text_of(inspect_page(client.get("/")))


def test_a_request_with_nothing_but_title_body_and_token_is_a_whole_form(chanthy, client):
    page = chanthy.get("/desk/posts/new")
    token = inspect_page(page).xpath("//form[@data-editor]//input[@name='csrf_token']/@value")[0]
    answer = chanthy.post(
        "/desk/posts", data={"csrf_token": token, "title": "Short", "body": "Words.", "intent": "publish"}
    )
    assert answer.status_code == 303
    assert client.get("/posts/short").status_code == 200


def test_a_draft_is_nowhere_to_be_seen(write, client, chanthy):
    write("save", tags="hidden", **{"byline-0-name": "Somebody New"})
    assert client.get("/posts/ferries-at-dawn").status_code == 404
    assert "Ferries" not in text_of(inspect_page(client.get("/")))
    assert client.get("/people/somebody-new").status_code == 404
    assert client.get("/tags/hidden").status_code == 404
    assert "Ferries at dawn" in text_of(inspect_page(chanthy.get("/desk/posts")))


def test_everything_that_is_typed_comes_back_in_the_editor(write, save, chanthy):
    other = write(title="The blog post")
    fields = {
        "excerpt": "By hand.",
        "tags": "Migration, safe return",
        "discussion_prompt": "What do you think?",
        "comments_mode": "closed",
        "close_after_days": "30",
        "keep_open": "yes",
        "language": "th",
        "published_at": "2017-03-14T10:00",
        "source_name": "A paper",
        "source_address": "https://example.org/a",
        "source_date": "2016-12-16",
        "source_permission": "By kind permission",
        "announces": "/posts/the-blog-post",
        "slug": "typed-address",
        "byline-0-name": "Amara Lindqvist",
        "byline-0-title": "Secretary",
        "byline-0-organisation": "The Conference",
        "byline-0-role": "translator",
    }
    path = write(body="Line one\r\n\r\nLine two", **fields)
    assert path != other
    page = inspect_page(chanthy.get(f"{path}/edit"))
    assert {name: value_of(page, name) for name in fields} == fields
    assert value_of(page, "body") == "Line one\n\nLine two"
    save(path)
    page = inspect_page(chanthy.get(f"{path}/edit"))
    assert {name: value_of(page, name) for name in fields} == fields, "a save without changes changes nothing"


def test_a_field_that_is_left_out_keeps_what_is_stored(write, chanthy):
    path = write(tags="Migration", excerpt="By hand.")
    page = inspect_page(chanthy.get(f"{path}/edit"))
    sent = {name: value_of(page, name) for name in ("seen", "title")}
    token = page.xpath("//form[@data-editor]//input[@name='csrf_token']/@value")[0]
    answer = chanthy.post(path, data={**sent, "csrf_token": token, "body": "Other words.", "intent": "save"})
    page = inspect_page(at_its_editor(chanthy, answer))
    assert (value_of(page, "tags"), value_of(page, "excerpt")) == ("Migration", "By hand.")
    assert value_of(page, "byline-0-name") == "Chanthy"


def test_the_life_of_a_post(write, save, chanthy, client):
    path = write("save")
    for intent, status, state in [
        ("publish", 200, "Published"),
        ("unpublish", 410, "Draft"),
        ("publish", 200, "Published"),
        ("trash", 410, "In the trash"),
        ("restore", 410, "Draft"),
        ("publish", 200, "Published"),
    ]:
        page = inspect_page(at_its_editor(chanthy, save(path, intent)))
        assert text_of(page.xpath("//*[contains(@class, 'state--')]")[0]) == state
        assert client.get("/posts/ferries-at-dawn").status_code == status, intent


def test_a_button_without_the_text_moves_the_post_and_leaves_the_text(write, chanthy, client):
    path = write()
    page = inspect_page(chanthy.get(f"{path}/edit"))
    token = page.xpath("//form[@data-editor]//input[@name='csrf_token']/@value")[0]
    answer = chanthy.post(path, data={"csrf_token": token, "intent": "trash"})
    page = inspect_page(at_its_editor(chanthy, answer))
    assert value_of(page, "body") == "They **leave** at five."
    assert client.get("/posts/ferries-at-dawn").status_code == 410


def test_the_address_follows_the_title_until_it_is_published_and_leads_on_ever_after(
    write, save, chanthy, client
):
    path = write("save")
    assert value_of(inspect_page(chanthy.get(f"{path}/edit")), "slug") == ""
    save(path, "publish", title="Boats at dusk")
    assert client.get("/posts/boats-at-dusk").status_code == 200
    save(path, title="Boats at night")
    assert client.get("/posts/boats-at-dusk").status_code == 200
    save(path, slug="เรือตอนเย็น")
    answer = client.get("/posts/boats-at-dusk")
    assert answer.status_code == 301
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_scheduled_post_appears_by_itself(frozen, write, save, chanthy, client, app):
    path = write(published_at="2026-03-02T12:00")  # the site's zone is UTC until somebody chooses another
    page = inspect_page(chanthy.get(f"{path}/edit"))
    assert "Scheduled" in text_of(page)
    assert "It will appear on 2 March 2026, 12:00." in text_of(page)
    assert client.get("/posts/ferries-at-dawn").status_code == 404
    assert "Ferries" in text_of(inspect_page(chanthy.get("/desk/posts?state=scheduled")))
    save(path, title="Boats at dusk")
    frozen.move_to(NOW.replace(hour=12))
    assert client.get("/posts/boats-at-dusk").status_code == 200
    assert client.get("/posts/ferries-at-dawn").status_code == 404
    assert "Boats" not in text_of(inspect_page(chanthy.get("/desk/posts?state=scheduled")))


def test_a_time_is_meant_in_the_sites_zone_and_keeps_its_seconds(app, cast, frozen, chanthy, write, save):
    from forum.operations.settings import change_settings
    from forum.queries.posts_desk.manuscripts import edited_post

    with app.app_context():
        change_settings({"time_zone": "Asia/Bangkok"}, by=cast.boun.actor, now=NOW)
    frozen.shift(12.5)
    path = write()
    number = int(path.rpartition("/")[2])
    assert value_of(inspect_page(chanthy.get(f"{path}/edit")), "published_at") == "2026-03-02T16:00"
    save(path, body="Other words.")

    def stored():
        with app.app_context():
            return edited_post(number, by=cast.chanthy.actor).published_at

    assert stored().second == 12
    save(path, published_at="2017-03-14T10:00")
    assert stored().isoformat() == "2017-03-14T03:00:00+00:00"


@pytest.mark.parametrize(
    "address", ["/posts/the-blog-post", "http://localhost/posts/the-blog-post", "the-blog-post"]
)
def test_a_post_announces_another_one(write, client, address):
    write(title="The blog post")
    write(title="New on the blog", announces=address)
    page = inspect_page(client.get("/posts/new-on-the-blog"))
    assert page.xpath("//main//a[@href='/posts/the-blog-post']")


def test_a_body_of_almost_a_mebibyte_is_taken(write, chanthy, save):
    path = write("save", body=("word " * 39_000))
    answer = save(
        path, body="ย้าย " * 60_000
    )  # 840 kB on the wire; too many characters, but not too many bytes
    assert answer.status_code == 422
    assert "A post has room for 200000 characters" in text_of(inspect_page(answer))


def test_the_editor_keeps_its_budget(write, chanthy, cast, app):
    rows = {f"byline-{n}-name": f"Name {n}" for n in range(1)}
    path = write(tags="one, two, three", **rows)
    with count_statements(at_most=10):
        chanthy.get(f"{path}/edit")
    with count_statements(at_most=10):
        chanthy.get("/desk/posts/new")


def test_a_form_that_is_sent_twice_makes_one_post(chanthy):
    form = form_of(chanthy.get("/desk/posts/new"), "/desk/posts")
    values = form.filled(title="Ferries at dawn", body="They leave at five.", intent="publish")
    places = {chanthy.post("/desk/posts", data=values).location for _ in range(2)}
    assert len(places) == 1
    again = chanthy.post("/desk/posts", data={**values, "intent": "preview"})
    assert form_of(again, "/desk/posts").filled()["form_key"] == values["form_key"]


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "a key with spaces in it"])
def test_a_key_that_is_none_stops_nobody(chanthy, key):
    form = form_of(chanthy.get("/desk/posts/new"), "/desk/posts")
    values = form.filled(title="Ferries at dawn", body="They leave at five.", intent="save", form_key=key)
    assert chanthy.post("/desk/posts", data=values).status_code == 303
