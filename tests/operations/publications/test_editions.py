"""Editions with their versions, covers, the files that a publication uses, and what is counted."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.broken_links import Place, Target
from forum.domain.post_states import PostMove
from forum.domain.refusals import NotFound, Refused
from forum.models import (
    LogEntry,
    Publication,
    PublicationUpload,
    PublicationVersion,
)
from forum.operations.publications.counting import count_downloads
from forum.operations.publications.drafts import PublicationDraft, VersionDraft
from forum.operations.publications.editions import (
    add_version,
    describe_version,
    remove_version,
    set_cover,
)
from forum.operations.publications.moving import move_publication
from forum.operations.publications.rerendering import rerender_publications
from forum.operations.publications.saving import create_publication
from forum.operations.uploads.adding import replace_upload
from forum.operations.uploads.changing import Words, delete_upload, describe_upload
from forum.queries.broken_links import those_that_answer
from forum.queries.publications.desk import edited_publication
from forum.queries.publications.listed import newest_publications
from forum.queries.publications.shown import editions_there, publications_page
from tests.factories.publications import file_of, make_edition, make_publication
from tests.factories.uploads import files_of, make_upload
from tests.support.moments import NOW
from tests.support.uploads import picture

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


def test_editions_and_their_versions(in_app, chanthy) -> None:
    made = make_publication(in_app, chanthy, editions=(("en", "pdf"), ("km", "docx")))
    called = {"label": " 2nd edition,  2017 ", "issued_on": date(2017, 3, 1), "pages": 88}
    second = make_edition(in_app, made, chanthy, "en", **called)
    shown = edited_publication(made.id, by=chanthy)
    assert shown is not None
    assert [(one.language, one.format, len(one.versions)) for one in shown.editions] == [
        ("en", "pdf", 2),
        ("km", "docx", 1),
    ]
    newest = shown.editions[0].newest
    assert (newest.id, newest.number, newest.label, newest.pages) == (second, 2, "2nd edition, 2017", 88)
    with pytest.raises(Refused) as same:
        add_version(made.id, "en", newest.upload_id, VersionDraft(), by=chanthy, now=NOW)
    assert code_of(same) == "edition_same_file"
    describe_version(made.id, second, VersionDraft("Third printing", None, 90), by=chanthy, now=NOW)
    remove_version(made.id, second, by=chanthy, now=NOW)
    third = make_edition(in_app, made, chanthy, "en")
    number = db.session.scalar(sa.select(PublicationVersion.number).where(PublicationVersion.id == third))
    assert number == 3, "the number of what was taken away comes to mean nothing else"
    assert verbs()[-3:] == ["describe_version", "remove_version", "add_version"]


@pytest.mark.parametrize(
    ("language", "said", "code"),
    [
        ("Khmer", {}, "edition_language_unknown"),
        ("", {}, "edition_language_unknown"),
        ("km", {"label": "l" * 121}, "edition_label_too_long"),
        ("km", {"label": "a\x00"}, "edition_label_not_text"),
        ("km", {"pages": 0}, "edition_pages_out_of_bounds"),
    ],
)
def test_what_no_version_can_be(in_app, chanthy, language: str, said: dict[str, Any], code: str) -> None:
    made = make_publication(in_app, chanthy, editions=(), published_at=None)
    upload = make_upload(in_app, chanthy, file_of(10_002), name="x.pdf")
    with pytest.raises(Refused) as refused:
        add_version(made.id, language, upload, VersionDraft(**said), by=chanthy, now=NOW)
    assert code_of(refused) == code
    with pytest.raises(Refused) as gone:
        add_version(made.id, "km", 9999, VersionDraft(), by=chanthy, now=NOW)
    assert code_of(gone) == "edition_file_gone"


def test_the_last_edition_of_what_readers_see_stays(in_app, chanthy) -> None:
    made = make_publication(in_app, chanthy)
    (version,) = db.session.scalars(sa.select(PublicationVersion.id))
    with pytest.raises(Refused) as last:
        remove_version(made.id, version, by=chanthy, now=NOW)
    assert code_of(last) == "publication_last_edition"
    move_publication(made.id, PostMove.UNPUBLISH, by=chanthy, now=NOW)
    other = make_publication(in_app, chanthy)
    with pytest.raises(NotFound) as foreign:
        remove_version(other.id, version, by=chanthy, now=NOW)
    assert code_of(foreign) == "no_such_version"
    remove_version(made.id, version, by=chanthy, now=NOW)
    shown = edited_publication(made.id, by=chanthy)
    assert shown is not None
    assert shown.editions == ()
    with pytest.raises(Refused) as nothing:
        move_publication(made.id, PostMove.PUBLISH, by=chanthy, now=NOW)
    assert code_of(nothing) == "publication_without_editions"
    again = make_edition(in_app, made, chanthy)
    number = db.session.scalar(sa.select(PublicationVersion.number).where(PublicationVersion.id == again))
    assert number == 2, "whoever printed the address of the first one gets no other file there"


def test_an_edition_without_a_version_is_nowhere(in_app, chanthy) -> None:
    made = make_publication(in_app, chanthy, title="One", editions=(("en", "pdf"), ("km", "docx")))
    address = Target(Place.EDITION, "one/km.docx")
    page = {"older": None, "size": 9, "now": NOW}

    def seen() -> tuple[Any, ...]:
        in_khmer = publications_page(language="km", kind=None, **page).items
        as_docx = publications_page(language=None, kind="docx", **page).items
        return editions_there(now=NOW), len(in_khmer), len(as_docx), those_that_answer({address}, now=NOW)

    assert seen() == ((["en", "km"], ["pdf", "docx"]), 1, 1, {address})
    edited = edited_publication(made.id, by=chanthy)
    assert edited is not None
    remove_version(made.id, edited.editions[1].newest.id, by=chanthy, now=NOW)
    assert seen() == ((["en"], ["pdf"]), 0, 0, set())
    (entry,) = newest_publications(size=9, now=NOW).items
    assert [one.language for one in entry.editions] == ["en"]


def uses(made: Publication) -> set[int]:
    query = sa.select(PublicationUpload.upload_id).where(PublicationUpload.publication_id == made.id)
    return set(db.session.scalars(query))


def test_a_file_that_is_cover_edition_or_shown_in_the_description_stays(in_app, chanthy) -> None:
    cover, shown = (
        make_upload(in_app, chanthy),
        make_upload(in_app, chanthy, picture(size=(9, 9)), name="b.jpg"),
    )
    words = PublicationDraft("One", description=f"![](/media/{shown}/b.jpg)")
    made = create_publication(words, by=chanthy, now=NOW)
    make_edition(in_app, made, chanthy)
    set_cover(made.id, cover, by=chanthy, now=NOW)
    (edition,) = db.session.scalars(sa.select(PublicationVersion.upload_id))
    assert uses(made) == {cover, shown, edition}
    move_publication(made.id, PostMove.TRASH, by=chanthy, now=NOW)
    for number in (cover, shown, edition):
        with pytest.raises(Refused) as used:
            delete_upload(number, by=chanthy, now=NOW)
        assert (code_of(used), used.value.facts) == ("upload_in_use", {"posts": 1})
    move_publication(made.id, PostMove.RESTORE, by=chanthy, now=NOW)
    set_cover(made.id, None, by=chanthy, now=NOW)
    delete_upload(cover, by=chanthy, now=NOW)
    assert uses(made) == {shown, edition}


def test_a_cover_is_a_picture_of_which_it_is_said_what_it_shows(in_app, chanthy) -> None:
    made = make_publication(in_app, chanthy)
    bare = make_upload(in_app, chanthy, alt="")
    paper = make_upload(in_app, chanthy, file_of(10_003), name="x.pdf")
    for number, code in ((9999, "cover_gone"), (paper, "cover_not_a_picture"), (bare, "cover_without_words")):
        with pytest.raises(Refused) as refused:
            set_cover(made.id, number, by=chanthy, now=NOW)
        assert code_of(refused) == code
    describe_upload(bare, Words(decorative=True), by=chanthy, now=NOW)
    set_cover(made.id, bare, by=chanthy, now=NOW)
    assert fresh(made.id).cover_id == bare


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("![](/media/{bare}/bare.jpg)", "publication_description_picture_without_words"),
        ("[x](/media/9999/x.pdf)", "publication_description_file_gone"),
    ],
)
def test_what_stops_publishing_and_not_a_draft(in_app, chanthy, body: str, code: str) -> None:
    bare = make_upload(in_app, chanthy, alt="", name="bare.jpg")
    made = create_publication(
        PublicationDraft("One", description=body.format(bare=bare)), by=chanthy, now=NOW
    )
    make_edition(in_app, made, chanthy)
    with pytest.raises(Refused) as refused:
        move_publication(made.id, PostMove.PUBLISH, by=chanthy, now=NOW)
    assert code_of(refused) == code


def test_a_file_that_changes_is_shown_as_it_is(in_app, chanthy) -> None:
    number = make_upload(in_app, chanthy)
    words = PublicationDraft("One", description=f"![](/media/{number}/ferry.jpg)")
    made = create_publication(words, by=chanthy, now=NOW)
    describe_upload(number, Words("Two boats"), by=chanthy, now=NOW)
    assert 'alt="Two boats"' in fresh(made.id).description_html
    replace_upload(number, picture(size=(90, 30)), files=files_of(in_app), by=chanthy, now=NOW)
    assert 'width="90"' in fresh(made.id).description_html


def test_descriptions_are_made_anew_after_a_change_of_the_sanitiser(in_app, chanthy) -> None:
    numbers = [
        create_publication(PublicationDraft(title, description="A *guide*"), by=chanthy, now=NOW).id
        for title in ("One", "Two")
    ]
    with transaction() as session:
        stale = {"description_html": "<p>old</p>", "sanitiser_version": 0}
        session.execute(sa.update(Publication).where(Publication.id == numbers[0]).values(**stale))
        too_long = {"description": "x" * 200_001, "description_html": "<p>kept</p>"}
        session.execute(sa.update(Publication).where(Publication.id == numbers[1]).values(**too_long))
    batch = rerender_publications(0)
    assert (batch.last, batch.changed, batch.refused) == (numbers[1], 1, (numbers[1],))
    assert "<em>guide</em>" in fresh(numbers[0]).description_html
    assert fresh(numbers[1]).description_html == "<p>kept</p>"
    assert rerender_publications(numbers[1]).last is None


def test_downloads_are_added_and_never_taken_away_again(in_app, chanthy) -> None:
    made = make_publication(in_app, chanthy, editions=(("en", "pdf"), ("km", "pdf")))
    one, other = db.session.scalars(sa.select(PublicationVersion.id).order_by(PublicationVersion.id))
    count_downloads({one: 2, 9999: 1})
    count_downloads({one: 1, other: 4})
    db.session.expire_all()
    shown = edited_publication(made.id, by=chanthy)
    assert shown is not None
    assert [edition.downloads for edition in shown.editions] == [3, 4]
    assert verbs() == ["create", "add_version", "add_version", "publish"], "no entry says who, or when"
