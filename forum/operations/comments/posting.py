"""A reader writes a comment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.comment_states import Standing, State, first_standing
from forum.domain.finding import DocumentKind
from forum.domain.post_states import is_public as post_is_public
from forum.domain.refusals import NotFound, Refused
from forum.domain.sanctions import effects_of
from forum.domain.screening import EffectiveMode, Finding, SpeedFacts, Verdict
from forum.domain.site_settings import SiteSettings
from forum.domain.spam import RULE, decides_alone
from forum.domain.tallies import Place, tally_changes
from forum.domain.threading import MAX_DEPTH, ancestors, path_of
from forum.models import Comment, Post
from forum.operations.comments.counting import count, count_below
from forum.operations.comments.findings import keep_findings
from forum.operations.comments.notices import NoticeDraft, keep_notice
from forum.operations.comments.replays import Sent, is_replay_of, key_of_words, sent_with
from forum.operations.comments.rulings import record_ruling
from forum.operations.comments.scores import Judged, judge
from forum.operations.comments.standing import lock_posts, next_stamp
from forum.operations.comments.text import (
    MAX_NAME,
    Words,
    keep_revision,
    mode_of,
    ready_name,
    ready_words,
    screened,
    text_columns,
    why_closed,
)
from forum.operations.comments.writers import as_guest, known_guest
from forum.operations.indexing import index_documents, index_new_comments
from forum.operations.letters import tell_of_answers
from forum.operations.log import record
from forum.operations.sanctions import refuse_banned, refuse_unread
from forum.queries.public import comment_is_shown
from forum.queries.sanctions import sanctions_on
from forum.queries.settings import site_settings


@dataclass(frozen=True)
class Draft:
    """What the form brought. ``submission_key`` is the form's own key (None: missing or forged), ``guest_code_hash``
    the hash of the edit code that a writer without an account gets or has, ``notice`` an address where they want
    letters about the comment, ``wants_replies`` that they want one when somebody answers, ``outside`` what a check
    outside the house found."""

    body: str
    author_name: str
    speed: SpeedFacts
    reply_to: int | None = None
    submission_key: str | None = None
    guest_code_hash: str | None = None
    notice: NoticeDraft | None = None
    wants_replies: bool = False
    outside: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Posted:
    """The comment; ``is_replay`` when the same form had already been sent."""

    comment: Comment
    is_replay: bool


def post_comment(
    post_id: int, draft: Draft, *, by: Actor, now: datetime, words: Words | None = None
) -> Posted:
    """Sanitises, screens and stores a comment; it is public at once only where a rule or a role says so.

    A form that is sent twice gives one comment, and the second caller gets the first one's. Other words under a
    ``submission_key`` that is used already (a browser's Back button brings the old form) are another comment. Raises
    ``Refused`` (``body_…``, ``name_…``, ``comments_closed``, ``reply_target_gone``, ``thread_too_deep``,
    ``refused_by_rule``, ``banned``, ``warning_unread``) or ``NotFound("no_such_post")``.

    ``words`` is the draft's body made ready, where the caller has needed it already.
    """
    words = words or ready_words(draft.body)
    judged = judge(words, name=by.name or draft.author_name)
    try:
        return _post_once(post_id, draft, words, judged, by=by, now=now)
    except IntegrityError:
        # One form sent to two posts at the same moment on PostgreSQL: the UNIQUE key let one of them in, and now it
        # can be seen.
        return _post_once(post_id, draft, words, judged, by=by, now=now)


def name_to_store(post_id: int, draft: Draft, *, by: Actor, now: datetime, words: Words) -> str | None:
    """The name under which ``post_comment`` would store the draft now; None where it is stored already. For whoever has
    to know before the text leaves the house: nothing is written here. Raises what ``post_comment`` would."""
    if _stored_before(post_id, draft, words, by=by)[0] is not None:
        return None
    by = as_guest(by, name=_typed_name(draft), code_hash=draft.guest_code_hash)
    return _looked_at(db.session(), post_id, draft, words, (), by=by, now=now).name


def _post_once(
    post_id: int, draft: Draft, words: Words, judged: Judged, *, by: Actor, now: datetime
) -> Posted:
    with transaction() as session:
        lock_posts([post_id])
        # Behind the lock: of two copies of one form at the same moment, the second finds the first.
        earlier, key = _stored_before(post_id, draft, words, by=by)
        if earlier is not None:
            return Posted(earlier, is_replay=True)
        comment = _write(session, post_id, draft, words, judged, submission_key=key, by=by, now=now)
        return Posted(comment, is_replay=False)


def _stored_before(
    post_id: int, draft: Draft, words: Words, *, by: Actor
) -> tuple[Comment | None, str | None]:
    """The comment that came with this very form already, None where none did; and the key under which it is stored."""
    key = draft.submission_key
    if (earlier := sent_with(key)) is None:
        return None, key
    sent = Sent(post_id, draft.reply_to, draft.author_name, words.rendered.source)
    if is_replay_of(earlier, sent, by=by):
        return earlier, key
    key = key_of_words(key, sent)
    return sent_with(key), key


@dataclass(frozen=True)
class _Looked:
    """A draft that may be stored, with all that was found out about it."""

    post: Post
    parent: Comment | None
    by: Actor
    name: str
    mode: EffectiveMode
    settings: SiteSettings
    mutes: bool
    verdict: Verdict


def _looked_at(
    session: Session,
    post_id: int,
    draft: Draft,
    words: Words,
    before: tuple[Finding, ...],
    *,
    by: Actor,
    now: datetime,
) -> _Looked:
    """Looks at everything that could refuse the draft, and writes nothing. ``before``: see ``screened``."""
    post = session.get(Post, post_id, populate_existing=True)
    if post is None or not post_is_public(post.state, post.published_at, now):
        raise NotFound("no_such_post")
    settings = site_settings()
    mode = mode_of(post, settings)
    if (why := why_closed(post, mode.mode, settings, now)) is not None:
        raise Refused("comments_closed", why=why.value)
    name = ready_name(draft.author_name, by=by)
    by = replace(by, name=name)
    effects = effects_of(sanctions_on(by), now)
    refuse_banned(effects.ban)
    refuse_unread(effects.warning)
    parent = _parent(session, post, draft.reply_to)
    verdict = screened(
        words,
        name=name,
        mode=mode,
        settings=settings,
        speed=draft.speed,
        by=by,
        now=now,
        before=before,
        wait=effects.wait,
    )
    if verdict.outcome == "refuse":
        raise Refused("refused_by_rule")
    return _Looked(post, parent, by, name, mode, settings, effects.mutes, verdict)


def _typed_name(draft: Draft) -> str:
    return " ".join(draft.author_name.split())[:MAX_NAME]


def _write(
    session: Session,
    post_id: int,
    draft: Draft,
    words: Words,
    judged: Judged,
    *,
    submission_key: str | None,
    by: Actor,
    now: datetime,
) -> Comment:
    by = known_guest(by, name=_typed_name(draft), code_hash=draft.guest_code_hash, now=now)
    before = (*judged.findings, *draft.outside)
    looked = _looked_at(session, post_id, draft, words, before, by=by, now=now)
    post, parent, by, name, verdict = looked.post, looked.parent, looked.by, looked.name, looked.verdict
    # What a reader sends waits; where it does not, the log says which rule decided that.
    sent = first_standing(held=not by.is_staff, is_staff=by.is_staff, muted=looked.mutes)
    is_spam = decides_alone(judged.score, site_allows=looked.settings.spam_by_itself, is_staff=by.is_staff)
    standing = first_standing(
        held=verdict.outcome == "hold", is_staff=by.is_staff, muted=looked.mutes, is_spam=is_spam
    )
    comment = Comment(
        post_id=post.id,
        parent_id=parent.id if parent else None,
        path="",
        depth=parent.depth + 1 if parent else 0,
        state=standing.state,
        review_reason=standing.review,
        review_requested_at=now if standing.review else None,
        is_muted=standing.muted,
        waits_since=now if standing.state is State.PENDING else None,
        hidden_ancestors=parent.hidden_ancestors + parent.hides_replies if parent else 0,
        user_id=by.user_id,
        guest_id=by.guest_id,
        author_name=name,
        is_staff=by.is_staff,
        spam_score=judged.probability,
        wants_replies=draft.wants_replies,
        submission_key=submission_key,
        created_at=now,
        **text_columns(words),
    )
    session.add(comment)
    session.flush()
    comment.path = path_of(comment.id, parent.path if parent else None)
    index_new_comments({comment.id: (comment.body, name)})
    index_documents(DocumentKind.COMMENT, [comment], is_new=True)
    keep_revision(comment, words, number=1, now=now)
    keep_findings(comment, verdict, revision=1)
    record("comment.post", by=by, now=now, comment_id=comment.id, post_id=post.id, after=sent, version=1)
    if standing != sent:
        verb, rule = ("comment.spam_by_rule", RULE) if is_spam else ("comment.publish", looked.mode.rule)
        record_ruling(verb, comment, rule, before=sent, after=standing, version=1, now=now)
    _settle(comment, standing, now)
    if draft.notice is not None:
        keep_notice(comment, draft.notice, now=now)
    return comment


def _settle(comment: Comment, standing: Standing, now: datetime) -> None:
    """Counts the new comment, and has the writer told whom it answers if readers see it at once."""
    place = Place(standing, comment.hidden_ancestors)
    if place.is_shown:
        comment.appeared_in = db.session.scalar(sa.select(next_stamp(comment.post_id)))
        count_below(dict.fromkeys(ancestors(comment.path), 1))
    count(comment.post_id, tally_changes(None, place), moves_stamp=place.is_shown)
    tell_of_answers([comment] if place.is_shown else [], now=now)


def _parent(session: Session, post: Post, reply_to: int | None) -> Comment | None:
    """The comment that is answered: one that readers see under this post. A tombstone is not answered."""
    if reply_to is None:
        return None
    parent = session.scalar(
        sa.select(Comment)
        .where(Comment.id == reply_to, Comment.post_id == post.id, comment_is_shown())
        .execution_options(populate_existing=True)
    )
    if parent is None:
        raise Refused("reply_target_gone")
    if parent.depth >= MAX_DEPTH:
        raise Refused("thread_too_deep")
    return parent
