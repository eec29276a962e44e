"""A preview link from the desk to whoever has it, and to its end."""

import pytest

from tests.support.forms import form_of
from tests.support.moments import TOMORROW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

pytestmark = pytest.mark.both_engines


@pytest.fixture
def post(write) -> str:
    """The desk's path of a draft."""
    return write("save", discussion_prompt="Who rows?", tags="boats")


@pytest.fixture
def make(chanthy):
    def make(post: str, **fields: str):
        page = chanthy.get(f"{post}/previews")
        return chanthy.submit(page, f"{post}/previews", **fields)

    return make


@pytest.fixture
def link(chanthy, make, post):
    """A link to the post, as the path of its page."""

    def link(**fields: str) -> str:
        assert make(post, **fields).status_code == 303
        page = inspect_page(chanthy.get(f"{post}/previews"))
        address = page.xpath("(//input[@readonly])[1]/@value")[0]
        return address.removeprefix("http://localhost")

    return link


def take_back(chanthy, post: str) -> None:
    page = chanthy.get(f"{post}/previews")
    action = inspect_page(page).xpath("//form[contains(@action, '/end')]/@action")[0]
    assert chanthy.submit(page, action).status_code == 303


def test_whoever_has_it_reads_the_post_and_nobody_keeps_it(link, client):
    answer = client.get(link())
    page = inspect_page(answer)
    assert answer.status_code == 200
    assert "They leave at five." in text_of(page)
    assert "Who rows?" in text_of(page)
    assert text_of(page.xpath("//aside[@aria-label='Preview']")[0]).startswith(
        "Preview of “Ferries at dawn” – not published – this link ends on "
    )
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]
    assert not page.xpath("//form[contains(@action, 'comments')]|//*[@id='comments']")
    assert not page.xpath("//link[@rel='canonical' or @rel='alternate']|//meta[@property]")
    assert "Set-Cookie" not in answer.headers


def test_it_shows_what_the_page_will_show(link, client, chanthy, save, post):
    shown = inspect_page(client.get(link())).xpath("//div[@class='prose']")[0]
    save(post, intent="publish")
    published = inspect_page(client.get("/posts/ferries-at-dawn")).xpath("//div[@class='prose']")[0]
    assert text_of(shown) == text_of(published)
    assert [one.tag for one in shown.iter()] == [one.tag for one in published.iter()]


def test_an_expired_link_says_so(frozen, link, client):
    path = link(days="1")
    frozen.shift(24 * 3600 - 1)
    assert client.get(path).status_code == 200
    frozen.shift(1)
    answer = client.get(path)
    assert answer.status_code == 410
    said = text_of(inspect_page(answer))
    assert "This preview has ended" in said
    assert "Ferries" not in said
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_link_that_was_taken_back_says_so_and_nothing_else(link, client, chanthy, post, save):
    path = link()
    take_back(chanthy, post)
    assert client.get(path).status_code == 410
    save(post, intent="publish")
    assert client.get(path).status_code == 410
    page = text_of(inspect_page(chanthy.get(f"{post}/previews")))
    assert "Taken back on" in page
    assert path not in page


def test_a_trashed_post_is_not_shown(link, client, save, post):
    path = link()
    save(post, intent="trash")
    assert client.get(path).status_code == 410
    save(post, intent="restore")
    assert client.get(path).status_code == 200


def test_once_the_post_is_public_the_link_leads_there(frozen, link, client, save, post):
    path = link(days="1")
    save(post, intent="publish", published_at=TOMORROW.strftime("%Y-%m-%dT%H:%M"))
    assert client.get(path).status_code == 200, "scheduled is not public"
    save(post, intent="publish", published_at="")
    frozen.shift(30 * 24 * 3600)
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/posts/ferries-at-dawn")
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_newest_text_or_one_that_stays(link, client, save, post):
    newest, pinned = link(), link(revision="1")
    save(post, title="Ferries at noon", body="They leave at *twelve*.")
    assert "They leave at twelve." in text_of(inspect_page(client.get(newest)))
    page = inspect_page(client.get(pinned))
    assert "They leave at five." in text_of(page)
    assert text_of(page.xpath("//h1")[0]) == "Ferries at dawn"


