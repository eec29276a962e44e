"""Whether an account wants letters about its comments."""

from __future__ import annotations

from datetime import datetime

from forum.db import transaction
from forum.domain.refusals import NotFound
from forum.models import User
from forum.operations.accounts.keeping import actor_of
from forum.operations.log import record


def want_letters(user_id: int, wants: bool, *, now: datetime) -> None:
    """Letters about the account's comments come, or come no more; letters that keep the account safe always do. It is
    the account's own wish, said on its page or by the link of a letter; the same again changes nothing. Raises
    ``NotFound("no_such_account")``."""
    with transaction() as session:
        user = session.get(User, user_id, with_for_update=True)
        if user is None:
            raise NotFound("no_such_account")
        if user.wants_letters is wants:
            return
        user.wants_letters = wants
        verb = "account.letters" if wants else "account.no_letters"
        record(verb, by=actor_of(user), now=now, user_id=user.id)
