"""The desk of the publications: writing, adding editions, covers, conflicts, what was typed."""

import io

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.models import PublicationVersion
from forum.operations.publications.counting import count_downloads
from forum.operations.publications.drafts import PublicationDraft
from forum.operations.publications.saving import save_publication
from forum.operations.settings import change_settings
from tests.factories.publications import file_of, make_edition, make_publication
from tests.factories.uploads import make_upload
from tests.support.forms import form_of
from tests.support.moments import NOW, TOMORROW, YESTERDAY
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements
from tests.support.uploads import picture

DESK = "/desk/publications"


@pytest.fixture
def chanthy(cast, sign_in):
    return sign_in(cast.chanthy)


def said(answer) -> str:
    return text_of(inspect_page(answer))


def put(browser, page: str, action: str, **fields):
    """Fills in the form of the page that goes to ``action`` and sends it; of the covers' two, the one with words."""
    is_cover = action.endswith("/cover")
    form = form_of(browser.get(page), None if is_cover else action, having="alt" if is_cover else None)
    return browser.submit(form, **fields)


def test_from_a_title_to_a_published_guidebook(app, chanthy, client) -> None:
    answer = put(chanthy, f"{DESK}/new", DESK, title="Coming home", summary="For those who return.")
    assert answer.status_code == 303
    edit = answer.location
    assert "Saved as a draft" in said(chanthy.get(edit))
    refused = put(chanthy, edit, f"{DESK}/1", intent="publish")
    assert (refused.status_code, "nothing to download yet" in said(refused)) == (422, True)
    data = io.BytesIO(file_of(30_001))
    called = {"label": "១", "issued": "2017-03-01", "pages": "88"}
    added = put(chanthy, edit, f"{DESK}/1/editions", language="km", file=(data, "គៀងគរ.pdf"), **called)
    assert added.status_code == 303
    page = said(chanthy.get(edit))
    assert "The edition is there." in page
    assert "/publications/coming-home/km.pdf" in page
    cover = put(chanthy, edit, f"{DESK}/1/cover", file=(io.BytesIO(picture()), "cover.jpg"), alt="A boat")
    assert cover.status_code == 303
    assert "It is described as: A boat" in said(chanthy.get(edit))
    assert "88" in said(chanthy.get(f"{DESK}/1/preview"))
    assert client.get("/publications/coming-home").status_code == 404
    assert put(chanthy, edit, f"{DESK}/1", intent="publish").status_code == 303
    assert "Coming home" in said(client.get("/publications/coming-home"))
    assert client.get("/publications/coming-home/km.pdf").status_code == 200


@pytest.mark.parametrize(
    ("fields", "sentence", "field"),
    [
        ({"title": ""}, "Please give the publication a title.", "title"),
        ({"summary": "s" * 1001}, "A summary has room for 1000 characters", "summary"),
        ({"published_at": "soon"}, "Please give date and time like this", "published_at"),
        ({"category": "nowhere"}, "", "category"),
        ({"language": "Khmer"}, "Please choose one of the languages.", "language"),
    ],
)
def test_what_is_refused_is_told_with_the_words_kept(app, cast, chanthy, fields, sentence, field) -> None:
    with app.app_context():
        make_publication(app, cast.chanthy.actor, title="One", published_at=None)
    for page, action in ((f"{DESK}/new", DESK), (f"{DESK}/1/edit", f"{DESK}/1")):
        answer = put(chanthy, page, action, **{"title": "Typed title", "credit": "Typed credit"} | fields)
        assert answer.status_code == 422
        assert sentence in said(answer)
        assert "Typed credit" in answer.text
        assert f'id="{field}-error"' in answer.text


def test_somebody_elses_words_are_not_overwritten_unseen(app, cast, chanthy) -> None:
    with app.app_context():
        make_publication(app, cast.chanthy.actor, title="One", summary="Old", published_at=None)
    form = form_of(chanthy.get(f"{DESK}/1/edit"), f"{DESK}/1")
    with app.app_context():
        save_publication(1, PublicationDraft("Theirs", summary="New"), seen=1, by=cast.boun.actor, now=NOW)
    answer = chanthy.submit(form, title="Mine", intent="save")
    assert answer.status_code == 409
    text = said(answer)
    assert "Somebody else saved this publication" in text
    assert "Theirs" in text
    assert 'value="Mine"' in answer.text
    assert chanthy.submit(form_of(answer, f"{DESK}/1"), intent="save").status_code == 303
    assert "Mine" in said(chanthy.get(DESK))


