"""Tables as CSV files that are safe to open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# A spreadsheet takes a cell that begins so for a formula, and may run it (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Without it, some spreadsheets read UTF-8 as something else, and Thai or Khmer as noise.
_MARK = "\ufeff"


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as RFC 4180 has it, UTF-8 with a byte order mark, formulas made harmless by an apostrophe before them.
    Numbers stay numbers."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([_harmless(head) for head in heads])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return _MARK + file.getvalue()


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
