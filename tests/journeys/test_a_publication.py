"""An author writes about a publication, and adds to it beside: nothing that was typed goes unasked."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories.publications import file_of, make_publication
from tests.factories.uploads import make_upload
from tests.journeys.world import let_in

pytestmark = pytest.mark.browser

# Whether a link, or closing the window, would be asked about.
IS_ASKED = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"


@pytest.fixture
def editor(live, cast, new_page) -> Page:
    with live.app.app_context():
        made = make_publication(live.app, cast.chanthy.actor, title="One", published_at=None).id
        make_upload(live.app, cast.chanthy.actor, file_of(70_001), name="second.pdf")
    page = new_page()
    let_in(live, page, cast.chanthy)
    page.goto(f"/desk/publications/{made}/edit")
    return page


def test_words_that_are_not_saved_are_asked_about_before_another_button_drops_them(editor: Page) -> None:
    questions: list[str] = []
    answers = [False, True, False]

    def answer(dialog) -> None:
        questions.append(dialog.message)
        dialog.accept() if answers.pop(0) else dialog.dismiss()

    editor.on("dialog", answer)
    add = editor.get_by_role("button", name="Add", exact=True)
    assert not editor.evaluate(IS_ASKED)
    editor.get_by_label("Description").fill("A long text.")
    assert editor.evaluate(IS_ASKED)
    editor.get_by_label("Or a file that is here already").fill("/media/2/second.pdf")
    editor.get_by_label("Language", exact=True).fill("km")
    add.click()
    expect(editor.get_by_label("Description")).to_have_value("A long text.")
    assert len(questions) == 1
    add.click()
    expect(editor.get_by_text("The edition is there.")).to_be_visible()
    expect(editor.get_by_label("Description")).to_have_value("")

    # What comes back with what is wrong in it is stored nowhere, and what is sent itself is no reason to ask.
    editor.get_by_label("Description").fill("A long text.")
    editor.get_by_label("Title").fill("")
    editor.get_by_role("button", name="Save", exact=True).first.click()
    expect(editor.get_by_text("Please give the publication a title.").first).to_be_visible()
    assert len(questions) == 2
    assert editor.evaluate(IS_ASKED)
    add.click()
    expect(editor.get_by_label("Description")).to_have_value("A long text.")
    assert len(questions) == 3
    editor.get_by_label("Title").fill("One")
    editor.get_by_role("button", name="Save", exact=True).first.click()
    expect(editor.get_by_text("Saved.")).to_be_visible()
    assert (len(questions), editor.evaluate(IS_ASKED)) == (3, False)
