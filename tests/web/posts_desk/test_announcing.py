"""An author chooses the publications that a post announces, without scripts."""

import pytest
from werkzeug.wrappers import Response

from forum.operations.posts.drafts import PostDraft
from forum.operations.posts.saving import save_post
from forum.queries.posts_desk.manuscripts import edited_post
from tests.factories.posts import BODY, make_post
from tests.factories.publications import make_publication
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

EDIT = "/desk/posts/1/edit"


@pytest.fixture
def chanthy(app, cast, sign_in):
    """Who has begun a post, beside two publications of the site and a draft of somebody else's."""
    with app.app_context():
        make_post(cast.chanthy.actor, title="New books", published_at=None)
        for title in ("Signs", "Steps", "Home"):
            make_publication(app, cast.dara.actor, title=title)
        make_publication(app, cast.dara.actor, title="Secret plans", published_at=None)
    return sign_in(cast.chanthy)


def stored(app, cast) -> tuple[str, ...]:
    with app.app_context():
        post = edited_post(1, by=cast.chanthy.actor)
        assert post is not None
        return post.publications


@pytest.mark.both_engines
def test_they_are_chosen_from_a_list_kept_in_order_and_taken_off(app, cast, chanthy) -> None:
    with count_statements(at_most=10):
        page = chanthy.get(EDIT)
    offered = inspect_page(page).xpath("//datalist[@id='known-publications']/option")
    assert [(one.get("value"), one.text) for one in offered] == [
        ("/publications/home", "Home"),
        ("/publications/steps", "Steps"),
        ("/publications/signs", "Signs"),
    ]
    chosen = {"publications-0": "/publications/signs", "publications-1": "http://localhost/publications/home"}
    assert chanthy.submit(page, "/desk/posts/1", intent="save", **chosen).status_code == 303
    assert stored(app, cast) == ("signs", "home")
    page = chanthy.get(EDIT)
    more = {"publications-0": "", "publications-2": "steps", "publications-3": "/publications/home"}
    assert chanthy.submit(page, "/desk/posts/1", intent="save", **more).status_code == 303
    assert stored(app, cast) == ("home", "steps"), "each once"
    preview = chanthy.submit(chanthy.get(EDIT), "/desk/posts/1", intent="preview")
    cards = inspect_page(preview).xpath("//article[@class='publication-card']//h3")
    assert [text_of(card) for card in cards] == ["Home", "Steps"]


@pytest.mark.parametrize(
    "typed", ["/publications/nowhere", "/publications/secret-plans", "https://[", "\ud800"]
)
def test_what_is_none_or_not_to_be_known_of_is_refused_with_the_words_kept(app, cast, chanthy, typed) -> None:
    typed = typed.encode("utf-8", "replace").decode()
    answer = chanthy.submit(
        chanthy.get(EDIT), "/desk/posts/1", intent="save", title="Typed", **{"publications-0": typed}
    )
    assert answer.status_code == 422
    page = inspect_page(answer)
    assert "There is no publication at one of these addresses" in text_of(page)
    assert page.xpath("//div[@class='error-summary']//a/@href") == ["#publications"]
    assert page.xpath("string(//input[@id='publications-0']/@value)") == typed
    assert stored(app, cast) == ()


def test_what_is_typed_is_asked_for_at_once_and_never_more_than_can_be_announced(app, cast, chanthy) -> None:
    page = chanthy.get(EDIT)

    def preview(*slugs: str) -> tuple[Response, int]:
        """The answer, and how many statements it took."""
        typed = {"publications-0": "\n".join(f"/publications/{slug}" for slug in slugs)}
        with count_statements() as counted:
            answer = chanthy.submit(page, "/desk/posts/1", intent="preview", **typed)
        return answer, len(counted)

    (_, for_one), (shown, for_three) = preview("signs"), preview("signs", "steps", "home")
    assert len(inspect_page(shown).xpath("//article[@class='publication-card']")) == 3
    assert for_three == for_one
    (_, for_one), (refused, for_many) = preview("none"), preview(*(f"none-{n}" for n in range(13)))
    assert refused.status_code == 422
    assert "A post can announce 12 publications at most." in text_of(inspect_page(refused))
    assert for_many < for_one, "nothing is asked for"


def test_a_form_that_says_nothing_of_them_leaves_them(app, cast, chanthy) -> None:
    with app.app_context():
        draft = PostDraft(title="New books", body=BODY, publications=(1, 2))
        save_post(1, draft, seen=1, by=cast.chanthy.actor, now=NOW)
    token = inspect_page(chanthy.get(EDIT)).xpath("string(//input[@id='editor-token']/@value)")
    fields = {"csrf_token": token, "title": "Other words", "body": "x", "seen": "2", "intent": "save"}
    assert chanthy.post("/desk/posts/1", data=fields).status_code == 303
    assert stored(app, cast) == ("signs", "steps")
    too_many = {f"publications-{n}": "/publications/signs" for n in range(2)}
    assert chanthy.post("/desk/posts/1", data=fields | too_many | {"seen": "3"}).status_code == 303
    assert stored(app, cast) == ("signs",)


def test_they_are_among_what_is_kept_and_compared(app, cast, chanthy) -> None:
    form_page = chanthy.get(EDIT)
    with app.app_context():
        draft = PostDraft(title="New books", body=BODY, publications=(2,))
        save_post(1, draft, seen=1, by=cast.boun.actor, now=NOW)
    answer = chanthy.submit(
        form_page, "/desk/posts/1", intent="save", **{"publications-0": "/publications/signs"}
    )
    assert answer.status_code == 409
    text = text_of(inspect_page(answer))
    assert "Announces publications /publications/steps" in text
