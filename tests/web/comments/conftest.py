"""The post that everybody comments on here, and a reader with an account."""

import pytest

from tests.factories.posts import make_post


@pytest.fixture
def post(app, cast, frozen):
    with app.app_context():
        return make_post(cast.chanthy.actor, slug="ferry", title="The ferry")


@pytest.fixture
def elin(sign_in, cast, post):
    """The browser of a reader with an account."""
    return sign_in(cast.elin)
