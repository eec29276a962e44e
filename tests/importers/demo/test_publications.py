"""The demo's publications: real files that pass the door of uploads, and pages that lead to each of them."""

import io
import zipfile

import pytest
from flask import Flask

from forum.domain.uploads import ready_file
from forum.importers.demo import load_demo
from forum.importers.demo.papers import cover_file
from forum.importers.demo.publications import paper_of, publication_entries
from tests.support.moments import NOW
from tests.support.pages import inspect_page

EDITIONS = [
    pytest.param(edition, id=f"{entry['slug']}-{place}")
    for entry in publication_entries()
    for place, edition in enumerate(entry["editions"])
]


@pytest.mark.parametrize("edition", EDITIONS)
def test_apaper_of_is_what_it_says_and_passes_the_door(edition) -> None:
    data = paper_of(edition)
    assert ready_file(data).kind.name == edition["format"]
    assert len(data) < 10_000
    if edition["format"] == "pdf":
        assert data.count(b"/Type /Page ") == len(edition["pages"])
        start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
        assert data[start:].startswith(b"xref\n")
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            assert edition["book"][0] in book.read("text.xhtml").decode()
            assert book.infolist()[0].filename == "mimetype"


def test_a_cover_is_a_picture() -> None:
    assert ready_file(cover_file("f4e7cd", "0c5c60", "7d4f0d")).kind.name == "png"


def test_they_are_of_the_kinds_that_there_are_to_show() -> None:
    by_slug = {entry["slug"]: entry["editions"] for entry in publication_entries()}
    guide = by_slug["coming-home-safely"]
    assert {edition["language"] for edition in guide} >= {"en", "km", "my", "th"}
    assert {edition["format"] for edition in guide} == {"pdf", "epub"}
    assert [edition["language"] for edition in by_slug["shared-signs"]] == ["en", "en"], "an earlier version"
    assert len(by_slug) >= 3


def test_every_edition_is_handed_out_and_the_update_announces_two(app: Flask, client) -> None:
    with app.app_context():
        load_demo(now=NOW, files=app.extensions["outside"].files)
    for entry in publication_entries():
        page = inspect_page(client.get(f"/publications/{entry['slug']}"))
        links = page.xpath("//a[@class='download']/@href")
        assert len(links) == len(entry["editions"])
        assert {client.get(link).status_code for link in links} == {200}
    post = inspect_page(client.get("/posts/six-governments-agree-on-shared-signs"))
    cards = post.xpath("//article[@class='publication-card']//h3//a/@href")
    assert cards == ["/publications/shared-signs", "/publications/first-steps"]
    assert client.get("/publications/shared-signs/en.pdf").data.count(b"2nd edition") == 1
    assert b"2nd edition" not in client.get("/publications/shared-signs/en/1.pdf").data
