"""Texts that are not saved, in the editor: offered when it opens, and put together with what was written elsewhere
meanwhile. Nothing here changes a post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.domain.merge import Labels, merge_fields
from forum.domain.paging import read_number
from forum.domain.refusals import Conflict, Refused
from forum.operations.posts.autosaving import Place, autosave, set_aside
from forum.queries.posts_desk.autosaves import Kept, kept_text
from forum.queries.posts_desk.revisions import text_of_version
from forum.web.identity import current_actor
from forum.web.posts.editor import Editor, Page
from forum.web.posts.typed import Field, fields_between, shown_texts

CHOICES = ("keep_mine", "take_theirs", "merge")


@dataclass(frozen=True)
class Offer:
    """What is kept of an earlier visit and not saved: since when, under which number, how it differs from what is
    stored."""

    saved_at: datetime
    number: int
    fields: Sequence[Field]


@dataclass(frozen=True)
class OtherPage:
    """What another page of the same person has kept meanwhile, and how it differs from this one's text. ``is_empty``:
    it was saved or given up there."""

    saved_at: datetime
    number: int
    fields: Sequence[Field]
    is_empty: bool


@dataclass(frozen=True)
class PutTogether:
    """What came of two texts: places where both readings stand, and fields in which one's own stayed, with the other's
    text."""

    conflicts: int
    open: Sequence[tuple[str, str]]


def opened(editor: Editor) -> Page:
    """The editor as somebody comes to it. What is kept of an earlier visit is offered, or stands in the form where it
    was asked for (``?continue=``, for a new post with the key of its form)."""
    asked = request.args.get("continue")
    if editor.stored is None:
        if asked is None:
            return editor.page()
        editor.form.form_key.data = asked
        asked = editor.form.key()
        if asked is None:
            return Editor.open(None).page()
    kept = kept_in(editor)
    if kept is None:
        return editor.page()
    form = editor.form
    form.autosaved.data = str(kept.number)
    if kept.texts is None:
        return editor.page()
    if asked is not None:
        editor.fill_in(kept.texts)
        form.seen.data = str(kept.base_version)
        return editor.page()
    fields = fields_between(editor.stored_texts(), kept.texts)
    if not fields:
        return editor.page()
    form.autosaved.data = ""  # nobody has looked at it yet, so nothing may take its place
    return editor.page(offer=Offer(kept.saved_at, kept.number, fields))


def kept_in(editor: Editor) -> Kept | None:
    """What the person at the editor has kept there."""
    place = editor.place
    return kept_text(by=current_actor(), post_id=place.post_id, form_key=place.form_key)


def other_page(editor: Editor) -> OtherPage | None:
    """What another page has kept, beside what stands in this one."""
    kept = kept_in(editor)
    if kept is None:
        return None
    fields = fields_between(editor.texts(), kept.texts) if kept.texts else ()
    return OtherPage(kept.saved_at, kept.number, fields, is_empty=kept.texts is None)


def choose(editor: Editor, choice: str) -> Page:
    """What the writer wants who was shown that somebody else saved the post, or that another page of their own has kept
    something: one of ``CHOICES``. The answer is the editor with that in its form. Raises ``Conflict`` where there is
    something newer again."""
    if request.form.get("against") == "autosave":
        return _beside_other_page(editor, choice)
    stored, form = editor.stored, editor.form
    if stored is None:
        raise Refused("no_such_intent")
    if choice == "take_theirs":
        set_aside(stored.id, editor.texts(), known=form.known(), by=current_actor(), now=editor.now)
        flash(_("This is what is stored. What you had written stays among the revisions."))
        return redirect(url_for("posts_desk.edit", post_id=stored.id), 303)
    if read_number(request.form.get("met")) != stored.version:
        raise Conflict("post_changed_since", post_id=stored.id)
    base = text_of_version(stored.id, form.seen_version())
    form.seen.data, form.over.data = str(stored.version), ""
    if choice == "keep_mine":
        return editor.page(keeps_mine=True)
    return _put_together(editor, base.texts if base else {}, editor.stored_texts(), _("stored"))


def _beside_other_page(editor: Editor, choice: str) -> Page:
    kept, place, form = kept_in(editor), editor.place, editor.form
    if choice == "take_theirs":
        return _to_what_is_kept(place)
    if choice == "merge" and kept is not None and kept.texts is not None:
        form.autosaved.data = str(kept.number)
        return _put_together(editor, editor.stored_texts(), kept.texts, _("other page"))
    shown = read_number(request.form.get("shown")) or 0
    try:
        number = autosave(
            place, editor.texts(), base=form.seen_version(), known=shown, by=current_actor(), now=editor.now
        )
    except Conflict as refused:
        if refused.code == "post_changed_since":
            raise
        return editor.page(refused=refused, other=other_page(editor))
    form.autosaved.data = str(number)
    return editor.page(keeps_mine=True)


def _put_together(editor: Editor, base: dict[str, str], theirs: dict[str, str], label: str) -> Page:
    merged = merge_fields(base, editor.texts(), theirs, Labels(mine=_("yours"), theirs=label))
    editor.fill_in(merged.texts)
    there = shown_texts(theirs)
    left = [(name, there[name]) for name in merged.open]
    return editor.page(together=PutTogether(merged.conflicts, left))


def _to_what_is_kept(place: Place) -> Response:
    if place.post_id is None:
        return redirect(f"{url_for('posts_desk.new')}?{urlencode({'continue': place.form_key})}", 303)
    return redirect(f"{url_for('posts_desk.edit', post_id=place.post_id)}?continue=yes", 303)
