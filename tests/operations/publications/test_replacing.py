"""Whoever uploaded a file puts another one in its place only where they may change what readers get."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.post_states import PostMove
from forum.domain.refusals import Refused
from forum.models import Publication, PublicationVersion, Upload
from forum.operations.publications.drafts import PublicationDraft, VersionDraft
from forum.operations.publications.editions import add_version, set_cover
from forum.operations.publications.moving import move_publication
from forum.operations.publications.saving import save_publication
from forum.operations.settings import change_settings
from forum.operations.uploads.adding import replace_upload
from tests.factories.publications import file_of, make_publication
from tests.factories.uploads import files_of, make_upload
from tests.support.moments import NOW, TOMORROW
from tests.support.uploads import picture

pytestmark = pytest.mark.both_engines


def digest(number: int) -> str | None:
    db.session.expire_all()
    return db.session.scalar(sa.select(Upload.sha256).where(Upload.id == number))


@pytest.mark.parametrize("at", [NOW, TOMORROW], ids=["public", "scheduled"])
def test_what_an_administrator_published_stays_the_file_that_was_looked_at(in_app, cast, at) -> None:
    chanthy, boun = cast.chanthy.actor, cast.boun.actor
    change_settings({"authors_publish": False}, by=boun, now=NOW)
    made = make_publication(in_app, chanthy, published_at=None)
    (number,) = db.session.scalars(sa.select(PublicationVersion.upload_id))
    replace_upload(number, file_of(40_001), files=files_of(in_app), by=chanthy, now=NOW)
    draft = PublicationDraft("One", published_at=at)
    save_publication(made.id, draft, seen=1, by=boun, now=NOW, move=PostMove.PUBLISH)
    before = digest(number)
    with pytest.raises(Refused, match="upload_is_published"):
        replace_upload(number, file_of(40_002), files=files_of(in_app), by=chanthy, now=NOW)
    assert digest(number) == before
    replace_upload(number, file_of(40_003), files=files_of(in_app), by=boun, now=NOW)
    move_publication(made.id, PostMove.UNPUBLISH, by=chanthy, now=NOW)
    replace_upload(number, file_of(40_004), files=files_of(in_app), by=chanthy, now=NOW)


def as_version(made: Publication, number: int, by) -> None:
    add_version(made.id, "km", number, VersionDraft(), by=by, now=NOW)


def as_cover(made: Publication, number: int, by) -> None:
    set_cover(made.id, number, by=by, now=NOW)


def in_the_description(made: Publication, number: int, by) -> None:
    words = PublicationDraft("One", description=f"![](/media/{number}/ferry.jpg)")
    save_publication(made.id, words, seen=made.version, by=by, now=NOW)


@pytest.mark.parametrize("use", [as_version, as_cover, in_the_description])
def test_a_file_that_somebody_else_published_is_theirs_to_change(
    in_app, cast, use: Callable[..., None]
) -> None:
    chanthy, dara = cast.chanthy.actor, cast.dara.actor
    number = make_upload(in_app, chanthy)
    for owner in (chanthy, dara):
        made = make_publication(in_app, owner)
        use(made, number, owner)
        new = picture(size=(90 + made.id, 30))
        if owner is chanthy:
            replace_upload(number, new, files=files_of(in_app), by=chanthy, now=NOW)
            continue
        with pytest.raises(Refused, match="upload_is_published"):
            replace_upload(number, new, files=files_of(in_app), by=chanthy, now=NOW)
