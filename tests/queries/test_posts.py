"""What became of an address: here, moved, gone, or never there."""

from datetime import timedelta

import pytest

from forum.domain.discussion import Closing
from forum.domain.post_states import PostMove
from forum.domain.screening import Mode
from forum.domain.site_settings import SiteSettings
from forum.operations.posts.drafts import PostDraft
from forum.operations.posts.moving import move_post
from forum.operations.posts.saving import save_post
from forum.queries.posts import Fate, fate_of_number, fate_of_slug, post_at
from tests.factories.posts import BODY, make_post
from tests.support.moments import NOW, TOMORROW, YESTERDAY

pytestmark = pytest.mark.usefixtures("in_app")

SITE = SiteSettings()


def view(slug, settings=SITE, now=NOW):
    return post_at(slug, settings=settings, now=now)


@pytest.mark.both_engines
def test_a_public_post_is_at_its_address(cast):
    post = make_post(cast.chanthy.actor, title="Choice and safety", tags=("Work", "Law"))

    found = view("choice-and-safety")
    assert found.id == post.id
    assert found.body_html == post.body_html
    assert [tag.name for tag in found.tags] == ["Law", "Work"]
    assert [one.name for one in found.signatures] == ["Chanthy"]
    assert fate_of_number(post.id, now=NOW) == Fate(slug="choice-and-safety")


@pytest.mark.both_engines
def test_drafts_and_future_posts_are_nowhere(cast):
    draft = make_post(cast.chanthy.actor, title="Draft", published_at=None)
    future = make_post(cast.chanthy.actor, title="Future", published_at=TOMORROW, now=YESTERDAY)

    for post in (draft, future):
        assert view(post.slug) is None
        assert fate_of_slug(post.slug, now=NOW) == Fate()
        assert fate_of_number(post.id, now=NOW) == Fate()
    assert fate_of_number(999, now=NOW) == Fate()


@pytest.mark.both_engines
def test_what_readers_saw_once_and_was_taken_down_is_gone(cast):
    post = make_post(cast.chanthy.actor, title="Seen")
    move_post(post.id, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=NOW)

    assert view("seen") is None
    assert fate_of_slug("seen", now=NOW) == Fate(is_gone=True)
    assert fate_of_number(post.id, now=NOW) == Fate(is_gone=True)


def test_a_plan_that_was_given_up_was_never_there(cast):
    post = make_post(cast.chanthy.actor, title="Planned", published_at=TOMORROW, now=YESTERDAY)
    move_post(post.id, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=NOW)

    assert fate_of_slug("planned", now=TOMORROW + timedelta(days=1)) == Fate()


@pytest.mark.both_engines
def test_every_old_address_leads_to_the_newest_one(cast):
    post = make_post(cast.chanthy.actor, title="First name")
    for slug in ("second-name", "third-name"):
        draft = PostDraft(title="First name", body=BODY, slug=slug)
        post = save_post(post.id, draft, seen=post.version, by=cast.chanthy.actor, now=NOW)

    assert view("third-name").id == post.id
    for old in ("first-name", "second-name"):
        assert fate_of_slug(old, now=NOW) == Fate(slug="third-name")
    move_post(post.id, PostMove.TRASH, by=cast.chanthy.actor, now=NOW)
    assert fate_of_slug("first-name", now=NOW) == Fate(is_gone=True)


@pytest.mark.parametrize(
    ("fields", "settings", "closed"),
    [
        ({}, SITE, None),
        ({"comments_mode": Mode.CLOSED}, SITE, Closing.BY_HAND),
        ({}, SiteSettings(comments_mode="closed"), Closing.BY_HAND),
        ({"comments_mode": Mode.EVERYONE}, SiteSettings(comments_mode="closed"), None),
        ({}, SiteSettings(close_after_days=1), Closing.BY_AGE),
        ({"keep_open": True}, SiteSettings(close_after_days=1), None),
        ({"close_after_days": 30}, SiteSettings(close_after_days=1), None),
    ],
)
def test_a_post_says_whether_it_takes_comments(cast, fields, settings, closed):
    post = make_post(cast.chanthy.actor, **fields)

    assert view(post.slug, settings).closed is closed


def test_only_a_public_post_is_announced(cast):
    blog = make_post(cast.chanthy.actor, title="The blog post")
    update = make_post(cast.chanthy.actor, title="The update", announces_id=blog.id)
    assert view(update.slug).announced.title == "The blog post"

    move_post(blog.id, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=NOW)
    assert view(update.slug).announced is None
