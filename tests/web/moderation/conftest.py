"""A post with comments, and a moderator at the desk."""

import pytest

from tests.factories.posts import make_post


@pytest.fixture
def post(app, cast, frozen):
    with app.app_context():
        return make_post(cast.chanthy.actor, slug="ferry", title="The ferry")


@pytest.fixture
def ana(frozen, sign_in, cast):
    return sign_in(cast.ana)