@pytest.mark.parametrize(
    ("fields", "sentence", "anchor"),
    [
        ({}, "Please choose a file", "file"),
        ({"upload": "/media/9999/x.pdf"}, "There is no uploaded file at this address", "file"),
        ({"upload": "x"}, "Please choose a file", "file"),
        (
            {"language": "Khmer", "upload": "/media/1/x.pdf"},
            "Please give the language by its tag",
            "edition-language",
        ),
        ({"issued": "1.3.2017"}, "Please give the day as year, month and day", "issued"),
        ({"pages": "many"}, "Please give the pages as a number", "pages"),
        ({"label": "l" * 121, "upload": "/media/1/x.pdf"}, "has room for 120 characters", "label"),
    ],
)
def test_an_edition_that_cannot_be_is_told_with_the_words_kept(
    app, cast, chanthy, fields, sentence, anchor
) -> None:
    with app.app_context():
        make_upload(app, cast.chanthy.actor, file_of(30_002), name="file.pdf")
        make_publication(app, cast.chanthy.actor, title="One", editions=(), published_at=None)
    answer = put(
        chanthy, f"{DESK}/1/edit", f"{DESK}/1/editions", **{"language": "km", "label": "Second"} | fields
    )
    assert answer.status_code == 422
    page = inspect_page(answer)
    assert sentence in text_of(page)
    assert page.xpath("//div[@class='error-summary']//a/@href") == [f"#{anchor}"]
    assert fields.get("label", "Second") in answer.text


def test_a_file_that_was_stored_need_not_be_sent_again(app, cast, chanthy) -> None:
    with app.app_context():
        make_publication(app, cast.chanthy.actor, title="One", editions=(), published_at=None)
    data = io.BytesIO(file_of(30_003))
    edit, action = f"{DESK}/1/edit", f"{DESK}/1/editions"
    answer = put(chanthy, edit, action, language="Khmer", file=(data, "Guide.pdf"))
    assert answer.status_code == 422
    form = form_of(answer, action)
    assert form.fields["upload"] == "/media/1/guide.pdf"
    assert chanthy.submit(form, language="km").status_code == 303
    again = put(chanthy, edit, action, language="km", upload="http://localhost/media/1/guide.pdf")
    assert (again.status_code, "newest version of this edition already" in said(again)) == (422, True)


def test_a_version_is_described_and_taken_away_after_a_question(app, cast, chanthy) -> None:
    with app.app_context():
        made = make_publication(app, cast.chanthy.actor, title="One", editions=(), published_at=None)
        version = make_edition(app, made, cast.chanthy.actor, label="1st")
        count_downloads({version: 7})
    edit, action = f"{DESK}/1/edit", f"{DESK}/1/versions/{version}"
    assert "7 downloads" in said(chanthy.get(edit))
    wrong = put(chanthy, edit, action, label="2nd", issued="never")
    assert (wrong.status_code, 'value="2nd"' in wrong.text) == (422, True)
    assert put(chanthy, edit, action, label="2nd", issued="", pages="4").status_code == 303
    asked = chanthy.get(f"{action}/removal")
    assert "the edition goes with it" in said(asked)
    assert "2nd" in said(asked)
    assert chanthy.submit(asked, f"{action}/removal").status_code == 303
    assert "None yet." in said(chanthy.get(edit))
    assert chanthy.get(f"{action}/removal").status_code == 404


def test_the_last_edition_of_what_readers_see_stays(app, cast, chanthy) -> None:
    with app.app_context():
        make_publication(app, cast.chanthy.actor, title="One")
        version = db.session.scalar(sa.select(PublicationVersion.id))
    asked = chanthy.get(f"{DESK}/1/versions/{version}/removal")
    refused = chanthy.submit(asked, f"{DESK}/1/versions/{version}/removal")
    assert (refused.status_code, "Please unpublish it first" in said(refused)) == (422, True)


def test_a_cover_is_taken_from_the_files_and_taken_off(app, cast, chanthy) -> None:
    with app.app_context():
        make_publication(app, cast.chanthy.actor, title="One")
        bare = make_upload(app, cast.chanthy.actor, alt="")
        paper = make_upload(app, cast.chanthy.actor, file_of(30_004), name="x.pdf")
    edit, action = f"{DESK}/1/edit", f"{DESK}/1/cover"
    for upload, sentence in (
        (f"/media/{bare}/ferry.jpg", "Please say what the cover shows"),
        (f"/media/{paper}/x.pdf", "This file is no picture."),
        ("", "Please choose a picture"),
    ):
        answer = put(chanthy, edit, action, upload=upload)
        assert (answer.status_code, sentence in said(answer)) == (422, True)
    assert put(chanthy, edit, action, upload=f"/media/{bare}/ferry.jpg", decorative="1").status_code == 303
    page = chanthy.get(edit)
    assert "Take the cover off" in said(page)
    off = next(f for f in inspect_page(page).xpath("//form") if f.xpath(".//button[@value='remove']"))
    token = off.xpath("string(.//input[@name='csrf_token']/@value)")
    assert chanthy.post(action, data={"csrf_token": token, "intent": "remove"}).status_code == 303
    assert "Take the cover off" not in said(chanthy.get(edit))


