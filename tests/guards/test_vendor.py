"""What is vendored is what was published: every file has the hash that was written down when it was taken, or, of the
faces, when it was made of a published one by the command in docs/reading.md."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
LISTED = json.loads((STATIC / "vendor" / "vendor.json").read_text(encoding="utf-8"))
PACKAGES: list[dict[str, Any]] = LISTED["packages"]
FILES = {name: digest for package in PACKAGES for name, digest in package["files"].items()}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_vendored_file_has_the_hash_that_was_written_down(name: str) -> None:
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == FILES[name]


def test_no_vendored_file_is_unlisted() -> None:
    found = {path.relative_to(STATIC).as_posix() for path in (STATIC / "vendor").rglob("*") if path.is_file()}
    assert found - {"vendor/vendor.json"} == {name for name in FILES if name.startswith("vendor/")}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_a_package_is_named_with_version_integrity_and_licence(package: dict[str, Any]) -> None:
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["integrity"])
    assert package["licence"]
    licences = [name for name in package["files"] if name.endswith("/LICENSE.txt")]
    assert len(licences) == 1
    assert package["version"] in licences[0]


def test_the_notices_name_every_vendored_package() -> None:
    notices = (ROOT / "NOTICES.md").read_text(encoding="utf-8")
    for package in PACKAGES:
        assert f"\n| {package['name']} | {package['version']} |" in notices


def test_a_face_that_was_cut_down_is_asked_for_its_own_letters_alone() -> None:
    """And each has all those that it is asked for; the joiners and the dotted circle are for shaping."""
    sheet = (STATIC / "css" / "scripts.css").read_text(encoding="utf-8")
    asked = re.findall(r'url\("\.\./(vendor/[^"]+)"\)[^;]*;\s*unicode-range: ([^;]+);', sheet)
    cut_down = {
        name: cut["letters"].removesuffix(", U+200B-200D, U+25CC")
        for package in PACKAGES
        for name, cut in package.get("subsets", {}).items()
    }
    assert len(cut_down) == 4
    assert cut_down.items() <= dict(asked).items()
    assert cut_down.keys() <= FILES.keys()


def test_the_sprite_holds_exactly_the_icons_that_are_listed() -> None:
    sprite = (STATIC / "img" / "icons.svg").read_text(encoding="utf-8")
    listed = next(package["icons"] for package in PACKAGES if "icons" in package)
    assert re.findall(r'<symbol id="([^"]+)"', sprite) == listed


def test_our_own_files_name_no_address_of_another_server() -> None:
    """A page that asks another server for anything tells it who reads here."""
    own = [*STATIC.glob("css/**/*.css"), *STATIC.glob("js/*.js")]
    assert own
    for path in own:
        without_comments = re.sub(r"(?m)^\s*//.*$", "", path.read_text(encoding="utf-8"))
        addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+", without_comments))
        assert addresses - {"http://www.w3.org"} == set(), path.name
