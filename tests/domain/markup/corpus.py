"""The texts in ``tests/data/markup/``."""

from __future__ import annotations

import re
from pathlib import Path

DATA = Path(__file__).parents[2] / "data" / "markup"
_ESCAPE = re.compile(r"\\(?:([ntrf])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


def hostile(*families: str) -> list[str]:
    """The attacks of ``families`` (all, if none is named), one a line."""
    names = families or (
        "elements",
        "attributes",
        "entities",
        "nesting",
        "mutations",
        "markdown",
        "addresses",
    )
    lines = [line for name in names for line in _read(f"hostile_{name}.txt").splitlines()]
    return [_ESCAPE.sub(_character, line) for line in lines if line and not line.startswith("## ")]


def real(name: str) -> str:
    """A text as somebody pasted it."""
    return _read(f"real_{name}.txt")


def _read(name: str) -> str:
    return (DATA / name).read_bytes().decode()


def _character(escape: re.Match[str]) -> str:
    return _NAMED[escape[1]] if escape[1] else chr(int(escape[2] or escape[3] or escape[4], 16))
