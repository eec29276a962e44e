"""What an editor decides about the site: names, types, bounds and defaults in one table.

Stored as rows of name and JSON value; a missing row is the default. The environment's settings are ``forum.config``.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from forum.domain.refusals import Conflict, Refused

# Lists whose entries have spaces in them: a line each.
OF_LINES = ("public_contacts",)
MODES = ("everyone", "newcomers", "suspects", "closed")


@dataclass(frozen=True)
class SiteSettings:
    """Every setting with its default. Lists are tuples of lower-case words."""

    tagline: str = ""
    contact: str = ""
    time_zone: str = "UTC"
    comments_mode: str = "everyone"
    newcomers_need: int = 1
    close_after_days: int | None = None
    max_links: int = 2
    allowed_domains: tuple[str, ...] = ()
    denied_domains: tuple[str, ...] = ()
    public_contacts: tuple[str, ...] = ()
    nudge: bool = True
    spam_by_itself: bool = False
    repeat_window_days: int = 7
    sign_up_open: bool = True
    authors_publish: bool = True
    authors_moderate_own: bool = False
    public_log: bool = False
    flags_needed: int = 1
    flags_hide_at: int | None = None
    posts_per_page: int = 10
    comments_per_page: int = 50
    digest_hour: int = 7
    files_gibibytes: int = 20
    show_downloads: bool = False
    leave_address: str = "https://www.wikipedia.org/"


BOUNDS: dict[str, tuple[int, int]] = {
    "newcomers_need": (1, 50),
    "close_after_days": (1, 3650),
    "max_links": (0, 50),
    "repeat_window_days": (1, 90),
    "flags_needed": (1, 50),
    "flags_hide_at": (1, 100),
    "posts_per_page": (1, 50),
    "comments_per_page": (10, 200),
    "digest_hour": (0, 23),
    "files_gibibytes": (1, 10_000),
}


def _refuse(name: str, code: str, **facts: Any) -> Refused:
    return Refused("bad_setting", setting=name, problem=code, **facts)


def checked(name: str, value: Any) -> Any:
    """``value`` in the form that is stored for the setting ``name``.

    Raises ``Refused("bad_setting", setting, problem, …)``: unknown name, wrong type, out of bounds, no such time zone
    or mode, a leave address that is not absolute https.
    """
    defaults = {field.name: field.default for field in fields(SiteSettings)}
    if name not in defaults:
        raise _refuse(name, "unknown")
    default = defaults[name]
    if name in BOUNDS:
        if value is None and default is None:
            return None
        low, high = BOUNDS[name]
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise _refuse(name, "out_of_bounds", low=low, high=high)
        return value
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise _refuse(name, "not_a_choice")
        return value
    if isinstance(default, tuple):
        if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
            raise _refuse(name, "not_a_list")
        return sorted({word.strip().lower() for word in value if word.strip()})
    if not isinstance(value, str) or len(value) > 300:
        raise _refuse(name, "not_a_text", high=300)
    if name == "comments_mode" and value not in MODES:
        raise _refuse(name, "not_a_choice")
    if name == "time_zone" and value not in zoneinfo.available_timezones():
        raise _refuse(name, "no_such_zone")
    if name == "leave_address" and not _is_https(value):
        raise _refuse(name, "not_https")
    return value.strip()


def touched(typed: Mapping[str, Any], seen: Mapping[str, Any]) -> dict[str, Any]:
    """Of the settings typed, those that are not as their editor saw them; one of which nobody says what was seen is
    among them."""
    return {name: value for name, value in typed.items() if name not in seen or value != seen[name]}


def changes_among(typed: Mapping[str, Any], seen: Mapping[str, Any], stored: SiteSettings) -> dict[str, Any]:
    """What is to be stored of the settings typed, in the form in which it is: those that their editor changed.

    Raises ``Refused`` as ``checked``, or ``Conflict("setting_changed_since", settings=[…])`` where somebody else has
    stored something else meanwhile for one that the editor changed, too.
    """
    changes = {name: checked(name, value) for name, value in touched(typed, seen).items()}
    now = {name: _as_list(getattr(stored, name)) for name in changes}
    late = sorted(name for name in changes if name in seen and now[name] not in (seen[name], changes[name]))
    if late:
        raise Conflict("setting_changed_since", settings=late)
    return changes


def _as_list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname)
    except ValueError:  # "https://[" is no address at all
        return False


def from_rows(rows: dict[str, Any]) -> SiteSettings:
    """The settings from stored rows. A row of a name that no longer exists is passed over (an older release may still
    run beside a newer one)."""
    known = {field.name: field.default for field in fields(SiteSettings)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(known[name], tuple) else value
        for name, value in rows.items()
        if name in known
    }
    return SiteSettings(**values)
