"""Addresses at which readers found nothing: counted, bounded, led to a post, forgotten."""

import random
import threading
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.broken_links import KEPT_FOR, MOST_ADDRESSES
from forum.domain.refusals import NotAllowed, NotFound, Refused, Unavailable
from forum.models import ImportedAddress, LogEntry, MissingAddress, OldSlug
from forum.operations.broken_links import forget_missing, forget_old_missing, lead_missing, note_missing
from forum.queries.broken_links import missing_address, missing_addresses
from tests.factories.posts import make_post
from tests.support.moments import NOW

pytestmark = pytest.mark.both_engines


def note(address, came_from="", now=NOW):
    note_missing(address, came_from=came_from, now=now)


def noted():
    return [(one.address, one.hits, one.came_from) for one in missing_addresses(size=MOST_ADDRESSES + 1)]


def test_it_is_counted_by_the_day_and_remembers_where_it_stood(in_app):
    note("/a", now=NOW - timedelta(days=2))
    note("/a", "/posts/ferry")
    note("/a")
    note("/b")
    assert noted() == [("/a", 3, "/posts/ferry"), ("/b", 1, "")]
    first = missing_addresses(size=1)[0]
    assert (first.first_on, first.last_on) == ((NOW - timedelta(days=2)).date(), NOW.date())
    # By a clock that is behind.
    note("/b", now=NOW - timedelta(days=1))
    late = missing_addresses(size=2)[1]
    assert (late.hits, late.first_on, late.last_on) == (2, NOW.date(), NOW.date())
    # Nothing else is stored: no time of day, nobody.
    assert {column.name for column in MissingAddress.__table__.columns} == {
        "id",
        "address",
        "hits",
        "first_on",
        "last_on",
        "came_from",
    }


def test_five_thousand_addresses_drawn_by_lot_keep_the_table_small(in_app):
    drawn = random.Random(4)
    with transaction():
        for _ in range(3):
            note("/a-real-broken-link")
        for number in range(5_000):
            note(f"/{drawn.randbytes(4).hex()}-{number}")
    rows = noted()
    assert len(rows) == MOST_ADDRESSES
    assert rows[0] == ("/a-real-broken-link", 3, "")


def test_a_number_is_never_given_again(in_app, cast):
    """A page that was opened before the address went acts on no other one."""
    note("/gone")
    (gone,) = missing_addresses(size=9)
    forget_missing(gone.id, by=cast.boun.actor, now=NOW)
    note("/another")
    with pytest.raises(NotFound):
        forget_missing(gone.id, by=cast.boun.actor, now=NOW)
    assert noted() == [("/another", 1, "")]


def test_nobody_waits_for_another_writer(in_app):
    """Somebody writes for a second: noting is given up at once, and the reader's answer is not held up."""
    note("/a")
    held, done = threading.Event(), threading.Event()

    def hold():
        with in_app.app_context(), transaction() as session:
            session.execute(sa.update(MissingAddress).values(hits=9))
            held.set()
            done.wait(5)

    writer = threading.Thread(target=hold)
    writer.start()
    held.wait(5)
    begun = time.perf_counter()
    with pytest.raises(Unavailable):
        note("/a")
    took = time.perf_counter() - begun
    done.set()
    writer.join()
    assert took < 1
    note("/a")
    assert noted() == [("/a", 10, "")]


def test_what_nobody_asks_for_any_more_is_forgotten(in_app):
    note("/old", now=NOW - KEPT_FOR - timedelta(days=1))
    note("/young", now=NOW - KEPT_FOR + timedelta(days=1))
    forget_old_missing(now=NOW)
    assert noted() == [("/young", 1, "")]


def test_it_can_lead_to_a_post_and_is_off_the_list_then(in_app, cast):
    post = make_post(cast.chanthy.actor, slug="ferry")
    note("/old.html")
    note("/posts/fery")
    there = {one.address: one.id for one in missing_addresses(size=9)}
    with pytest.raises(NotAllowed):
        lead_missing(there["/old.html"], post.id, slug=None, by=cast.chanthy.actor, now=NOW)
    lead_missing(there["/old.html"], post.id, slug=None, by=cast.boun.actor, now=NOW)
    with pytest.raises(Refused, match="slug_is_of_another"):
        lead_missing(there["/posts/fery"], post.id, slug="ferry", by=cast.boun.actor, now=NOW)
    lead_missing(there["/posts/fery"], post.id, slug="fery", by=cast.boun.actor, now=NOW)
    assert noted() == []
    assert db.session.scalars(sa.select(ImportedAddress.address)).all() == ["/old.html"]
    assert db.session.scalars(sa.select(OldSlug.slug)).all() == ["fery"]
    facts = db.session.scalars(sa.select(LogEntry.facts).where(LogEntry.verb == "post.lead_here")).all()
    assert [one["led_here"] for one in facts] == [["/old.html"], ["/posts/fery"]]


def test_it_can_be_forgotten_and_the_log_keeps_nothing_of_it(in_app, cast):
    note("/mali")
    (one,) = missing_addresses(size=9)
    with pytest.raises(NotAllowed):
        forget_missing(one.id, by=cast.ana.actor, now=NOW)
    forget_missing(one.id, by=cast.boun.actor, now=NOW)
    assert missing_address(one.id) is None
    with pytest.raises(NotFound):
        forget_missing(one.id, by=cast.boun.actor, now=NOW)
    (entry,) = db.session.scalars(sa.select(LogEntry).where(LogEntry.verb == "address.forget")).all()
    assert "mali" not in str(entry.facts)
