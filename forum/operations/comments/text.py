"""Making a writer's words ready: cleaned, sanitised, screened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.adapters import stopwatch
from forum.db import db
from forum.domain.actors import Actor
from forum.domain.discussion import Closing, Discussion, closing
from forum.domain.markup import (
    SANITISER_VERSION,
    MarkupRefused,
    Rendered,
    clean_line,
    render_comment,
)
from forum.domain.refusals import Refused
from forum.domain.sanctions import Imposed
from forum.domain.screening import (
    EffectiveMode,
    Finding,
    Link,
    LinkPolicy,
    Mode,
    SpeedFacts,
    Subject,
    Verdict,
    compile_rules,
    effective_mode,
    screen,
)
from forum.domain.site_settings import SiteSettings
from forum.domain.text import confusable_skeleton, guess_language, text_hash
from forum.models import Category, Comment, CommentRevision, Post
from forum.queries.screening import history_of, repeat_window, repeats_of, staff_names, track_of, word_rules
from forum.queries.taxonomy import category_mode

MAX_NAME = 80


@dataclass(frozen=True)
class Words:
    """A comment's words, ready to store."""

    rendered: Rendered
    language: str | None
    text_hash: str


def ready_words(body: str) -> Words:
    """``body`` as it will be stored and shown. Raises ``Refused`` with the sanitiser's code and facts."""
    try:
        rendered = render_comment(body)
    except MarkupRefused as refusal:
        raise Refused(f"body_{refusal.code}", **refusal.facts) from None
    return Words(rendered, guess_language(rendered.text), text_hash(rendered.text))


def ready_name(name: str, *, by: Actor) -> str:
    """The name under which a comment appears: an account's own, or what a guest typed.

    Raises ``Refused`` with ``name_empty``, ``name_too_long``, ``name_not_text``, or ``name_of_staff`` for a name that
    looks like that of somebody who works here.
    """
    if by.user_id is not None:
        return by.name
    try:
        clean = clean_line(name, limit=MAX_NAME, required=True)
    except MarkupRefused as refusal:
        raise Refused(f"name_{refusal.code}", **refusal.facts) from None
    if looks_like_staff(clean):
        raise Refused("name_of_staff")
    return clean


def looks_like_staff(name: str) -> bool:
    """Whether readers might take ``name`` for that of somebody who works here."""
    skeleton = confusable_skeleton(name)
    return any(skeleton == confusable_skeleton(staff) for staff in staff_names())


def mode_of(post: Post, settings: SiteSettings) -> EffectiveMode:
    """The mode that holds for ``post``, and where it comes from."""
    of_category = db.session.scalar(
        sa.select(category_mode()).select_from(Category).where(Category.id == post.category_id)
    )
    return effective_mode(Mode(settings.comments_mode), of_category, post.comments_mode)


def why_closed(post: Post, mode: Mode, settings: SiteSettings, now: datetime) -> Closing | None:
    """Why the post takes no new comments at ``now``; None where it does."""
    days = post.close_after_days or settings.close_after_days
    return closing(Discussion(mode is Mode.CLOSED, post.keep_open, days, post.published_at), now)


def screened(
    words: Words,
    *,
    name: str,
    mode: EffectiveMode,
    settings: SiteSettings,
    speed: SpeedFacts,
    by: Actor,
    now: datetime,
    comment_id: int | None = None,
    before: tuple[Finding, ...] = (),
    wait: Imposed | None = None,
) -> Verdict:
    """What the rules find in ``words``, and what it adds up to. ``before`` is what the spam score and a check outside
    the house found before the transaction began, ``wait`` the sanction under which they wait,
    ``comment_id`` the comment whose text they correct (None: a new one)."""
    repeats = repeats_of(
        words.text_hash, by=by, since=repeat_window(now, settings.repeat_window_days), but=comment_id
    )
    return screen(
        Subject(
            text=words.rendered.text,
            name=name,
            links=links_of(words),
            language=words.language,
            is_staff=by.is_staff,
            track=track_of(by),
            mode=mode,
            repeats=repeats,
            speed=speed,
            history=history_of(by, now=now, but=comment_id),
            wait=wait,
            is_correction=comment_id is not None,
        ),
        matcher=compile_rules(word_rules()),
        link_policy=link_policy(settings),
        newcomers_need=settings.newcomers_need,
        public_contacts=settings.public_contacts,
        stopwatch=stopwatch.seconds,
        outside=before,
    )


def links_of(words: Words) -> tuple[Link, ...]:
    """The links in ``words``, as they were written."""
    return tuple(Link(href, text) for href, text in words.rendered.links)


def link_policy(settings: SiteSettings) -> LinkPolicy:
    """What the site says about links."""
    return LinkPolicy(
        max_links=settings.max_links,
        allowed_domains=frozenset(settings.allowed_domains),
        denied_domains=frozenset(settings.denied_domains),
    )


def keep_revision(
    comment: Comment,
    words: Words,
    *,
    number: int,
    now: datetime,
    by_moderator: bool = False,
    name: str | None = None,
) -> None:
    """Stores the text as revision ``number``. ``name`` is the one that stands with it; where that is another than the
    comment's, the texts before it keep theirs."""
    is_renamed = name is not None and name != comment.author_name
    if is_renamed:
        db.session.execute(
            sa.update(CommentRevision)
            .where(CommentRevision.comment_id == comment.id, CommentRevision.author_name.is_(None))
            .values(author_name=comment.author_name)
        )
    db.session.add(
        CommentRevision(
            comment_id=comment.id,
            number=number,
            body=words.rendered.source,
            body_html=words.rendered.html,
            created_at=now,
            by_moderator=by_moderator,
            author_name=name if is_renamed else None,
        )
    )


def text_columns(words: Words) -> dict[str, object]:
    """The columns of a comment that follow its text."""
    return {
        "body": words.rendered.source,
        "body_html": words.rendered.html,
        "sanitiser_version": SANITISER_VERSION,
        "language": words.language,
        "text_hash": words.text_hash,
    }
