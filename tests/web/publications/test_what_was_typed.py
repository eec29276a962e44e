"""What was typed comes back even where no form can be shown again, or where only an administrator may do what was
asked."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.post_states import PostMove
from forum.models import PublicationVersion
from forum.operations.publications.moving import move_publication
from forum.operations.settings import change_settings
from forum.web.publications.forms import FIELDS
from forum.web.typed import CHOSEN
from tests.factories.publications import file_of, make_publication
from tests.factories.uploads import make_upload
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

DESK = "/desk/publications"
WORDS = {name: f"The {name} that was typed." for name in FIELDS if name not in CHOSEN}
VERSION = {name: f"The {name} that was typed." for name in ("label", "issued", "pages", "upload")}


@pytest.fixture
def chanthy(app, cast, sign_in):
    """An author whose guidebook an administrator has published, on a site where they alone do."""
    with app.app_context():
        change_settings({"authors_publish": False}, by=cast.boun.actor, now=NOW)
        made = make_publication(app, cast.chanthy.actor, title="One", published_at=None)
        make_upload(app, cast.chanthy.actor, file_of(50_001), name="second.pdf")
        make_upload(app, cast.chanthy.actor)
        move_publication(made.id, PostMove.PUBLISH, by=cast.boun.actor, now=NOW)
    return sign_in(cast.chanthy)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (f"{DESK}/1", WORDS),
        (f"{DESK}/1/editions", VERSION),
        (f"{DESK}/1/versions/1", {name: VERSION[name] for name in ("label", "issued", "pages")}),
        (f"{DESK}/1/cover", {name: f"The {name} that was typed." for name in ("alt", "upload")}),
        ("/desk/broken-links/1/redirection", {"to": "/posts/a-long-address"}),
    ],
)
def test_who_was_signed_out_meanwhile_gets_every_field_to_copy(client, chanthy, path, fields) -> None:
    answer = client.post(path, data=fields)
    assert answer.status_code == 400
    given_back = inspect_page(answer).xpath("//textarea[@readonly]")
    assert sorted(text_of(one) for one in given_back) == sorted(fields.values())


def test_what_only_administrators_change_comes_back_with_what_was_typed(app, chanthy) -> None:
    page = chanthy.get(f"{DESK}/1/edit")
    for path, fields in (
        (f"{DESK}/1/editions", {"language": "km", "upload": "/media/2/second.pdf", "label": "2nd, typed"}),
        (f"{DESK}/1/versions/1", {"label": "1st, typed"}),
        (f"{DESK}/1/cover", {"upload": "/media/3/ferry.jpg", "alt": "A boat, typed"}),
    ):
        form = form_of(page, path, having=next(iter(fields)))
        answer = chanthy.submit(form, **fields)
        assert (answer.status_code, "an administrator publishes" in text_of(inspect_page(answer))) == (
            403,
            True,
        )
        again = inspect_page(answer)
        held = {*again.xpath("//form//input/@value"), *map(text_of, again.xpath("//form//textarea"))}
        assert held.issuperset(fields.values()), path
    asked = chanthy.get(f"{DESK}/1/versions/1/removal")
    answer = chanthy.submit(asked, f"{DESK}/1/versions/1/removal")
    assert (answer.status_code, "an administrator publishes" in text_of(inspect_page(answer))) == (403, True)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(PublicationVersion)) == 1
