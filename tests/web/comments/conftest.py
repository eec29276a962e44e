"""The post that everybody comments on here."""

import pytest

from tests.factories.posts import make_post


@pytest.fixture
def post(app, cast, frozen):
    with app.app_context():
        return make_post(cast.chanthy.actor, slug="ferry", title="The ferry")
