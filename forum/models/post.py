"""Posts, their texts so far, and the addresses they once had."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import Base, Json, UtcDateTime
from forum.domain.post_states import STORED, PostState, state_of
from forum.domain.revisions import RevisionKind
from forum.domain.screening import Mode
from forum.domain.tallies import TALLIES
from forum.models.category import Category
from forum.models.columns import one_of, word_enum
from forum.models.person import Byline
from forum.models.tag import Tag, post_tag

# Counters that came later, each with a CHECK of its own: SQLite widens none that is there.
LATER_COUNTS = ("flagged", "appeals", "muted")


class Post(Base):
    """A post. ``revision`` is a stamp that moves with every change that a reader can see, comments included.

    ``excerpt`` is by hand ("" for none); ``auto_excerpt`` is cut from the text, or with
    ``has_lead`` what stands before the "read more" mark in it. ``version`` counts the author's saves.
    ``first_published_at`` tells a post that readers once saw (its address answers 410, not 404, when it is gone).
    ``form_key`` is the key of the form that made it, so that a form that is sent again makes no second post.
    ``text_at``: when title or body last changed (None: an earlier release made it, and has not told). ``pinned_at``: it
    stands before the others since then. ``is_noindex``: search engines are
    asked to leave it out. ``is_canonical``: of a republished text, this is the address that search
    engines should name. The ``*_count`` columns change only by ``domain.tallies``.

    ``submitted_at`` makes a draft one in review (``standing``), and means nothing beside another ``state``. What a
    reviewer wrote when the post was last sent back to its author stays until it is sent again or published.
    """

    __tablename__ = "post"
    __table_args__ = (
        one_of("state", STORED, "state"),
        one_of("comments_mode", Mode, "comments_mode"),
        sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_has_a_time"),
        sa.CheckConstraint(
            "pending_count >= 0 AND approved_count >= 0 AND rejected_count >= 0 AND spam_count >= 0 "
            "AND trashed_count >= 0 AND second_look_count >= 0 AND public_count >= 0",
            name="counts",
        ),
        *(sa.CheckConstraint(f"{name}_count >= 0", name=f"{name}_count") for name in LATER_COUNTS),
        sa.CheckConstraint(
            "close_after_days IS NULL OR close_after_days BETWEEN 1 AND 3650", name="close_after"
        ),
        sa.Index("ix_post_newest", "state", "published_at", "id"),
        sa.Index("ix_post_category_newest", "category_id", "state", "published_at", "id"),
        sa.Index("ix_post_language_newest", "language", "state", "published_at", "id"),
        sa.Index(
            "ix_post_pinned",
            "pinned_at",
            sqlite_where=sa.text("pinned_at IS NOT NULL"),
            postgresql_where=sa.text("pinned_at IS NOT NULL"),
        ),
        sa.Index("ix_post_author", "author_id", "updated_at", "id"),
        sa.Index("ix_post_form_key", "form_key", unique=True),
        sa.Index(
            "ix_post_submitted",
            "submitted_at",
            "author_id",
            sqlite_where=sa.text("submitted_at IS NOT NULL"),
            postgresql_where=sa.text("submitted_at IS NOT NULL"),
        ),
        # What waits in some categories is the sum of their posts' counters: of the index alone, not of the posts.
        sa.Index("ix_post_counts", "category_id", *(f"{name}_count" for name in TALLIES)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(640), unique=True)
    language: Mapped[str] = mapped_column(sa.String(16), default="en")
    state: Mapped[PostState] = mapped_column(word_enum(PostState), default=PostState.DRAFT)
    title: Mapped[str] = mapped_column(sa.String(300))
    excerpt: Mapped[str] = mapped_column(sa.String(1000), default="")
    auto_excerpt: Mapped[str] = mapped_column(sa.String(1000), default="")
    has_lead: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    body: Mapped[str] = mapped_column(sa.Text)
    body_html: Mapped[str] = mapped_column(sa.Text)
    sanitiser_version: Mapped[int]
    discussion_prompt: Mapped[str] = mapped_column(sa.String(1000), default="")
    comments_mode: Mapped[Mode | None] = mapped_column(word_enum(Mode))
    keep_open: Mapped[bool] = mapped_column(default=False)
    close_after_days: Mapped[int | None]
    source_name: Mapped[str] = mapped_column(sa.String(200), default="")
    source_address: Mapped[str] = mapped_column(sa.String(2000), default="")
    source_date: Mapped[date | None]
    source_permission: Mapped[str] = mapped_column(sa.String(300), default="")
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    return_note: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    returned_by: Mapped[str | None] = mapped_column(sa.String(80))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    text_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pinned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_canonical: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    is_noindex: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    version: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)

    pending_count: Mapped[int] = mapped_column(default=0)
    approved_count: Mapped[int] = mapped_column(default=0)
    rejected_count: Mapped[int] = mapped_column(default=0)
    spam_count: Mapped[int] = mapped_column(default=0)
    trashed_count: Mapped[int] = mapped_column(default=0)
    second_look_count: Mapped[int] = mapped_column(default=0)
    public_count: Mapped[int] = mapped_column(default=0)
    flagged_count: Mapped[int] = mapped_column(default=0)
    appeals_count: Mapped[int] = mapped_column(default=0)
    muted_count: Mapped[int] = mapped_column(default=0)

    form_key: Mapped[str | None] = mapped_column(sa.String(64))
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"))
    announces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("post.id", ondelete="SET NULL"))

    category: Mapped[Category] = relationship(lazy="raise")
    bylines: Mapped[list[Byline]] = relationship(
        lazy="raise", order_by=Byline.position, cascade="all, delete-orphan"
    )
    tags: Mapped[list[Tag]] = relationship(lazy="raise", secondary=post_tag, order_by=Tag.name)
    announces: Mapped[Post | None] = relationship(lazy="raise", remote_side=[id])

    @property
    def standing(self) -> PostState:
        """The state, with review told apart from other drafts."""
        return state_of(self.state, self.submitted_at)


class PostRevision(Base):
    """A text that the post had, made on every save that changed it; or one that was written and not saved.

    ``number``: of a text that was saved, the version of the post that it made. Texts that nobody saved count down from
    -1, so that they take no version's number, also beside a release that knows none of them. In time all stand by
    ``created_at``. ``texts`` are the other fields as the editor's form has them, by name; None where only title and
    body were kept. ``name`` is an author's word for it, "" for none.
    """

    __tablename__ = "post_revision"
    __table_args__ = (
        one_of("kind", RevisionKind, "kind"),
        sa.Index("ix_post_revision_newest", "post_id", "created_at", "number"),
    )

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    body: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    kind: Mapped[RevisionKind] = mapped_column(
        word_enum(RevisionKind), default=RevisionKind.SAVE, server_default=RevisionKind.SAVE.value
    )
    name: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")
    texts: Mapped[dict[str, str] | None] = mapped_column(Json)


class Translation(Base):
    """The post is a translation of another one, which is none itself: an original and its translations are a group."""

    __tablename__ = "translation"
    __table_args__ = (sa.CheckConstraint("post_id <> original_id", name="of_another"),)

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    original_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"), index=True)


class OldSlug(Base):
    """An address that a published post once had: it redirects for ever."""

    __tablename__ = "old_slug"

    slug: Mapped[str] = mapped_column(sa.String(640), primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"), index=True)
