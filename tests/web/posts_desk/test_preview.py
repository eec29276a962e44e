"""The preview is the page: same words, same marks, nothing stored."""

import pytest
from lxml import html

from tests.support.pages import inspect_page, text_of
from tests.web.posts_desk.conftest import value_of

BODY = """## Who moves

A *first* [link](https://example.org "t") and a footnote.[^1] <script>alert(1)</script> <b onclick="x()">bold</b>

| what | how many |
|------|---------:|
| boats | 7 |

![A boat on the river](/static/boat.png "The morning boat")

> ការធ្វើចំណាកស្រុក និង การย้ายถิ่น

[^1]: Said in the morning.
"""
FIELDS = {
    "title": "Ferries & <friends>",
    "body": BODY,
    "tags": "zebra, Migration",
    "discussion_prompt": "And <you>?",
    "source_name": "A paper",
    "source_address": "https://example.org/a",
    "source_date": "2016-12-16",
    "source_permission": "By leave",
    "announces": "/posts/the-blog-post",
    "byline-0-name": "Amara Lindqvist",
    "byline-0-title": "Secretary",
    "byline-0-organisation": "The Conference",
    "byline-1-name": "Chanthy",
    "byline-1-role": "translator",
}


def shown(page) -> list[str]:
    """Everything between the title of a post and its comments, as marks."""
    (article,) = page.xpath("//article[contains(@class, 'post')][contains(@class, 'post')]//header/..")
    parts = []
    for element in [*article.xpath("./header/*"), *article.xpath("./*[not(self::header)]")]:
        kind = element.get("class") or ""
        if element.tag == "h1" or "post__title" in kind:
            parts.append(text_of(element))
        elif "post__meta" not in kind and "thread" not in kind:
            parts.append(html.tostring(element, encoding="unicode", with_tail=False))
    return parts


@pytest.fixture
def form(chanthy, write):
    write(title="The blog post")
    page = inspect_page(chanthy.get("/desk/posts/new"))
    return page.xpath("//form[@data-editor]//input[@name='csrf_token']/@value")[0]


def test_it_shows_what_the_page_will_show_and_keeps_what_was_typed(chanthy, client, form):
    typed = {**FIELDS, "csrf_token": form}
    answer = chanthy.post("/desk/posts", data={**typed, "intent": "preview"})
    assert answer.status_code == 200
    previewed = inspect_page(answer)
    assert {name: value_of(previewed, name) for name in FIELDS} == FIELDS
    assert previewed.xpath("//form[@data-editor][@data-changed]")
    assert client.get("/posts/ferries-friends").status_code == 404, "nothing is stored"
    assert chanthy.post("/desk/posts", data={**typed, "intent": "publish"}).status_code == 303
    published = inspect_page(client.get("/posts/ferries-friends"))
    assert shown(previewed) == shown(published)
    assert "<script" not in "".join(shown(previewed))


def test_it_shows_changes_to_a_stored_post(chanthy, client, form):
    path = chanthy.post("/desk/posts", data={**FIELDS, "csrf_token": form, "intent": "publish"}).headers[
        "Location"
    ]
    path = path.removesuffix("/edit")
    page = chanthy.get(f"{path}/edit")
    changed = {"body": "Other words.", "byline-0-title": "Former secretary", "tags": "boats"}
    previewed = inspect_page(chanthy.submit(page, path, intent="preview", **changed))
    assert "Other words." not in client.get("/posts/ferries-friends").get_data(as_text=True)
    chanthy.submit(page, path, intent="save", **changed)
    assert shown(previewed) == shown(inspect_page(client.get("/posts/ferries-friends")))


def test_to_htmx_it_is_the_pane_alone(chanthy, form):
    answer = chanthy.post(
        "/desk/posts",
        data={**FIELDS, "csrf_token": form, "intent": "preview"},
        headers={"HX-Request": "true"},
    )
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "<html" not in text
    assert "<form" not in text
    assert "Who moves" in text


def test_why_there_is_none_is_said_there_too(chanthy, form):
    data = {**FIELDS, "csrf_token": form, "intent": "preview", "title": ""}
    answer = chanthy.post("/desk/posts", data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Please give the post a title." in answer.get_data(as_text=True)


def test_an_expired_token_is_renewed_in_place(chanthy, form):
    data = {**FIELDS, "csrf_token": "old", "intent": "preview"}
    answer = chanthy.post("/desk/posts", data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 400
    (token,) = html.fragment_fromstring(answer.get_data(as_text=True), create_parent=True).xpath(
        "//input[@id='editor-token']/@value"
    )
    again = chanthy.post("/desk/posts", data={**data, "csrf_token": token}, headers={"HX-Request": "true"})
    assert again.status_code == 200


def test_an_empty_text_has_an_empty_preview(chanthy, form):
    answer = chanthy.post(
        "/desk/posts", data={"title": "T", "body": "", "csrf_token": form, "intent": "preview"}
    )
    assert answer.status_code == 200


def test_nobody_is_added_by_a_preview(app, chanthy, form):
    import sqlalchemy as sa

    from forum.db import db
    from forum.models import LogEntry, Person, Tag

    def counts():
        with app.app_context():
            return [
                db.session.scalar(sa.select(sa.func.count()).select_from(kind))
                for kind in (Person, Tag, LogEntry)
            ]

    before = counts()
    chanthy.post("/desk/posts", data={**FIELDS, "csrf_token": form, "intent": "preview"})
    assert counts() == before
