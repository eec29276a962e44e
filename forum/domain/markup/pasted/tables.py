"""Tables as Markdown has them: a head, a line for each row, every row as wide as the widest."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from lxml.html import HtmlElement

from forum.domain.markup.bounds import MarkupRefused
from forum.domain.markup.pasted.reading import style_of, tag_of

MOST_COLUMNS = 40
MOST_CELLS = 20_000
_SIDES = {"left": ":---", "center": ":---:", "right": "---:"}


def table_of(table: HtmlElement, cell: Callable[[HtmlElement], str]) -> str | None:
    """The table; None for one that only puts things in their places: of one column or row, or with tables in it.
    Cells that reach over others leave them empty. ``cell`` says what stands in one."""
    if next(islice(table.iter("table"), 1, None), None) is not None:
        return None
    rows = [row for row in table.iter("tr") if next(iter(row), None) is not None]
    if not rows:
        return None
    grid, sides = _grid(rows, cell)
    width = max(len(row) for row in grid)
    is_layout = width < 2 or (len(grid) < 2 and not any(tag_of(one) == "th" for one in rows[0]))
    if is_layout:
        return None
    lines = [_line(row, width) for row in grid]
    rule = _line([sides.get(place, "---") for place in range(width)], width)
    return "\n".join([lines[0], rule, *lines[1:]])


def _grid(
    rows: list[HtmlElement], cell: Callable[[HtmlElement], str]
) -> tuple[list[list[str]], dict[int, str]]:
    grid: list[list[str]] = []
    covered: dict[int, int] = {}  # column → how many rows more a cell above reaches down
    sides: dict[int, str] = {}
    count = 0
    for row in rows:
        cells: list[str] = []
        reaching: dict[int, int] = {}

        for one in row:
            if tag_of(one) not in ("td", "th") or len(cells) >= MOST_COLUMNS:
                continue
            _skip(covered, cells)
            first = len(cells)
            cells.append(cell(one))
            cells += [""] * (min(_span(one, "colspan"), MOST_COLUMNS - first) - 1)
            down = _span(one, "rowspan") - 1
            if down:
                reaching |= dict.fromkeys(range(first, len(cells)), down)
            if (side := _side(one)) and first not in sides:
                sides[first] = side
        _skip(covered, cells)
        covered |= reaching
        grid.append(cells)
        count += len(cells)
        if count > MOST_CELLS:
            raise MarkupRefused("too_much_output")
    return grid, sides


def _skip(covered: dict[int, int], cells: list[str]) -> None:
    """Leaves the places empty into which cells of the rows above reach."""
    while covered.get(len(cells), 0):
        covered[len(cells)] -= 1
        cells.append("")


def _span(cell: HtmlElement, name: str) -> int:
    text = cell.get(name) or "1"
    return (
        min(int(text), 1000) if text.isascii() and text.isdecimal() and 0 < len(text) < 5 and int(text) else 1
    )


def _side(cell: HtmlElement) -> str | None:
    """Word says it of the paragraph in the cell."""
    paragraph = next(iter(cell), None)
    own = _side_of(cell)
    return own or (_side_of(paragraph) if paragraph is not None and tag_of(paragraph) == "p" else None)


def _side_of(cell: HtmlElement) -> str | None:
    return _SIDES.get(style_of(cell).get("text-align") or (cell.get("align") or "").lower())


def _line(cells: list[str], width: int) -> str:
    return f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |"
