"""Addresses of an earlier site: given in the editor, they lead to the post where nothing else answers."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.old_addresses import MOST
from forum.domain.post_states import PostMove
from forum.models import LogEntry
from forum.operations.posts.drafts import PostDraft
from forum.operations.posts.saving import create_post
from forum.web.posts import old_addresses
from tests.factories.posts import make_post
from tests.support.moments import NOW, TOMORROW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements
from tests.web.posts_desk.conftest import at_its_editor, value_of

OLD = "/2017/03/some-old-path.html"


@pytest.mark.both_engines
def test_however_it_is_written_it_leads_to_the_post(write, client):
    write(old_addresses=f"{OLD}\n/index.php?p=12&lang=en\n/caf%C3%A9/\n/แผนที่\n\n{OLD}/\n/?p=107")
    for address in (
        OLD,
        f"{OLD}/",
        f"{OLD}?utm_source=x",
        "/index.php?lang=en&p=12",
        "/caf%C3%A9",
        "/cafe%CC%81/",
        "/%E0%B9%81%E0%B8%9C%E0%B8%99%E0%B8%97%E0%B8%B5%E0%B9%88",
        "/?p=107",
        "/?utm_source=x&p=107",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.location) == (301, "/posts/ferries-at-dawn"), address
    assert client.head(OLD).status_code == 301
    for address in ("/index.php", "/index.php?p=13&lang=en", "/2017/03"):
        assert client.get(address).status_code == 404, address
    for address in ("/", "/?p=108", "/?page_id=107", "/?cat=107"):
        assert client.get(address).status_code == 200, address


def test_of_a_post_that_is_not_public_it_tells_nothing(write, save, client):
    path = write("save", old_addresses=f"{OLD}\n/?p=107")
    assert (client.get(OLD).status_code, client.get("/?p=107").status_code) == (404, 200)
    save(path, "publish")
    assert (client.get(OLD).status_code, client.get("/?p=107").status_code) == (301, 301)
    save(path, "unpublish")
    assert (client.get(OLD).status_code, client.get("/?p=107").status_code) == (404, 200)


def test_it_is_shown_changed_and_logged(app, write, save, chanthy, client, cast):
    path = write(old_addresses=OLD)
    page = inspect_page(chanthy.get(f"{path}/edit"))
    assert value_of(page, "old_addresses") == OLD
    answer = save(path, old_addresses="/?p=107")
    assert value_of(inspect_page(at_its_editor(chanthy, answer)), "old_addresses") == "/?p=107"
    assert (client.get(OLD).status_code, client.get("/?p=107").status_code) == (404, 301)
    save(path, title="Same addresses")
    with app.app_context():
        entries = db.session.scalars(
            sa.select(LogEntry.facts).where(LogEntry.verb == "post.lead_here").order_by(LogEntry.id)
        ).all()
    assert entries == [
        {"led_here": [OLD], "no_more": []},
        {"led_here": ["/?p=107"], "no_more": [OLD]},
    ]


REFUSED = (
    ("https://old.example/path", "“https://old.example/path” is no address of an earlier site."),
    ("//evil.example", "“//evil.example” is no address of an earlier site."),
    ("/posts/other", "“/posts/other” cannot be led elsewhere"),
    ("/archive/2017/", "“/archive/2017/” cannot be led elsewhere"),
    ("/sign-out", "“/sign-out” cannot be led elsewhere"),
    ("/static/x.css", "“/static/x.css” cannot be led elsewhere"),
    ("/", "“/” cannot be led elsewhere"),
    ("/?cat=12", "“/?cat=12” cannot be led elsewhere"),
    ("/archive?p=12", "“/archive?p=12” cannot be led elsewhere"),
    ("/" + "x" * 700, "An old address has room for 600 characters"),
    ("\n".join(f"/old/{n}" for n in range(MOST + 1)), "At most 50 old addresses can lead to one post."),
)


def test_what_cannot_lead_here_is_said_and_kept_in_the_field(write, save):
    path = write()
    for typed, said in REFUSED:
        answer = save(path, old_addresses=f"/fine\n{typed}", title="Typed")
        page = inspect_page(answer)
        assert answer.status_code == 422, typed
        assert said in text_of(page.get_element_by_id("old_addresses-error"))
        assert value_of(page, "old_addresses") == f"/fine\n{typed}"
        assert value_of(page, "title") == "Typed"


def test_a_flood_of_lines_is_refused_before_any_is_looked_at(write, save, monkeypatch):
    path = write()
    asked = []
    monkeypatch.setattr(old_addresses, "is_address_here", lambda address: asked.append(address))
    answer = save(path, old_addresses="\n".join(f"/old/{n}" for n in range(5_000)))
    assert (answer.status_code, asked) == (422, [])
    answer = save(path, old_addresses="/old\n" * 5_000)
    assert (answer.status_code, asked) == (303, ["/old"])


def test_two_posts_cannot_have_one_and_the_other_is_named(app, cast, write, save):
    with app.app_context():
        make_post(cast.dara.actor, title="The guide", slug="guide", old_addresses=("/guide.html",))
        make_post(cast.dara.actor, title="A secret", published_at=None, old_addresses=("/secret.html",))
    path = write()
    answer = save(path, old_addresses="/guide.html/")
    assert answer.status_code == 422
    assert "“/guide.html” leads to the post “The guide” (/posts/guide) already." in text_of(
        inspect_page(answer)
    )
    words = text_of(inspect_page(save(path, old_addresses="/secret.html")))
    assert "leads to a post already that readers do not see" in words
    assert "A secret" not in words


def test_an_import_brings_them_and_a_scheduled_post_waits(app, cast, frozen, client):
    draft = PostDraft(title="Later", body="Words.", published_at=TOMORROW, old_addresses=(OLD, "/2"))
    with app.app_context():
        create_post(draft, by=cast.chanthy.actor, now=NOW, move=PostMove.PUBLISH)
    assert client.get(OLD).status_code == 404
    frozen.shift(2 * 24 * 60 * 60)
    assert client.get(OLD).location == "/posts/later"


def test_asking_costs_one_statement_and_only_where_nothing_is(write, client):
    write(old_addresses=OLD)
    client.get("/")
    with count_statements() as counted:
        client.get(OLD)
        client.get("/?p=107")
    assert len([one for one in counted.sent if "imported_address" in one]) == 2
    with count_statements() as counted:
        client.get("/")
        client.get("/?utm_source=x")
        client.get("/posts/nothing-here")
    assert not [one for one in counted.sent if "imported_address" in one]
