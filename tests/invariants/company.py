"""Who takes part in the plays: the cast, and two moderators who look after one category each."""

from dataclasses import dataclass

from forum.domain.actors import Actor
from tests.cast import Cast
from tests.factories.people import make_category, make_moderator_of, scoped_actor


@dataclass(frozen=True)
class Company:
    """``category_id``: in which the plays' posts stand. Fai moderates it, Gita another one and so nothing here."""

    cast: Cast
    category_id: int
    fai: Actor
    gita: Actor


def gather_company(cast: Cast) -> Company:
    """Needs an application context."""
    here, elsewhere = make_category(cast, "On the stage"), make_category(cast, "Elsewhere")
    fai, gita = (
        scoped_actor(make_moderator_of(cast, [number], name=name), [number])
        for name, number in (("Fai", here), ("Gita", elsewhere))
    )
    return Company(cast, here, fai, gita)
