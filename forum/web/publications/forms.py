"""What stands in the desk's forms about publications, and reading it, with a clear no for what is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from forum.domain.paging import read_number
from forum.domain.publications import MAX_PAGES
from forum.domain.refusals import Refused
from forum.domain.slugs import slugify
from forum.operations.publications.drafts import PublicationDraft, VersionDraft
from forum.queries.publications.desk import EditedPublication
from forum.queries.taxonomy import CategoryView
from forum.web.posts.drafting import read_time
from forum.web.posts.forms import local_time

FIELDS = (
    "title",
    "slug",
    "summary",
    "description",
    "credit",
    "language",
    "category",
    "published_at",
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FILE = re.compile(r"(?:.*/media/)?([0-9]{1,10})(?:/.*)?", re.DOTALL)


def stored_texts(stored: EditedPublication, *, zone: str, now: datetime) -> dict[str, str]:
    """The fields of the form for a stored publication. The address is left empty as long as it follows the title."""
    follows = not stored.was_seen(now) and stored.slug == slugify(stored.title)
    return {
        "title": stored.title,
        "slug": "" if follows else stored.slug,
        "summary": stored.summary,
        "description": stored.description,
        "credit": stored.credit,
        "language": stored.language,
        "category": stored.category_slug or "",
        "published_at": local_time(stored.published_at, zone),
    }


def typed_texts(form: Mapping[str, str], stored: Mapping[str, str]) -> dict[str, str]:
    """What stands in the form; a field that the request leaves out keeps what is stored."""
    return {name: form.get(name, stored.get(name, "")).replace("\r\n", "\n") for name in FIELDS}


def draft_of(
    texts: Mapping[str, str],
    *,
    stored_at: datetime | None,
    categories: Sequence[CategoryView],
    zone: str,
) -> PublicationDraft:
    """The draft in these texts. ``stored_at``: when the stored one appears; ``zone`` is the site's. Raises ``Refused``:
    ``no_such_category``, ``published_at_not_a_time``."""
    return PublicationDraft(
        title=texts["title"],
        summary=texts["summary"],
        description=texts["description"],
        slug=texts["slug"].strip(),
        language=texts["language"].strip(),
        credit=texts["credit"],
        category_id=_category(texts["category"].strip(), categories),
        published_at=read_time(texts["published_at"].strip(), zone, stored_at),
    )


def _category(slug: str, categories: Sequence[CategoryView]) -> int | None:
    if not slug:
        return None
    for category in categories:
        if category.slug == slug:
            return category.id
    raise Refused("no_such_category")


def version_of(form: Mapping[str, str]) -> VersionDraft:
    """What is said of a version. Raises ``Refused``: ``edition_issued_not_a_day``, ``edition_pages_out_of_bounds``."""
    return VersionDraft(form.get("label", ""), _day(form.get("issued", "")), _pages(form.get("pages", "")))


def _day(text: str) -> date | None:
    text = text.strip()
    if not text:
        return None
    if not _DAY.fullmatch(text):
        raise Refused("edition_issued_not_a_day")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("edition_issued_not_a_day") from None


def _pages(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    number = read_number(text)
    if number is None:
        raise Refused("edition_pages_out_of_bounds", low=1, high=MAX_PAGES)
    return number


def file_at(text: str, missing: str) -> int:
    """The number of the uploaded file at an address as people copy it, whole or only its path. Raises ``Refused`` with
    the code ``missing`` where the text is none."""
    found = _FILE.fullmatch(text.strip())
    number = read_number(found[1]) if found else None
    if number is None:
        raise Refused(missing)
    return number
