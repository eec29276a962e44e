"""Every public post as Markdown and as JSON."""

import json
from datetime import date
from urllib.parse import quote

import pytest

from forum.domain.markup import render_post
from forum.domain.post_states import PostMove
from forum.operations.posts.drafts import BelongingDraft, PostDraft
from forum.operations.posts.moving import move_post
from forum.operations.posts.saving import save_post
from tests.factories.posts import make_post
from tests.support.moments import NOW, TOMORROW
from tests.support.pages import inspect_page
from tests.support.statements import count_statements

BODY = """Before the ferry, *listen*.[^1]<!-- the informant is Somchai --> See [the form](/posts/form).

| day | boats |
| --- | --- |
| 1 | 2 |

[^1]: Twice.
"""


@pytest.fixture
def ferry(app, cast):
    with app.app_context():
        original = make_post(cast.chanthy.actor, slug="boat", language="th", title="เรือ")
        return make_post(
            cast.chanthy.actor,
            title='The "ferry": how',
            slug="ferry",
            body=BODY,
            excerpt="In short.",
            tags=("Boats",),
            source_name="A paper",
            source_date=date(2026, 1, 2),
            belonging=BelongingDraft(translates_id=original.id, series="On rivers"),
        )


@pytest.mark.both_engines
def test_markdown_says_what_the_page_says_with_its_facts_before_it(client, ferry):
    answer = client.get("/posts/ferry.md")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    head, _, text = answer.get_data(as_text=True).removeprefix("---\n").partition("\n---\n\n")
    facts = {name: json.loads(fact) for name, _, fact in (line.partition(": ") for line in head.split("\n"))}
    assert (facts["title"], facts["language"], facts["summary"]) == ('The "ferry": how', "en", "In short.")
    assert facts["source"]["date"] == "2026-01-02"
    title, _, body = text.partition("\n\n")
    assert title == '# The "ferry": how'
    assert "[the form](http://localhost/posts/form)" in body
    # It renders to what stands on the page.
    assert render_post(body.replace("http://localhost", "")).html == render_post(BODY).html


@pytest.mark.both_engines
def test_json_says_it_too(client, ferry):
    answer = client.get("/posts/ferry.json")
    assert answer.headers["Content-Type"] == "application/json"
    facts = json.loads(answer.data)
    assert facts["url"] == "http://localhost/posts/ferry"
    assert facts["authors"] == [
        {
            "name": "Chanthy",
            "standing": "",
            "role": "author",
            "url": "http://localhost/people/chanthy",
        }
    ]
    assert facts["tags"] == ["Boats"]
    assert facts["translations"] == [
        {"language": "th", "title": "เรือ", "url": "http://localhost/posts/boat", "is_original": True}
    ]
    assert facts["series"] == {"name": "On rivers", "number": 1, "parts": 1}
    assert '<a href="http://localhost/posts/form"' in facts["content_html"]
    assert "[^1]: Twice." in facts["content_markdown"]


@pytest.mark.parametrize("kind", ["md", "json"])
def test_what_an_author_wrote_for_nobody_to_read_stands_in_neither(client, ferry, kind):
    assert "Somchai" in BODY
    assert b"Somchai" not in client.get(f"/posts/ferry.{kind}").data


@pytest.mark.parametrize("kind", ["md", "json"])
def test_nobody_reads_what_is_not_public(app, cast, client, ferry, frozen, kind):
    with app.app_context():
        make_post(cast.chanthy.actor, slug="draft", published_at=None)
        make_post(cast.chanthy.actor, slug="later", published_at=TOMORROW)
    assert {client.get(f"/posts/{slug}.{kind}").status_code for slug in ("draft", "later", "none")} == {404}
    with app.app_context():
        draft = PostDraft(title="Moved", body=BODY, slug="moved", published_at=ferry.published_at)
        moved = save_post(ferry.id, draft, seen=ferry.version, by=cast.chanthy.actor, now=NOW)
    led_on = client.get(f"/posts/ferry.{kind}")
    assert (led_on.status_code, led_on.location) == (301, f"/posts/moved.{kind}")
    with app.app_context():
        move_post(moved.id, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=NOW)
    assert client.get(f"/posts/moved.{kind}").status_code == 410


def test_who_has_it_is_told_so_until_it_changes(app, cast, client, ferry):
    tag = client.get("/posts/ferry.md").headers["ETag"]
    assert client.get("/posts/ferry.md", headers={"If-None-Match": tag}).status_code == 304
    with app.app_context():
        draft = PostDraft(title="Other", body=BODY, published_at=ferry.published_at)
        save_post(ferry.id, draft, seen=ferry.version, by=cast.chanthy.actor, now=NOW)
    assert client.get("/posts/ferry.md", headers={"If-None-Match": tag}).status_code == 200


def test_the_page_leads_to_both_in_whatever_script_its_address_is(app, cast, client):
    with app.app_context():
        make_post(cast.chanthy.actor, title="เรือข้ามฟาก")
    page = inspect_page(client.get(f"/posts/{quote('เรือข้ามฟาก')}"))
    for kind, content_type in (("md", "text/markdown"), ("json", "application/json")):
        (address,) = page.xpath("//link[@rel='alternate' and @type=$type]/@href", type=content_type)
        path = address.removeprefix("http://localhost")
        with count_statements(at_most=6):
            answer = client.get(path)
        assert "เรือข้ามฟาก" in answer.get_data(as_text=True)
        assert path.endswith(f".{kind}")
