"""What the journeys begin with: people, a post, a way in."""

import re
import secrets
import urllib.error
import urllib.request
from datetime import timedelta

from playwright.sync_api import Page, expect

from forum.adapters import clock
from forum.domain.actors import SYSTEM
from forum.operations.accounts import make_sign_in_link
from forum.queries.accounts import account_with
from tests.cast import Member
from tests.factories.posts import make_post
from tests.support.servers import Live

SLUG = "the-ferry"


def publish(live: Live, by: Member) -> int:
    """A post that readers can comment on; its number."""
    with live.app.app_context():
        post = make_post(by.actor, slug=SLUG, title="The ferry", published_at=clock.now() - timedelta(days=1))
        return post.id


def let_in(live: Live, page: Page, member: Member) -> None:
    """Signs the person in by a one-time link, as ``forum user add`` prints it."""
    token = secrets.token_urlsafe()
    with live.app.app_context():
        account = account_with("email", member.email)
        assert account is not None
        hashed = live.app.extensions["outside"].seals.code_hash(token)
        make_sign_in_link(account, by=SYSTEM, now=clock.now(), token_hash=hashed)
    page.goto(f"/sign-in/link/{token}?next=/desk")
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/desk")


def reject(moderator: Page, number: int, *, reason: str, sentence: str, scripts: bool) -> None:
    """Rejects the first comment of the queue, by keys where there are scripts, with a sentence to its writer."""
    item = moderator.locator(f"#comment-{number}")
    if scripts:
        moderator.keyboard.press("j")
        moderator.keyboard.press("r")
    else:
        item.locator("details.reject summary").click()
    item.get_by_label("Reason, told to the writer").select_option(reason)
    item.get_by_label("A sentence to the writer").fill(sentence)
    item.get_by_role("button", name="Send the rejection").click()
    if scripts:
        expect(item).to_have_class(re.compile("queue-item--decided"))
    else:
        expect(moderator.get_by_role("status").first).to_contain_text("Rejected.")


def anonymous(live: Live, path: str) -> tuple[int, str]:
    """What anybody gets at ``path``: status and text."""
    try:
        with urllib.request.urlopen(live.url + path) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


PUBLIC = (
    "/",
    f"/posts/{SLUG}",
    "/feed.atom",
    "/feed.rss",
    "/feed.json",
    "/comments.atom",
    f"/posts/{SLUG}/comments.atom",
    "/sitemap.xml",
)


def is_read_anywhere(live: Live, words: str) -> list[str]:
    """The public addresses that show ``words``."""
    return [path for path in PUBLIC if words in anonymous(live, path)[1]]
