"""The editor's page: the form as it stands, with a preview, with what is wrong, or with what somebody else saved."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.permissions import Owned, may
from forum.domain.reading import laid_out
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.operations.posts.autosaving import Place
from forum.operations.posts.drafts import BylineRole, PostDraft
from forum.queries.posts import PostView
from forum.queries.posts_desk.manuscripts import EditedPost, Suggestions, edited_post, suggestions
from forum.queries.posts_desk.presences import others_at
from forum.queries.posts_desk.revisions import text_of_version
from forum.queries.taxonomy import CategoryView
from forum.web.addresses import own_hosts
from forum.web.errors import FormExpired, waiting_time
from forum.web.fields import field_of
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor
from forum.web.language import current_settings, language_name
from forum.web.navigation import current_sections
from forum.web.outside import outside
from forum.web.posts.drafting import draft_of
from forum.web.posts.forms import BylineRow, PostForm, stored_rows, texts_of, typed_rows, with_room
from forum.web.posts.typed import Field, fields_between, fill_in, shown_texts, stored_texts, typed_texts
from forum.web.sentences import sentence

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]

BODY_KIBIBYTES = 1024
# The languages of the region, before the site's own others.
LANGUAGES = ("en", "km", "lo", "my", "th", "vi", "zh")


@dataclass(frozen=True)
class Theirs:
    """What somebody saved meanwhile: the words that changed in title and text since the version that the writer began
    with, and the stored values of the other fields that differ from what was typed."""

    saved_at: datetime
    saved_by: str | None
    fields: Sequence[Field]
    others: Sequence[tuple[str, str]]


@dataclass
class Editor:
    """One request's editor. ``stored`` is None for a new post; ``rows`` None where the request brings no by-lines."""

    stored: EditedPost | None
    form: PostForm
    rows: list[BylineRow] | None
    now: datetime
    is_unsaved: bool = False

    @classmethod
    def open(cls, post_id: int | None) -> Editor:
        """The editor of a post, or of a new one. Raises ``NotFound("no_such_post")`` for somebody else's, as for one
        that is not there."""
        now = clock.now()
        if post_id is None:
            fresh = {"language": outside().settings.languages[0], "form_key": secrets.token_urlsafe(24)}
            return cls(None, PostForm(**fresh), typed_rows(), now)
        stored = edited_post(post_id, by=current_actor())
        if stored is None:
            raise NotFound("no_such_post")
        texts = texts_of(stored, zone=current_settings().time_zone, now=now)
        if request.method == "GET":
            texts["seen"] = str(stored.version)
        return cls(stored, PostForm(**texts), typed_rows(), now)

    @property
    def place(self) -> Place:
        """Where its text is kept until it is saved. Raises ``Refused("autosave_without_key")`` for a new post whose
        form cannot be told from others."""
        if self.stored is not None:
            return Place(post_id=self.stored.id)
        return Place(form_key=self.form.required_key())

    def texts(self) -> dict[str, str]:
        """All that stands in the form."""
        return typed_texts(self.form, self._shown_rows())

    def stored_texts(self) -> dict[str, str]:
        """What the form would hold if nothing had been typed; nothing for a new post."""
        if self.stored is None:
            return {}
        return stored_texts(self.stored, zone=current_settings().time_zone, now=self.now)

    def fill_in(self, texts: dict[str, str]) -> None:
        """Puts other texts into the form, which are saved nowhere."""
        self.rows = fill_in(self.form, texts)
        self.is_unsaved = True

    def draft(self) -> PostDraft:
        """What stands in the form. Raises ``Refused`` as ``drafting`` does."""
        return draft_of(
            self.form,
            self.rows,
            stored=self.stored,
            categories=self.categories,
            zone=current_settings().time_zone,
            hosts=own_hosts(),
        )

    @property
    def categories(self) -> Sequence[CategoryView]:
        return current_sections()

    def page(
        self, *, preview: PostView | None = None, refused: Refused | None = None, **beside: object
    ) -> Page:
        """The whole page, or to htmx only the preview (or why there is none). ``beside`` is what stands above the form
        about texts that are not saved (``unsaved``)."""
        is_fragment = wants_fragment()
        html = render_template(
            "posts_desk/_preview.html" if is_fragment else "posts_desk/editor.html",
            form=self.form,
            post=preview,
            layout=laid_out(preview.body_html, preview.language) if preview else None,
            stored=self.stored,
            shown_state=self.stored.shown_state(self.now) if self.stored else None,
            is_public=self.stored is not None and self.stored.is_public(self.now),
            may_publish=self._may_publish(),
            may_review=may(current_actor(), "posts.review"),
            is_unsaved=self.is_unsaved or request.method == "POST",
            rows=with_room(self._shown_rows()),
            roles=list(BylineRole),
            suggested=Suggestions() if is_fragment else suggestions(by=current_actor(), now=self.now),
            categories=[(one.slug, one.name) for one in self.categories],
            languages=[] if is_fragment else self._languages(),
            theirs=self.theirs() if isinstance(refused, Conflict) or self.is_stale() else None,
            said=sentence(refused) if refused else None,
            field=field_of(refused) if refused else None,
            has_expired=isinstance(refused, FormExpired),
            here=None if is_fragment else self._others(),
            **beside,
        )
        return (html, refused.status, waiting_time(refused)) if refused else html

    def is_stale(self) -> bool:
        """Whether a text is taken up again that was begun with an earlier version than is stored."""
        return (
            request.method == "GET"
            and self.stored is not None
            and self.form.seen_version() != self.stored.version
        )

    def _others(self) -> list[str] | None:
        """The names of the others who have the post open; None for nobody."""
        if self.stored is None:
            return None
        number = self.stored.id
        return others_at([number], by=current_actor(), now=self.now).get(number)

    def _may_publish(self) -> bool:
        by = current_actor()
        author = self.stored.author_id if self.stored else by.user_id
        return may(by, "posts.publish", Owned(author, authors_publish=current_settings().authors_publish))

    def _shown_rows(self) -> list[BylineRow]:
        if self.rows is not None:
            return self.rows
        return stored_rows(self.stored) if self.stored else [BylineRow(name=current_actor().name)]

    def _languages(self) -> list[tuple[str, str]]:
        """Codes with their names, the post's own among them, whatever it is."""
        own = [self.form.text("language")] if self.form.text("language") else []
        codes = dict.fromkeys([*LANGUAGES, *outside().settings.languages, *own])
        return [(code, language_name(code)) for code in codes]

    def theirs(self) -> Theirs | None:
        """What somebody saved since the writer began; None for a new post."""
        if self.stored is None:
            return None
        stored = self.stored
        last = text_of_version(stored.id, stored.version)
        base = text_of_version(stored.id, self.form.seen_version())
        typed, there = self.texts(), self.stored_texts()
        begun, shown = base.texts if base else typed, shown_texts(there)
        fields = fields_between(begun, {name: there[name] for name in ("title", "body")})
        return Theirs(
            saved_at=stored.updated_at,
            saved_by=last.saved_by if last and last.saved_at == stored.updated_at else None,
            fields=fields,
            others=[
                (one.name, shown[one.name])
                for one in fields_between(typed, there)
                if one.name not in ("title", "body")
            ],
        )
