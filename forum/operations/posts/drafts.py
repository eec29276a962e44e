"""What the editor brings, and making it ready to store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from forum.domain.markup import MarkupRefused, Rendered, clean_line, clean_words, render_post, safe_href
from forum.domain.refusals import Refused
from forum.domain.screening import Mode
from forum.domain.text.languages import is_language_tag
from forum.models.person import BylineRole as BylineRole  # a word of the doors, too

LIMITS = {
    "title": 300,
    "slug": 300,
    "excerpt": 1000,
    "discussion_prompt": 1000,
    "source_name": 200,
    "source_address": 2000,
    "source_permission": 300,
    "byline_name": 120,
    "byline_title": 160,
    "byline_organisation": 160,
    "tags": 80,
    "series": 120,
    "revision_name": 120,
}


@dataclass(frozen=True)
class BylineDraft:
    """One name on a post: a person by number, or by ``name`` (found by it, else added). Where both are given, the
    number holds only as long as the name is still that person's. ``title`` and ``organisation`` None: as they stand on
    the post already, else as the person's page has them today."""

    person_id: int | None = None
    role: BylineRole = BylineRole.AUTHOR
    title: str | None = None
    organisation: str | None = None
    name: str = ""


@dataclass(frozen=True)
class BelongingDraft:
    """What a post belongs to and how it stands among others. ``translates_id``: the post of which it is a translation;
    ``series``: a series by its name, "" for none (a new name makes one), and its place in it (None: where it is, a new
    part behind the others); ``is_pinned``: it stands before all others (None: as it is); ``is_canonical``: of a
    republished text, this is the address to be found by; ``is_noindex``: search engines are asked to leave it out."""

    translates_id: int | None = None
    series: str = ""
    series_place: int | None = None
    is_pinned: bool | None = None
    is_canonical: bool = False
    is_noindex: bool = False


@dataclass(frozen=True)
class PostDraft:
    """A post as its author typed it. Title and body are enough.

    ``slug`` "" follows the title until readers have seen the post, and stays from then on. ``category_id`` None: the
    first category. ``tags`` are names. ``bylines`` None: as they are, on a new post the author. ``published_at``
    (aware) None: a post that readers see keeps its time, any other appears at once when it is published.
    ``publications`` are those that it announces, in their order; ``old_addresses`` those of an earlier site that lead
    to it, as somebody typed them. They and ``belonging`` None: as they are.
    """

    title: str
    body: str
    slug: str = ""
    language: str = "en"
    excerpt: str = ""
    category_id: int | None = None
    tags: tuple[str, ...] = ()
    bylines: tuple[BylineDraft, ...] | None = None
    discussion_prompt: str = ""
    comments_mode: Mode | None = None
    keep_open: bool = False
    close_after_days: int | None = None
    published_at: datetime | None = None
    source_name: str = ""
    source_address: str = ""
    source_date: date | None = None
    source_permission: str = ""
    announces_id: int | None = None
    publications: tuple[int, ...] | None = None
    belonging: BelongingDraft | None = None
    old_addresses: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ReadyPost:
    """The typed texts, cleaned; the body rendered."""

    rendered: Rendered
    columns: dict[str, object]


def ready_post(draft: PostDraft) -> ReadyPost:
    """Cleans and renders. Raises ``Refused``: ``title_empty``, ``<field>_too_long``, ``<field>_not_text``,
    ``post_body_…`` with the sanitiser's code and facts, ``source_address_not_web``, ``source_name_missing``,
    ``close_after_days_out_of_bounds``, ``language_unknown``."""
    columns: dict[str, object] = {"title": line(draft.title, "title", required=True)}
    for name in ("source_name", "source_address", "source_permission"):
        columns[name] = line(getattr(draft, name), name)
    for name in ("excerpt", "discussion_prompt"):
        columns[name] = passage(getattr(draft, name), name)
    if columns["source_address"]:
        columns["source_address"] = _web_address(str(columns["source_address"]))
        if not columns["source_name"]:
            raise Refused("source_name_missing")
    if draft.close_after_days is not None and not 1 <= draft.close_after_days <= 3650:
        raise Refused("close_after_days_out_of_bounds", low=1, high=3650)
    if not is_language_tag(draft.language):
        raise Refused("language_unknown")
    return ReadyPost(_body(draft.body), columns)


def _web_address(text: str) -> str:
    href = safe_href(text)
    if href is None:
        raise Refused("source_address_not_web")
    return href


def line(text: str, name: str, *, required: bool = False) -> str:
    """One line of plain text within the limit of its field."""
    try:
        return clean_line(text, limit=LIMITS[name], required=required)
    except MarkupRefused as refusal:
        raise Refused(f"{name}_{refusal.code}", **refusal.facts) from None


def passage(text: str, name: str) -> str:
    """A few sentences of plain text within the limit of their field."""
    try:
        return clean_words(text, limit=LIMITS[name])
    except MarkupRefused as refusal:
        raise Refused(f"{name}_{refusal.code}", **refusal.facts) from None


def _body(body: str) -> Rendered:
    if not body.strip():
        return Rendered("", "", "")
    try:
        return render_post(body)
    except MarkupRefused as refusal:
        raise Refused(f"post_body_{refusal.code}", **refusal.facts) from None
