"""In which language the site speaks: the reader's where there is a catalogue, never one whose words it lacks."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from forum.adapters import catalogues
from tests.support.pages import inspect_page, text_of


@pytest.fixture
def thai_and_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catalogues of one word each."""
    for locale, word in (("th", "เข้าสู่ระบบ"), ("zh_Hans", "登录")):
        catalogue = Catalog(locale=locale)
        catalogue.add("Sign in", word)
        folder = tmp_path / locale / "LC_MESSAGES"
        folder.mkdir(parents=True)
        packed = io.BytesIO()
        write_mo(packed, catalogue)
        (folder / "messages.mo").write_bytes(packed.getvalue())
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)


@pytest.mark.usefixtures("thai_and_chinese")
@pytest.mark.parametrize(
    ("wanted", "lang", "word"),
    [
        ("th", "th", "เข้าสู่ระบบ"),
        ("zh-Hans", "zh-Hans", "登录"),
        ("fr, th;q=0.5", "th", "เข้าสู่ระบบ"),
        ("km", "en", "Sign in"),
        ("", "en", "Sign in"),
    ],
)
def test_readers_are_answered_in_their_language(make_app, wanted, lang, word):
    client = make_app(languages=("en", "km", "th", "zh-Hans")).test_client()
    answer = client.get("/sign-in", headers={"Accept-Language": wanted} if wanted else {})
    page = inspect_page(answer)
    assert page.get("lang") == lang
    assert word in text_of(page)
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.usefixtures("thai_and_chinese")
def test_the_first_language_is_the_default(make_app):
    assert inspect_page(make_app(languages=("th", "en")).test_client().get("/sign-in")).get("lang") == "th"


def test_a_language_without_words_gives_english_with_english_months(make_app):
    client = make_app(languages=("th",)).test_client()
    answer = client.get("/sign-in", headers={"Accept-Language": "th"})
    assert inspect_page(answer).get("lang") == "en"
    assert "Accept-Language" not in answer.headers.get("Vary", "")
