"""Nothing that an author types is lost: two tabs, a connection that goes and comes back, a session that ends, and an
earlier text that is wanted again."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from forum.adapters import clock
from tests.factories.posts import make_post
from tests.journeys.obstacles import TWO_DRESSES, Found
from tests.journeys.world import let_in

pytestmark = pytest.mark.browser

BURMESE = "ဆောင်းပါးအတွက် ကျေးဇူးတင်ပါတယ်။"


@pytest.fixture
def post(live, cast) -> int:
    with live.app.app_context():
        body = "We met by the river."
        return make_post(cast.chanthy.actor, title="Nets", body=body, published_at=clock.now()).id


def text(page: Page):
    return page.get_by_label("Text", exact=True)


def type_in(page: Page, words: str) -> None:
    """Types at the end of the text."""
    text(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


def kept(page: Page):
    return page.locator("[data-kept]")


def copies(page: Page) -> list[str]:
    """The texts of which this device keeps copies."""
    stored = page.evaluate(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('copy:')).map(([, text]) => text)"
    )
    return [json.loads(json.loads(one)["fields"])["body"] for one in stored]


def second_tab(page: Page) -> Page:
    return page.context.new_page()


class TestTwoTabs:
    def test_neither_writes_over_the_other_and_both_are_put_together(
        self, live, cast, post, new_page
    ) -> None:
        one = new_page()
        let_in(live, one, cast.chanthy)
        other = second_tab(one)
        for tab in (one, other):
            tab.goto(f"/desk/posts/{post}/edit")
        text(one).fill("They met by the river.")
        expect(kept(one)).to_have_text(re.compile(r"^Saved automatically at \d\d:\d\d\.$"))
        text(other).fill("We met by the sea.")
        expect(
            other.get_by_role("region", name=re.compile("^You wrote here on another page as well"))
        ).to_be_visible()
        expect(kept(other)).to_contain_text("please choose first")
        assert copies(other) == ["We met by the sea."]
        kept(other).get_by_role("link").press("Enter")
        expect(other).to_have_url(re.compile("#other-page$"))
        other.get_by_role("button", name="Put both together").click()
        expect(
            other.get_by_role("heading", name=re.compile("^Both texts are put together below"))
        ).to_be_visible()
        expect(text(other)).to_have_value("They met by the sea.")
        expect(kept(other)).to_have_text(re.compile("^Saved automatically"))
        other.get_by_role("button", name="Save", exact=False).first.click()
        expect(other.get_by_role("status")).to_contain_text("Saved.")
        assert copies(other) == []

        type_in(one, " Twice.")
        saved = one.get_by_role("region", name=re.compile("saved this post on"))
        expect(saved).to_be_visible()
        saved.get_by_role("button", name="Put both together").click()
        expect(text(one)).to_have_value("They met by the sea. Twice.")

    def test_what_was_typed_is_there_on_another_device(self, live, cast, post, new_page) -> None:
        at_home, on_the_way = new_page(), new_page(viewport={"width": 360, "height": 740})
        for page in (at_home, on_the_way):
            let_in(live, page, cast.chanthy)
        at_home.goto(f"/desk/posts/{post}/edit")
        type_in(at_home, f" {BURMESE}")
        expect(kept(at_home)).to_have_text(re.compile("^Saved automatically"))
        on_the_way.goto(f"/desk/posts/{post}/edit")
        offer = on_the_way.get_by_role("region", name=re.compile("^You were writing here on"))
        offer.locator("summary").press("Enter")
        expect(offer.locator("ins")).to_contain_text(BURMESE)
        offer.get_by_role("link", name="Go on writing it").press("Enter")
        expect(text(on_the_way)).to_have_value(f"We met by the river. {BURMESE}")

    def test_a_post_that_was_never_saved_is_found_in_the_list(self, live, cast, new_page) -> None:
        author = new_page()
        let_in(live, author, cast.chanthy)
        author.goto("/desk/posts/new")
        author.get_by_label("Title", exact=True).first.fill("Boats")
        text(author).fill("They float.")
        expect(kept(author)).to_have_text(re.compile("^Saved automatically"))
        author.on("dialog", lambda dialog: dialog.accept())
        author.goto("/desk/posts")
        author.get_by_role("region", name="Begun and never saved").get_by_role("link", name="Boats").click()
        expect(text(author)).to_have_value("They float.")
        author.get_by_role("button", name="Save").first.click()
        expect(author.get_by_role("status")).to_contain_text("Saved.")
        author.goto("/desk/posts")
        expect(author.get_by_role("region", name="Begun and never saved")).to_have_count(0)
        assert copies(author) == []


class TestOfflineAndBack:
    def test_the_device_keeps_what_the_site_cannot_be_told_and_tells_it_later(
        self, live, cast, post, new_page
    ) -> None:
        author = new_page()
        let_in(live, author, cast.chanthy)
        author.goto(f"/desk/posts/{post}/edit")
        author.context.set_offline(True)
        type_in(author, " Twice.")
        expect(kept(author)).to_have_text("Not saved: offline. A copy is kept on this device.")
        assert copies(author) == ["We met by the river. Twice."]
        author.context.set_offline(False)
        expect(kept(author)).to_have_text(re.compile("^Saved automatically"))
        assert copies(author) == []

    def test_a_copy_is_offered_on_return_with_its_time(self, live, cast, post, new_page) -> None:
        author = new_page()
        let_in(live, author, cast.chanthy)
        author.goto(f"/desk/posts/{post}/edit")
        author.context.set_offline(True)
        type_in(author, " Twice.")
        author.locator("#byline-1-name").fill("Amara Lindqvist")
        expect(kept(author)).to_contain_text("Not saved: offline")
        tab = second_tab(author)
        author.close()
        tab.context.set_offline(False)
        tab.goto(f"/desk/posts/{post}/edit")
        offer = tab.get_by_role("region", name=re.compile("^This device keeps a copy of your text"))
        expect(offer.locator("time")).to_have_text(re.compile(r"\d{4}.*\d\d:\d\d"))
        expect(text(tab)).to_have_value("We met by the river.")
        offer.get_by_role("button", name="Put it into the form").press("Enter")
        expect(offer).to_be_hidden()
        expect(text(tab)).to_be_focused()
        expect(text(tab)).to_have_value("We met by the river. Twice.")
        expect(tab.locator("#byline-1-name")).to_have_value("Amara Lindqvist")
        expect(kept(tab)).to_have_text(re.compile("^Saved automatically"))
        assert copies(tab) == []

    def test_a_copy_of_a_new_post_is_offered_where_the_next_one_begins(self, live, cast, new_page) -> None:
        author = new_page()
        let_in(live, author, cast.chanthy)
        author.goto("/desk/posts/new")
        author.context.set_offline(True)
        text(author).fill("Begun at sea.")
        expect(kept(author)).to_contain_text("Not saved: offline")
        tab = second_tab(author)
        author.close()
        tab.context.set_offline(False)
        tab.goto("/desk/posts/new")
        offer = tab.get_by_role("region", name=re.compile("^This device keeps a copy of your text"))
        offer.get_by_role("button", name="Delete the copy").click()
        expect(offer).to_be_hidden()
        assert (copies(tab), text(tab).input_value()) == ([], "")

    def test_a_session_that_ended_leaves_the_copy_and_signing_out_does_not(
        self, live, cast, post, new_page
    ) -> None:
        author = new_page()
        let_in(live, author, cast.chanthy)
        author.goto(f"/desk/posts/{post}/edit")
        author.context.clear_cookies()
        type_in(author, " Twice.")
        expect(kept(author)).to_contain_text("Not saved: you are signed out. A copy is kept on this device")
        assert copies(author) == ["We met by the river. Twice."]
        tab = second_tab(author)
        author.close()
        let_in(live, tab, cast.chanthy)
        tab.goto(f"/desk/posts/{post}/edit")
        expect(tab.get_by_role("region", name=re.compile("^This device keeps a copy"))).to_be_visible()
        tab.get_by_role("button", name="Sign out").click()
        tab.wait_for_url(f"{live.url}/")
        assert copies(tab) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_earlier_text_comes_back(live, cast, post, new_page, scripts) -> None:
    author = new_page(java_script_enabled=scripts)
    let_in(live, author, cast.chanthy)
    author.goto(f"/desk/posts/{post}/edit")
    text(author).fill("We met by the sea.")
    author.get_by_role("button", name="Save").first.click()
    author.get_by_role("link", name="Revisions").click()
    expect(author.get_by_role("listitem").filter(has_text="Stored now")).to_have_count(1)
    author.get_by_role("main").get_by_role("listitem").last.get_by_role("link").click()
    author.get_by_label("Name of this revision").fill("By the river")
    author.get_by_role("button", name="Keep the name").click()
    expect(author.get_by_role("status")).to_contain_text("The revision has its name.")
    author.get_by_role("button", name=re.compile("^Restore the text of")).click()
    expect(author.get_by_role("status")).to_contain_text("The earlier text is back")
    expect(text(author)).to_have_value("We met by the river.")
    author.get_by_role("link", name="Revisions").click()
    expect(author.get_by_role("main").get_by_role("listitem").first).to_contain_text("restored")
    expect(author.get_by_role("main").get_by_role("listitem").last).to_contain_text("By the river")
    author.goto("/posts/nets")
    expect(author.get_by_role("article")).to_contain_text("We met by the river.")


def test_two_texts_are_put_together_without_scripts(live, cast, post, new_page) -> None:
    author, editor = new_page(java_script_enabled=False), new_page()
    let_in(live, author, cast.chanthy)
    let_in(live, editor, cast.boun)
    for page in (author, editor):
        page.goto(f"/desk/posts/{post}/edit")
    text(editor).fill("We met by the sea.")
    editor.get_by_role("button", name="Save").first.click()
    expect(editor.get_by_role("status")).to_contain_text("Saved.")
    text(author).fill("We met by the road.")
    author.get_by_role("button", name="Save").first.click()
    author.get_by_role("button", name="Put both together").click()
    expect(text(author)).to_have_value("We met by the ⟦yours: road⟧⟦stored: sea⟧.")
    text(author).fill("We met by the road and the sea.")
    author.get_by_role("button", name="Save").first.click()
    expect(author.get_by_role("status")).to_contain_text("Saved.")


@TWO_DRESSES
def test_what_is_said_about_unsaved_texts_is_in_nobodys_way(live, cast, post, window) -> None:
    found, author = Found(), window()
    let_in(live, author, cast.chanthy)
    for heading in ("^You wrote here on another page", "^You wrote here on another page"):
        author.goto(f"/desk/posts/{post}/edit")
        type_in(author, " Twice.")
        if author.get_by_role("region", name=re.compile("^You were writing here")).count():
            found.look(author, re.compile("^You were writing here"))
            found.look(author, re.compile(heading))
            author.get_by_role("button", name="Put both together").click()
            found.look(author, re.compile("^Both texts are put together"))
        else:
            expect(kept(author)).to_have_text(re.compile("^Saved automatically"))
        author.on("dialog", lambda dialog: dialog.accept())
    author.goto("/desk/posts/new")
    text(author).fill("Begun.")
    expect(kept(author)).to_have_text(re.compile("^Saved automatically"))
    found.go(author, "/desk/posts", "Begun and never saved")
    author.evaluate(
        f"localStorage.setItem('copy:{cast.chanthy.id}:{post}:1', "
        """JSON.stringify({ at: 1, fields: '{"body": "x"}', seen: "1", autosaved: "0", isSent: false }))"""
    )
    found.go(author, f"/desk/posts/{post}/edit", re.compile("^This device keeps a copy"))
    assert found == [], "\n".join(found)


def test_who_else_has_the_post_open_is_said_without_a_reload(live, cast, post, new_page) -> None:
    author, editor = new_page(), new_page()
    author.clock.install()
    let_in(live, author, cast.chanthy)
    let_in(live, editor, cast.boun)
    author.goto(f"/desk/posts/{post}/edit")
    text(author).fill("Half a tho")
    editor.goto(f"/desk/posts/{post}/edit")
    expect(editor.get_by_text("Chanthy has this open")).to_be_visible()
    author.clock.run_for(21_000)
    expect(author.get_by_text("Boun has this open")).to_be_visible()
    expect(text(author)).to_have_value("Half a tho")
    editor.goto("/desk/posts")
    expect(editor.get_by_role("listitem").filter(has_text="Nets")).to_contain_text("Chanthy has this open")
