"""\"Ana has this open\", in the editor and in the list."""

import pytest

from tests.support.forms import form_of
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

pytestmark = pytest.mark.both_engines


def tell(browser, path) -> str:
    token = form_of(browser.get(f"{path}/edit"), path).fields["csrf_token"]
    with count_statements(at_most=8):
        answer = browser.post(f"{path}/presence", data={"csrf_token": token})
    assert answer.status_code == 200
    return answer.get_data(as_text=True).strip()


def line(browser, path) -> str:
    return text_of(inspect_page(browser.get(f"{path}/edit")).xpath("//*[@data-presence]")[0])


def test_it_is_said_to_the_other_and_not_to_oneself(frozen, chanthy, write, sign_in, cast):
    path, boun = write(title="Nets"), sign_in(cast.boun)
    assert tell(chanthy, path) == ""
    assert tell(boun, path) == "Chanthy has this open"
    assert (line(chanthy, path), line(boun, path)) == ("Boun has this open", "Chanthy has this open")
    with count_statements(at_most=10):
        listed = boun.get("/desk/posts")
    assert "Chanthy has this open" in text_of(inspect_page(listed).xpath("//li[@class='row']")[0])
    frozen.shift(60)
    assert (line(chanthy, path), line(boun, path)) == ("", "")
    assert "has this open" not in text_of(inspect_page(boun.get("/desk/posts")))
