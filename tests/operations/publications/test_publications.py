"""Publications are written, given editions and versions, published and taken down; each verb leaves its entry."""

from typing import Any

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.post_states import PostMove, PostState
from forum.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from forum.models import (
    LogEntry,
    OldPublicationSlug,
    Post,
    Publication,
)
from forum.operations.categories import CategoryDraft, delete_category, merge_category, save_category
from forum.operations.publications.drafts import PublicationDraft, VersionDraft
from forum.operations.publications.editions import (
    add_version,
    describe_version,
    remove_version,
    set_cover,
)
from forum.operations.publications.moving import demand_may_replace, move_publication
from forum.operations.publications.rerendering import rerender_publications
from forum.operations.publications.saving import create_publication, save_publication
from forum.operations.settings import change_settings
from forum.operations.uploads.changing import Words, describe_upload
from forum.queries.publications.desk import edited_publication
from tests.factories.posts import make_post
from tests.factories.publications import file_of, make_edition, make_publication
from tests.factories.uploads import make_upload
from tests.support.moments import NOW, TOMORROW, YESTERDAY

pytestmark = pytest.mark.both_engines


@pytest.fixture
def chanthy(cast):
    return cast.chanthy.actor


def verbs() -> list[str]:
    query = sa.select(LogEntry.verb).where(LogEntry.verb.like("publication.%")).order_by(LogEntry.id)
    return [verb.removeprefix("publication.") for verb in db.session.scalars(query)]


def fresh(number: int) -> Publication:
    db.session.expire_all()
    return db.session.get_one(Publication, number)


def code_of(caught: Any) -> str:
    return caught.value.code


