"""A long post in each of the seven languages: what a first visit weighs."""

import pytest

from tests.journeys.long_posts import publish_long_posts

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "vi", "zh", "th", "lo", "km", "my")
FACES = ("th", "lo", "km", "my")


def weigh(page, path: str) -> dict[str, int]:
    """The bytes that a first visit of ``path`` gets, as the server sends them, by the kind of what they are."""
    done: list = []
    page.on("requestfinished", lambda request: done.append(request))
    page.goto(path, wait_until="networkidle")
    kinds = {"font": "faces", "image": "pictures"}
    weights = {"requests": len(done), "page": 0, "faces": 0, "pictures": 0}
    for request in done:
        weights[kinds.get(request.resource_type, "page")] += request.sizes()["responseBodySize"]
    return weights


def test_a_first_visit_is_light_in_every_language(live, cast, new_page) -> None:
    """With 20 comments, HTML, styles, scripts and faces together: 40 kB; in Burmese, whose face is the heaviest, 42."""
    found = {
        language: weigh(new_page(), path)
        for language, path in publish_long_posts(live, cast, comments=20).items()
    }
    assert sorted(found) == sorted(LANGUAGES)
    for language, weights in found.items():
        most = 42_000 if language == "my" else 40_000
        assert weights["page"] + weights["faces"] <= most, found
        assert (weights["faces"] > 0) is (language in FACES), found
    # The page, its picture, two stylesheets and two scripts.
    assert found["en"]["requests"] <= 6, found
