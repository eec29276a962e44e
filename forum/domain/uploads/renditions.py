"""In which widths and formats a picture is offered to browsers."""

from __future__ import annotations

WIDTHS = (480, 960, 1440, 1920)
# The smaller one first: browsers take the first that they understand.
FORMATS = ("avif", "webp")
# The column of text is 38rem wide at most, the margins of a telephone take the rest.
SIZES = "(min-width: 42rem) 38rem, 92vw"


def widths_for(width: int) -> list[int]:
    """The widths for a picture that is ``width`` wide: none is wider than the picture itself, and its own is the last
    one where it is not wider than any screen needs."""
    narrower = [one for one in WIDTHS if one < width]
    return [*narrower, min(width, WIDTHS[-1])] if width <= WIDTHS[-1] else list(WIDTHS)
