"""What is stored as HTML is what the sanitiser gives, on every way into the database; and sanitising it again changes
nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.domain.comment_states import Decision, State
from forum.domain.markup import MarkupRefused, render_comment, sanitise
from forum.domain.refusals import Refused
from forum.operations.comments.editing import edit_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from tests.cast import Cast
from tests.domain.markup.corpus import hostile, real
from tests.factories.comments import AT_EASE, make_comment
from tests.factories.posts import make_post
from tests.operations.moderation.scene import row, texts, writer
from tests.support.moments import LONG_AGO, NOW

# The corners of HTML and Markdown, and letters that are more than one character.
PIECES = st.sampled_from(
    [
        *(
            "<b>",
            "</b>",
            "<a href=",
            "https://example.org/",
            "javascript:1",
            ">",
            "<",
            "&amp;",
            "&#",
            '"',
            "'",
        ),
        *(
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<svg>",
            "<p",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "> ",
            "- ",
            "1. ",
        ),
        *(
            "[x](",
            ")",
            "\n\n",
            "\n",
            " ",
            "\t",
            "word",
            "ខ្មែរ",
            "👩‍👧",
            "é",
            "\u202e",
            "\u200b",
            "<i>",
            "</i>",
        ),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map("".join)


@settings(max_examples=400)
@given(TEXTS)
def test_once_is_enough(text: str) -> None:
    try:
        rendered = render_comment(text)
    except MarkupRefused:
        return
    assert sanitise(rendered.html) == rendered.html
    assert render_comment(rendered.source) == rendered


@pytest.mark.both_engines
@pytest.mark.usefixtures("in_app")
def test_every_way_in_goes_through_the_sanitiser(cast: Cast) -> None:
    post_id = make_post(cast.chanthy.actor, published_at=LONG_AGO).id
    attacks = [
        *hostile()[::12],
        *(real(name) for name in ("word", "web_page", "email_reply", "seven_scripts")),
    ]
    stored = 0
    for body in attacks:
        try:
            wanted = render_comment(body)
        except MarkupRefused:
            continue
        try:
            posted = make_comment(post_id, body=body).id
        except Refused:
            continue
        ways = [posted, make_comment(post_id).id, make_comment(post_id).id]
        edit_comment(ways[1], body, seen=1, speed=AT_EASE, by=writer(ways[1]), now=NOW)
        decide(ways[2], Choice(Decision.APPROVE, body=body), seen=1, by=cast.ana.actor, now=NOW)
        for number in ways:
            assert (row(number)["body"], row(number)["body_html"]) == (wanted.source, wanted.html)
            assert sanitise(row(number)["body_html"]) == row(number)["body_html"]
            assert texts(number)[-1][1] == wanted.source
        # Also on the way back, when a decision with a new text is undone.
        redacted = decide(posted, Choice(Decision.APPROVE, body="Gone."), seen=1, by=cast.ana.actor, now=NOW)
        assert redacted.entry is not None
        undo(redacted.entry.id, by=cast.ana.actor, now=NOW)
        assert (row(posted)["state"], row(posted)["body_html"]) == (State.PENDING, wanted.html)
        stored += 1
    assert stored > 20
