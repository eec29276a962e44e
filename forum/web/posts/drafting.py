"""From the editor's form to a draft: numbers, times and addresses read, each with a clear no for what is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, datetime
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from forum.domain.belonging import PLACES
from forum.domain.markup import with_own_paths
from forum.domain.publications import MAX_ANNOUNCED
from forum.domain.refusals import Refused
from forum.domain.screening import Mode
from forum.operations.posts.drafts import BelongingDraft, BylineDraft, BylineRole, PostDraft
from forum.queries.posts_desk.manuscripts import EditedPost, number_of_post
from forum.queries.publications.desk import numbers_of_publications
from forum.queries.taxonomy import CategoryView
from forum.web.posts.forms import BylineRow, PostForm, local_time
from forum.web.posts.old_addresses import typed_addresses

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)
YEARS = range(1900, 2200)


def draft_of(
    form: PostForm,
    rows: Sequence[BylineRow] | None,
    *,
    stored: EditedPost | None,
    categories: Sequence[CategoryView],
    zone: str,
    hosts: Collection[str],
) -> PostDraft:
    """The draft that stands in the form. ``rows`` None: by-lines as they are. ``zone`` is the site's, and so are
    ``hosts``: whole addresses of the site's files become paths.

    Raises ``Refused`` for what cannot be read: ``no_such_category``, ``comments_mode_unknown``,
    ``published_at_not_a_time``, ``source_date_not_a_day``, ``close_after_days_not_a_number``, ``announces_nothing``,
    ``publications_nothing``, ``too_many_publications``, ``translates_nothing``, ``series_place_out_of_bounds``, and
    what ``typed_addresses`` raises.
    """
    return PostDraft(
        title=form.title.data or "",
        body=with_own_paths(form.body.data or "", hosts),
        slug=form.text("slug"),
        language=form.text("language") or "en",
        excerpt=form.excerpt.data or "",
        category_id=_category(form.text("category"), categories),
        tags=tuple(form.text("tags").split(",")),
        bylines=None if rows is None else tuple(map(_byline, rows)),
        discussion_prompt=form.discussion_prompt.data or "",
        comments_mode=_mode(form.text("comments_mode")),
        keep_open=bool(form.text("keep_open")),
        close_after_days=_days(form.text("close_after_days")),
        published_at=read_time(form.text("published_at"), zone, stored.published_at if stored else None),
        source_name=form.text("source_name"),
        source_address=form.text("source_address"),
        source_date=_day(form.text("source_date")),
        source_permission=form.text("source_permission"),
        announces_id=post_at_address(form.text("announces"), "announces_nothing"),
        publications=_publications(form.text("publications")),
        belonging=_belonging(form, stored),
        old_addresses=typed_addresses(form.old_addresses.data or ""),
    )


def _belonging(form: PostForm, stored: EditedPost | None) -> BelongingDraft:
    """A pin that stands as it stood is nothing that was asked for."""
    pinned = bool(form.text("pinned"))
    stands = stored is not None and stored.is_pinned
    place = form.text("series_place")
    if place and not (place.isascii() and place.isdecimal() and len(place) < 8):
        raise Refused("series_place_out_of_bounds", low=PLACES[0], high=PLACES[-1])
    return BelongingDraft(
        translates_id=post_at_address(form.text("translates"), "translates_nothing"),
        series=form.text("series"),
        series_place=int(place) if place else None,
        is_pinned=pinned if pinned != stands else None,
        is_canonical=form.text("canonical") == "here",
        is_noindex=bool(form.text("noindex")),
    )


def _category(slug: str, categories: Sequence[CategoryView]) -> int | None:
    if not slug:
        return None
    for category in categories:
        if category.slug == slug:
            return category.id
    raise Refused("no_such_category")


def _byline(row: BylineRow) -> BylineDraft:
    """A name that is new on the post, without title and organisation, gets those of the person's page."""
    is_new, says_nothing = not row.person, not (row.title.strip() or row.organisation.strip())
    from_page = is_new and says_nothing
    return BylineDraft(
        person_id=int(row.person) if re.fullmatch("[0-9]{1,9}", row.person, re.ASCII) else None,
        role=BylineRole(row.role) if row.role in set(BylineRole) else BylineRole.AUTHOR,
        title=None if from_page else row.title,
        organisation=None if from_page else row.organisation,
        name=row.name,
    )


def _mode(text: str) -> Mode | None:
    if not text:
        return None
    try:
        return Mode(text)
    except ValueError:
        raise Refused("comments_mode_unknown") from None


def _days(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise Refused("close_after_days_not_a_number")
    return int(text)


def read_time(text: str, zone: str, stored_at: datetime | None) -> datetime | None:
    """A time of ``zone`` as a field has it, None for "". The field shows minutes: as long as they are what it showed,
    the stored time keeps its seconds. Raises ``Refused("published_at_not_a_time")``."""
    if not text:
        return None
    if stored_at and text == local_time(stored_at, zone):
        return stored_at
    if not _TIME.fullmatch(text):
        raise Refused("published_at_not_a_time")
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("published_at_not_a_time") from None
    if at.year not in YEARS:
        raise Refused("published_at_not_a_time")
    return at.replace(tzinfo=ZoneInfo(zone))


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        raise Refused("source_date_not_a_day") from None


def post_at_address(text: str, code: str) -> int | None:
    """The post at an address. Raises ``Refused`` with the ``code`` where none is."""
    if not text:
        return None
    number = number_of_post(_slug_at(text, code))
    if number is None:
        raise Refused(code)
    return number


def _publications(text: str) -> tuple[int, ...]:
    """The publications at the addresses, one a line. Raises ``Refused``: ``publications_nothing`` where none is,
    ``too_many_publications`` before anything is asked for."""
    slugs: dict[str, None] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        slugs[_slug_at(line, "publications_nothing")] = None
        if len(slugs) > MAX_ANNOUNCED:
            raise Refused("too_many_publications", limit=MAX_ANNOUNCED)
    numbers = numbers_of_publications(slugs)
    if len(numbers) < len(slugs):
        raise Refused("publications_nothing")
    return tuple(numbers[slug] for slug in slugs)


def _slug_at(text: str, code: str) -> str:
    """The last part of an address as people copy it: whole, only its path, or only that part."""
    try:
        path = urlsplit(text).path
    except ValueError:
        raise Refused(code) from None
    slug = unicodedata.normalize("NFC", unquote(path.rstrip("/").rpartition("/")[2]))
    if not slug or "\0" in slug:
        raise Refused(code)
    return slug
