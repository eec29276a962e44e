"""An author at work: ``write`` makes a post, ``save`` saves over it."""

from dataclasses import replace

import pytest

from forum.domain.actors import Actor, ActorKind
from forum.domain.roles import Role
from forum.operations.posts.drafts import PostDraft
from forum.operations.posts.saving import create_post, save_post
from forum.queries.posts_desk.manuscripts import edited_post
from tests.support.moments import NOW

DRAFT = PostDraft(title="Ferries at dawn", body="They *leave* at five.")


@pytest.fixture
def chanthy(in_app, cast):
    return cast.chanthy.actor


@pytest.fixture
def write(chanthy):
    def write(move=None, *, now=NOW, by=chanthy, form_key=None, **fields):
        return create_post(replace(DRAFT, **fields), by=by, now=now, move=move, form_key=form_key)

    return write


@pytest.fixture
def save(chanthy):
    def save(post, move=None, *, now=NOW, by=chanthy, seen=None, **fields):
        stored = edited_post(post.id, by=by)
        draft = PostDraft(
            title=stored.title,
            body=stored.body,
            tags=stored.tags,
            published_at=stored.published_at,
        )
        version = stored.version if seen is None else seen
        return save_post(post.id, replace(draft, **fields), seen=version, by=by, now=now, move=move)

    return save


@pytest.fixture
def writer():
    """The author of a post, as an actor."""

    def writer(post):
        return Actor(ActorKind.PERSON, "Chanthy", id=post.author_id, role=Role.AUTHOR, is_confirmed=True)

    return writer
