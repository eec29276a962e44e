"""Who may do what: every actor against every permission."""

import pytest

from forum.domain.actors import STRANGER, SYSTEM, Actor, ActorKind
from forum.domain.permissions import PERMISSIONS, Owned, may
from forum.domain.roles import Role, parse_role

GUEST = Actor(ActorKind.GUEST, "a guest", id=1, is_confirmed=True)
RULE = Actor(ActorKind.RULE, "links")
READER = Actor(ActorKind.PERSON, "Elin", id=5, role=Role.READER)
AUTHOR = Actor(ActorKind.PERSON, "Chanthy", id=3, role=Role.AUTHOR)
OTHER_AUTHOR = Actor(ActorKind.PERSON, "Dara", id=4, role=Role.AUTHOR)
MODERATOR = Actor(ActorKind.PERSON, "Ana", id=1, role=Role.MODERATOR)
ADMINISTRATOR = Actor(ActorKind.PERSON, "Boun", id=2, role=Role.ADMINISTRATOR)
# Looks after the category 7.
SCOPED = Actor(ActorKind.PERSON, "Fai", id=6, role=Role.MODERATOR, categories=frozenset({7}))

OUTSIDERS = (STRANGER, GUEST, RULE, SYSTEM)
PEOPLE = (READER, AUTHOR, OTHER_AUTHOR, SCOPED, MODERATOR, ADMINISTRATOR)

# permission → who has it when the question is not about one thing
HOLDERS: dict[str, tuple[Actor, ...]] = {
    "comments.write": (*OUTSIDERS, *PEOPLE),
    "account.use": PEOPLE,
    "desk.enter": (AUTHOR, OTHER_AUTHOR, SCOPED, MODERATOR, ADMINISTRATOR),
    "posts.write": (AUTHOR, OTHER_AUTHOR, ADMINISTRATOR),
    "posts.edit": (ADMINISTRATOR,),
    "files.edit": (ADMINISTRATOR,),
    "posts.publish": (ADMINISTRATOR,),
    "posts.review": (ADMINISTRATOR,),
    "comments.moderate": (MODERATOR, ADMINISTRATOR),
    "moderation.enter": (MODERATOR, ADMINISTRATOR),
    "log.read": (MODERATOR, ADMINISTRATOR),
    "reasons.edit": (MODERATOR, ADMINISTRATOR),
    "rules.edit": (MODERATOR, ADMINISTRATOR),
    "statistics.see": (MODERATOR, ADMINISTRATOR),
    "writers.sanction": (MODERATOR, ADMINISTRATOR),
    "people.see": (MODERATOR, ADMINISTRATOR),
    "people.manage": (ADMINISTRATOR,),
    "settings.edit": (ADMINISTRATOR,),
    "categories.edit": (ADMINISTRATOR,),
    "tags.edit": (ADMINISTRATOR,),
    "links.mend": (ADMINISTRATOR,),
    "series.edit": (ADMINISTRATOR,),
    "bylines.edit": (ADMINISTRATOR,),
    "posts.pin": (ADMINISTRATOR,),
}


def test_the_table_names_every_permission() -> None:
    assert set(HOLDERS) == set(PERMISSIONS)


@pytest.mark.parametrize("permission", list(HOLDERS))
@pytest.mark.parametrize("actor", [*OUTSIDERS, *PEOPLE], ids=lambda actor: actor.name or actor.kind)
def test_who_has_a_permission(actor: Actor, permission: str) -> None:
    assert may(actor, permission) is (actor in HOLDERS[permission])


OWNS = Owned(AUTHOR.id)
OWNS_AND_MODERATES = Owned(AUTHOR.id, authors_moderate_own=True)
NOBODYS = Owned(None, authors_moderate_own=True)
IN_SEVEN = Owned(AUTHOR.id, 7)
IN_EIGHT = Owned(SCOPED.id, 8, authors_moderate_own=True)

