"""Settings from the environment, checked once at the start. Each may also be given as ``…_FILE``.

A wrong value stops the start with one sentence that names it. What an editor decides is not here but in
``domain.site_settings``.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from babel import localedata

PROJECT = Path(__file__).resolve().parent.parent
# This machine's own names, by which its keepers ask whether it is well.
OWN_NAMES = ("localhost", "127.0.0.1")
# A host name or an IPv4 address, with or without port; a dot in front means everything below it, too.
_HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?")

# The names that buckets may have.
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class BadSetting(ValueError):
    """A setting from the environment cannot be used; the message is a sentence that names it."""


@dataclass(frozen=True)
class Settings:
    """The installation's settings. ``site_url`` has no trailing slash; ``trusted_proxies`` is a hop count."""

    database_url: str
    secret_key: str
    site_url: str
    site_name: str
    redis_url: str | None
    smtp_url: str | None
    mail_from: str
    trusted_proxies: int
    trusted_hosts: tuple[str, ...]
    bind: tuple[str, int]
    workers: int
    instance_path: Path
    languages: tuple[str, ...]
    check_url: str | None = None
    check_keys: tuple[str, ...] = ()
    files_url: str | None = None
    files_key_id: str | None = None
    files_secret: str | None = None

    @property
    def is_https(self) -> bool:
        return self.site_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def _read(env: Mapping[str, str], name: str) -> str | None:
    """The value of a setting, from the variable or from the file that its ``_FILE`` twin names."""
    value, path = env.get(name), env.get(f"{name}_FILE")
    if value and path:
        raise BadSetting(f"{name} and {name}_FILE are both set; keep one of them.")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            raise BadSetting(f"{name}_FILE names a file that cannot be read: {path} ({error}).") from None
    return value.strip() or None if value else None


