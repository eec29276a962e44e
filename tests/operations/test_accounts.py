"""What happens to accounts, below the doors."""

from datetime import timedelta

import pytest

from forum.domain.actors import SYSTEM
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.domain.roles import Role
from forum.operations.accounts import (
    Letter,
    add_user,
    change_role,
    end_sessions,
    keep_accounts,
    make_sign_in_link,
    ready_display_name,
    rename,
    set_activity,
    use_link,
)
from forum.operations.accounts.inviting import INVITATION_LASTS, LINK_LASTS, LinkGone, forget_links
from forum.queries.accounts import Account, account_with, accounts_page, open_link
from tests.operations.traces import logged, waiting
from tests.support.moments import NOW, after

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("in_app")]

HASH = "h" * 64


def invite(email="fern@forum.test", name="Fern", role=Role.AUTHOR, token_hash=HASH, **more):
    return add_user(email, name, role, by=SYSTEM, now=NOW, token_hash=token_hash, **more)


def stored(user_id: int) -> Account:
    account = account_with("id", user_id)
    assert account is not None
    return account


class TestInviting:
    def test_an_invited_person_has_no_password_and_no_confirmed_address(self) -> None:
        account = stored(invite(" Fern@Forum.Test ").id)
        assert (account.email, account.role, account.password) == ("fern@forum.test", Role.AUTHOR, None)
        assert account.active
        assert account.confirmed_at is None

    def test_the_log_says_who_was_invited_as_what_and_knows_no_address(self) -> None:
        user = invite()
        (entry,) = logged()
        assert (entry.verb, entry.user_id, entry.facts) == ("account.invite", user.id, {"role": "author"})

    def test_the_letter_goes_with_the_account_or_not_at_all(self) -> None:
        letter = Letter("fern@forum.test", "Welcome", "Come in.\n")
        invite(letter=letter)
        assert waiting("send_mail") == [{"to": "fern@forum.test", "subject": "Welcome", "body": "Come in.\n"}]
        with pytest.raises(Refused, match="email_taken"):
            invite("FERN@forum.test", token_hash="i" * 64, letter=letter)
        assert len(waiting("send_mail")) == 1

    @pytest.mark.parametrize(
        ("email", "name", "code"),
        [("fern", "Fern", "email_not_valid"), ("fern@forum.test", " ", "name_empty")],
    )
    def test_what_cannot_be_an_account_is_refused(self, email, name, code) -> None:
        with pytest.raises(Refused, match=code):
            invite(email, name)


class TestLinks:
    def test_a_link_lets_in_once_and_confirms_the_address(self) -> None:
        user = invite()
        shown = open_link(HASH, now=NOW)
        assert shown is not None
        assert (shown.display_name, shown.role) == ("Fern", Role.AUTHOR)
        assert use_link(HASH, now=after(5)).id == user.id
        assert stored(user.id).confirmed_at == after(5)
        assert open_link(HASH, now=after(6)) is None
        with pytest.raises(LinkGone):
            use_link(HASH, now=after(6))

    def test_looking_at_a_link_does_not_use_it_up(self) -> None:
        invite()
        for _ in range(3):
            assert open_link(HASH, now=NOW) is not None

    def test_an_invitation_lasts_a_week_and_another_link_a_day(self) -> None:
        user = invite()
        make_sign_in_link(user, by=SYSTEM, now=NOW, token_hash="i" * 64)
        for token_hash, lasts in ((HASH, INVITATION_LASTS), ("i" * 64, LINK_LASTS)):
            assert open_link(token_hash, now=NOW + lasts - timedelta(seconds=1)) is not None
            assert open_link(token_hash, now=NOW + lasts) is None
            with pytest.raises(LinkGone):
                use_link(token_hash, now=NOW + lasts)

    def test_a_closed_account_has_no_way_in(self) -> None:
        user = invite()
        set_activity(user.id, is_active=False, by=SYSTEM, now=NOW)
        assert open_link(HASH, now=NOW) is None
        with pytest.raises(LinkGone):
            use_link(HASH, now=NOW)

    def test_an_unknown_link_is_gone_as_well(self) -> None:
        with pytest.raises(LinkGone):
            use_link("nothing", now=NOW)

    def test_dead_links_are_forgotten_and_living_ones_kept(self) -> None:
        user = invite()
        make_sign_in_link(user, by=SYSTEM, now=NOW, token_hash="i" * 64)
        use_link(HASH, now=NOW)
        assert forget_links(now=after(hours=1)) == 1
        assert open_link("i" * 64, now=after(hours=1)) is not None
        assert forget_links(now=NOW + LINK_LASTS) == 1


