"""No held, rejected, spam, trashed or withdrawn text, and no such writer's name, in anything that a stranger gets."""

import re

import sqlalchemy as sa
from flask import Flask
from hypothesis import given, settings

from forum.db import db
from forum.domain.comment_states import DECISION_VERBS
from forum.domain.post_states import PostState
from forum.models import Post
from tests.invariants.company import Company
from tests.invariants.play import NOTE, Play
from tests.invariants.recount import Row, recount
from tests.invariants.steps import NUMBER, PLAYS, Step
from tests.support.applications import Browser
from tests.support.pages import parsed


@settings(max_examples=50)
@given(play=PLAYS)
def test_a_stranger_gets_what_has_passed_and_nothing_else(
    site: Flask, company: Company, play: list[Step]
) -> None:
    stage = Play(company)
    with site.app_context():
        stage.begin()
        for step in play:
            stage.take(step)
        rows, entries = stage.comments(), stage.log()
        state = db.session.scalar(sa.select(Post.state).where(Post.id == stage.post_id))
        public = recount(rows).public if state is PostState.PUBLISHED else set()
    stranger = site.test_client()
    assert isinstance(stranger, Browser)
    stranger.inspects = False  # that the pages are well has tests of its own
    visible = [row for row in rows if row["id"] in public]
    allowed_words = {word for row in visible for word in words_in(row["body"], stage)}
    allowed_names = {name for row in visible for name in names_in(row["author_name"], stage)}
    everywhere = ""
    for address in addresses(stage, rows):
        answer = stranger.get(address)
        assert answer.status_code in (200, 301, 303, 404, 410), address
        text = answer.get_data(as_text=True)
        everywhere += text
        assert words_in(text, stage) <= allowed_words, address
        assert names_in(text, stage) <= allowed_names, address
    assert words_in(everywhere, stage) == allowed_words  # and what has passed is really there
    for row in rows:
        assert stranger.get(f"/comments/{row['id']}").status_code == (303 if row["id"] in public else 404)
        for page in ("receipt", "edit", "appeals/new"):
            assert stranger.get(f"/comments/{row['id']}/{page}").status_code == 404
    log = stranger.get("/moderation-log")
    assert log.status_code == (200 if stage.shows_log else 404)
    if stage.shows_log:
        told = log.get_data(as_text=True)
        # Whose decisions they are, on which comments, and what was said to the writers stands in no public log.
        assert not {stage.people[name].name for name in ("ana", "boun", "fai")} & set(
            re.findall(r"\w+", told)
        )
        assert NOTE not in told
        assert "/comments/" not in told
        # A spammer reads here no more than on the receipt, where the comment waits.
        assert not [
            word for word in ("Marked as spam", "Spam mark taken back", "Put with the spam") if word in told
        ]
        has_decided = any(entry.verb in DECISION_VERBS and entry.verb != "comment.spam" for entry in entries)
        assert not has_decided or (f"/posts/{stage.slug}" in told) is (state is PostState.PUBLISHED)
    assert count_on_front_page(stranger, stage) == (len(public) if state is PostState.PUBLISHED else None)
    with site.app_context():
        assert stage.comments() == rows  # looking changes nothing


def words_in(text: str, stage: Play) -> set[str]:
    return set(re.findall(rf"word\d+of{stage.number}end", text))


def names_in(text: str, stage: Play) -> set[str]:
    """The names as they stand there: one that was redacted is another."""
    return set(re.findall(rf"Name\d+of{stage.number}\b(?: {re.escape(NUMBER)})?", text))


def addresses(stage: Play, rows: list[Row]) -> list[str]:
    post = f"/posts/{stage.slug}"
    return [
        "/",
        *(f"/feed.{kind}" for kind in ("atom", "rss", "json")),
        *(f"/comments.{kind}" for kind in ("atom", "rss", "json")),
        *(f"{post}/comments.{kind}" for kind in ("atom", "rss", "json")),
        post,
        f"/p/{stage.post_id}",
        "/archive",
        "/sitemap.xml",
        "/sitemaps/posts-1.xml",
        "/my-comments",
        "/my-reports",
        "/moderation-log",
        f"{post}/comments/news?after=0",
        f"{post}/comments/new",
        *(f"{post}/comments/new?reply_to={row['id']}" for row in rows),
        *(f"{post}?thread={row['id']}" for row in rows),
        *(f"{post}?from={row['id']}" for row in rows),
        *(f"/comments/{row['id']}/{page}" for row in rows for page in ("flags/new", "flags/sent")),
    ]


def count_on_front_page(stranger: Browser, stage: Play) -> int | None:
    """How many comments the front page says there are; None where it has no such post."""
    page = parsed(stranger.get("/").get_data(as_text=True))
    links = page.xpath(f"//a[@href='/posts/{stage.slug}#comments']")
    if not links:
        return None
    number = re.match(r"\d+", links[0].text_content().strip())
    return int(number.group()) if number else 0
