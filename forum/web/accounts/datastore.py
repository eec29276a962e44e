"""The account library's view of our accounts.

It is given snapshots and may do to them what it likes; ``commit()`` hands everything, with the letters written
meanwhile, to one verb. So the library never holds a transaction open while it hashes, and never commits by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from flask import g
from flask_security.datastore import UserDatastore

from forum.adapters import clock
from forum.domain.refusals import Refused
from forum.domain.roles import Role
from forum.operations.accounts import Letter, keep_accounts
from forum.operations.accounts.keeping import new_uniquifier
from forum.queries.accounts import Account, Unique, account_with


@dataclass
class Unsaved:
    """What the library did in this request and has not said "commit" about."""

    accounts: list[Account] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)


def unsaved() -> Unsaved:
    """This request's unsaved work."""
    if "unsaved_accounts" not in g:
        g.unsaved_accounts = Unsaved()
    work: Unsaved = g.unsaved_accounts
    return work


class AccountStore(UserDatastore):
    """Accounts by one unique field; each has one role, a column of its own, so that the library's tables of roles have
    no counterpart here."""

    def __init__(self) -> None:
        super().__init__(Account, type(None))  # type: ignore[arg-type]  # no table of roles

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Account | None:
        """The account by the one field in ``kwargs``. Addresses are stored in small letters, and asked for so."""
        name, value = kwargs.popitem()
        return account_with(cast(Unique, name), value)

    def create_user(self, **kwargs: Any) -> Account:
        """A reader who signs up: from the form come the address, the name and the password's hash, and nothing else."""
        account = Account(
            email=kwargs["email"],
            display_name=kwargs["display_name"],
            password=kwargs["password"],
            role=Role.READER,
            active=True,
            fs_uniquifier=new_uniquifier(),
            created_at=clock.now(),
        )
        self.put(account)
        return account

    def put(self, model: Account) -> Account:
        """Remembers the snapshot for ``commit``."""
        if model not in unsaved().accounts:
            unsaved().accounts.append(model)
        return model

    def commit(self) -> None:
        """One transaction for everything. A second sign-up with the same address in the same moment is let go without
        a word: the first one's letter is on its way to that address."""
        work: Unsaved | None = g.pop("unsaved_accounts", None)
        if work is None:
            return
        try:
            keep_accounts(work.accounts, work.letters, now=clock.now())
        except Refused as refused:
            if refused.code != "email_taken":
                raise
