"""The site that is measured, and the forms that are posted to it. Works inside Forum's own process space."""

from __future__ import annotations

import os
import re
import urllib.request
from datetime import UTC, datetime

from bench.servers import Running

PENDING = 10_000


def _app(environment: dict[str, str]):  # type: ignore[no-untyped-def]  # Flask, imported late: settings come first
    os.environ.update(environment)
    from forum.app import create_app

    return create_app()


def make_site(environment: dict[str, str], threads: tuple[int, ...]) -> dict[int, str]:
    """A migrated database with the demo content, one post for each number of public comments in ``threads``, and a
    queue of 10,000. Returns the posts' slugs."""
    app = _app(environment)
    with app.app_context():
        from forum import migrations
        from forum.db import db
        from forum.importers.demo import load_demo, load_large

        migrations.upgrade(db.engine)
        load_demo(files=app.extensions["outside"].files, now=datetime.now(UTC))
        load_large(100, PENDING * 10, seed=1)
        slugs = {n: _post_with(n) for n in threads}
        db.session.remove()
        db.engine.dispose()
    return slugs


def _post_with(n: int) -> str:
    """A post with exactly ``n`` public comments, by the real operations."""
    from forum.domain.actors import Actor, ActorKind
    from forum.domain.post_states import PostMove
    from forum.domain.roles import Role
    from forum.domain.screening import SpeedFacts
    from forum.importers.demo.reading import content, post_files
    from forum.operations.comments.posting import Draft, post_comment
    from forum.operations.posts.drafts import PostDraft
    from forum.operations.posts.saving import create_post
    from forum.queries.accounts import account_with

    account = account_with("email", content("site.toml")["accounts"][0]["email"])
    assert account is not None
    by = Actor(
        ActorKind.PERSON, account.display_name, id=account.id, role=Role(account.role), is_confirmed=True
    )
    now = datetime.now(UTC)
    file = post_files()[0]
    post = create_post(
        PostDraft(title=f"A post with {n} comments", body=file.body), by=by, now=now, move=PostMove.PUBLISH
    )
    texts = [one["body"].strip() for one in content("comments.toml")["comments"]]
    parent = None
    for i in range(n):
        draft = Draft(texts[i % len(texts)], "", SpeedFacts(False, 60.0), reply_to=parent)
        comment = post_comment(post.id, draft, by=by, now=now).comment
        parent = comment.id if i % 4 else None
    return post.slug


def make_forms(
    environment: dict[str, str], forum: Running, path: str, *, n: int
) -> list[tuple[dict[str, str], dict[str, str]]]:
    """``n`` different filled-in forms of one visitor, each from a network of its own, each with a key of its own."""
    with urllib.request.urlopen(f"{forum.address}{path}/new") as answer:
        page = answer.read().decode()
        cookie = "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie") or ())
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]
    app = _app(environment)
    with app.app_context():
        from forum.web.comments.forms import new_form_key

        keys = [new_form_key() for _ in range(n)]
    return [
        (
            {
                "csrf_token": token,
                "form_key": key,
                "body": f"Thought number {i}.\n\nIt has *some* emphasis and a link: https://example.org/{i}",
                "author_name": f"Reader {i}",
                "intent": "send",
            },
            {"Cookie": cookie, "X-Forwarded-For": f"10.{i >> 8 & 255}.{i & 255}.1"},
        )
        for i, key in enumerate(keys)
    ]
