"""The page on which a publication is edited: its words, its cover, its editions; with what is wrong, or what somebody
else saved."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import render_template, request
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.paging import read_number
from forum.domain.permissions import Owned, may
from forum.domain.publications import by_language
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.operations.publications.drafts import PublicationDraft
from forum.queries.publications.desk import EditedPublication, edited_publication, offered_files
from forum.web.errors import waiting_time
from forum.web.fields import field_of
from forum.web.files.desk import ACCEPT
from forum.web.identity import current_actor
from forum.web.language import current_settings, language_name, own_language_name
from forum.web.navigation import current_sections
from forum.web.outside import outside
from forum.web.posts.editor import LANGUAGES
from forum.web.publications.forms import draft_of, stored_texts, typed_texts
from forum.web.sentences import sentence

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]

# Beside those of the region: what its programmes print in besides.
MORE_LANGUAGES = ("id", "ms", "fil", "ja", "ko", "fr", "ar", "bn", "hi", "ne", "ta", "ur", "zh-Hant")

# The forms of the page, and the fields that other ones have as well, by where they stand.
FORMS = ("words", "cover", "edition")
ANCHORS = {("edition", "language"): "edition-language", ("cover", "file"): "cover-file"}


@dataclass
class Editor:
    """One request's editor. ``stored`` None: a new one. ``about`` is the form of the page that a refusal is about:
    "words", "cover", "edition", or the number of a version."""

    stored: EditedPublication | None
    texts: dict[str, str]
    now: datetime
    about: str = "words"
    beside: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, number: int | None) -> Editor:
        """Raises ``NotFound("no_such_publication")`` for somebody else's, as for one that is not there."""
        now = clock.now()
        if number is None:
            fresh = {"language": outside().settings.languages[0]}
            return cls(None, typed_texts(request.form, fresh), now)
        stored = edited_publication(number, by=current_actor())
        if stored is None:
            raise NotFound("no_such_publication")
        texts = stored_texts(stored, zone=current_settings().time_zone, now=now)
        return cls(stored, texts, now)

    def take_typed(self) -> Editor:
        """With what the request's form holds in its fields."""
        self.texts = typed_texts(request.form, self.texts)
        return self

    def draft(self) -> PublicationDraft:
        """What stands in the form. Raises ``Refused`` as ``forms`` does."""
        return draft_of(
            self.texts,
            stored_at=self.stored.published_at if self.stored else None,
            categories=current_sections(),
            zone=current_settings().time_zone,
        )

    def seen(self) -> int:
        """The version that the writer has seen and may save over; 0, which no version is, where the form says none."""
        return read_number(request.form.get("over")) or read_number(request.form.get("seen")) or 0

    def page(self, refused: Refused | None = None) -> Page:
        """The whole page. What was typed into another of its forms than that of the words stands in ``beside``."""
        stored, by = self.stored, current_actor()
        is_stale = isinstance(refused, Conflict)
        wrong = field_of(refused) if refused else None
        html = render_template(
            "publications_desk/editor.html",
            stored=stored,
            texts=self.texts,
            theirs=self._theirs() if is_stale else None,
            seen=self._shown_seen(),
            over=stored.version if stored and is_stale else None,
            form_key=request.form.get("form_key") or secrets.token_urlsafe(24),
            shown_state=stored.shown_state(self.now) if stored else None,
            is_public=stored is not None and stored.is_public(self.now),
            may_publish=self._may_publish(),
            by_language=by_language(stored.editions) if stored else [],
            categories=[("", "–"), *((one.slug, one.name) for one in current_sections())],
            languages=self._languages(),
            files=offered_files() if stored else [],
            accept=ACCEPT,
            about=self.about if refused else None,
            beside=self.beside,
            said=sentence(refused) if refused else None,
            field=wrong,
            anchor=ANCHORS.get(
                (self.about, wrong), wrong if self.about in FORMS else f"v{self.about}-{wrong}"
            )
            if wrong
            else None,
            is_mine=stored is None or stored.author_id == by.id,
        )
        return (html, refused.status, waiting_time(refused)) if refused else html

    def _shown_seen(self) -> int:
        if self.stored is None:
            return 0
        typed = read_number(request.form.get("seen")) if "title" in request.form else None
        return typed if typed is not None else self.stored.version

    def _theirs(self) -> list[tuple[str, str]]:
        """What is stored now and differs from what was typed."""
        if self.stored is None:
            return []
        there = stored_texts(self.stored, zone=current_settings().time_zone, now=self.now)
        return [(name, text) for name, text in there.items() if text.strip() != self.texts[name].strip()]

    def _may_publish(self) -> bool:
        by = current_actor()
        author = self.stored.author_id if self.stored else by.user_id
        return may(by, "posts.publish", Owned(author, authors_publish=current_settings().authors_publish))

    def _languages(self) -> list[tuple[str, str]]:
        """Tags with their names, those in use here among them, whatever they are."""
        used = [
            self.texts["language"],
            *(one.language for one in (self.stored.editions if self.stored else ())),
        ]
        tags = dict.fromkeys(
            [*LANGUAGES, *outside().settings.languages, *MORE_LANGUAGES, *filter(None, used)]
        )
        return [(tag, _both_names(tag)) for tag in tags]


def _both_names(tag: str) -> str:
    name, own = language_name(tag), own_language_name(tag)
    return name if name == own else f"{name} – {own}"