class TestKeeping:
    def new(self, email="nok@forum.test") -> Account:
        return Account(
            email=email,
            display_name="Nok",
            password="hash",
            fs_uniquifier=email,
            created_at=NOW,
            role=Role.READER,
        )

    def test_a_sign_up_is_logged_by_the_person_themself(self) -> None:
        keep_accounts([self.new()], [Letter("nok@forum.test", "Hello", "Hello.\n")], now=NOW)
        (entry,) = logged()
        assert (entry.verb, entry.actor_name, entry.facts) == ("account.sign_up", "Nok", {})
        assert entry.actor_id == entry.user_id
        assert len(waiting("send_mail")) == 1

    def test_an_address_has_one_account_and_the_second_gets_no_letter(self) -> None:
        keep_accounts([self.new()], [], now=NOW)
        second = self.new()
        second.fs_uniquifier = "another"
        with pytest.raises(Refused, match="email_taken"):
            keep_accounts([second], [Letter("nok@forum.test", "Hello", "Hello.\n")], now=NOW)
        assert waiting("send_mail") == []

    def test_only_what_was_changed_is_written(self) -> None:
        user = invite()
        snapshot = stored(user.id)
        change_role(user.id, Role.MODERATOR, by=SYSTEM, now=NOW)
        snapshot.password = "renewed"
        with pytest.raises(Conflict, match="account_changed"):
            keep_accounts([snapshot], [], now=NOW)
        assert stored(user.id).role is Role.MODERATOR, "an old snapshot takes no new role back"

    def test_a_reset_that_is_sent_twice_at_once_counts_once(self) -> None:
        user = invite()
        first, second = stored(user.id), stored(user.id)
        for number, snapshot in enumerate((first, second)):
            snapshot.password = f"hash {number}"
            snapshot.fs_uniquifier = f"session {number}"
        keep_accounts([first], [], now=NOW)
        with pytest.raises(Conflict, match="account_changed"):
            keep_accounts([second], [], now=NOW)
        assert stored(user.id).password == "hash 0"

    def test_a_changed_password_is_logged_and_a_renewed_hash_is_not(self) -> None:
        user = invite()
        snapshot = stored(user.id)
        snapshot.password = "the same password, hashed with today's cost"
        keep_accounts([snapshot], [], now=NOW)
        assert [entry.verb for entry in logged()] == ["account.invite"]
        snapshot = stored(user.id)
        snapshot.password, snapshot.fs_uniquifier = "another password", "another session"
        keep_accounts([snapshot], [], now=NOW)
        assert [entry.verb for entry in logged()] == ["account.invite", "account.password"]

    def test_nothing_changed_is_nothing_written(self) -> None:
        snapshot = stored(invite().id)
        keep_accounts([snapshot], [], now=NOW)
        assert [entry.verb for entry in logged()] == ["account.invite"]


class TestManaging:
    def test_another_role_ends_the_sessions_and_is_logged(self) -> None:
        before = stored(invite().id)
        change_role(before.id, Role.MODERATOR, by=SYSTEM, now=NOW)
        account = stored(before.id)
        assert account.role is Role.MODERATOR
        assert account.fs_uniquifier != before.fs_uniquifier
        assert logged()[-1].facts == {"from": "author", "to": "moderator"}

    def test_the_same_role_changes_nothing(self) -> None:
        before = stored(invite().id)
        change_role(before.id, Role.AUTHOR, by=SYSTEM, now=NOW)
        assert stored(before.id).fs_uniquifier == before.fs_uniquifier
        assert len(logged()) == 1

    def test_closing_ends_the_sessions_and_opening_again_is_logged(self) -> None:
        before = stored(invite().id)
        set_activity(before.id, is_active=False, by=SYSTEM, now=NOW)
        closed = stored(before.id)
        assert not closed.active
        assert closed.fs_uniquifier != before.fs_uniquifier
        set_activity(before.id, is_active=False, by=SYSTEM, now=NOW)  # closed already
        set_activity(before.id, is_active=True, by=SYSTEM, now=NOW)
        assert stored(before.id).active
        assert [entry.verb for entry in logged()][1:] == ["account.deactivate", "account.reactivate"]

    def test_nobody_closes_or_demotes_the_last_administrator(self) -> None:
        boss = invite(role=Role.ADMINISTRATOR)
        use_link(HASH, now=NOW)
        other = invite("gai@forum.test", "Gai", Role.ADMINISTRATOR, token_hash="i" * 64)
        for refused in (
            lambda: change_role(boss.id, Role.AUTHOR, by=SYSTEM, now=NOW),
            lambda: set_activity(boss.id, is_active=False, by=SYSTEM, now=NOW),
        ):
            with pytest.raises(Conflict, match="last_administrator"):
                refused()
        use_link("i" * 64, now=NOW)  # one who has come in counts
        change_role(boss.id, Role.AUTHOR, by=SYSTEM, now=NOW)
        with pytest.raises(Conflict, match="last_administrator"):
            set_activity(other.id, is_active=False, by=SYSTEM, now=NOW)

    def test_an_account_that_is_not_there_is_not_found(self) -> None:
        with pytest.raises(NotFound, match="no_such_account"):
            change_role(4711, Role.AUTHOR, by=SYSTEM, now=NOW)

    def test_signing_out_everywhere_gives_the_sessions_another_name(self) -> None:
        before = stored(invite().id)
        end_sessions(before.id)
        assert stored(before.id).fs_uniquifier != before.fs_uniquifier


class TestNames:
    def test_a_name_is_cleaned_and_changed(self) -> None:
        user = invite()
        rename(user.id, "  Fern   Boon ", by=SYSTEM, now=NOW)
        assert stored(user.id).display_name == "Fern Boon"
        assert logged()[-1].verb == "account.rename"

    def test_nobody_takes_a_name_that_looks_like_that_of_staff(self) -> None:
        user = invite()
        with pytest.raises(Refused, match="name_of_staff"):
            ready_display_name("Fеrn")  # with a Cyrillic letter
        assert ready_display_name("Fern", of=user.id) == "Fern", "one's own name is one's own"


def test_the_list_of_people_is_paged_by_keyset_newest_first() -> None:
    for number in range(5):
        invite(f"person{number}@forum.test", f"Person {number}", Role.READER, token_hash=str(number) * 64)
    first = accounts_page(older_than=None, size=2)
    second = accounts_page(older_than=first.older, size=2)
    last = accounts_page(older_than=second.older, size=2)
    names = [line.display_name for page in (first, second, last) for line in page.items]
    assert names == [f"Person {number}" for number in (4, 3, 2, 1, 0)]
    assert last.older is None
