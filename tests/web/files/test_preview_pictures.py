"""The pictures of a draft behind a preview link: there for whoever holds the link, as long as it works."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from forum.adapters.seals import new_key
from forum.db import db
from forum.domain.post_states import PostMove
from forum.models import Post, PreviewLink
from forum.operations.posts.moving import move_post
from forum.operations.posts.preview_links import make_preview_link, revoke_preview_link
from forum.operations.posts.saving import save_post
from tests.factories.posts import make_post
from tests.factories.uploads import do_renditions, make_upload
from tests.operations.posts.conftest import DRAFT
from tests.support.moments import NOW
from tests.support.pages import inspect_page
from tests.support.statements import count_statements
from tests.support.uploads import pdf, picture

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def draft(app, cast) -> int:
    """A draft with a picture and a document; beside it a picture that it does not show."""
    with app.app_context():
        by = cast.chanthy.actor
        shown = make_upload(app, by, picture(size=(900, 600)), name="shelter.jpg")
        guide = make_upload(app, by, pdf(), name="guide.pdf")
        do_renditions(app, shown)
        make_upload(app, by, picture(size=(8, 8)), name="other.jpg")
        body = (
            f"![A house](/media/{shown}/shelter.jpg)\n\n[Guide](/media/{guide}/guide.pdf), /media/{shown}/x"
        )
        return make_post(by, body=body, published_at=None).id


@pytest.fixture
def link(app, cast, draft):
    """Makes a link; the path of its page."""

    def link(revision: int | None = None) -> str:
        with app.app_context():
            key, by = new_key(), cast.chanthy.actor
            make_preview_link(draft, key=key, revision=revision, days=1, by=by, now=NOW)
            return f"/preview/{app.extensions['outside'].seals.preview_token(key)}"

    return link


def files_of(answer) -> list[str]:
    """The addresses of all files in the text of the page."""
    assert answer.status_code == 200
    (prose,) = inspect_page(answer).xpath("//div[@class='prose']")
    found = " ".join(prose.xpath(".//@src|.//@srcset|.//@href"))
    return re.findall(r"/media/[^\s,]+", found)


def statuses(client, addresses: list[str]) -> set[int]:
    return {client.get(address).status_code for address in addresses}


def test_the_page_shows_them_and_nobody_keeps_them(client, link):
    addresses = files_of(client.get(link()))
    assert len(addresses) > 3, "the picture in its sizes and formats, and the document"
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
        assert client.get(address.partition("?")[0]).status_code == 404, "the world sees none of it"


def test_what_only_looks_like_an_address_is_left_alone_and_nothing_is_stored(app, client, link, draft):
    page = client.get(link()).get_data(as_text=True)
    assert re.search(r"/media/\d+/x<", page)
    with app.app_context():
        assert "shown=" not in db.session.get(Post, draft).body_html


def test_a_token_opens_its_own_file_and_costs_two_statements(client, link):
    addresses = files_of(client.get(link()))
    (document,) = [one for one in addresses if "guide.pdf" in one]
    token = document.partition("?")[2]
    picture = next(one.partition("?")[0] for one in addresses if "shelter" in one)
    for wrong in (f"{picture}?{token}", "/media/3/other.jpg?" + token, document[:-1], document + "A"):
        assert client.get(wrong).status_code == 404
    with count_statements(at_most=2):
        client.get(document)
    with count_statements() as forged:
        client.get(document[:-1])
    assert not [one for one in forged.sent if "preview_link" in one], "it is never looked up"
    assert client.get(document.replace("guide.pdf", "old.pdf")).headers["Location"] == document


def test_they_end_with_the_link(client, link, frozen):
    addresses = files_of(client.get(link()))
    frozen.shift(24 * 3600 - 1)
    assert statuses(client, addresses) == {200}
    frozen.shift(1)
    assert statuses(client, addresses) == {404}


def test_they_go_with_a_link_that_is_taken_back_and_no_other(app, client, cast, link, draft):
    kept, addresses = files_of(client.get(link())), files_of(client.get(link()))
    with app.app_context():
        newest = db.session.scalar(sa.select(sa.func.max(PreviewLink.id)))
        revoke_preview_link(draft, newest, by=cast.chanthy.actor, now=NOW)
    assert statuses(client, addresses) == {404}
    assert statuses(client, kept) == {200}


def test_they_go_with_the_post_into_the_trash(app, client, cast, link, draft):
    addresses = files_of(client.get(link()))
    for move, expected in ((PostMove.TRASH, {404}), (PostMove.RESTORE, {200})):
        with app.app_context():
            move_post(draft, move, by=cast.chanthy.actor, now=NOW)
        assert statuses(client, addresses) == expected


def test_what_is_taken_out_of_the_newest_text_is_gone_and_a_pinned_text_keeps_its_own(
    app, client, cast, link, draft
):
    newest, pinned = link(), link(revision=1)
    addresses, kept = files_of(client.get(newest)), files_of(client.get(pinned))
    assert [one.partition("?")[0] for one in kept] == [one.partition("?")[0] for one in addresses]
    with app.app_context():
        bare = replace(DRAFT, body="No picture.")
        save_post(draft, bare, seen=1, by=cast.chanthy.actor, now=NOW + timedelta(minutes=1))
    assert files_of(client.get(newest)) == []
    assert statuses(client, addresses) == {404}
    assert statuses(client, kept) == {200}
    assert files_of(client.get(pinned)) == kept
