"""A long post in the seven languages, translations of one another: those of the demo, with contents, a list, a table, a
quotation, code, a picture and notes."""

import re
from collections import defaultdict
from datetime import timedelta
from itertools import cycle, islice

from forum.adapters import clock
from forum.domain.comment_states import State
from forum.importers.demo.reading import picture_files, post_files
from forum.operations.posts.drafts import BelongingDraft
from tests.cast import Cast
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.factories.uploads import make_upload
from tests.support.servers import Live

ORIGINAL = "before-you-leave-for-work"


def publish_long_posts(live: Live, cast: Cast, *, comments: int) -> dict[str, str]:
    """Publishes them, each with so many ``comments`` made of its own sentences; their addresses by language."""
    files = [one for one in post_files() if ORIGINAL in (one.facts["slug"], one.facts.get("translates"))]
    files.sort(key=lambda one: "translates" in one.facts)
    by, now = cast.chanthy.actor, clock.now()
    addresses, original = {}, None
    with live.app.app_context():
        ((name, data),) = picture_files()
        picture = f"/media/{make_upload(live.app, by, data, name=name)}/{name}"
        for file in files:
            language = file.facts["language"]
            made = make_post(
                by,
                title=file.facts["title"],
                slug=f"long-{language}",
                language=language,
                body=file.body_with(defaultdict(lambda: picture)),
                excerpt=file.facts["excerpt"],
                published_at=now - timedelta(days=1),
                belonging=BelongingDraft(translates_id=original),
            )
            original = original or made.id
            addresses[language] = f"/posts/{made.slug}"
            for number, words in enumerate(islice(cycle(_sentences(file.body)), comments)):
                make_comment(
                    made.id,
                    body=f"{words} {number}",
                    name=f"Reader {number}",
                    state=State.APPROVED,
                    moderator=cast.ana.actor,
                    now=now,
                )
    return addresses


def _sentences(body: str) -> list[str]:
    """The lines of its paragraphs, without marks."""
    paragraphs = [part for part in body.split("\n\n") if not re.match(r"[#>|`!\[\d-]", part)]
    return [line.partition("[^")[0] for part in paragraphs for line in part.split("\n") if len(line) > 40]
