"""Pages that say what went wrong, even where the database cannot be asked for the site's own frame."""

import pytest
import sqlalchemy as sa

from forum.db import transaction
from tests.support.pages import inspect_page, text_of


@pytest.mark.parametrize("lost", ["site_setting", "category", "post"])
def test_a_database_that_cannot_answer_gives_a_page_that_asks_it_nothing(app, client, lost):
    with app.app_context(), transaction() as session:
        session.execute(sa.text(f"ALTER TABLE {lost} RENAME TO lost"))

    response = client.get("/")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    page = inspect_page(response)
    assert "We will be back in a moment" in text_of(page)
    assert page.xpath("//a[@data-leave]/@href")


def test_an_error_of_ours_has_a_page_too(app, client, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr("forum.web.posts.lists.front_page", broken)
    client.expects_errors = True

    response = client.get("/")
    assert response.status_code == 500
    page = inspect_page(response)
    assert "Something broke on our side" in text_of(page)
    assert "a mistake" not in text_of(page)
