"""An earlier text of a post comes back, as a new revision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.finding import DocumentKind
from forum.domain.refusals import Conflict, Refused
from forum.domain.revisions import SAYS, RevisionKind
from forum.models import Post
from forum.operations.indexing import index_documents
from forum.operations.log import record
from forum.operations.posts.drafts import PostDraft, ready_post
from forum.operations.posts.files import html_with_files
from forum.operations.posts.moving import carry_out, own_post
from forum.operations.posts.racing import unraced
from forum.operations.posts.revising import revision_of
from forum.operations.posts.saving import take_draft


def restore_revision(post_id: int, number: int, *, seen: int, by: Actor, now: datetime) -> Post:
    """What the post said in revision ``number`` (the fields of ``SAYS``) takes the place of what it says in the version
    ``seen``; its state, address, category, tags, by-lines and times stay. Where it says so already, nothing happens.

    Raises ``NotFound`` (``no_such_post``, ``no_such_revision``), ``Conflict("post_changed_since")``, and ``Refused``
    and ``NotAllowed`` as saving does: a text that nobody saved may be none that can be, and one that readers see is not
    changed past those who publish.
    """
    with unraced(), transaction() as session:
        post = own_post(post_id, by=by, locked=False)
        revision = revision_of(session, post, number)
        now_said = _draft(post)
        texts = (revision.texts or {}) | {"title": revision.title, "body": revision.body}
        draft = replace(now_said, **said_in(texts))
        if post.version == seen and draft == now_said:
            return post
        ready = ready_post(draft)
        html = html_with_files(ready.rendered.html, locked=True)  # before the post, as where it is saved
        post = own_post(post_id, by=by)
        if post.version != seen:
            raise Conflict("post_changed_since", post_id=post.id)
        take_draft(session, post, draft, ready, html, RevisionKind.RESTORE, by=by, now=now)
        facts = {"revision": number}
        record("post.revert", by=by, now=now, post_id=post.id, version=post.version, facts=facts)
        carry_out(None, post, by=by, now=now)
        index_documents(DocumentKind.POST, [post])
        return post


def _draft(post: Post) -> PostDraft:
    """The post as it stands."""
    return PostDraft(
        title=post.title,
        body=post.body,
        slug=post.slug,
        language=post.language,
        excerpt=post.excerpt,
        category_id=post.category_id,
        tags=tuple(tag.name for tag in post.tags),
        discussion_prompt=post.discussion_prompt,
        comments_mode=post.comments_mode,
        keep_open=post.keep_open,
        close_after_days=post.close_after_days,
        published_at=post.published_at,
        source_name=post.source_name,
        source_address=post.source_address,
        source_date=post.source_date,
        source_permission=post.source_permission,
        announces_id=post.announces_id,
    )


def said_in(texts: dict[str, str]) -> dict[str, Any]:
    """What a revision with these ``texts`` (by the names of the form) said, as a draft holds it; of what it did not
    keep, nothing."""
    said: dict[str, Any] = {name: text for name, text in texts.items() if name in SAYS}
    if "source_date" in said:
        said["source_date"] = _day(said["source_date"])
    return said


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("source_date_not_a_day") from None
