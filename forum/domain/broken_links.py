"""What is remembered of addresses at which readers found nothing, and what is not.

An address may be all that somebody has to keep secret: a link that signs in, a code, a telephone number, a whole
message that was pasted behind the site's own. So what might be one is not kept, and a broken link that is lost for
that is found another way. A name looks like any other word: it can be kept, and the report says so. Programs that look
for weak sites ask for thousands of addresses: they are nobody's broken links, and left out that the others can be seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock

from forum.domain.text.search_terms import UNSPACED_SIGNS

# So many addresses are remembered; then the one that was asked for least, and of those the one longest ago, goes.
MOST_ADDRESSES = 500
LONGEST = 300
# Since somebody asked for it last.
KEPT_FOR = timedelta(days=90)
# So many a minute are written down by one process; a flood is not counted, only sampled.
A_MINUTE = 20

# Also signs that mean something else where an address is read again as it stands.
_NOT_TEXT = re.compile(
    "[\x00-\x20\x7f-\xa0\ud800-\udfff\ufffd\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\\\\<>\"'`{}|^%?#]"
)
# Rooms of the site in which addresses carry what is one person's.
_ROOMS = (
    "account|comments|confirm|desk|letters|media|my-comments|my-reports|notices|preview|recover|sign-in|sign-out|sign-up"
    "|static"
)
_PRIVATE = re.compile(rf"/(?:{_ROOMS})(?:/|$)", re.IGNORECASE)
_SECRET_WORDS = re.compile(
    r"/(?:auth|code|confirm|invite|key|login|magic|oauth|otp|passw(?:or)?d|pin|pwd|recover|reset|secret|session|sid"
    r"|signin|token|unsubscribe|users?|verify)(?:[/.=;,:]|$)",
    re.IGNORECASE,
)
# An edit code of a guest (``adapters.seals``), anywhere and with anything between its letters: words may have as many
# letters, so it has a digit, or stands alone in its groups.
_LETTER, _BETWEEN, _ALONE = "[2-9A-HJKMNP-TW-Z]", "[^0-9A-Z]", r"(?<![0-9A-Z]){}(?![0-9A-Z])"
_GROUPS = rf"{_LETTER}{{4}}(?:{_BETWEEN}{{1,3}}{_LETTER}{{4}}){{3}}"
_LETTERS = rf"(?:{_LETTER}{_BETWEEN}{{0,3}}){{15}}{_LETTER}"
_WITH_DIGIT = rf"(?=(?:{_LETTER}{_BETWEEN}{{0,3}}){{0,15}}[2-9])"
_EDIT_CODE = re.compile(
    rf"{_WITH_DIGIT}(?:{_GROUPS}|{_ALONE.format(_LETTERS)})|{_ALONE.format(_GROUPS)}", re.IGNORECASE
)
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[/_.-]?[01]\d(?:[/_.-]?[0-3]\d)?)?(?!\d)")
_RUN = re.compile(r"[A-Za-z0-9]{10,}")
_LONGEST_WORD = 24
_CASES = re.compile(r"[a-z][A-Z]")
# Where no spaces stand between words, more signs in a row than a short heading has; a Chinese one says as much as two
# or three of the others. Its punctuation ends no such row.
_HAN = "\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff65\U00020000-\U0003ffff"
_MESSAGE = re.compile(f"[{UNSPACED_SIGNS}0-9]{{21}}|[{_HAN}0-9]{{11}}")
_MOST_DIGITS = 6
_NOISE = re.compile(
    r"/(?:\.|~|wp-|xmlrpc|phpmyadmin|cgi-bin|node_modules|actuator|autodiscover|boaform|hnap1|_ignition|apple-touch-icon"
    r"|favicon|browserconfig|eval-stdin|server-status|vendor/phpunit)"
    r"|/(?:admin|administrator|adminer|ads|app-ads|config|console|jenkins|owa|pma|setup|shell|solr|telescope)(?:[/.]|$)"
    r"|\.(?:ashx|asmx|bak|cfg|cgi|conf|dll|env|exe|git|ini|jsp|log|map|pem|sh|sql(?:ite)?|svn|swp|toml|ya?ml)$",
    re.IGNORECASE,
)
_HARMLESS_QUERY = re.compile(r"(?:article|cat|id|item|nid|p|page_id|post|sid|story)=\d{1,6}", re.ASCII)


def address_to_remember(path: str, query: str = "") -> str | None:
    """What is remembered of an address (its path decoded) at which nothing was; None: nothing. Of queries only a number
    of an old site's page is."""
    if not len(path) > 1 or not path.startswith("/") or _NOT_TEXT.search(path) or "@" in path:
        return None
    if _NOISE.search(path) or _PRIVATE.match(path) or _may_be_secret(path):
        return None
    kept = f"{path}?{query}" if _HARMLESS_QUERY.fullmatch(query) else path
    return kept if len(kept) <= LONGEST else None


def _may_be_secret(path: str) -> bool:
    """Whether it holds what may be a number of somebody's, or letters drawn by lot."""
    if _SECRET_WORDS.search(path) or _EDIT_CODE.search(path):
        return True
    rest = _DATE.sub("/", path)
    if sum(sign.isdigit() for sign in rest) > _MOST_DIGITS:
        return True
    return any(_is_drawn(run[0]) for run in _RUN.finditer(rest))


def _is_drawn(run: str) -> bool:
    has_digit = any(sign.isdigit() for sign in run)
    has_letter = any(sign.isalpha() for sign in run)
    if len(run) > _LONGEST_WORD or len(_CASES.findall(run)) > 2:
        return True
    return has_digit and has_letter


def may_be_a_message(address: str) -> bool:
    """Whether it holds so much in a script without spaces that somebody may have said something there. Old addresses
    hold headings, too: where a page of this site led to it, it is one."""
    return _MESSAGE.search(address) is not None


class Sample:
    """How many are written down in the minute that runs; for all threads of one process."""

    def __init__(self, most: int = A_MINUTE) -> None:
        self._most = most
        self._lock = Lock()
        self._minute: datetime | None = None
        self._taken = 0

    def takes(self, now: datetime) -> bool:
        """Whether one more is written down."""
        minute = now.replace(second=0, microsecond=0)
        with self._lock:
            if minute != self._minute:
                self._minute, self._taken = minute, 0
            self._taken += 1
            return self._taken <= self._most


class Place(StrEnum):
    """What an address of the site leads to, where the site can know whether it is there."""

    POST = "post"
    NUMBER = "number"
    CATEGORY = "category"
    TAG = "tag"
    PERSON = "person"
    SERIES = "series"
    LANGUAGE = "language"
    PUBLICATION = "publication"
    PUBLICATION_NUMBER = "publication_number"
    EDITION = "edition"
    VERSION = "version"
    FILE = "file"
    COMMENT = "comment"
    OLD = "old"


@dataclass(frozen=True, order=True)
class Target:
    """One place, by its slug, number or tag; an edition and a version of it by the end of their addresses,
    ``guide/th.pdf`` and ``guide/th/2.pdf``; one of an earlier site by the address as it is kept."""

    place: Place
    key: str