# permission, thing, who has it about that thing
ABOUT = [
    ("posts.edit", OWNS, {AUTHOR, ADMINISTRATOR}),
    ("posts.edit", NOBODYS, {ADMINISTRATOR}),
    ("posts.publish", OWNS, {AUTHOR, ADMINISTRATOR}),
    ("posts.publish", NOBODYS, {ADMINISTRATOR}),
    # Where the site wants every post to be read by somebody else first.
    ("posts.publish", Owned(AUTHOR.id, authors_publish=False), {ADMINISTRATOR}),
    ("posts.publish", Owned(ADMINISTRATOR.id, authors_publish=False), {ADMINISTRATOR}),
    ("posts.review", OWNS, {ADMINISTRATOR}),
    ("comments.moderate", OWNS, {MODERATOR, ADMINISTRATOR}),
    ("comments.moderate", OWNS_AND_MODERATES, {AUTHOR, MODERATOR, ADMINISTRATOR}),
    ("comments.moderate", NOBODYS, {MODERATOR, ADMINISTRATOR}),
    ("comments.moderate", IN_SEVEN, {SCOPED, MODERATOR, ADMINISTRATOR}),
    # A moderator of categories is no author: the own post of an earlier life does not count.
    ("comments.moderate", IN_EIGHT, {MODERATOR, ADMINISTRATOR}),
    # Rights over the whole site do not come with one of its categories.
    *(
        (right, IN_SEVEN, {MODERATOR, ADMINISTRATOR})
        for right in ("moderation.enter", "log.read", "rules.edit")
    ),
]


@pytest.mark.parametrize(("permission", "thing", "holders"), ABOUT)
@pytest.mark.parametrize("actor", [*OUTSIDERS, *PEOPLE], ids=lambda actor: actor.name or actor.kind)
def test_who_has_a_permission_about_one_thing(
    actor: Actor, permission: str, thing: Owned, holders: set[Actor]
) -> None:
    assert may(actor, permission, thing) is (actor in holders)


def test_a_guest_with_an_authors_number_is_still_a_guest() -> None:
    guest = Actor(ActorKind.GUEST, "a guest", id=AUTHOR.id, role=Role.ADMINISTRATOR)
    assert not may(guest, "posts.edit", OWNS)
    assert not may(guest, "comments.moderate", OWNS_AND_MODERATES)
    assert not may(guest, "settings.edit")


def test_an_author_who_became_a_reader_edits_nothing_any_more() -> None:
    former = Actor(ActorKind.PERSON, "Chanthy", id=AUTHOR.id, role=Role.READER)
    assert not may(former, "posts.edit", OWNS)
    assert not may(former, "comments.moderate", OWNS_AND_MODERATES)


def test_a_misspelt_permission_never_passes() -> None:
    with pytest.raises(KeyError):
        may(ADMINISTRATOR, "setings.edit")


@pytest.mark.parametrize(("role", "is_staff"), [(role, role is not Role.READER) for role in Role])
def test_staff_are_all_but_readers(role: Role, is_staff: bool) -> None:
    assert role.is_staff is is_staff
    assert Actor(ActorKind.PERSON, "x", id=1, role=role).is_staff is is_staff
    assert not Actor(ActorKind.GUEST, "x", id=1, role=role).is_staff


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("reader", Role.READER),
        ("author", Role.AUTHOR),
        ("moderator", Role.MODERATOR),
        ("administrator", Role.ADMINISTRATOR),
        ("admin", Role.ADMINISTRATOR),
    ],
)
def test_roles_as_they_are_typed(word: str, role: Role) -> None:
    assert parse_role(word) is role


@pytest.mark.parametrize("word", ["", "root", "Admin", "owner"])
def test_no_other_word_is_a_role(word: str) -> None:
    with pytest.raises(ValueError, match="Role"):
        parse_role(word)


def test_an_actor_is_an_account_or_a_guest_and_never_both() -> None:
    assert (READER.user_id, READER.guest_id) == (5, None)
    assert (GUEST.user_id, GUEST.guest_id) == (None, 1)
    assert (STRANGER.user_id, STRANGER.guest_id) == (None, None)
