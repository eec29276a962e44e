"""A post with everything that a post can have, and what stands around it."""

from dataclasses import dataclass
from datetime import date, timedelta

from forum.adapters import clock
from forum.adapters.seals import new_key
from forum.models.person import BylineRole
from forum.operations.categories import CategoryDraft, save_category
from forum.operations.posts.drafts import BelongingDraft, BylineDraft
from forum.operations.posts.preview_links import make_preview_link
from forum.operations.rules import WordListDraft, save_word_list
from tests.cast import Cast
from tests.factories.posts import make_post
from tests.factories.uploads import do_renditions, make_upload
from tests.support.servers import Live
from tests.support.uploads import picture

LINES = "\n\n".join(f"A sentence about the river and its boats, number {n}. " * 8 for n in range(6))
WIDE = "| " + " | ".join(f"Column{n}" for n in range(12)) + " |"
BODY = f"""Before the first heading.[^1]

https://youtu.be/dQw4w9WgXcQ?t=90

[The second day](https://vimeo.com/76979871)

https://www.facebook.com/river/videos/1234567890

## What we found

{LINES}

### In the harbour

{LINES}

{WIDE}
|{" --- |" * 12}
{WIDE}

```
{"one_long_line = " * 12}
```

## ភាសាខ្មែរ

{LINES}

> A quotation, with [the guide](https://example.org/guide).

![A drawing](picture "The caption")

[^1]: The note.
"""


@dataclass(frozen=True)
class Everything:
    """The addresses of what there is to see, and the number of the post."""

    readers: tuple[str, ...]
    staff: tuple[str, ...]
    post_id: int


def body_with(number: int) -> str:
    """A text with videos, contents, a table and code that scroll, a quotation, a note and the picture ``number``."""
    return BODY.replace("(picture ", f"(/media/{number}/ferry.jpg ")


def publish_everything(
    live: Live, cast: Cast, *, announces: int, publications: tuple[int, ...]
) -> Everything:
    """Two parts of a series, translations of each other; the first in a category within another, republished, by three
    people, announcing another post and ``publications``. Beside them a pinned post, a draft behind a preview link and a
    list of words."""
    by, boun, now = cast.chanthy.actor, cast.boun.actor, clock.now()
    at = now - timedelta(days=1)
    with live.app.app_context():
        events = save_category(
            None, CategoryDraft(name="Events", description="Where we meet."), by=boun, now=now
        )
        part = save_category(None, CategoryDraft(name="Webinars", parent_id=events.id), by=boun, now=now)
        number = make_upload(live.app, by, picture(size=(1000, 600)))
        do_renditions(live.app, number, now)
        first = make_post(
            by,
            slug="everything",
            title="A post with everything",
            body=body_with(number),
            excerpt="In short.",
            discussion_prompt="And you?",
            category_id=part.id,
            tags=("Boats", "ทะเล"),
            bylines=(
                BylineDraft(name="Mara", title="Editor", organisation="The Conference"),
                BylineDraft(name="សុខា", role=BylineRole.TRANSLATOR),
                BylineDraft(name="Niran", role=BylineRole.PHOTOGRAPHER),
            ),
            source_name="A paper",
            source_address="https://example.org/first",
            source_date=date(2026, 1, 2),
            source_permission="By leave",
            announces_id=announces,
            publications=publications,
            belonging=BelongingDraft(series="Crossings"),
            published_at=at,
        )
        belonging = BelongingDraft(translates_id=first.id, series="Crossings")
        make_post(by, slug="everything-km", language="km", belonging=belonging, published_at=at)
        make_post(boun, slug="pinned", belonging=BelongingDraft(is_pinned=True), published_at=at)
        draft, key = make_post(by, body=body_with(number), published_at=None, now=at), new_key()
        make_preview_link(draft.id, key=key, revision=None, days=7, by=by, now=now)
        preview = live.app.extensions["outside"].seals.preview_token(key)
        words = save_word_list(None, WordListDraft(name="Adverts", patterns="fast visa"), by=boun, now=now)
    return Everything(
        (
            "/posts/everything",
            "/posts/everything-km",
            "/series/crossings",
            "/categories/events",
            f"/archive/{at:%Y/%m}",
            f"/preview/{preview}",
        ),
        (f"/desk/rules/{words.id}", f"/desk/posts/{first.id}/edit"),
        first.id,
    )
