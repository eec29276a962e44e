"""A real Chromium. It may ask the site under test for things, and nobody else; and its console stays silent."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.servers import Live

VARIABLE = "FORUM_TEST_CHROMIUM"
NO_CHROMIUM = "Chromium is missing"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        if os.environ.get("FORUM_TEST_REQUIRE_ALL"):
            pytest.fail(f"{NO_CHROMIUM}, and nothing may be skipped here")
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser, live: Live) -> Iterator[NewPage]:
    """``new_page()``: a browser window of one more person on the running site, with nothing remembered. ``may_ask`` are
    the beginnings of other addresses that it may ask for. Other options are Playwright's for a context
    (``java_script_enabled=False``, ``viewport``, ``color_scheme``, …)."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(*, may_ask: tuple[str, ...] = (), **options: Any) -> Page:
        context = chromium.new_context(base_url=live.url, locale="en-GB", timezone_id="UTC", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        listen(page, may_ask)
        return page

    def listen(page: Page, may_ask: tuple[str, ...]) -> None:
        page.on("request", lambda request: complain_of(request.url, may_ask))
        page.on("pageerror", lambda error: complaints.append(f"a script broke: {error}"))
        page.on("console", lambda said: _note(complaints, said.type, said.text))

    def complain_of(address: str, may_ask: tuple[str, ...]) -> None:
        if not address.startswith((f"{live.url}/", "data:", "blob:", "about:", *may_ask)):
            complaints.append(f"a request to {address}")

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def _note(complaints: list[str], kind: str, text: str) -> None:
    """Errors and breaches of the policy. That an answer was not 200 is the test's own business, and so is that there
    was none where it took the network away."""
    own_business = ("the server responded with a status of", "net::ERR_INTERNET_DISCONNECTED")
    if kind == "error" and not any(words in text for words in own_business):
        complaints.append(f"the console says: {text}")


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A reader's window."""
    return new_page()
