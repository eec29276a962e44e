"""What readers can find: one row a document, with the place at which it stands in the order of finds."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, BigKey


class Document(Base):
    """``place`` as ``domain.finding`` makes it; its words stand under the same number in ``document_words`` and go
    with it. One column for each kind, one of which is set. Whether a document may be seen is not said here: that is
    asked of the post or comment itself, whenever somebody searches."""

    __tablename__ = "document"
    __table_args__ = (
        sa.CheckConstraint("(post_id IS NULL) <> (comment_id IS NULL)", name="of_one_thing"),
        sa.UniqueConstraint("post_id"),
        sa.UniqueConstraint("comment_id"),
    )

    place: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"))
    comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"))


class PublicationDocument(Base):
    """The same for publications. They came later, and have a table of their own because SQLite widens no CHECK; their
    words stand among the others, and go with them likewise."""

    __tablename__ = "publication_document"
    __table_args__ = (sa.UniqueConstraint("publication_id"),)

    place: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    publication_id: Mapped[int] = mapped_column(sa.ForeignKey("publication.id", ondelete="CASCADE"))
