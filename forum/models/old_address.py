"""Addresses that lists once had: of categories, tags, people and series (those of posts stand in ``OldSlug``); and
addresses of an earlier site, in ``ImportedAddress``."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.models.category import Category
from forum.models.columns import one_of, word_enum
from forum.models.person import Person
from forum.models.series import Series
from forum.models.tag import Tag


class Shelved(StrEnum):
    """What has a list of posts under an address of its own."""

    CATEGORY = "category"
    TAG = "tag"
    PERSON = "person"
    SERIES = "series"


SHELVES: dict[Shelved, type[Category | Tag | Person | Series]] = {
    Shelved.CATEGORY: Category,
    Shelved.TAG: Tag,
    Shelved.PERSON: Person,
    Shelved.SERIES: Series,
}


class OldAddress(Base):
    """``slug`` once led to a list of this kind, and leads to another one for ever: it was renamed, or merged into that
    one. Of the four numbers the one of its kind is set."""

    __tablename__ = "old_address"
    __table_args__ = (
        one_of("kind", Shelved, "kind"),
        *(
            sa.CheckConstraint(f"(kind = '{kind}') = ({kind}_id IS NOT NULL)", name=f"of_a_{kind}")
            for kind in Shelved
        ),
    )

    kind: Mapped[Shelved] = mapped_column(word_enum(Shelved), primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(320), primary_key=True)
    category_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("category.id", ondelete="CASCADE"), index=True
    )
    tag_id: Mapped[int | None] = mapped_column(sa.ForeignKey("tag.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    series_id: Mapped[int | None] = mapped_column(sa.ForeignKey("series.id", ondelete="CASCADE"), index=True)


class ImportedAddress(Base):
    """An address of an earlier site, as ``domain.old_addresses`` keeps it, which leads to the post where nothing else
    stands there."""

    __tablename__ = "imported_address"

    address: Mapped[str] = mapped_column(sa.String(640), primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"), index=True)
