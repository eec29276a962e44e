"""A file comes in once, lies there once, and takes no more room than there is."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from forum.adapters.files import FileGone, FilesAway
from forum.db import db
from forum.domain.refusals import NotAllowed, NotFound, Refused, Unavailable
from forum.models import Job, LogEntry, Upload
from forum.operations.settings import change_settings
from forum.operations.uploads import adding
from forum.operations.uploads.adding import add_upload, replace_upload
from forum.operations.uploads.changing import Words, delete_upload, describe_upload
from forum.operations.uploads.sweeping import sweep_files
from tests.factories.uploads import files_of, make_upload
from tests.support.moments import NOW
from tests.support.uploads import pdf, photograph, picture

pytestmark = pytest.mark.both_engines


@pytest.fixture
def chanthy(cast):
    return cast.chanthy.actor


def upload(number: int) -> Upload:
    row = db.session.get(Upload, number, populate_existing=True)
    assert row is not None
    return row


def stored(app, number: int) -> bytes:
    return files_of(app).read(upload(number).key)


def verbs() -> list[str]:
    return list(
        db.session.scalars(
            sa.select(LogEntry.verb).where(LogEntry.verb.startswith("file.")).order_by(LogEntry.id)
        )
    )


def code_of(refused) -> str:
    return refused.value.code


def test_a_picture_is_stored_without_its_place_and_gets_a_job(in_app, chanthy) -> None:
    number = make_upload(in_app, chanthy, photograph(size=(600, 400)), name="Shelter 3.JPEG", alt=" A  wall ")
    row = upload(number)
    assert (row.name, row.kind, row.alt, row.width, row.height) == (
        "shelter-3.jpg",
        "jpg",
        "A wall",
        600,
        400,
    )
    assert (row.user_id, row.version, row.is_ready, row.size) == (
        chanthy.id,
        1,
        False,
        len(stored(in_app, number)),
    )
    assert b"Mali" not in stored(in_app, number)
    assert verbs() == ["file.upload"]
    jobs = db.session.execute(sa.select(Job.name, Job.payload)).all()
    assert jobs == [("make_renditions", {"upload_id": number})]


def test_a_document_needs_no_job_and_no_words(in_app, chanthy) -> None:
    row = upload(make_upload(in_app, chanthy, pdf(), name="Guide.pdf", alt="ignored", decorative=True))
    assert (row.kind, row.alt, row.is_decorative, row.is_ready, row.width) == ("pdf", "", False, True, None)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Job)) == 0


def test_the_same_file_is_there_once_whoever_sends_it(in_app, cast, chanthy) -> None:
    first = add_upload(pdf(), "a.pdf", Words(), files=files_of(in_app), by=chanthy, now=NOW)
    again = add_upload(pdf(), "b.pdf", Words(), files=files_of(in_app), by=cast.dara.actor, now=NOW)
    assert (first.is_new, again.is_new, again.number) == (True, False, first.number)
    assert verbs() == ["file.upload"]


def test_the_same_picture_with_another_place_in_it_is_the_same_file(in_app, chanthy) -> None:
    first = make_upload(in_app, chanthy, picture())
    assert make_upload(in_app, chanthy, photograph()) == first


def test_readers_and_moderators_upload_nothing(in_app, cast) -> None:
    for member in (cast.elin, cast.ana):
        with pytest.raises(NotAllowed):
            make_upload(in_app, member.actor)


def test_what_is_refused_is_stored_nowhere(in_app, chanthy) -> None:
    with pytest.raises(Refused) as refused:
        make_upload(in_app, chanthy, b"<svg/>")
    assert code_of(refused) == "upload_markup"
    assert list(files_of(in_app).all()) == []
    assert verbs() == []


def test_when_the_room_is_full_nothing_more_is_taken(in_app, cast, chanthy, monkeypatch) -> None:
    change_settings({"files_gibibytes": 1}, by=cast.boun.actor, now=NOW)
    monkeypatch.setattr(adding, "GIB", 2000)
    make_upload(in_app, chanthy, pdf(bytes(1500)))
    with pytest.raises(Refused) as refused:
        make_upload(in_app, chanthy, pdf(bytes(600)))
    assert (code_of(refused), refused.value.facts) == ("uploads_full", {"limit": 1})


def test_a_place_that_is_away_is_said_and_leaves_no_row(in_app, chanthy, monkeypatch) -> None:
    def away(*_: object) -> None:
        raise FilesAway("No space left on device")

    monkeypatch.setattr(files_of(in_app), "put", away)
    with pytest.raises(Unavailable) as refused:
        make_upload(in_app, chanthy)
    assert code_of(refused) == "files_away"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Upload)) == 0


def test_replacing_keeps_the_address_and_deletes_the_old_bytes(in_app, chanthy) -> None:
    number = make_upload(in_app, chanthy, name="ferry.jpg")
    old = upload(number).key
    replace_upload(number, picture("PNG", size=(90, 30)), files=files_of(in_app), by=chanthy, now=NOW)
    row = upload(number)
    assert (row.name, row.kind, row.version, row.width, row.height) == ("ferry.jpg", "jpg", 2, 90, 30)
    assert row.alt == "A ferry at dawn"
    assert row.key != old
    assert stored(in_app, number).startswith(b"\xff\xd8\xff")
    with pytest.raises(FileGone):
        files_of(in_app).read(old)
    assert verbs() == ["file.upload", "file.replace"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (picture(size=(600, 400)), "upload_same"),
        (pdf(), "upload_other_kind"),
        (picture(size=(9, 9)), "upload_elsewhere"),
    ],
    ids=["the same", "another kind", "one that is there"],
)
def test_what_cannot_take_its_place(in_app, chanthy, data: bytes, code: str) -> None:
    number = make_upload(in_app, chanthy)
    make_upload(in_app, chanthy, picture(size=(9, 9)), name="other.jpg")
    with pytest.raises(Refused) as refused:
        replace_upload(number, data, files=files_of(in_app), by=chanthy, now=NOW)
    assert code_of(refused) == code
    assert upload(number).version == 1
    assert stored(in_app, number)


def test_one_changes_ones_own_files_and_an_administrator_all(in_app, cast, chanthy) -> None:
    number = make_upload(in_app, chanthy)
    dara, boun = cast.dara.actor, cast.boun.actor
    for change in (
        lambda by: describe_upload(number, Words("A boat"), by=by, now=NOW),
        lambda by: replace_upload(number, picture(size=(9, 9)), files=files_of(in_app), by=by, now=NOW),
        lambda by: delete_upload(number, by=by, now=NOW),
    ):
        with pytest.raises(NotFound):
            change(dara)
        change(boun)
    assert db.session.get(Upload, number) is None
    assert verbs() == ["file.upload", "file.describe", "file.replace", "file.delete"]


@pytest.mark.parametrize(
    ("words", "alt", "is_decorative"),
    [
        (Words("A boat"), "A boat", False),
        (Words("", decorative=True), "", True),
        (Words("A boat", decorative=True), "A boat", False),
        (Words(""), "", False),
    ],
)
def test_typed_words_win_over_the_mark(in_app, chanthy, words: Words, alt: str, is_decorative: bool) -> None:
    number = make_upload(in_app, chanthy)
    describe_upload(number, words, by=chanthy, now=NOW)
    row = upload(number)
    assert (row.alt, row.is_decorative) == (alt, is_decorative)


def test_a_file_without_a_row_is_swept_after_a_day(in_app, chanthy, monkeypatch) -> None:
    number = make_upload(in_app, chanthy)
    store = files_of(in_app)
    store.put("ab/abcdef0123456789.jpg", b"cut off before its row was written")
    listed = [type(one)(one.key, NOW) for one in store.all()]
    monkeypatch.setattr(store, "all", lambda: iter(listed))
    a_day_later = NOW + timedelta(days=1)
    assert sweep_files(store, now=a_day_later) == 0
    assert sweep_files(store, now=a_day_later + timedelta(seconds=1)) == 1
    assert not store.has("ab/abcdef0123456789.jpg")
    assert store.has(upload(number).key)


def test_a_file_that_was_swept_in_the_same_moment_is_put_again(in_app, chanthy, monkeypatch) -> None:
    store = files_of(in_app)
    record = adding.record

    def swept_meanwhile(*args: object, **facts: object) -> None:
        for one in list(store.all()):
            store.delete(one.key)
        record(*args, **facts)

    monkeypatch.setattr(adding, "record", swept_meanwhile)
    assert stored(in_app, make_upload(in_app, chanthy))