def test_a_pinned_link_says_all_that_the_revision_said(link, client, save, post):
    first = {"language": "km", "source_name": "A paper", "source_address": "https://example.org/a"}
    save(post, discussion_prompt="Who sails?", **first)
    pinned = link(revision="2")
    save(post, discussion_prompt="", language="en", source_name="", source_address="", slug="elsewhere")
    page = inspect_page(client.get(pinned))
    assert "Who sails?" in text_of(page)
    assert "A paper" in text_of(page)
    assert page.xpath("//h1/@lang") == page.xpath("//div[@class='prose']/@lang") == ["km"]


def test_revisions_are_told_by_their_time_and_name_and_none_that_nobody_saved(
    frozen, chanthy, link, post, save, client
):
    frozen.shift(60)
    save(post, title="Ferries at noon")
    page = chanthy.get(f"{post}/revisions/1")
    chanthy.submit(page, f"{post}/revisions/1/name", revision_name="before the letter")
    frozen.shift(3600)
    fields = form_of(chanthy.get(f"{post}/edit"), post).filled(body="Not for others.")
    assert chanthy.post(f"{post}/autosave", data=fields).status_code == 200
    link(revision="1")
    page = inspect_page(chanthy.get(f"{post}/previews"))
    assert [text_of(one) for one in page.xpath("//select[@name='revision']/option")] == [
        "The newest text",
        "the text of 2 March 2026, 09:01",
        "before the letter – the text of 2 March 2026, 09:00",
    ]
    assert "shows the text of 2 March 2026, 09:00 “before the letter”" in text_of(page)


@pytest.mark.parametrize("change", [lambda t: t[:-2] + "xx", lambda t: "none", lambda t: t.swapcase()])
def test_a_token_that_was_not_made_here_never_reaches_the_database(link, client, change):
    path = link()
    token = path.removeprefix("/preview/")
    client.get("/preview/warm-up")
    with count_statements() as forged:
        answer = client.get(f"/preview/{change(token)}")
    assert answer.status_code == 404
    assert not [one for one in forged.sent if "preview_link" in one]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_page_and_the_list_cost_few_statements(link, client, chanthy, post, make):
    path = link(revision="1")
    for _ in range(5):
        make(post)
    client.get(path)
    with count_statements(at_most=8):
        client.get(path)
    with count_statements(at_most=12):
        chanthy.get(f"{post}/previews")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"days": "400"}, "Please choose how long the link shall work."),
        ({"days": "", "revision": "1"}, "Please choose how long the link shall work."),
        ({"revision": "77", "days": "30"}, "There is no such text of this post any more."),
        ({"revision": "x", "days": "30"}, "There is no such text of this post any more."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(chanthy, post, fields, said):
    page = chanthy.get(f"{post}/previews")
    token = inspect_page(page).xpath("(//input[@name='csrf_token'])[1]/@value")[0]
    answer = chanthy.post(f"{post}/previews", data={"csrf_token": token, **fields})
    assert answer.status_code == 422
    shown = inspect_page(answer)
    assert said in text_of(shown)
    assert shown.xpath("//select[@name='days']/option[@selected]/@value") == (
        ["30"] if fields["days"] == "30" else []
    )


def test_public_and_trashed_posts_offer_no_form(chanthy, write, save):
    path = write(title="Seen by all")
    assert "The post is public." in text_of(inspect_page(chanthy.get(f"{path}/previews")))
    assert not inspect_page(chanthy.get(f"{path}/edit")).xpath("//a[contains(@href, '/previews')]")
    save(path, intent="trash")
    assert "The post is in the trash." in text_of(inspect_page(chanthy.get(f"{path}/previews")))


def test_guessing_is_limited(app, client, monkeypatch):
    asked = []

    def full(name: str, who: str) -> int:
        asked.append(name)
        return 90

    monkeypatch.setattr(app.extensions["outside"].limiter, "seconds_to_wait", full)
    answer = client.get("/preview/guess")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "90")
    assert asked == ["preview-link:network"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
