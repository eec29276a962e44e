"""Letting somebody in by a one-time link: an invitation, or a sign-in for who has no password at hand.

The token itself is seen once, by whoever made it; only its hash is stored. A GET never uses a link up.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.email_addresses import tidy_email
from forum.domain.refusals import Refused
from forum.domain.roles import Role
from forum.models import SignInLink, User
from forum.operations.accounts.keeping import actor_of, new_uniquifier
from forum.operations.accounts.letters import Letter, post_letters
from forum.operations.accounts.naming import ready_display_name
from forum.operations.log import record
from forum.queries.accounts import link_is_open

INVITATION_LASTS = timedelta(days=7)
LINK_LASTS = timedelta(days=1)


class LinkGone(Refused):
    """The link is unknown, used, too old, or of a closed account; which of these is nobody's business (RFC 9110
    §15.5.11)."""

    status = 410


def add_user(
    email: str,
    display_name: str,
    role: Role,
    *,
    by: Actor,
    now: datetime,
    token_hash: str,
    letter: Letter | None = None,
) -> User:
    """A new account without a password, and a link of seven days that lets its person in. ``letter`` tells them.

    Raises ``Refused`` with ``email_not_valid``, ``email_taken`` or ``name_…``.
    """
    address = tidy_email(email)
    try:
        with transaction() as session:
            if session.scalar(sa.select(User.id).where(User.email == address)) is not None:
                raise Refused("email_taken")
            user = User(
                email=address,
                display_name=ready_display_name(display_name),
                role=role,
                fs_uniquifier=new_uniquifier(),
                created_at=now,
            )
            session.add(user)
            session.flush()
            _add_link(session, user, token_hash, now=now, lasts=INVITATION_LASTS)
            record("account.invite", by=by, now=now, user_id=user.id, facts={"role": role.value})
            post_letters([letter] if letter else [], now=now)
            return user
    except IntegrityError:  # two invitations to one address at the same moment
        raise Refused("email_taken") from None


def make_sign_in_link(
    user: User, *, by: Actor, now: datetime, token_hash: str, lasts: timedelta = LINK_LASTS
) -> SignInLink:
    """Another link that lets ``user`` in, once."""
    with transaction() as session:
        link = _add_link(session, user, token_hash, now=now, lasts=lasts)
        record("account.link", by=by, now=now, user_id=user.id)
        return link


def _add_link(
    session: Session, user: User, token_hash: str, *, now: datetime, lasts: timedelta
) -> SignInLink:
    link = SignInLink(user_id=user.id, token_hash=token_hash, created_at=now, expires_at=now + lasts)
    session.add(link)
    session.flush()
    return link


def use_link(token_hash: str, *, now: datetime) -> User:
    """Uses the link up and returns its account, whose address counts as confirmed from now on: the link reached it.

    Raises ``LinkGone("link_gone")``.
    """
    with transaction() as session:
        used = session.execute(
            sa.update(SignInLink)
            .where(SignInLink.token_hash == token_hash, link_is_open(now))
            .values(used_at=now)
            .returning(SignInLink.user_id)
        ).scalar_one_or_none()
        user = session.get(User, used) if used is not None else None
        if user is None or not user.active:
            raise LinkGone("link_gone")
        user.confirmed_at = user.confirmed_at or now
        record("account.link_used", by=actor_of(user), now=now, user_id=user.id)
        return user


def forget_links(*, now: datetime) -> int:
    """Deletes links that let nobody in any more; how many there were."""
    with transaction() as session:
        gone = session.execute(sa.delete(SignInLink).where(~link_is_open(now)))
        return int(gone.rowcount)  # type: ignore[attr-defined]