def test_the_way_of_a_publication_from_the_first_word_to_the_trash_and_back(in_app, chanthy) -> None:
    made = create_publication(PublicationDraft("คู่มือกลับบ้าน"), by=chanthy, now=NOW)
    assert (made.state, made.slug, made.published_at) == (PostState.DRAFT, "คู่มือกลับบ้าน", None)
    with pytest.raises(Refused) as nothing:
        move_publication(made.id, PostMove.PUBLISH, by=chanthy, now=NOW)
    assert code_of(nothing) == "publication_without_editions"
    make_edition(in_app, made, chanthy, "th")
    for move, state in (
        (PostMove.PUBLISH, PostState.PUBLISHED),
        (PostMove.UNPUBLISH, PostState.DRAFT),
        (PostMove.TRASH, PostState.TRASHED),
        (PostMove.RESTORE, PostState.DRAFT),
    ):
        assert move_publication(made.id, move, by=chanthy, now=NOW).state is state
    assert verbs() == ["create", "add_version", "publish", "unpublish", "trash", "restore"]
    entry = db.session.scalars(sa.select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert entry is not None
    assert entry.facts == {"publication": made.id, "name": "คู่มือกลับบ้าน"}


def test_a_form_that_is_sent_twice_makes_one(in_app, cast, chanthy) -> None:
    key = "k" * 24
    one = create_publication(PublicationDraft("One"), by=chanthy, now=NOW, form_key=key)
    again = create_publication(PublicationDraft("One, again"), by=chanthy, now=NOW, form_key=key)
    other = create_publication(PublicationDraft("One"), by=cast.dara.actor, now=NOW, form_key=key)
    assert (one.id, fresh(one.id).title) == (again.id, "One, again")
    assert other.id != one.id


def test_nobody_overwrites_what_they_have_not_seen(in_app, chanthy) -> None:
    made = create_publication(PublicationDraft("One"), by=chanthy, now=NOW)
    save_publication(made.id, PublicationDraft("Two"), seen=1, by=chanthy, now=NOW)
    for late in (
        lambda: save_publication(made.id, PublicationDraft("Three"), seen=1, by=chanthy, now=NOW),
        lambda: move_publication(made.id, PostMove.TRASH, seen=1, by=chanthy, now=NOW),
    ):
        with pytest.raises(Conflict) as stale:
            late()
        assert code_of(stale) == "publication_changed_since"
    assert fresh(made.id).title == "Two"


def test_an_address_that_readers_knew_is_kept_and_nobody_elses(in_app, cast, chanthy) -> None:
    made = make_publication(in_app, chanthy, title="Coming home")
    draft = make_publication(in_app, chanthy, title="A draft", published_at=None)
    save_publication(made.id, PublicationDraft("Home", slug="home"), seen=2, by=chanthy, now=NOW)
    save_publication(draft.id, PublicationDraft("Another draft"), seen=1, by=chanthy, now=NOW)
    assert db.session.scalars(sa.select(OldPublicationSlug.slug)).all() == ["coming-home"]
    assert fresh(draft.id).slug == "another-draft"
    other = make_publication(in_app, cast.dara.actor, title="Coming home")
    assert other.slug == "coming-home-2"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "publication_title_empty"),
        ({"title": "t" * 301}, "publication_title_too_long"),
        ({"title": "a\x00b"}, "publication_title_not_text"),
        ({"summary": "s" * 1001}, "publication_summary_too_long"),
        ({"credit": "c" * 301}, "publication_credit_too_long"),
        ({"slug": "s" * 301}, "publication_slug_too_long"),
        ({"description": "d" * 200_001}, "publication_description_too_long"),
        ({"language": "Khmer"}, "language_unknown"),
        ({"category_id": 9999}, "no_such_category"),
    ],
)
def test_what_cannot_be_said(in_app, chanthy, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        create_publication(PublicationDraft(**{"title": "One", **fields}), by=chanthy, now=NOW)
    assert code_of(refused) == code


def test_a_description_is_cleaned_as_a_posts_body_is(in_app, chanthy) -> None:
    words = "A *guide* <script>alert(1)</script> [bad](javascript:x)"
    made = create_publication(PublicationDraft("One", description=words), by=chanthy, now=NOW)
    assert "<em>guide</em>" in made.description_html
    assert "<script" not in made.description_html
    assert "javascript" not in made.description_html.partition("bad")[0]


def test_whoever_may_not_edit_it_finds_nothing_there(in_app, cast, chanthy) -> None:
    made = make_publication(in_app, chanthy, editions=(), published_at=None)
    version = make_edition(in_app, made, chanthy)
    dara, boun = cast.dara.actor, cast.boun.actor
    for act in (
        lambda by: save_publication(made.id, PublicationDraft("x"), seen=1, by=by, now=NOW),
        lambda by: move_publication(made.id, PostMove.TRASH, by=by, now=NOW),
        lambda by: describe_version(made.id, version, VersionDraft(), by=by, now=NOW),
        lambda by: remove_version(made.id, version, by=by, now=NOW),
        lambda by: set_cover(made.id, None, by=by, now=NOW),
    ):
        with pytest.raises(NotFound) as missing:
            act(dara)
        assert code_of(missing) == "no_such_publication"
    for stranger in (cast.elin.actor, cast.ana.actor):
        with pytest.raises(NotAllowed):
            create_publication(PublicationDraft("x"), by=stranger, now=NOW)
    move_publication(made.id, PostMove.PUBLISH, by=boun, now=NOW)


def test_where_administrators_publish_an_author_changes_nothing_that_readers_see(
    in_app, cast, chanthy
) -> None:
    change_settings({"authors_publish": False}, by=cast.boun.actor, now=NOW)
    made = make_publication(in_app, chanthy, published_at=None)
    with pytest.raises(NotAllowed) as refused:
        move_publication(made.id, PostMove.PUBLISH, by=chanthy, now=NOW)
    assert code_of(refused) == "administrators_publish"
    move_publication(made.id, PostMove.PUBLISH, by=cast.boun.actor, now=NOW)
    upload = make_upload(in_app, chanthy, file_of(10_001), name="x.pdf")
    for act in (
        lambda: save_publication(made.id, PublicationDraft("x"), seen=2, by=chanthy, now=NOW),
        lambda: add_version(made.id, "km", upload, VersionDraft(), by=chanthy, now=NOW),
        lambda: set_cover(made.id, None, by=chanthy, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    move_publication(made.id, PostMove.UNPUBLISH, by=chanthy, now=NOW)
    add_version(made.id, "km", upload, VersionDraft(), by=chanthy, now=NOW)


def test_a_post_that_is_being_saved_may_announce_what_is_being_changed(in_app, chanthy) -> None:
    """What storing an announcement locks, held while the publication and its file change, as the post is then."""
    made = make_publication(in_app, chanthy)
    picture, number = make_upload(in_app, chanthy), made.id
    post = make_post(chanthy, title="New", publications=(number,)).id
    draft = PublicationDraft("Two", slug=made.slug, description=f"![](/media/{picture}/ferry.jpg)")
    db.session.rollback()
    announcing = sa.text("SELECT id FROM publication WHERE id = :id")
    if db.engine.dialect.name == "postgresql":
        announcing = sa.text(f"{announcing.text} FOR KEY SHARE")
    with db.engine.connect() as other, other.begin():
        other.execute(announcing, {"id": number})
        for change in (
            lambda _: save_publication(number, draft, seen=2, by=chanthy, now=NOW),
            lambda _: describe_upload(picture, Words("Two boats"), by=chanthy, now=NOW),
            lambda session: demand_may_replace(session, picture, by=chanthy),
            lambda _: move_publication(number, PostMove.UNPUBLISH, by=chanthy, now=NOW),
            lambda _: rerender_publications(0),
        ):
            with transaction(patience=200) as session:
                change(session)
    assert fresh(number).title == "Two"
    assert db.session.get_one(Post, post).revision > 1, "its page says the new title"


def test_a_category_with_publications_stays_or_takes_them_along(in_app, cast, chanthy) -> None:
    by = cast.boun.actor
    first, second = (save_category(None, CategoryDraft(name), by=by, now=NOW).id for name in ("Tools", "Law"))
    made = create_publication(PublicationDraft("One", category_id=first), by=chanthy, now=NOW)
    merge_category(first, second, by=by, now=NOW)
    assert fresh(made.id).category_id == second
    with pytest.raises(Refused, match="category_in_use"):
        delete_category(second, by=by, now=NOW)
    assert fresh(made.id).category_id == second
    save_publication(made.id, PublicationDraft("One"), seen=1, by=chanthy, now=NOW)
    delete_category(second, by=by, now=NOW)


def test_a_time_that_has_not_come_is_a_plan(in_app, chanthy) -> None:
    made = make_publication(in_app, chanthy, published_at=TOMORROW, now=YESTERDAY)
    assert made.state is PostState.PUBLISHED
    shown = edited_publication(made.id, by=chanthy)
    assert shown is not None
    assert (shown.shown_state(NOW), shown.is_public(NOW), shown.was_seen(NOW)) == ("scheduled", False, False)
    assert shown.is_public(TOMORROW)
