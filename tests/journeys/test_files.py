"""An author puts pictures and files into a post: by the button, dropped, pasted, and without scripts."""

import base64

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.obstacles import problems_at, problems_here
from tests.journeys.world import SLUG, let_in
from tests.support.uploads import pdf, photograph, picture

pytestmark = pytest.mark.browser

PNG = {"name": "Ferry.png", "mimeType": "image/png", "buffer": picture("PNG", size=(600, 400))}
TAKE = """([name, kind, bytes, how]) => {
  const data = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([data], name, { type: kind }));
  const text = document.querySelector("#body");
  const event = how === "drop"
    ? new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true })
    : new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
  text.dispatchEvent(event);
}"""


@pytest.fixture
def editor(live, cast, new_page) -> Page:
    page = new_page()
    let_in(live, page, cast.chanthy)
    page.goto("/desk/posts/new")
    page.get_by_label("Title").first.fill("The ferry")
    page.get_by_label("Address", exact=True).fill(SLUG)
    page.get_by_label("Text", exact=True).fill("Before")
    return page


def body(page: Page) -> str:
    return page.get_by_label("Text", exact=True).input_value()


def test_a_picture_is_added_described_published_and_seen_by_readers(editor: Page, new_page, live) -> None:
    editor.get_by_role("button", name="Add a picture or file").click()
    panel = editor.get_by_role("region", name="Add a picture or file")
    panel.get_by_role("button", name="Put it into the text").click()
    expect(panel.get_by_role("alert")).to_have_text("Please choose a file first.")
    panel.get_by_label("File", exact=True).set_input_files(
        {"name": "Shelter.jpg", "mimeType": "image/jpeg", "buffer": photograph(size=(600, 400))}
    )
    panel.get_by_role("button", name="Put it into the text").click()
    expect(panel.get_by_role("alert")).to_contain_text("Please say what the picture shows")
    alt = panel.get_by_label("What the picture shows")
    expect(alt).to_be_focused()
    alt.fill("Boats [at] dawn")
    editor.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    assert body(editor) == "Before\n\n![Boats \\[at\\] dawn](/media/1/shelter.jpg)\n\n"
    editor.get_by_role("button", name="Publish").click()
    expect(editor.get_by_text("The post is published.")).to_be_visible()

    reader = new_page()
    reader.goto(f"/posts/{SLUG}")
    shown = reader.get_by_role("img", name="Boats [at] dawn")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 600
    # The worker makes the smaller sizes; from then on the browser takes one of them.
    for _ in range(60):
        reader.reload()
        if reader.locator("picture source").count() == 2:
            break
        reader.wait_for_timeout(500)
    shown = reader.get_by_role("img", name="Boats [at] dawn")
    assert shown.evaluate("image => image.decode().then(() => image.currentSrc)").endswith(".avif")
    assert problems_at(reader, f"/posts/{SLUG}") == []


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_a_picture_is_dropped_or_pasted_and_taken_out_again(editor: Page, how: str) -> None:
    sent = base64.b64encode(PNG["buffer"]).decode()
    editor.evaluate(TAKE, [PNG["name"], PNG["mimeType"], sent, how])
    panel = editor.get_by_role("region", name="Add a picture or file")
    expect(panel.get_by_text("Ferry.png")).to_be_visible()
    expect(panel.get_by_label("What the picture shows")).to_be_focused()
    panel.get_by_label("It only decorates").check()
    panel.get_by_role("button", name="Put it into the text").click()
    expect(panel).to_be_hidden()
    assert body(editor) == "Before\n\n![](/media/1/ferry.png)\n\n"
    editor.keyboard.press("Control+z")
    assert body(editor) == "Before"


def test_what_is_refused_is_said_where_it_was_chosen_and_another_one_can_be_taken(editor: Page) -> None:
    editor.get_by_role("button", name="Add a picture or file").click()
    panel = editor.get_by_role("region", name="Add a picture or file")
    field = panel.get_by_label("File", exact=True)
    field.set_input_files({"name": "drawing.pdf", "mimeType": "application/pdf", "buffer": b"<svg/>"})
    panel.get_by_role("button", name="Put it into the text").click()
    expect(panel.get_by_role("alert")).to_contain_text("SVG and HTML are not taken")
    expect(field).to_be_focused()
    assert body(editor) == "Before"
    field.set_input_files({"name": "Guide.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    panel.get_by_role("button", name="Put it into the text").click()
    expect(panel).to_be_hidden()
    assert body(editor) == "Before[guide.pdf](/media/1/guide.pdf)"


def test_a_server_that_is_away_loses_nothing(editor: Page) -> None:
    editor.route("**/desk/files", lambda route: route.fulfill(status=503, body=""))
    editor.get_by_role("button", name="Add a picture or file").click()
    panel = editor.get_by_role("region", name="Add a picture or file")
    panel.get_by_label("File", exact=True).set_input_files(PNG)
    panel.get_by_label("What the picture shows").fill("A ferry")
    panel.get_by_role("button", name="Put it into the text").click()
    expect(panel.get_by_role("alert")).to_contain_text("It is still chosen; please try again.")
    editor.unroute("**/desk/files")
    panel.get_by_role("button", name="Put it into the text").click()
    expect(panel).to_be_hidden()
    assert "![A ferry](/media/1/ferry.png)" in body(editor)


def test_it_is_done_by_keyboard_alone(editor: Page) -> None:
    opener = editor.get_by_role("button", name="Add a picture or file")
    opener.focus()
    editor.keyboard.press("Enter")
    panel = editor.get_by_role("region", name="Add a picture or file")
    expect(panel.get_by_label("File", exact=True)).to_be_focused()
    panel.get_by_label("File", exact=True).set_input_files(PNG)
    for _ in range(3):
        editor.keyboard.press("Tab")
        if panel.get_by_label("What the picture shows").evaluate("one => one === document.activeElement"):
            break
    editor.keyboard.type("A ferry")
    editor.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    expect(editor.get_by_label("Text", exact=True)).to_be_focused()
    assert "![A ferry](/media/1/ferry.png)" in body(editor)


def test_without_scripts_the_page_of_files_does_the_same(live, cast, new_page) -> None:
    page = new_page(java_script_enabled=False)
    let_in(live, page, cast.chanthy)
    page.goto("/desk/posts/new")
    expect(page.get_by_role("button", name="Add a picture or file")).to_be_hidden()
    page.goto("/desk/files")
    page.get_by_label("File", exact=True).set_input_files(PNG)
    page.get_by_label("What the picture shows").fill("A ferry")
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ferry.png")
    line = page.locator("code").inner_text()
    assert line == "![A ferry](/media/1/ferry.png)"
    page.goto("/desk/posts/new")
    page.get_by_label("Title").first.fill("The ferry")
    page.get_by_label("Text", exact=True).fill(line)
    page.get_by_role("button", name="Publish").click()
    page.goto("/desk/files/1")
    expect(page.get_by_role("link", name="The ferry")).to_be_visible()
    expect(page.get_by_role("button", name="Delete this file")).to_be_hidden()


def test_the_panel_is_in_nobodys_way(editor: Page) -> None:
    editor.get_by_role("button", name="Add a picture or file").click()
    editor.get_by_role("region", name="Add a picture or file").get_by_label(
        "File", exact=True
    ).set_input_files(PNG)
    assert problems_here(editor, "the panel") == []
    editor.set_viewport_size({"width": 320, "height": 700})
    assert problems_here(editor, "the panel on a telephone") == []
