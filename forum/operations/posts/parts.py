"""The parts of a post that are more than text: its address, category, tags and by-lines."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.domain.actors import Actor
from forum.domain.refusals import Refused
from forum.domain.slugs import slugify, unique_slug
from forum.models import Byline, Category, OldSlug, Person, Post, Tag
from forum.models.person import BylineRole
from forum.operations.posts.drafts import BylineDraft, PostDraft

MAX_TAGS = 20


def slug_for(session: Session, post: Post, draft: PostDraft, *, old_title: str) -> str:
    """The address of the post: what was typed; else it follows the title until readers have seen it, and stays then.
    A published address that changes is kept for ever, to redirect."""
    typed = slugify(draft.slug) if draft.slug.strip() else ""
    follows = post.first_published_at is None and typed in ("", post.slug) and _is_from(post.slug, old_title)
    if post.slug and not follows and typed in ("", post.slug):
        return post.slug
    base = slugify(draft.title) if follows or not typed else typed
    new = unique_slug(base, lambda slug: _is_taken(session, slug, post.id))
    if post.slug and new != post.slug and post.first_published_at is not None:
        session.merge(OldSlug(slug=post.slug, post_id=post.id))
        session.execute(sa.delete(OldSlug).where(OldSlug.slug == new))
    return new


def _is_from(slug: str | None, title: str) -> bool:
    """Whether the slug was made from the title (perhaps with a number behind it)."""
    return not slug or slug == slugify(title) or slug.rpartition("-")[0] == slugify(title)


def _is_taken(session: Session, slug: str, post_id: int | None) -> bool:
    """Another post has or had this address."""
    now_there = sa.select(Post.id).where(Post.slug == slug)
    once_there = sa.select(OldSlug.post_id).where(OldSlug.slug == slug)
    with session.no_autoflush:
        holders = set(session.scalars(now_there)) | set(session.scalars(once_there))
    return bool(holders - {post_id})


def category_for(session: Session, category_id: int | None) -> int:
    """The category with that number, or the first one; a site without any gets its first."""
    with session.no_autoflush:
        if category_id is not None:
            if session.get(Category, category_id) is None:
                raise Refused("no_such_category")
            return category_id
        first = session.scalar(sa.select(Category.id).order_by(Category.position, Category.id).limit(1))
    if first is None:
        category = Category(slug="posts", name="Posts", position=0)
        session.add(category)
        session.flush([category])
        first = category.id
    return first


def tags_for(session: Session, names: tuple[str, ...]) -> list[Tag]:
    """The tags of these names, made where new. Names that make the same address are one tag."""
    wanted: dict[str, str] = {}
    for name in names:
        tidy = " ".join(name.split())[:80]
        if tidy:
            wanted.setdefault(slugify(tidy), tidy)
    if len(wanted) > MAX_TAGS:
        raise Refused("too_many_tags", limit=MAX_TAGS)
    with session.no_autoflush:
        there = {tag.slug: tag for tag in session.scalars(sa.select(Tag).where(Tag.slug.in_(wanted)))}
    return [there.get(slug) or Tag(slug=slug, name=name) for slug, name in wanted.items()]


@dataclass(frozen=True)
class ReadyByline:
    position: int
    person_id: int
    role: BylineRole
    name: str
    title: str
    organisation: str

    def row(self) -> Byline:
        return Byline(**asdict(self))


def bylines_for(
    session: Session, post: Post, drafts: tuple[BylineDraft, ...] | None, *, by: Actor
) -> list[ReadyByline]:
    """The by-lines, frozen: a name that already stands on the post keeps what was true when it was written, unless
    the draft says otherwise. None: as it is, or the author's own name on a new post."""
    with session.no_autoflush:
        if drafts is None:
            if post.bylines:
                return [_frozen(b) for b in post.bylines]
            drafts = (BylineDraft(person_of(session, by).id),)
        there = {byline.person_id: byline for byline in post.bylines}
        ready = []
        for position, draft in enumerate(drafts):
            person = session.get(Person, draft.person_id)
            if person is None:
                raise Refused("no_such_person")
            kept = there.get(person.id) or person
            ready.append(
                ReadyByline(
                    position=position,
                    person_id=person.id,
                    role=draft.role,
                    name=kept.name,
                    title=(kept.title if draft.title is None else draft.title.strip())[:160],
                    organisation=(
                        kept.organisation if draft.organisation is None else draft.organisation.strip()
                    )[:160],
                )
            )
        return ready


def _frozen(byline: Byline) -> ReadyByline:
    return ReadyByline(
        byline.position, byline.person_id, byline.role, byline.name, byline.title, byline.organisation
    )


def person_of(session: Session, by: Actor) -> Person:
    """The by-line person of an account, made at the first post."""
    person = session.scalar(sa.select(Person).where(Person.user_id == by.user_id))
    if person is None:
        slug = unique_slug(
            slugify(by.name),
            lambda slug: session.scalar(sa.select(Person.id).where(Person.slug == slug)) is not None,
        )
        person = Person(slug=slug, name=by.name, user_id=by.user_id)
        session.add(person)
        session.flush([person])
    return person
