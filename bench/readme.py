"""Putting a table into ``bench/README.md``, between the two marks that bear its name."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

README = Path(__file__).resolve().parent / "README.md"


def fill_in(name: str, table: str) -> None:
    """Replaces what stands between the marks ``name`` and ``end of name``; says when and on what it was measured."""
    opening, closing = f"<!-- {name} -->", f"<!-- end of {name} -->"
    head, _, rest = README.read_text(encoding="utf-8").partition(opening)
    tail = rest.partition(closing)[2]
    today = datetime.now(UTC).date().isoformat()
    filled = f"{head}{opening}\nMeasured on {today}: {machine()}.\n\n{table}\n{closing}{tail}"
    README.write_text(filled, encoding="utf-8")


def machine() -> str:
    """What was measured on."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return f"{os.cpu_count()} cores of {cpu}, Python {platform.python_version()}, {platform.system()}"
