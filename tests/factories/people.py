"""People beside the cast. All need an application context."""

from collections.abc import Collection
from dataclasses import replace

from forum.domain.actors import Actor
from forum.domain.roles import Role
from forum.operations.accounts import set_areas
from forum.operations.categories import CategoryDraft, save_category
from tests.cast import Cast, Member, invite
from tests.support.moments import LONG_AGO


def make_moderator_of(cast: Cast, categories: Collection[int], *, name: str = "Fai") -> Member:
    """A moderator who looks after these categories and nothing else."""
    member = invite(name, Role.MODERATOR, hashed="nobody signs in with it")
    set_areas(member.id, categories, by=cast.boun.actor, now=LONG_AGO)
    return member


def scoped_actor(member: Member, categories: Collection[int]) -> Actor:
    """That moderator as one who acts."""
    return replace(member.actor, categories=frozenset(categories))


def make_category(cast: Cast, name: str) -> int:
    """A category; its number."""
    return save_category(None, CategoryDraft(name), by=cast.boun.actor, now=LONG_AGO).id
