"""Review at the desk: the author's side and the administrator's."""

import pytest

from forum.operations.settings import change_settings
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements
from tests.web.posts_desk.conftest import value_of

pytestmark = pytest.mark.both_engines
NOTE = "Please name <the> source."


def intents(answer) -> list[str]:
    """What the buttons do that are seen."""
    return inspect_page(answer).xpath("//button[@name='intent'][not(@hidden)]/@value")


def on_enter(answer) -> str:
    """What Enter in a field does: a browser presses the first button of the form."""
    return inspect_page(answer).xpath("//form[@data-editor]//button[not(@type='button')]/@value")[0]


@pytest.fixture
def boun(cast, sign_in):
    return sign_in(cast.boun)


@pytest.fixture
def administrators_publish(app, cast):
    with app.app_context():
        change_settings({"authors_publish": False}, by=cast.boun.actor, now=NOW)


@pytest.fixture
def sent_back(write, boun) -> str:
    """The path of a post that was sent back with ``NOTE``."""
    path = write("submit")
    answer = boun.submit(boun.get(f"{path}/edit"), path, intent="return", return_note=NOTE)
    assert answer.status_code == 303
    return path


def test_the_buttons_are_those_of_the_state_and_the_person(write, save, chanthy, boun):
    path = write("save")
    assert intents(chanthy.get("/desk/posts/new")) == ["save", "preview", "submit", "publish"]
    assert intents(chanthy.get(f"{path}/edit")) == ["save", "preview", "submit", "publish", "trash"]
    save(path, intent="submit")
    assert intents(chanthy.get(f"{path}/edit")) == ["save", "preview", "unpublish", "publish", "trash"]
    assert intents(boun.get(f"{path}/edit")) == [
        "save",
        "preview",
        "unpublish",
        "publish",
        "trash",
        "return",
    ]


def test_enter_in_a_field_saves_and_does_not_send_back(write, boun):
    assert on_enter(boun.get(f"{write('submit')}/edit")) == "save"


@pytest.mark.usefixtures("administrators_publish")
def test_where_administrators_publish_an_author_sends_for_review(write, save, chanthy, boun):
    assert intents(chanthy.get("/desk/posts/new")) == ["save", "preview", "submit"]
    path = write("submit")
    assert intents(chanthy.get(f"{path}/edit")) == ["save", "preview", "unpublish", "trash"]
    boun.submit(boun.get(f"{path}/edit"), path, intent="publish")
    page = chanthy.get(f"{path}/edit")
    assert intents(page) == ["preview", "unpublish", "trash"]
    assert on_enter(page) == "preview", "it changes nothing"
    assert "an administrator publishes what authors write" in text_of(inspect_page(page))


@pytest.mark.usefixtures("administrators_publish")
def test_a_request_past_the_buttons_is_refused_and_loses_nothing(write, save, chanthy, client):
    path = write("save")
    answer = save(path, intent="publish", body="Typed with care.", tags="boats")
    page = inspect_page(answer)
    assert answer.status_code == 403
    assert "an administrator publishes what authors write" in text_of(page)
    assert (value_of(page, "body"), value_of(page, "tags")) == ("Typed with care.", "boats")
    assert client.get("/posts/ferries-at-dawn").status_code == 404


@pytest.mark.usefixtures("administrators_publish")
def test_no_earlier_text_and_no_text_put_together_gets_past_it(write, save, chanthy, boun, client):
    path = write("save", body="Read by nobody.")
    save(path, intent="submit", body="They leave at six.")
    boun.submit(boun.get(f"{path}/edit"), path, intent="publish")
    answer = chanthy.submit(chanthy.get(f"{path}/revisions/1"), f"{path}/revisions/1/back")
    assert answer.status_code == 403
    assert "an administrator publishes what authors write" in text_of(inspect_page(answer))
    stale = chanthy.get(f"{path}/edit")
    boun.submit(boun.get(f"{path}/edit"), path, intent="save", body="They leave at seven.")
    met = chanthy.submit(stale, path, intent="save", body="They come at six.")
    assert met.status_code == 409
    together = chanthy.submit(met, path, intent="merge")
    assert value_of(inspect_page(together), "body") == "They come at seven."
    answer = chanthy.submit(together, path, intent="save")
    assert answer.status_code == 403
    assert value_of(inspect_page(answer), "body") == "They come at seven."
    assert "They leave at seven." in text_of(inspect_page(client.get("/posts/ferries-at-dawn")))


def test_the_note_stands_wherever_its_author_looks(sent_back, chanthy, boun, save):
    for path in (f"{sent_back}/edit", "/desk/posts", "/desk/posts?state=draft", "/desk"):
        said = text_of(inspect_page(chanthy.get(path)))
        assert NOTE in said, path
        assert "Boun sent it back on" in said, path
    save(sent_back, intent="submit")
    for path in (f"{sent_back}/edit", "/desk/posts", "/desk"):
        assert NOTE not in text_of(inspect_page(chanthy.get(path))), path
    assert "Boun sent back to its author the post" in text_of(inspect_page(boun.get("/desk/log")))


def test_without_a_note_nothing_is_sent_back_and_the_text_is_kept(write, boun):
    path = write("submit")
    answer = boun.submit(boun.get(f"{path}/edit"), path, intent="return", body="Changed.", return_note=" ")
    page = inspect_page(answer)
    assert answer.status_code == 422
    assert "Please write what the author should change." in text_of(page)
    assert page.xpath("//details[@open]//textarea[@name='return_note'][@aria-invalid='true']")
    assert value_of(page, "body") == "Changed."


def test_what_waits_is_on_the_shelf_and_counted_on_the_desk(write, chanthy, boun, cast, sign_in):
    write("submit")
    write("submit", title="A second one")
    for browser, words in ((boun, "2Posts wait for review"), (chanthy, "2Posts of yours in review")):
        assert words in text_of(inspect_page(browser.get("/desk")))
        shelf = inspect_page(browser.get("/desk/posts?state=in_review"))
        assert [text_of(one) for one in shelf.xpath("//a[@class='row__title']")] == [
            "A second one",
            "Ferries at dawn",
        ]
    assert "No drafts just now." in text_of(inspect_page(chanthy.get("/desk")))
    dara = sign_in(cast.dara)
    assert "in review" not in text_of(inspect_page(dara.get("/desk")))
    assert "Nothing here" in text_of(inspect_page(dara.get("/desk/posts?state=in_review")))


def test_the_desk_and_the_editor_stay_within_their_statements(sent_back, write, chanthy, boun):
    for number in range(4):
        write("submit", title=f"Post {number}")
    for browser, path in (
        (chanthy, "/desk"),
        (boun, "/desk"),
        (boun, "/desk/posts?state=in_review"),
        (chanthy, f"{sent_back}/edit"),
    ):
        with count_statements(at_most=12):
            browser.get(path)
