"""The page of the commands: who is offered what; the same list as the palette asks for it; the help with the keys."""

import pytest

from forum.operations.settings import change_settings
from forum.web.desk.commands import COMMANDS, About
from tests.factories.comments import make_comment
from tests.factories.people import make_category, make_moderator_of
from tests.factories.posts import make_post
from tests.support.moments import NOW
from tests.support.pages import inspect_page, parsed, text_of
from tests.support.statements import count_statements

HTMX = {"HX-Request": "true"}
FOR_ALL = {"/desk", "/desk/commands", "/account", "/"}
WRITING = {"/desk/posts", "/desk/posts/new", "/desk/posts/calendar", "/desk/files"}
WRITING |= {"/desk/publications", "/desk/publications/new"}
WHOLE_SITE = {"/desk/statistics", "/desk/log", "/desk/rules", "/desk/reasons", "/desk/people"}
ADMINISTRATION = {"/desk/categories", "/desk/tags", "/desk/bylines", "/desk/broken-links", "/desk/settings"}
ADMINISTRATION |= {"/desk/series"}
QUEUES = {f"/desk/moderation?state={command.state}" for command in COMMANDS if command.about is About.QUEUE}


def addresses(page, about: str = "") -> set[str]:
    """Where the commands on the page lead."""
    return set(page.xpath(f"//section[starts-with(@data-about, '{about}')]//li/a/@href"))


def sections(page) -> list[str]:
    return page.xpath("//section/@data-about")


@pytest.fixture
def fai(app, cast, frozen):
    """A moderator of one category."""
    with app.app_context():
        return make_moderator_of(cast, [make_category(cast, "Court news")])


@pytest.mark.parametrize(
    ("person", "places"),
    [
        ("chanthy", FOR_ALL | WRITING),
        ("fai", FOR_ALL | QUEUES),
        ("ana", FOR_ALL | QUEUES | WHOLE_SITE),
        ("boun", FOR_ALL | QUEUES | WHOLE_SITE | WRITING | ADMINISTRATION),
    ],
)
def test_everybody_is_offered_where_they_may_go_and_nothing_else(app, cast, fai, sign_in, person, places):
    browser = sign_in(fai if person == "fai" else getattr(cast, person))
    page = inspect_page(browser.get("/desk/commands"))
    assert addresses(page) == places
    with app.test_request_context():
        everywhere = {command.address for command in COMMANDS if command.endpoint}
    for address in everywhere:
        assert browser.get(address).status_code == (200 if address in places else 403), address


def test_who_moderates_nothing_is_told_of_no_key_of_the_queue(cast, frozen, sign_in):
    page = inspect_page(sign_in(cast.chanthy).get("/desk/commands"))
    assert sections(page) == ["place", "page", "writing"]
    assert page.xpath("//section[@data-about='page']//kbd/text()") == ["/", "Ctrl K"]
    assert page.xpath("//section[@data-about='writing']//kbd/text()") == ["Ctrl S"]


def test_an_author_who_moderates_the_own_posts_has_the_queues(app, cast, frozen, sign_in):
    with app.app_context():
        change_settings({"authors_moderate_own": True}, by=cast.boun.actor, now=NOW)
    page = inspect_page(sign_in(cast.chanthy).get("/desk/commands"))
    assert addresses(page, "queue") == QUEUES
    assert {"item", "selection", "search"} <= set(sections(page))


def test_each_key_stands_beside_its_name(cast, frozen, sign_in):
    page = inspect_page(sign_in(cast.ana).get("/desk/commands"))
    rows = {text_of(row) for row in page.xpath("//li[contains(@class, 'command')]")}
    assert {
        "Approve a",
        "Redact and approve takes out the personal data that was found m",
        "Reject at once: Attacks a person 3",
        "Add a note n",
        "Approve the selected ⇧a",
        "Next comment at the last one, the next page j",
        "Undo the last decision z",
        "Close the reasons without rejecting Esc",
    } <= rows


def test_the_palette_asks_for_the_same_list(cast, frozen, sign_in):
    boun = sign_in(cast.boun)
    page = inspect_page(boun.get("/desk/commands"))
    with count_statements(4):
        answer = boun.get("/desk/commands", headers=HTMX)
    assert "<html" not in answer.get_data(as_text=True)
    fragment = parsed(answer.get_data(as_text=True))
    assert (addresses(fragment), sections(fragment)) == (addresses(page), sections(page))
    pressed = fragment.xpath("//section[@data-about='item']//li/@data-press")
    assert "".join(pressed) == "amusdrenx1234567"
    assert not fragment.xpath("//section[@data-about='place']//@data-press")


def test_the_queues_are_called_as_on_their_tabs(cast, frozen, sign_in):
    ana = sign_in(cast.ana)
    named = inspect_page(ana.get("/desk/commands")).xpath("//section[@data-about='queue']//a")
    tabs = inspect_page(ana.get("/desk/moderation")).xpath("//nav[@class='tabs']//a")
    assert {one.get("href"): text_of(one) for one in named} == {
        tab.get("href"): (tab.text or "").strip() for tab in tabs
    }


def test_words_are_searched_for_in_a_queue_without_scripts(app, cast, frozen, sign_in):
    with app.app_context():
        post = make_post(cast.chanthy.actor)
        make_comment(post.id, body="About the lottery.", name="Mali")
        make_comment(post.id, body="About the ferry.", name="Soe")
    ana = sign_in(cast.ana)
    (form,) = inspect_page(ana.get("/desk/commands")).xpath("//form[@action='/desk/moderation']")
    assert (form.get("method"), set(form.xpath(".//@name"))) == ("get", {"q", "state"})
    found = inspect_page(ana.get("/desk/moderation?q=lottery&state=pending"))
    assert found.xpath("//b[@class='queue-item__name']/text()") == ["Mali"]


def test_the_help_of_the_queue_tells_every_key_of_it(cast, frozen, sign_in):
    (dialog,) = inspect_page(sign_in(cast.ana).get("/desk/moderation")).xpath("//dialog[@id='keys']")
    told = dialog.xpath(".//dt/kbd/text()")
    assert {*"amusdrenxjkz?/", "1", "7", "⇧a", "⇧u", "⇧r", "⇧s", "⇧d", "Esc", "Ctrl K", "Ctrl ⏎"} == set(told)


def test_the_page_only_reads(cast, frozen, sign_in):
    assert sign_in(cast.ana).post("/desk/commands").status_code in (400, 405)
