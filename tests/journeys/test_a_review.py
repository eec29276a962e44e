"""Two people and one post: sent for review, sent back with a note, sent again, published; what is due on a calendar."""

import pytest
from playwright.sync_api import expect

from forum.adapters import clock
from forum.operations.settings import change_settings
from tests.journeys.obstacles import TWO_DRESSES, problems_here
from tests.journeys.world import anonymous, let_in

pytestmark = pytest.mark.browser
NOTE = "Please name the source."


@pytest.fixture
def administrators_publish(live, cast) -> None:
    with live.app.app_context():
        change_settings({"authors_publish": False}, by=cast.boun.actor, now=clock.now())


@pytest.mark.usefixtures("administrators_publish")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_post_goes_to_and_fro_until_it_is_good(live, cast, new_page, scripts) -> None:
    author, editor = new_page(java_script_enabled=scripts), new_page(java_script_enabled=scripts)
    let_in(live, author, cast.chanthy)
    author.goto("/desk/posts/new")
    expect(author.get_by_role("button", name="Publish")).to_have_count(0)
    author.get_by_label("Title", exact=True).first.fill("Nets")
    author.get_by_label("Text", exact=True).fill("A net of knots.")
    author.get_by_role("button", name="Send for review").click()
    expect(author.get_by_role("status").first).to_contain_text("The post is in review.")
    assert "Nets" not in anonymous(live, "/")[1]

    let_in(live, editor, cast.boun)
    editor.get_by_role("link", name="Posts wait for review").click()
    editor.get_by_role("link", name="Nets").click()
    editor.get_by_text("Send it back to its author…").click()
    editor.get_by_label("What should be changed").fill(NOTE)
    editor.get_by_role("button", name="Send it back", exact=True).click()
    expect(editor.get_by_role("status").first).to_contain_text("The post is sent back.")

    author.goto("/desk")
    expect(author.get_by_text(NOTE)).to_be_visible()
    author.get_by_role("main").get_by_role("link", name="Nets").click()
    expect(author.get_by_text(NOTE)).to_be_visible()
    author.get_by_label("Text", exact=True).fill("A net of knots, says the fisher.")
    author.get_by_role("button", name="Send for review").click()
    expect(author.get_by_text(NOTE)).to_have_count(0)

    editor.goto("/desk/posts?state=in_review")
    editor.get_by_role("link", name="Nets").click()
    editor.get_by_role("button", name="Publish").click()
    expect(editor.get_by_role("status").first).to_contain_text("The post is published.")
    assert "says the fisher" in anonymous(live, "/posts/nets")[1]
    author.reload()
    expect(author.get_by_role("button", name="Save")).to_have_count(0)
    author.get_by_role("button", name="Unpublish").click()
    expect(author.get_by_role("status").first).to_contain_text("Readers do not see it any more.")


@TWO_DRESSES
def test_nothing_is_in_the_way(live, cast, window) -> None:
    author, editor = window(), window()
    let_in(live, author, cast.chanthy)
    let_in(live, editor, cast.boun)
    author.goto("/desk/posts/new")
    author.get_by_label("Title", exact=True).first.fill("Nets")
    author.get_by_label("Text", exact=True).fill("A net of knots.")
    author.get_by_role("button", name="Send for review").click()
    expect(author.get_by_role("status").first).to_contain_text("The post is in review.")
    found = problems_here(author, "in review")
    editor.goto("/desk/posts?state=in_review")
    editor.get_by_role("link", name="Nets").click()
    editor.get_by_text("Send it back to its author…").click()
    found += problems_here(editor, "sending back")
    editor.get_by_label("What should be changed").fill(NOTE)
    editor.get_by_role("button", name="Send it back", exact=True).click()
    expect(editor.get_by_role("status").first).to_contain_text("The post is sent back.")
    author.reload()
    found += problems_here(author, "sent back")
    for path in ("/desk", "/desk/posts"):
        author.goto(path)
        found += problems_here(author, f"sent back, at {path}")
    assert found == [], "\n".join(found)
