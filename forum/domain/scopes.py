"""What somebody moderates: the comments on which posts. The same predicate stands as SQL in
``queries.moderation.scope``; a test holds the two together."""

from __future__ import annotations

from dataclasses import dataclass

from forum.domain.actors import Actor, ActorKind
from forum.domain.roles import Role


@dataclass(frozen=True)
class Scope:
    """The posts whose comments somebody moderates: all of the site's, those in ``categories``, and those of the author
    ``author_id``. An empty scope is the answer for everybody who moderates nothing."""

    is_whole_site: bool = False
    categories: frozenset[int] = frozenset()
    author_id: int | None = None

    @property
    def is_empty(self) -> bool:
        return not self.is_whole_site and not self.categories and self.author_id is None

    def holds(self, *, author_id: int | None, category_id: int | None) -> bool:
        """Whether the post of this author in this category is one of them."""
        return (
            self.is_whole_site
            or category_id in self.categories
            or (author_id is not None and author_id == self.author_id)
        )


WHOLE_SITE = Scope(is_whole_site=True)
NOTHING = Scope()


def scope_of(actor: Actor, *, authors_moderate_own: bool) -> Scope:
    """What ``actor`` moderates. ``authors_moderate_own``: what the site lets authors do."""
    if actor.kind is not ActorKind.PERSON:
        return NOTHING
    match actor.role:
        case Role.ADMINISTRATOR:
            return WHOLE_SITE
        case Role.MODERATOR:
            return WHOLE_SITE if actor.categories is None else Scope(categories=actor.categories)
        case Role.AUTHOR if authors_moderate_own:
            return Scope(author_id=actor.user_id)
    return NOTHING
