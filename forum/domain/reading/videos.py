"""Addresses of videos elsewhere: which service, which video, and where its player is.

A player is a page of another company that learns who watches, so nothing here is ever asked for before a reader says
so. What is not certainly the address of one video is none: it stays the link that it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, quote, urlsplit

_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{3,19}", re.ASCII)
_VIMEO_KEY = re.compile(r"[0-9a-f]{6,20}", re.ASCII)
_NAME = re.compile(r"[\w.%-]{1,200}", re.ASCII)
_OFFSET = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?", re.ASCII)
_MOST_FIELDS = 20


class Service(StrEnum):
    """Whose player it is."""

    YOUTUBE = "youtube"
    VIMEO = "vimeo"
    FACEBOOK = "facebook"

    @property
    def origin(self) -> str:
        """The only place from which its player comes."""
        return _ORIGINS[self]


_ORIGINS = {
    Service.YOUTUBE: "https://www.youtube-nocookie.com",
    Service.VIMEO: "https://player.vimeo.com",
    Service.FACEBOOK: "https://www.facebook.com",
}


@dataclass(frozen=True)
class Video:
    """``watch``: where it is watched at the service, without what tells who passed the address on. ``player``: what is
    loaded into the page, once the reader has asked for it; it begins to play, for that is what was asked."""

    service: Service
    watch: str
    player: str

    @property
    def needs_origin(self) -> bool:
        """Whether the player refuses to play where it is not told from which site (never from which page) it is asked:
        YouTube's error 153; at Vimeo, videos that may be shown on some sites only."""
        return self.service is not Service.FACEBOOK


@dataclass(frozen=True)
class _Address:
    """Path in its parts, query, and what stands behind ``#``; ``t`` and ``start`` may stand in either."""

    host: str
    parts: tuple[str, ...]
    query: Mapping[str, str]
    fragment: Mapping[str, str]

    @property
    def offset(self) -> int:
        """Seconds from the beginning; 0 where none is given or it makes no sense."""
        fields = {**self.fragment, **self.query}
        found = _OFFSET.fullmatch(fields.get("t") or fields.get("start") or fields.get("time_continue") or "")
        hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        return hours * 3600 + minutes * 60 + seconds


def video_at(address: str) -> Video | None:
    """The video of which ``address`` is the address, or None."""
    read = _read(address)
    find = _HOSTS.get(read.host) if read else None
    return find(read) if read and find else None


def _read(address: str) -> _Address | None:
    """None for what is no web address. The host is all that stands between ``//`` and the path: one with a user name
    or a port is none of those that are known."""
    try:
        split = urlsplit(address)
        query, fragment = (_fields(split.query), _fields(split.fragment))
    except ValueError:
        return None
    if split.scheme not in ("http", "https"):
        return None
    return _Address(split.netloc.lower(), tuple(filter(None, split.path.split("/"))), query, fragment)


def _fields(text: str) -> dict[str, str]:
    """Of two fields with one name the first counts. Raises ``ValueError`` where there are too many."""
    return dict(reversed(parse_qsl(text, max_num_fields=_MOST_FIELDS)))


def _youtube(address: _Address) -> Video | None:
    match address.parts:
        case ["watch"]:
            return _youtube_video(address.query.get("v", ""), address.offset)
        case [("shorts" | "live" | "embed" | "v"), number]:
            return _youtube_video(number, address.offset)
    return None


def _youtu_be(address: _Address) -> Video | None:
    return _youtube_video(address.parts[0], address.offset) if len(address.parts) == 1 else None


def _youtube_video(number: str, offset: int) -> Video | None:
    if not _YOUTUBE_ID.fullmatch(number):
        return None
    watch, start = (f"&t={offset}s", f"&start={offset}") if offset else ("", "")
    return Video(
        Service.YOUTUBE,
        f"https://www.youtube.com/watch?v={number}{watch}",
        f"{Service.YOUTUBE.origin}/embed/{number}?autoplay=1&rel=0{start}",
    )


def _vimeo(address: _Address) -> Video | None:
    match address.parts:
        case [number] | ["video", number] | ["channels", _, number] | ["groups", _, "videos", number]:
            return _vimeo_video(number, address.query.get("h", ""), address.offset)
        case [number, key] if _VIMEO_KEY.fullmatch(key):
            return _vimeo_video(number, key, address.offset)
    return None


def _vimeo_player(address: _Address) -> Video | None:
    return _vimeo(address) if address.parts[:1] == ("video",) else None


def _vimeo_video(number: str, key: str, offset: int) -> Video | None:
    """``key`` is the second half of the address of a video that is not listed."""
    if not _NUMBER.fullmatch(number) or (key and not _VIMEO_KEY.fullmatch(key)):
        return None
    path, h = (f"/{key}", f"&h={key}") if key else ("", "")
    at = f"#t={offset}s" if offset else ""
    return Video(
        Service.VIMEO,
        f"https://vimeo.com/{number}{path}{at}",
        f"{Service.VIMEO.origin}/video/{number}?autoplay=1&dnt=1{h}{at}",
    )


def _facebook(address: _Address) -> Video | None:
    match address.parts:
        case [name, "videos", number] if _NAME.fullmatch(name) and _NUMBER.fullmatch(number):
            return _facebook_video(f"/{name}/videos/{number}/", address.offset)
        case [name, "videos", title, number] if (
            _NAME.fullmatch(name) and _NAME.fullmatch(title) and _NUMBER.fullmatch(number)
        ):
            return _facebook_video(f"/{name}/videos/{number}/", address.offset)
        case ["watch"] | ["watch", "live"] | ["video.php"] if _NUMBER.fullmatch(address.query.get("v", "")):
            return _facebook_video(f"/watch/?v={address.query['v']}", address.offset)
        case ["reel", number] if _NUMBER.fullmatch(number):
            return _facebook_video(f"/reel/{number}/", address.offset)
    return None


def _fb_watch(address: _Address) -> Video | None:
    if len(address.parts) != 1 or not re.fullmatch(r"[\w-]{6,40}", address.parts[0], re.ASCII):
        return None
    return _facebook_player(f"https://fb.watch/{address.parts[0]}/", address.offset)


def _facebook_video(path: str, offset: int) -> Video:
    return _facebook_player(f"{Service.FACEBOOK.origin}{path}", offset)


def _facebook_player(watch: str, offset: int) -> Video:
    """The service's page takes no offset; its player does."""
    at = f"&t={offset}" if offset else ""
    href = quote(watch, safe="")
    return Video(
        Service.FACEBOOK,
        watch,
        f"{Service.FACEBOOK.origin}/plugins/video.php?href={href}&show_text=false&autoplay=true{at}",
    )


_HOSTS: dict[str, Callable[[_Address], Video | None]] = {
    "youtu.be": _youtu_be,
    "www.youtu.be": _youtu_be,
    "youtube.com": _youtube,
    "www.youtube.com": _youtube,
    "m.youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "www.youtube-nocookie.com": _youtube,
    "vimeo.com": _vimeo,
    "www.vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo_player,
    "facebook.com": _facebook,
    "www.facebook.com": _facebook,
    "m.facebook.com": _facebook,
    "web.facebook.com": _facebook,
    "fb.watch": _fb_watch,
    "www.fb.watch": _fb_watch,
}
