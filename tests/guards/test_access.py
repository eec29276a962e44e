"""Who gets in where: every route of the site against every kind of person."""

import re
from dataclasses import dataclass

import pytest
from flask import Flask

from forum.domain.comment_states import State
from forum.domain.permissions import PERMISSIONS
from forum.domain.post_states import PostMove
from forum.operations.publications.moving import move_publication
from forum.operations.rules import WordListDraft, save_word_list
from forum.web.access import MARK
from tests.cast import Cast, Member
from tests.factories.comments import make_comment
from tests.factories.people import make_category, make_moderator_of
from tests.factories.posts import make_post
from tests.factories.publications import make_edition, make_publication
from tests.factories.uploads import make_upload
from tests.guards.access_table import PEOPLE, ROUTES
from tests.support.applications import Browser
from tests.support.moments import NOW
from tests.support.people import SignIn
from tests.support.uploads import pdf

CONVERTER = re.compile(r"<[^<>]*:")


@dataclass(frozen=True)
class World:
    """What the addresses of the table speak of."""

    app: Flask
    places: dict[str, str]
    fai: Member


@pytest.fixture
def world(app: Flask, cast: Cast) -> World:
    """Chanthy's post, with an approved comment of a guest and one that waits."""
    # What is asked here is who gets in, not which form somebody came from.
    app.config.update(WTF_CSRF_ENABLED=False, WTF_CSRF_METHODS=[])
    with app.app_context():
        post = make_post(cast.chanthy.actor, title="On the ferry", tags=("Migration",))
        shown = make_comment(post.id, state=State.APPROVED, moderator=cast.ana.actor)
        waiting = make_comment(post.id)
        places = {
            "post": str(post.id),
            "slug": post.slug,
            "shown": str(shown.id),
            "waiting": str(waiting.id),
            "user": str(cast.dara.id),
            "list": str(_word_list(cast)),
            "file": str(make_upload(app, cast.chanthy.actor, pdf(), name="guide.pdf")),
            **_publication(app, cast),
        }
        fai = make_moderator_of(cast, [make_category(cast, "Court news")])
    return World(app, places, fai)


def _publication(app: Flask, cast: Cast) -> dict[str, str]:
    made = make_publication(app, cast.chanthy.actor, title="A guidebook", editions=(), published_at=None)
    version = make_edition(app, made, cast.chanthy.actor)
    move_publication(made.id, PostMove.PUBLISH, by=cast.chanthy.actor, now=NOW)
    edition_at = f"/desk/publications/{made.id}/versions/{version}"
    return {"publication": str(made.id), "guidebook": made.slug, "edition_at": edition_at}


def _word_list(cast: Cast) -> int:
    draft = WordListDraft(name="Adverts", patterns="fast visa")
    return save_word_list(None, draft, by=cast.boun.actor, now=NOW).id


def routes_of(app: Flask) -> set[str]:
    """``GET /posts/<slug>``: every method and rule, converters left out."""
    return {
        f"{method} {CONVERTER.sub('<', rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_view_wears_an_access_decorator(app: Flask) -> None:
    marks = {endpoint: getattr(view, MARK, None) for endpoint, view in app.view_functions.items()}
    assert {endpoint for endpoint, mark in marks.items() if mark not in {"public", *PERMISSIONS}} == set()


def test_every_route_stands_in_the_table(app: Flask) -> None:
    """A new route is entered in ``access_table``, with what each kind of person gets there."""
    listed = set(ROUTES)
    assert routes_of(app) - listed == set(), "routes that are missing in the table"
    assert listed - routes_of(app) == set(), "routes in the table that are no more"


def browser_of(person: str, world: World, cast: Cast, sign_in: SignIn) -> Browser:
    if person == "stranger":
        browser = world.app.test_client()
        assert isinstance(browser, Browser)
        return browser
    return sign_in(world.fai if person == "fai" else getattr(cast, person))


@pytest.mark.parametrize("person", PEOPLE)
def test_what_each_kind_of_person_gets(person: str, world: World, cast: Cast, sign_in: SignIn) -> None:
    got: dict[str, str] = {}
    expected: dict[str, str] = {}
    for route, row in ROUTES.items():
        method, _ = route.split(" ", 1)
        browser = browser_of(person, world, cast, sign_in)
        response = browser.open(row.at.format_map(world.places), method=method)
        got[route] = _said(response)
        expected[route] = row.answers[PEOPLE.index(person)]
    wrong = {
        route: f"{got[route]} instead of {expected[route]}" for route in got if got[route] != expected[route]
    }
    assert wrong == {}


def _said(response) -> str:
    if response.status_code == 303 and response.location.startswith("/sign-in?"):
        return "sign-in"
    return str(response.status_code)