def _whole(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = _read(env, name)
    if text is None:
        return default
    try:
        number = int(text)
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise BadSetting(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
    return number


def _address(env: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    text = _read(env, name)
    if text is None:
        return None
    scheme = text.partition("://")[0]
    if scheme not in schemes:
        # The scheme alone is repeated: behind it may stand a password.
        raise BadSetting(
            f"{name} must begin with {' or '.join(s + '://' for s in schemes)}, not {scheme[:20]!r}."
        )
    try:
        urlsplit(text)
    except ValueError as error:
        raise BadSetting(f"{name} is no address: {error}.") from None
    return text


def _site_url(env: Mapping[str, str], bind: tuple[str, int]) -> str:
    """Where the world finds the site: scheme and host, nothing behind."""
    text = _address(env, "FORUM_SITE_URL", ("http", "https"))
    if text is None:
        return f"http://{bind[0]}:{bind[1]}"
    parts = urlsplit(text)
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise BadSetting(
            f"FORUM_SITE_URL must be like https://forum.example, nothing behind it, not {text!r}."
        )
    return text.rstrip("/")


def _trusted_hosts(env: Mapping[str, str], site_url: str) -> tuple[str, ...]:
    """The names that are answered: those given, or that of the site's address and this machine's own; all of them
    (empty) where neither is said."""
    given = (_read(env, "FORUM_TRUSTED_HOSTS") or "").replace(",", " ").split()
    for name in given:
        if not _HOST.fullmatch(name):
            raise BadSetting(
                f"FORUM_TRUSTED_HOSTS must be names such as forum.example or .forum.example, not {name!r}."
            )
    if given or _read(env, "FORUM_SITE_URL") is None:
        return tuple(given)
    return tuple(dict.fromkeys((urlsplit(site_url).hostname or "", *OWN_NAMES)))


def _languages(env: Mapping[str, str]) -> tuple[str, ...]:
    tags = tuple((_read(env, "FORUM_LANGUAGES") or "en").replace(",", " ").split())
    unknown = [tag for tag in tags if not localedata.exists(tag.replace("-", "_"))]
    if unknown:
        raise BadSetting(f"FORUM_LANGUAGES must be tags such as en, th or zh-Hans, not {unknown[0]!r}.")
    return tags


def _check(env: Mapping[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """The address of the check outside the house, and the keys that sign what it is asked; both or neither."""
    url = _address(env, "FORUM_CHECK_URL", ("https", "http"))
    keys = tuple((_read(env, "FORUM_CHECK_KEYS") or "").replace(",", " ").split())
    if url is None:
        if keys:
            raise BadSetting("FORUM_CHECK_KEYS is set, but there is no FORUM_CHECK_URL to sign anything for.")
        return None, ()
    parts = urlsplit(url)
    if not parts.hostname or "@" in parts.netloc or not _is_port(parts):
        raise BadSetting(
            "FORUM_CHECK_URL must be like https://check.example/path, without a name or password."
        )
    if parts.scheme == "http" and parts.hostname not in (*OWN_NAMES, "::1"):
        raise BadSetting("FORUM_CHECK_URL must begin with https:// for every host but this machine itself.")
    if not keys or any(len(key) < 32 for key in keys):
        raise BadSetting(
            "FORUM_CHECK_KEYS must be one or more keys of at least 32 characters, with commas between them."
        )
    return url, keys


def _files(env: Mapping[str, str]) -> tuple[str | None, str | None, str | None]:
    """Where uploaded files lie, and the two halves of the key for it; None: in the instance folder."""
    url = _address(env, "FORUM_FILES_URL", ("s3", "file"))
    key_id, secret = _read(env, "FORUM_FILES_KEY_ID"), _read(env, "FORUM_FILES_SECRET")
    if (key_id is None) != (secret is None):
        raise BadSetting("FORUM_FILES_KEY_ID and FORUM_FILES_SECRET belong together; set both or none.")
    parts = urlsplit(url or "")
    if parts.scheme == "file" and (parts.netloc or not parts.path.strip("/")):
        raise BadSetting("FORUM_FILES_URL must name a folder as in file:///srv/forum/files.")
    if parts.scheme == "s3":
        options = parse_qs(parts.query)
        endpoint = options.get("endpoint", ["https://"])[0]
        if not _BUCKET.fullmatch(parts.netloc) or set(options) - {"endpoint", "region"}:
            raise BadSetting(
                "FORUM_FILES_URL must be like s3://bucket/folder?endpoint=https://s3.example&region=eu-1; "
                "keys do not stand in it."
            )
        if not endpoint.startswith(("https://", "http://")):
            raise BadSetting("The endpoint in FORUM_FILES_URL must begin with https:// or http://.")
    elif key_id is not None:
        raise BadSetting("FORUM_FILES_KEY_ID is set, but FORUM_FILES_URL does not begin with s3://.")
    return url, key_id, secret


def _is_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False


def _bind(env: Mapping[str, str]) -> tuple[str, int]:
    text = _read(env, "FORUM_BIND") or "127.0.0.1:8000"
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadSetting(f"FORUM_BIND must be host:port (for example 127.0.0.1:8000), not {text!r}.")
    return host.strip("[]"), int(port)


def _secret_key(env: Mapping[str, str], instance: Path) -> str:
    """The key that signs cookies and links: given, or made once and kept in the instance folder for its owner only."""
    given = _read(env, "FORUM_SECRET_KEY")
    if given is not None:
        if len(given) < 32:
            raise BadSetting(
                "FORUM_SECRET_KEY must have at least 32 characters; leave it out to have one made."
            )
        return given
    path = instance / "secret_key"
    if not path.exists():
        _keep_a_key(path)
    return _kept_key(path)


def _keep_a_key(path: Path) -> None:
    """Makes the file appear whole, so that a second process that starts in the same moment never reads half a key; the
    first one's stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def _kept_key(path: Path) -> str:
    key = path.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < 32 or not key.isascii():
        raise BadSetting(f"The kept secret key in {path} is damaged: delete the file to have a new one made.")
    return key


def load_settings(env: Mapping[str, str] | None = None) -> Settings:
    """The settings from ``env`` (default: the process's environment). Makes the instance folder and, once, the
    secret key. Raises ``BadSetting`` with a sentence that names the setting."""
    env = os.environ if env is None else env
    instance = Path(_read(env, "FORUM_INSTANCE_PATH") or PROJECT / "instance").resolve()
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"FORUM_INSTANCE_PATH cannot be made: {instance} ({error.strerror}).") from None
    database = (
        _address(env, "FORUM_DATABASE_URL", ("sqlite", "postgresql", "postgresql+psycopg"))
        or f"sqlite:///{instance / 'forum.db'}"
    )
    bind = _bind(env)
    site_url = _site_url(env, bind)
    mail_from = _read(env, "FORUM_MAIL_FROM") or f"forum@{urlsplit(site_url).hostname or 'localhost'}"
    if "@" not in mail_from or any(c in mail_from for c in "\r\n"):
        raise BadSetting(f"FORUM_MAIL_FROM must be an e-mail address, not {mail_from!r}.")
    check_url, check_keys = _check(env)
    files_url, files_key_id, files_secret = _files(env)
    return Settings(
        database_url=database,
        secret_key=_secret_key(env, instance),
        site_url=site_url,
        site_name=_read(env, "FORUM_SITE_NAME") or "Forum",
        redis_url=_address(env, "FORUM_REDIS_URL", ("redis", "rediss", "unix")),
        smtp_url=_address(env, "FORUM_SMTP_URL", ("smtp", "smtps", "smtp+starttls")),
        mail_from=mail_from,
        trusted_proxies=_whole(env, "FORUM_TRUSTED_PROXIES", 0, 0, 10),
        trusted_hosts=_trusted_hosts(env, site_url),
        bind=bind,
        workers=_whole(env, "FORUM_WORKERS", 1, 1, 64),
        instance_path=instance,
        languages=_languages(env),
        check_url=check_url,
        check_keys=check_keys,
        files_url=files_url,
        files_key_id=files_key_id,
        files_secret=files_secret,
    )
