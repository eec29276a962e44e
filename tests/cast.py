"""The people of the tests, always the same. Ana moderates, Boun administers, Chanthy and Dara write, Elin reads."""

from dataclasses import dataclass

from flask import Flask
from flask_security import hash_password

from forum.domain.actors import SYSTEM, Actor, ActorKind
from forum.domain.roles import Role
from forum.operations.accounts import add_user, keep_accounts, use_link
from forum.queries.accounts import account_with
from tests.support.moments import LONG_AGO

PASSWORD = "nine slow ferries cross the brown river"


@dataclass(frozen=True)
class Member:
    """An account of the test: confirmed, with ``PASSWORD``. ``session_name`` is what a signed-in session names."""

    id: int
    name: str
    email: str
    role: Role
    session_name: str

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.PERSON, self.name, id=self.id, role=self.role, is_confirmed=True)


@dataclass(frozen=True)
class Cast:
    ana: Member
    boun: Member
    chanthy: Member
    dara: Member
    elin: Member


ROLES = {
    "ana": Role.MODERATOR,
    "boun": Role.ADMINISTRATOR,
    "chanthy": Role.AUTHOR,
    "dara": Role.AUTHOR,
    "elin": Role.READER,
}


def gather(app: Flask) -> None:
    """Invites them all, lets them in, and gives them their password."""
    with app.app_context():
        hashed = hash_password(PASSWORD)
        for name, role in ROLES.items():
            invite(name.capitalize(), role, hashed=hashed)


def meet(app: Flask) -> Cast:
    """The cast of a site in which it has gathered."""
    with app.app_context():
        return Cast(**{name: _member(f"{name}@forum.test") for name in ROLES})


def invite(name: str, role: Role, *, hashed: str) -> Member:
    """One more member of the site, who has been there for long. Needs an application context."""
    email = f"{name.lower()}@forum.test"
    token_hash = f"invitation of {name}".ljust(64, "0")
    add_user(email, name, role, by=SYSTEM, now=LONG_AGO, token_hash=token_hash)
    use_link(token_hash, now=LONG_AGO)
    account = account_with("email", email)
    assert account is not None
    account.password = hashed
    keep_accounts([account], [], now=LONG_AGO)
    return _member(email)


def _member(email: str) -> Member:
    account = account_with("email", email)
    assert account is not None
    return Member(account.id, account.display_name, email, Role(account.role), account.fs_uniquifier)
