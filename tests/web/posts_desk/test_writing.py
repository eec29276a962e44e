"""From an empty editor to a page that the world reads, and back."""

from tests.support.pages import inspect_page, text_of


def parsed(response):
    return inspect_page(response)


def edit_path(response) -> str:
    assert response.status_code == 303, response.get_data(as_text=True)[:2000]
    return response.headers["Location"]


def test_title_and_body_are_enough_to_publish(cast, client, sign_in):
    chanthy = sign_in(cast.chanthy)
    form = chanthy.get("/desk/posts/new")
    answer = chanthy.submit(
        form, "/desk/posts", title="Ferries at dawn", body="They **leave** at five.", intent="publish"
    )
    page = chanthy.get(edit_path(answer))
    assert "The post is published." in text_of(parsed(page))
    post = client.get("/posts/ferries-at-dawn")
    assert post.status_code == 200
    shown = parsed(post)
    assert "<strong>leave</strong>" in post.get_data(as_text=True)
    assert "Chanthy" in text_of(shown)
