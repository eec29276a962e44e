"""What the form of a publication or of an edition brings, and making it ready to store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from forum.domain.markup import MarkupRefused, Rendered, clean_line, clean_words, render_post
from forum.domain.publications import check_pages
from forum.domain.refusals import Refused
from forum.domain.text.languages import is_language_tag

LIMITS = {"title": 300, "slug": 300, "summary": 1000, "credit": 300}
MAX_LABEL = 120


@dataclass(frozen=True)
class PublicationDraft:
    """A publication as its author typed it; a title is enough for a draft. ``slug`` "" follows the title until readers
    have seen it. ``credit`` is who made it, in one line. ``category_id`` None: it stands in none. ``published_at``
    (aware) None: what readers see keeps its time, anything else appears at once when it is published."""

    title: str
    summary: str = ""
    description: str = ""
    slug: str = ""
    language: str = "en"
    credit: str = ""
    category_id: int | None = None
    published_at: datetime | None = None


@dataclass(frozen=True)
class ReadyPublication:
    """The typed texts, cleaned; the description rendered."""

    rendered: Rendered
    columns: dict[str, str]
    slug: str


def ready_publication(draft: PublicationDraft) -> ReadyPublication:
    """Cleans and renders. Raises ``Refused``: ``publication_title_empty``, ``publication_<field>_too_long`` and
    ``…_not_text``, ``publication_description_…`` with the sanitiser's code and facts, ``language_unknown``."""
    if not is_language_tag(draft.language):
        raise Refused("language_unknown")
    columns = {
        "title": _line(draft.title, "title", required=True),
        "credit": _line(draft.credit, "credit"),
        "summary": _passage(draft.summary, "summary"),
        "language": draft.language,
    }
    return ReadyPublication(_description(draft.description), columns, _line(draft.slug, "slug"))


def _line(text: str, name: str, *, required: bool = False) -> str:
    try:
        return clean_line(text, limit=LIMITS[name], required=required)
    except MarkupRefused as refusal:
        raise Refused(f"publication_{name}_{refusal.code}", **refusal.facts) from None


def _passage(text: str, name: str) -> str:
    try:
        return clean_words(text, limit=LIMITS[name])
    except MarkupRefused as refusal:
        raise Refused(f"publication_{name}_{refusal.code}", **refusal.facts) from None


def _description(text: str) -> Rendered:
    if not text.strip():
        return Rendered("", "", "")
    try:
        return render_post(text)
    except MarkupRefused as refusal:
        raise Refused(f"publication_description_{refusal.code}", **refusal.facts) from None


@dataclass(frozen=True)
class VersionDraft:
    """What is said of a version: how its makers call it ("2nd edition, 2017"), the day on which it was issued, how many
    pages it has (each None or "": nobody says)."""

    label: str = ""
    issued_on: date | None = None
    pages: int | None = None


def ready_version(draft: VersionDraft) -> VersionDraft:
    """The same, cleaned. Raises ``Refused``: ``edition_label_too_long``, ``edition_label_not_text``,
    ``edition_pages_out_of_bounds``."""
    try:
        label = clean_line(draft.label, limit=MAX_LABEL)
    except MarkupRefused as refusal:
        raise Refused(f"edition_label_{refusal.code}", **refusal.facts) from None
    return VersionDraft(label, draft.issued_on, check_pages(draft.pages))
