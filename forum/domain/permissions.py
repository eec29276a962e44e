"""Who may do what: one map of pure predicates, read from top to bottom.

A predicate gets the actor and, where the question is about one thing, that thing. It sees no database; what it needs
of the thing (its owner, the site's choice) is an attribute of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forum.domain.actors import Actor, ActorKind
from forum.domain.roles import Role
from forum.domain.scopes import scope_of


@dataclass(frozen=True)
class Owned:
    """A post as the permissions see it: whose it is, the category in which it stands (None: not known here), and
    whether the site lets authors moderate and publish their own posts."""

    author_id: int | None
    category_id: int | None = None
    authors_moderate_own: bool = False
    authors_publish: bool = True


Predicate = Callable[[Actor, Owned | None], bool]


def _role(*roles: Role) -> Predicate:
    def holds(actor: Actor, _: Owned | None) -> bool:
        return actor.kind is ActorKind.PERSON and actor.role in roles

    return holds


def _owns(actor: Actor, thing: Owned | None) -> bool:
    return thing is not None and actor.user_id is not None and thing.author_id == actor.user_id


def _writes_own_or_administers(actor: Actor, thing: Owned | None) -> bool:
    if actor.kind is not ActorKind.PERSON:
        return False
    return actor.role is Role.ADMINISTRATOR or (actor.role is Role.AUTHOR and _owns(actor, thing))


def _publishes(actor: Actor, thing: Owned | None) -> bool:
    if actor.role is Role.AUTHOR and thing is not None and not thing.authors_publish:
        return False
    return _writes_own_or_administers(actor, thing)


def _moderates(actor: Actor, thing: Owned | None) -> bool:
    scope = scope_of(actor, authors_moderate_own=thing is not None and thing.authors_moderate_own)
    if scope.is_whole_site:
        return True
    return thing is not None and scope.holds(author_id=thing.author_id, category_id=thing.category_id)


def _moderates_all(actor: Actor, _: Owned | None) -> bool:
    return scope_of(actor, authors_moderate_own=False).is_whole_site


_staff = _role(Role.AUTHOR, Role.MODERATOR, Role.ADMINISTRATOR)
_writers = _role(Role.AUTHOR, Role.ADMINISTRATOR)
_administrators = _role(Role.ADMINISTRATOR)

PERMISSIONS: dict[str, Predicate] = {
    # Everybody, strangers included: comments need no account. Being refused is the screening's business.
    "comments.write": lambda actor, thing: True,
    "account.use": lambda actor, thing: actor.kind is ActorKind.PERSON,
    "desk.enter": _staff,
    "posts.write": _writers,
    "posts.edit": _writes_own_or_administers,
    "files.edit": _writes_own_or_administers,
    "posts.pin": _administrators,
    "posts.publish": _publishes,
    "posts.review": _administrators,
    "comments.moderate": _moderates,
    "moderation.enter": _moderates_all,
    "log.read": _moderates_all,
    "rules.edit": _moderates_all,
    "reasons.edit": _moderates_all,
    "statistics.see": _moderates_all,
    "writers.sanction": _moderates_all,
    "people.see": _moderates_all,
    "people.manage": _administrators,
    "settings.edit": _administrators,
    "categories.edit": _administrators,
    "tags.edit": _administrators,
    "series.edit": _administrators,
    "bylines.edit": _administrators,
    "links.mend": _administrators,
}


def may(actor: Actor, permission: str, thing: Owned | None = None) -> bool:
    """Whether ``actor`` has ``permission`` (about ``thing``, where it is about one). Raises ``KeyError`` for a
    permission that does not exist, so that a misspelt one can never pass."""
    return PERMISSIONS[permission](actor, thing)
