"""Where a post is found, and when, through all that its author does to it."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.post_states import PostMove
from forum.models import OldSlug
from forum.operations.posts.moving import move_post
from forum.queries.posts import fate_of_slug
from tests.support.moments import LONG_AGO, NOW, TOMORROW, YESTERDAY, after

pytestmark = pytest.mark.both_engines


class TestTheAddress:
    def test_it_follows_the_title_until_readers_have_seen_the_post(self, write, save):
        post = write()
        assert save(post, title="Boats at dusk").slug == "boats-at-dusk"
        assert save(post, PostMove.PUBLISH, title="Boats at night").slug == "boats-at-night"
        assert save(post, title="Boats at noon").slug == "boats-at-night"
        assert save(post, PostMove.UNPUBLISH, title="Boats for ever").slug == "boats-at-night"
        assert db.session.scalar(sa.select(sa.func.count()).select_from(OldSlug)) == 0

    def test_a_typed_one_stays_and_an_empty_one_follows_again(self, write, save):
        post = write(slug="Our Ferries")
        assert post.slug == "our-ferries"
        assert save(post, slug="our-ferries", title="Boats").slug == "our-ferries"
        assert save(post, slug="", title="Boats").slug == "boats"

    def test_one_that_came_back_with_the_form_still_follows(self, write, save):
        post = write()
        assert save(post, slug="ferries-at-dawn", title="Boats").slug == "boats"

    def test_a_number_behind_it_belongs_to_the_site_only_where_the_site_gave_it(self, write, save):
        first, second = write(), write()
        assert (first.slug, second.slug) == ("ferries-at-dawn", "ferries-at-dawn-2")
        assert save(second, slug=second.slug, title="Boats").slug == "boats"
        typed = write(title="Newsletter", slug="newsletter-4")
        assert save(typed, slug="newsletter-4", title="Newsletter").slug == "newsletter-4"

    def test_a_changed_one_leads_on_for_ever(self, write, save):
        post = write(PostMove.PUBLISH, now=YESTERDAY)
        save(post, slug="second")
        save(post, slug="third")
        assert fate_of_slug("ferries-at-dawn", now=NOW).slug == "third"
        assert fate_of_slug("second", now=NOW).slug == "third"
        other = write(title="Second")
        assert other.slug == "second-2", "an address that readers know is never given to another post"
        assert save(post, slug="second").slug == "second"
        assert fate_of_slug("third", now=NOW).slug == "second"

    def test_a_plan_is_not_yet_an_address_that_readers_know(self, write, save):
        post = write(PostMove.PUBLISH, published_at=TOMORROW)
        assert save(post, title="Boats").slug == "boats"
        assert db.session.scalar(sa.select(sa.func.count()).select_from(OldSlug)) == 0

    @pytest.mark.parametrize(
        "title", ["ការធ្វើចំណាកស្រុក", "การย้ายถิ่นอย่างปลอดภัย", "安全移民", "!!!", "🙂", "İ" * 300]
    )
    def test_every_title_gets_one_that_can_be_stored(self, write, title):
        assert 1 <= len(write(PostMove.PUBLISH, title=title).slug) <= 640


class TestTheTime:
    def test_none_means_now_when_it_is_published(self, write, save):
        post = write()
        assert post.published_at is None
        assert save(post, PostMove.PUBLISH, now=after(60)).published_at == after(60)

    def test_a_visible_post_keeps_its_time(self, write, save):
        post = write(PostMove.PUBLISH, published_at=YESTERDAY)
        assert save(post, published_at=None).published_at == YESTERDAY

    def test_a_scheduled_one_that_loses_its_time_appears_at_once(self, write, save):
        post = write(PostMove.PUBLISH, published_at=TOMORROW)
        saved = save(post, published_at=None)
        assert (saved.published_at, saved.first_published_at) == (NOW, NOW)

    def test_a_draft_that_loses_its_time_has_none(self, write, save):
        post = write(published_at=TOMORROW)
        assert save(post, published_at=None).published_at is None

    def test_a_plan_that_was_dropped_leaves_no_trace_for_readers(self, write, writer):
        post = write(PostMove.PUBLISH, published_at=TOMORROW)
        move_post(post.id, PostMove.UNPUBLISH, by=writer(post), now=NOW)
        fate = fate_of_slug(post.slug, now=after(days=2))
        assert (fate.slug, fate.is_gone) == (None, False)

    def test_a_plan_that_came_forward_counts_from_then(self, write, save, writer):
        post = write(PostMove.PUBLISH, published_at=after(days=9))
        save(post, published_at=TOMORROW)
        move_post(post.id, PostMove.TRASH, by=writer(post), now=after(days=2))
        assert fate_of_slug(post.slug, now=after(days=2)).is_gone

    def test_what_readers_saw_is_gone_when_it_is_taken_down(self, write, writer):
        post = write(PostMove.PUBLISH, now=LONG_AGO)
        move_post(post.id, PostMove.UNPUBLISH, by=writer(post), now=NOW)
        assert fate_of_slug(post.slug, now=NOW).is_gone
