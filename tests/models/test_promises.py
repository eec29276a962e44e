"""What the database refuses, whoever asks and however: a row for each promise, on both engines."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.support.databases import open_engine
from tests.support.moments import NOW
from tests.support.rows import count, insert, insert_one_of_each, row, table

pytestmark = pytest.mark.both_engines

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def connection(kept_database: str) -> Iterator[Connection]:
    """An open transaction on a database with one row in each table; it is rolled back."""
    engine = open_engine(kept_database)
    with engine.connect() as connection:
        insert_one_of_each(connection)
        yield connection
        connection.rollback()
    engine.dispose()


# table, what is written into its one row, the promise that it breaks
BROKEN = [
    ("users", {"role": "owner"}, "role"),
    ("users", {"display_name": ""}, "display_name"),
    ("category", {"comments_mode": "nobody"}, "comments_mode"),
    ("byline", {"role": "ghost"}, "role"),
    ("word_list", {"scope": "mood"}, "scope"),
    ("word_list", {"action": "shout"}, "action"),
    ("tally", {"n": -1}, "n"),
    ("tally", {"name": "lost"}, "name"),
    ("job", {"attempts": -1}, "attempts"),
    ("job", {"lease": "worker 1"}, "lease"),
    ("job", {"leased_until": NOW}, "lease"),
    ("finding", {"severity": "fatal"}, "severity"),
    ("finding", {"span_start": 3}, "span"),
    ("finding", {"span_end": 3}, "span"),
    ("document", {"comment_id": 1}, "of_one_thing"),
    ("document", {"post_id": None}, "of_one_thing"),
    ("missing_address", {"hits": 0}, "hits"),
    ("missing_address", {"last_on": (NOW - timedelta(days=1)).date()}, "days"),
    ("post", {"state": "pending"}, "state"),
    ("post", {"comments_mode": "nobody"}, "comments_mode"),
    ("post", {"state": "published"}, "published_has_a_time"),
    ("post", {"close_after_days": 0}, "close_after"),
    ("post", {"close_after_days": 3651}, "close_after"),
    *[
        ("post", {f"{name}_count": -1}, "counts")
        for name in ("pending", "approved", "rejected", "spam", "trashed")
    ],
    ("post", {"second_look_count": -1}, "counts"),
    ("post", {"public_count": -1}, "counts"),
    ("comment", {"state": "published"}, "state"),
    ("comment", {"state": "trashed"}, "trashed_remembers"),
    ("comment", {"previous_state": "approved"}, "trashed_remembers"),
    ("comment", {"state": "trashed", "previous_state": "trashed"}, "previous_state"),
    (
        "comment",
        {"state": "approved", "review_reason": "boredom", "review_requested_at": NOW},
        "review_reason",
    ),
    ("comment", {"state": "approved", "review_reason": "flagged"}, "review_has_a_reason"),
    ("comment", {"state": "approved", "review_requested_at": NOW}, "review_has_a_reason"),
    # Only what readers see can wait for a second look.
    ("comment", {"review_reason": "flagged", "review_requested_at": NOW}, "review_of_public"),
    (
        "comment",
        {"state": "approved", "review_reason": "flagged", "review_requested_at": NOW, "withdrawn_at": NOW},
        "review_of_public",
    ),
    ("comment", {"state": "approved", "hides_replies": True}, "public_hides_nothing"),
    ("comment", {"user_id": 1, "guest_id": 1}, "one_writer"),
    ("comment", {"resubmissions": 3}, "resubmissions"),
    ("comment", {"resubmissions": -1}, "resubmissions"),
    ("comment", {"version": 0}, "numbers"),
    ("comment", {"current_revision": 0}, "numbers"),
    ("comment", {"hidden_ancestors": -1}, "thread_counts"),
    ("comment", {"public_descendants": -1}, "thread_counts"),
    ("comment", {"depth": 1}, "roots"),
    ("comment", {"parent_id": 1}, "roots"),
    # Flags wait for a look at what readers see or saw; an appeal for an answer to a rejection.
    ("comment", {"state": "rejected", "flagged_at": NOW}, "flagged"),
    ("comment", {"flagged_at": NOW, "withdrawn_at": NOW}, "flagged"),
    ("comment", {"appealed_at": NOW}, "appealed"),
    ("comment", {"state": "approved", "is_muted": True}, "muted"),
    ("comment", {"state": "approved", "waits_since": NOW}, "waits"),
    ("comment", {"withdrawn_at": NOW, "waits_since": NOW}, "waits"),
    ("comment", {"spam_score": 1.5}, "spam_score"),
    ("post", {"flagged_count": -1}, "flagged_count"),
    ("post", {"appeals_count": -1}, "appeals_count"),
    ("post", {"muted_count": -1}, "muted_count"),
    ("upload", {"kind": "svg"}, "kind"),
    ("upload", {"size": 0}, "size"),
    ("upload", {"version": 0}, "version"),
    ("upload", {"width": 3}, "sides"),
    ("upload", {"is_decorative": True}, "decorative_says_nothing"),
    ("rendition", {"format": "jpg"}, "format"),
    ("rendition", {"width": 0}, "numbers"),
    ("flag", {"reason": "boredom"}, "reason"),
    ("flag", {"outcome": "perhaps", "entry_id": 1}, "outcome"),
    ("flag", {"outcome": "agreed"}, "decided"),
    ("flag", {"weight": -0.5}, "weight"),
    ("flag", {"user_id": 1, "guest_id": 1}, "one_reader"),
    ("appeal", {"outcome": "perhaps", "answered_at": NOW}, "outcome"),
    ("appeal", {"outcome": "upheld"}, "answered"),
    ("sanction", {"kind": "frown"}, "kind"),
    ("sanction", {"guest_id": 1}, "one_writer"),
    ("sanction", {"user_id": None}, "one_writer"),
    ("sanction", {"kind": "ban", "acknowledged_at": NOW}, "acknowledged"),
    ("sanction", {"kind": "mute"}, "mute_ends"),
    ("sanction", {"ends_at": NOW}, "warn_stays"),
    ("staff_note", {"user_id": 1}, "one_subject"),
    ("staff_note", {"comment_id": None}, "one_subject"),
    ("reason_sentence", {"code": "boredom"}, "code"),
    ("post_revision", {"kind": "dream"}, "kind"),
    ("autosave", {"form_key": "k" * 24}, "one_post"),
    ("autosave", {"post_id": None}, "one_post"),
    ("category", {"parent_id": 1}, "not_in_itself"),
    ("series_part", {"place": 0}, "place"),
    ("translation", {"original_id": 1}, "of_another"),
    ("old_address", {"kind": "street", "category_id": None}, "kind"),
    ("old_address", {"category_id": None}, "of_a_category"),
    *[("old_address", {f"{kind}_id": 1}, f"of_a_{kind}") for kind in ("tag", "person", "series")],
    ("publication", {"state": "pending"}, "state"),
    ("publication", {"state": "published"}, "published_has_a_time"),
    ("publication_edition", {"format": "svg"}, "format"),
    ("publication_edition", {"last_number": -1}, "last_number"),
    ("publication_version", {"number": 0}, "number"),
    ("publication_version", {"pages": 0}, "pages"),
    ("publication_version", {"downloads": -1}, "downloads"),
    ("announced_publication", {"place": 0}, "place"),
    ("preview_link", {"revision": 0}, "revision"),
    ("preview_link", {"expires_at": NOW}, "ends_later"),
    ("spam_model", {"id": 2}, "only_one"),
    ("spam_model", {"spam": -1}, "counts"),
]


@pytest.mark.parametrize(
    ("name", "values", "promise"), BROKEN, ids=[f"{name}-{'-'.join(values)}" for name, values, _ in BROKEN]
)
def test_a_row_that_breaks_a_promise_is_refused(
    connection: Connection, name: str, values: dict[str, Any], promise: str
) -> None:
    with pytest.raises(IntegrityError, match=f"ck_{name}_{promise}"):
        connection.execute(sa.update(table(name)).values(**values))


def test_every_promise_of_the_tables_is_broken_here_once() -> None:
    promised = {
        str(constraint.name)
        for one in table("post").metadata.sorted_tables
        for constraint in one.constraints
        if isinstance(constraint, sa.CheckConstraint)
    }
    broken = {f"ck_{name}_{promise}" for name, _, promise in BROKEN}
    assert promised - broken == {
        "ck_log_entry_actor_kind",
        "ck_log_entry_reason_code",
    }  # below: it takes no update
    assert broken - promised == set()


@pytest.mark.parametrize(
    "values", [{"actor_kind": "robot"}, {"reason_code": "boredom"}], ids=["kind", "reason"]
)
def test_the_log_knows_its_words(connection: Connection, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=f"ck_log_entry_{next(iter(values))}"):
        insert(connection, "log_entry", id=2, **values)


# table, a second row that shares something with the first that nobody may share
TWICE = [
    ("users", {"email": "x@forum.test", "fs_uniquifier": "y"}),
    ("users", {"email": "y@forum.test", "fs_uniquifier": "x"}),
    ("guest", {"code_hash": "x"}),
    ("sign_in_link", {"token_hash": "x"}),
    ("category", {"slug": "x", "name": "y"}),
    ("category", {"slug": "y", "name": "x"}),
    ("tag", {"slug": "x", "name": "y"}),
    ("tag", {"slug": "y", "name": "x"}),
    ("person", {"slug": "x"}),
    ("word_list", {"name": "x"}),
    ("post", {"slug": "x"}),
    ("preview_link", {"key": "x"}),
    ("publication", {"slug": "x"}),
    ("publication_edition", {"language": "x", "format": "pdf"}),
    ("publication_version", {"number": 1}),
]


@pytest.mark.parametrize(
    ("name", "values"), TWICE, ids=[f"{name}-{'-'.join(values)}" for name, values in TWICE]
)
def test_what_must_be_one_of_its_kind_is(connection: Connection, name: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        insert(connection, name, id=2, **values)


def test_the_same_form_makes_one_comment(connection: Connection) -> None:
    connection.execute(sa.update(table("comment")).values(submission_key="one form"))
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        insert(connection, "comment", id=2, submission_key="one form")


def test_a_decision_is_taken_back_once(connection: Connection) -> None:
    insert(connection, "log_entry", id=2, undoes_id=1)
    with pytest.raises(IntegrityError):
        insert(connection, "log_entry", id=3, undoes_id=1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entry SET note = 'nothing happened'",
        "UPDATE log_entry SET actor_name = 'somebody else' WHERE id = 1",
        "DELETE FROM log_entry",
        "DELETE FROM log_entry WHERE id = 1",
    ],
)
def test_the_log_cannot_be_changed(connection: Connection, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        connection.exec_driver_sql(statement)


def test_the_log_cannot_be_replaced_or_emptied_by_a_trick(connection: Connection) -> None:
    columns = row("log_entry")
    if connection.dialect.name == "sqlite":
        trick = (
            sa.insert(table("log_entry")).prefix_with("OR REPLACE").values(**columns | {"note": "rewritten"})
        )
    else:
        trick = sa.text("TRUNCATE log_entry")
    with pytest.raises(DBAPIError, match="append-only"):
        connection.execute(trick)


def test_an_account_that_goes_leaves_its_words_and_its_log(connection: Connection) -> None:
    connection.execute(sa.update(table("comment")).values(user_id=1))
    connection.execute(sa.update(table("post")).values(author_id=1))
    connection.execute(sa.delete(table("users")))
    assert connection.execute(sa.select(table("comment").c.user_id)).all() == [(None,)]
    assert set(connection.scalars(sa.select(table("post").c.author_id))) == {None}
    assert count(connection, "log_entry") == 1
    for name in ("sign_in_link", "autosave", "presence"):
        assert count(connection, name) == 0, name


HANGS_ON_A_POST = (
    "comment",
    "comment_revision",
    "finding",
    "byline",
    "post_tag",
    "post_revision",
    "old_slug",
    "preview_link",
    "autosave",
    "presence",
    "announced_publication",
)


def test_a_post_that_goes_takes_what_hangs_on_it(connection: Connection) -> None:
    insert(connection, "comment", id=2, parent_id=1, depth=1)
    connection.execute(sa.delete(table("post")))
    for name in HANGS_ON_A_POST:
        assert count(connection, name) == 0, name
    for name in ("person", "tag", "category", "log_entry"):
        assert count(connection, name) == 1, name


@pytest.mark.parametrize("name", ["users", "guest", "post", "comment", "log_entry"])
def test_a_number_is_never_given_to_somebody_else(kept_database: str, name: str) -> None:
    """A link, a session or a log entry must not come to mean another person or another text."""
    values = {column: value for column, value in row(name).items() if column != "id"}
    engine = open_engine(kept_database)
    with engine.connect() as connection:
        if name in ("post", "comment"):
            insert_one_of_each(connection, ("users", "category", "post")[: 2 if name == "post" else 3])
        first = connection.execute(sa.insert(table(name)).values(**values)).inserted_primary_key[0]
        if name != "log_entry":  # whose entries cannot be deleted at all
            connection.execute(sa.delete(table(name)).where(table(name).c.id == first))
        second = connection.execute(sa.insert(table(name)).values(**values)).inserted_primary_key[0]
        assert second > first
    engine.dispose()
