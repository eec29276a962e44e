"""An author at the desk."""

from collections.abc import Callable

import pytest
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

from tests.support.pages import inspect_page, text_of


def at_its_editor(browser, answer: TestResponse) -> TestResponse:
    """The page that a save leads to."""
    assert answer.status_code == 303, text_of(inspect_page(answer))
    return browser.get(answer.headers["Location"])


def edit_address(answer: TestResponse) -> str:
    return answer.headers["Location"].removesuffix("/edit")


def value_of(page: HtmlElement, name: str) -> str:
    """What stands in a field of the page."""
    (field,) = page.xpath("//*[@name=$name]", name=name)
    if field.tag == "textarea":
        return (field.text or "").removeprefix("\n")
    if field.tag == "select":
        chosen = field.xpath("option[@selected]") or field.xpath("option")
        return chosen[0].get("value")
    return field.get("value")


@pytest.fixture
def chanthy(cast, sign_in):
    """The browser of an author."""
    return sign_in(cast.chanthy)


@pytest.fixture
def write(chanthy) -> Callable[..., str]:
    """Writes a post in the browser; returns the path that its editor's form goes to."""

    def write(intent: str = "publish", **fields: str) -> str:
        fields = {"title": "Ferries at dawn", "body": "They **leave** at five.", **fields}
        answer = chanthy.submit(chanthy.get("/desk/posts/new"), "/desk/posts", intent=intent, **fields)
        assert answer.status_code == 303, text_of(inspect_page(answer))
        return edit_address(answer)

    return write


@pytest.fixture
def save(chanthy) -> Callable[..., TestResponse]:
    """Opens a post's editor, changes fields, presses a button."""

    def save(path: str, intent: str = "save", **fields: str) -> TestResponse:
        return chanthy.submit(chanthy.get(f"{path}/edit"), path, intent=intent, **fields)

    return save