def test_words_for_a_cover_are_stored_or_given_back(app, cast, chanthy, sign_in) -> None:
    with app.app_context():
        for at in (None, YESTERDAY):
            make_publication(app, cast.chanthy.actor, published_at=at)
        make_upload(app, cast.dara.actor, alt="")
    typed = {"upload": "/media/3/ferry.jpg", "alt": "A boat, typed"}
    for number in (1, 2):
        edit, action = f"{DESK}/{number}/edit", f"{DESK}/{number}/cover"
        answer = put(chanthy, edit, action, **typed)
        assert (answer.status_code, "Somebody else uploaded this picture" in said(answer)) == (422, True)
        assert form_of(answer, having="alt").fields["alt"] == "A boat, typed"
        assert inspect_page(answer).xpath("//div[@class='error-summary']//a/@href") == ["#alt"]
        assert "Take the cover off" not in said(chanthy.get(edit))
    boun = sign_in(cast.boun)
    assert put(boun, f"{DESK}/2/edit", f"{DESK}/2/cover", **typed).status_code == 303
    assert "It is described as: A boat, typed" in said(boun.get(f"{DESK}/2/edit"))


@pytest.mark.both_engines
def test_the_list_shows_ones_own_and_administrators_all(app, cast, frozen, chanthy, sign_in) -> None:
    with app.app_context():
        make_publication(app, cast.chanthy.actor, title="Mine", editions=[("en", "pdf"), ("km", "pdf")])
        make_publication(app, cast.chanthy.actor, title="A plan", published_at=TOMORROW, now=NOW)
        make_publication(app, cast.dara.actor, title="Theirs", published_at=None)
    with count_statements(at_most=12):
        mine = said(chanthy.get(DESK))
    assert "Mine" in mine
    assert "2 editions" in mine
    assert "Theirs" not in mine
    assert "Theirs" in said(sign_in(cast.boun).get(DESK))
    assert "A plan" in said(chanthy.get(f"{DESK}?state=scheduled"))
    assert "Mine" not in said(chanthy.get(f"{DESK}?state=draft"))
    with count_statements(at_most=12):
        chanthy.get(f"{DESK}/1/edit")
    assert chanthy.get(f"{DESK}?older=x").status_code == 400


def test_where_administrators_publish_the_buttons_say_so(app, cast, chanthy, sign_in) -> None:
    with app.app_context():
        change_settings({"authors_publish": False}, by=cast.boun.actor, now=NOW)
        make_publication(app, cast.chanthy.actor, title="One", published_at=None)
    page = chanthy.get(f"{DESK}/1/edit")
    assert "an administrator publishes what authors write" in said(page)
    assert 'value="publish"' not in page.text
    answer = chanthy.submit(form_of(page, f"{DESK}/1"), title="Typed", intent="publish")
    assert (answer.status_code, 'value="Typed"' in answer.text) == (403, True)
    boun = sign_in(cast.boun)
    assert put(boun, f"{DESK}/1/edit", f"{DESK}/1", intent="publish").status_code == 303


def test_a_file_says_which_publication_uses_it(app, cast, chanthy, sign_in) -> None:
    with app.app_context():
        make_publication(app, cast.chanthy.actor, title="One", published_at=None)
    text = said(chanthy.get("/desk/files/1"))
    assert "One" in text
    assert "/desk/publications/1/edit" in chanthy.get("/desk/files/1").text
    assert "used once" in said(chanthy.get("/desk/files"))
    assert "A publication of somebody else" in said(sign_in(cast.dara).get("/desk/files/1"))


def test_what_was_done_stands_in_the_log_in_words(app, cast, sign_in) -> None:
    with app.app_context():
        make_publication(app, cast.chanthy.actor, title="Coming home")
    log = said(sign_in(cast.boun).get("/desk/log"))
    assert "Chanthy added a version to the publication: Coming home" in log
    assert "Chanthy published the publication: Coming home" in log
