"""What is pasted is sent, and comes back as Markdown."""

from pathlib import Path

import pytest

from tests.support.pages import inspect_page, text_of

CLIPBOARD = Path(__file__).parents[2] / "data" / "clipboard"


@pytest.fixture
def paste(chanthy):
    token = inspect_page(chanthy.get("/desk/posts/new")).xpath("//input[@id='editor-token']/@value")[0]

    def paste(html: str, **more: str):
        data = {"csrf_token": token, "html": html, **more}
        return chanthy.post("/desk/posts/pasted", data=data)

    return paste


def test_it_is_markdown_as_plain_text(paste):
    answer = paste((CLIPBOARD / "word.html").read_text(encoding="utf-8"))
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    assert answer.get_data(as_text=True) == (CLIPBOARD / "word.md").read_text(encoding="utf-8").rstrip("\n")
    assert "no-store" in answer.headers["Cache-Control"]


def test_notes_get_names_that_the_text_has_not(paste):
    html = '<p>a<a href="#_ftn1">1</a></p><p><a href="#_ftnref1">1</a> b</p>'
    answer = paste(html, labels="1 source 2")
    assert answer.get_data(as_text=True) == "a[^3]\n\n[^3]: b"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>" * 20_000, "What you pasted has too much formatting"),
        ("a" * 2_000_001, "What you pasted is too long"),
        ("<div>" * 400 + "a", "What you pasted is nested too deep"),
    ],
)
def test_what_is_too_much_is_refused_with_a_sentence(paste, html, said):
    answer = paste(html)
    assert answer.status_code == 422
    assert said in text_of(inspect_page(answer))


def test_more_than_a_clipboard_holds_is_not_read(paste):
    assert paste("a" * (4096 * 1024)).status_code == 413
