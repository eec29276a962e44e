"""Playing the demo content through the real operations."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from forum.adapters.files import FileStore
from forum.db import transaction
from forum.domain.actors import STRANGER, SYSTEM, Actor
from forum.domain.comment_states import Decision, ReasonCode
from forum.domain.post_states import PostMove
from forum.domain.roles import Role
from forum.domain.screening import Mode, Severity, SpeedFacts
from forum.importers.demo import desk
from forum.importers.demo.publications import (
    EDITORS,
    Papers,
    add_edition,
    at_of,
    publication_entries,
    publish,
    store_papers,
)
from forum.importers.demo.reading import PostFile, content, picture_files, post_files, posted_at
from forum.operations.accounts.areas import set_areas
from forum.operations.accounts.inviting import add_user
from forum.operations.accounts.keeping import actor_of
from forum.operations.categories import CategoryDraft, save_category
from forum.operations.comments.posting import Draft, post_comment
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.undoing import undo
from forum.operations.people import add_person
from forum.operations.posts.drafts import BelongingDraft, BylineDraft, BylineRole, PostDraft
from forum.operations.posts.saving import create_post, save_post
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.settings import change_settings
from forum.operations.uploads.adding import add_upload
from forum.operations.uploads.changing import Words
from forum.queries.accounts import account_with
from forum.queries.demo import comment_version, guest_actor, post_number_at

ADMINISTRATOR = Actor(SYSTEM.kind, SYSTEM.name, role=Role.ADMINISTRATOR)
UNHURRIED = SpeedFacts(honeypot_filled=False, seconds_since_form=90.0)


def is_loaded() -> bool:
    """Whether the demo content is there: its first account is."""
    return account_with("email", content("site.toml")["accounts"][0]["email"]) is not None


def load_demo(*, files: FileStore, now: datetime) -> None:
    """Loads everything, or nothing if anything goes wrong: one transaction around all the operations. The pictures
    and the papers of the publications come before it, for no file is drawn while a transaction is open; a second try
    finds them there."""
    papers = store_papers(files, now=now)
    pictures = {}
    for name, data in picture_files():
        number = add_upload(data, name, Words(), files=files, by=EDITORS, now=now).number
        pictures[name] = f"/media/{number}/{name}"
    with transaction():
        Loading(now, papers, pictures).load()


class Loading:
    """One run: what was made so far, by the names that the content files use."""

    def __init__(self, now: datetime, papers: Papers, pictures: dict[str, str]) -> None:
        self.now = now
        self.papers = papers
        self.pictures = pictures
        self.site = content("site.toml")
        self.accounts: dict[str, Actor] = {}
        self.categories: dict[str, int] = {}
        self.people: dict[str, int] = {}
        self.posts: dict[str, int] = {}
        self.publications: dict[str, int] = {}
        self.comments: dict[str, int] = {}
        self.entries: dict[str, int] = {}

    def load(self) -> None:
        beginning = min(at for file in post_files() if (at := file.published_at(self.now)))
        self._people(beginning - timedelta(days=30))
        self._rules(beginning - timedelta(days=29))
        events: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        for entry in publication_entries():
            at = at_of(entry["published_at"])
            events.append((at, len(events), lambda at, entry=entry: self._publication(entry, at)))  # type: ignore[misc]
            for place, edition in enumerate(entry["editions"]):
                if "added_at" in edition:
                    later = at_of(edition["added_at"])
                    events.append(
                        (later, len(events), lambda at, entry=entry, n=place: self._edition(entry, n, at))  # type: ignore[misc]
                    )
        for file in post_files():
            at = min(file.published_at(self.now) or self.now, self.now)
            events.append((at, len(events), lambda at, file=file: self._post(file, at)))  # type: ignore[misc]
        for comment in content("comments.toml")["comments"]:
            sent = posted_at(comment, self.now)
            events.append((sent, len(events), lambda at, one=comment: self._comment(one, at)))  # type: ignore[misc]
            for step in comment.get("story", ()):
                decided = sent + timedelta(hours=step["hours_after"])
                events.append(
                    (decided, len(events), lambda at, one=comment, step=step: self._step(one, step, at))  # type: ignore[misc]
                )
        for event in content("desk.toml")["events"]:
            at = self.now - timedelta(hours=event["hours_ago"])
            events.append((at, len(events), lambda at, event=event: self._at_the_desk(event, at)))  # type: ignore[misc]
        for at, _, happen in sorted(events, key=lambda event: event[:2]):
            happen(at)

    def _people(self, at: datetime) -> None:
        users = {}
        for account in self.site["accounts"]:
            user = add_user(
                account["email"],
                account["display_name"],
                Role(account["role"]),
                by=ADMINISTRATOR,
                now=at,
                token_hash=secrets.token_hex(32),
            )
            users[account["key"]] = user
            self.accounts[account["key"]] = actor_of(user)
        for category in self.site["categories"]:
            facts = {key: category[key] for key in ("name", "description", "slug")}
            draft = CategoryDraft(**facts, parent_id=self.categories.get(category.get("parent", "")))
            made = save_category(None, draft, by=self._administrator(), now=at)
            self.categories[category["slug"]] = made.id
        for account in self.site["accounts"]:
            if areas := [self.categories[slug] for slug in account.get("categories", ())]:
                set_areas(users[account["key"]].id, areas, by=self._administrator(), now=at)
                whole = self.accounts[account["key"]]
                self.accounts[account["key"]] = replace(whole, categories=frozenset(areas))
        by_name = {user.display_name: user for user in users.values()}
        for person in self.site["people"]:
            told = {key: person.get(key, "") for key in ("name", "slug", "title", "organisation", "bio")}
            made_person = add_person(**told, user=by_name.get(person["name"]), by=ADMINISTRATOR, now=at)
            self.people[person["slug"]] = made_person.id

    def _administrator(self) -> Actor:
        return next(actor for actor in self.accounts.values() if actor.role is Role.ADMINISTRATOR)

    def _rules(self, at: datetime) -> None:
        rules, site = content("rules.toml"), self.site["site"]
        administrator = self._administrator()
        change_settings(
            {
                "tagline": site["tagline"],
                "time_zone": site["time_zone"],
                "max_links": rules["links"]["max_links"],
                "denied_domains": rules["links"]["denied_domains"],
            },
            by=administrator,
            now=at,
        )
        for one in rules["lists"]:
            draft = WordListDraft(
                name=one["name"],
                patterns="\n".join(one["patterns"]),
                action=Severity(one["action"]),
                scope=one["scope"],
                whole_word=one["whole_word"],
                language=one.get("language"),
                note=one["note"],
            )
            save_word_list(None, draft, by=administrator, now=at)

    def _post(self, file: PostFile, at: datetime) -> None:
        facts, source = file.facts, file.facts.get("source", {})
        belonging = BelongingDraft(
            translates_id=post_number_at(facts["translates"]) if facts.get("translates") else None,
            series=facts.get("series", ""),
        )
        draft = PostDraft(
            title=facts["title"],
            body=file.body_with(self.pictures),
            slug=facts["slug"],
            language=facts["language"],
            excerpt=facts.get("excerpt", ""),
            category_id=self.categories[facts["category"]],
            tags=tuple(self._tag_names(facts["tags"])),
            bylines=tuple(
                BylineDraft(
                    self.people[one["person"]],
                    BylineRole(one["role"]),
                    one.get("title"),
                    one.get("organisation"),
                )
                for one in facts["bylines"]
            ),
            discussion_prompt=facts.get("discussion_prompt", ""),
            comments_mode=Mode(facts["comments_mode"]) if facts.get("comments_mode") else None,
            published_at=file.published_at(self.now),
            source_name=source.get("name", ""),
            source_address=source.get("address", ""),
            source_date=source.get("date"),
            source_permission=source.get("permission", ""),
            announces_id=post_number_at(facts["announces"]) if facts.get("announces") else None,
            old_addresses=tuple(facts.get("old_addresses", ())),
            belonging=belonging,
            publications=tuple(self.publications[slug] for slug in facts.get("publications", ())),
        )
        move = None if facts.get("draft") else PostMove.PUBLISH
        made = create_post(draft, by=self.accounts[facts["author"]], now=at, move=move)
        self.posts[facts["slug"]] = made.id
        if facts.get("pinned"):
            # As an administrator does it: in the editor, beside all that its author wrote.
            pinned = replace(draft, belonging=replace(belonging, is_pinned=True))
            save_post(made.id, pinned, seen=made.version, by=self._administrator(), now=at)

    def _publication(self, entry: dict[str, Any], at: datetime) -> None:
        category, by = self.categories[entry["category"]], self.accounts[entry["author"]]
        self.publications[entry["slug"]] = publish(entry, self.papers, category_id=category, by=by, at=at)

    def _edition(self, entry: dict[str, Any], place: int, at: datetime) -> None:
        number, by = self.publications[entry["slug"]], self.accounts[entry["author"]]
        add_edition(number, entry, place, self.papers, by=by, at=at)

    def _tag_names(self, slugs: list[str]) -> list[str]:
        names = {tag["slug"]: tag["name"] for tag in self.site["tags"]}
        return [names[slug] for slug in slugs]

    def _comment(self, comment: dict[str, Any], at: datetime) -> None:
        writer = self.accounts.get(comment["writer"])
        draft = Draft(
            body=comment["body"].strip(),
            author_name=comment["writer"],
            speed=UNHURRIED,
            reply_to=self.comments[comment["reply_to"]] if comment.get("reply_to") else None,
            guest_code_hash=sha256(f"demo guest {comment['writer']}".encode()).hexdigest(),
        )
        posted = post_comment(self.posts[comment["post"]], draft, by=writer or STRANGER, now=at)
        self.comments[comment["key"]] = posted.comment.id

    def _at_the_desk(self, event: dict[str, Any], at: datetime) -> None:
        number = self.comments[event["comment"]]
        writer = guest_actor(number)
        desk.happen(event, number, by=self.accounts.get(event.get("by", ""), writer), writer=writer, now=at)

    def _step(self, comment: dict[str, Any], step: dict[str, Any], at: datetime) -> None:
        number = self.comments[comment["key"]]
        if step["do"] == "withdraw":
            by = self.accounts.get(comment["writer"]) or guest_actor(number)
            withdraw_comment(number, by=by, now=at)
            return
        by = self.accounts[step["by"]]
        if step["do"] == "undo":
            undo(self.entries[comment["key"]], by=by, now=at)
            return
        reason = ReasonCode(step["reason_code"]) if step.get("reason_code") else None
        choice = Choice(
            Decision(step["do"]),
            reason_code=reason,
            note=step.get("note", ""),
            body=step.get("body"),
            redact=step.get("redact", False),
        )
        done = decide(number, choice, seen=comment_version(number), by=by, now=at)
        if done.entry is not None:
            self.entries[comment["key"]] = done.entry.id
