"""Static files under names that carry their hash, so that a browser may keep them for a year.

At the start every file of ``static/`` is copied once into the instance's ``assets/`` folder under its hashed name, the
stylesheets of each bundle in ``static/css/bundles.toml`` joined into one file, with a gzip copy beside it. WhiteNoise
serves the folder in front of Flask.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

PREFIX = "/static/"
_PICTURE = re.compile(rb"""url\(["']?\.\./((?:img|vendor)/[^"')]+)["']?\)""")
TEXT = frozenset({".css", ".js", ".svg", ".json", ".txt"})
_HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+(\.gz)?$")


@dataclass(frozen=True)
class AssetBook:
    """Where the files are, and the address of each by its name in ``static/`` (bundles: ``css/<bundle>.css``)."""

    folder: Path
    addresses: dict[str, str]


def build(static: Path, out: Path) -> AssetBook:
    """Hashes ``static`` into ``out``; what is there already under the same name is left alone."""
    contents = {
        path.relative_to(static).as_posix(): path.read_bytes()
        for path in sorted(static.rglob("*"))
        if path.is_file() and path.suffix != ".toml" and not path.is_relative_to(static / "css")
    }
    bundles = tomllib.loads((static / "css" / "bundles.toml").read_text(encoding="utf-8"))
    for name, files in bundles.items():
        contents[f"css/{name}.css"] = b"\n".join(
            (static / "css" / file).read_bytes() for file in files["files"]
        )
    addresses: dict[str, str] = {}
    for name, content in contents.items():
        if name.endswith(".css"):  # they come last, when the pictures that they name have their addresses
            content = _PICTURE.sub(lambda match: b"url(" + _address(match, addresses) + b")", content)
        hashed = _hashed_name(name, content)
        addresses[name] = f"{PREFIX}{hashed}"
        _keep(out / hashed, content)
        packed = out / f"{hashed}.gz"
        if Path(name).suffix in TEXT and not packed.exists():
            _keep(packed, gzip.compress(content, mtime=0))
    return AssetBook(out, addresses)


def _address(match: re.Match[bytes], addresses: dict[str, str]) -> bytes:
    return addresses[match[1].decode()].encode()


def _hashed_name(name: str, content: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{suffix}"


def _keep(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: several processes may start at once."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(path)


def is_immutable(path: str, url: str) -> bool:
    """For WhiteNoise: a hashed name never changes its content."""
    return _HASHED.search(url) is not None


def init_app(app: Flask, book: AssetBook) -> None:
    """``asset("js/reader.js")`` in templates. An unknown name is a mistake of ours and raises ``KeyError``."""
    app.jinja_env.globals["asset"] = book.addresses.__getitem__
