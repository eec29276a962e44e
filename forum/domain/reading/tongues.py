"""Words of another script within a text: each run of them says its language, for the right faces and voice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_LETTERS = {
    "th": "\u0e01-\u0e5b",
    "lo": "\u0e80-\u0edf",
    "km": "\u1780-\u17ff\u19e0-\u19ff",
    "my": "\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f",
}
# Languages that write Chinese signs among their own.
_ALSO_HAN = frozenset({"zh", "ja", "ko"})
# What may stand between two words of a run: nothing that other scripts would miss.
_BETWEEN = "[\\s\\d.,;:!?()“”‘’…·/–—\u200b-\u200d\u2060\u3000-\u303f\uff01-\uff5e-]"
_FULL = "\u2018-\u201d\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff60"
_BREAK = re.compile(f"(<pre[ >].*?</pre>)|(?<=[{_FULL}])\n(?=[{_FULL}])", re.DOTALL)
_TAG = r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>'


def with_tongues(html: str, language: str) -> str:
    """Safe ``html`` of a text in ``language`` in which runs of other scripts say theirs. Of Latin and Cyrillic letters
    nobody can tell the language, so nothing is said."""
    spoken = language.partition("-")[0].lower()
    if html.isascii() or not _any(spoken).search(html):
        return html
    return _runs(spoken).sub(_run, html)


def without_breaks(html: str, language: str) -> str:
    """Safe HTML of a text in Chinese or Japanese without the ends of source lines between two of their signs: a browser
    would show a space there, and these languages have none."""
    if language.partition("-")[0].lower() not in ("zh", "ja"):
        return html
    return _BREAK.sub(lambda found: found[1] or "", html)


def _run(found: re.Match[str]) -> str:
    return f'<span lang="{found.lastgroup}">{found[0]}</span>' if found.lastgroup else found[0]


def _others(spoken: str) -> Iterable[str]:
    return (one for one in _LETTERS if one != spoken and not (one == "zh" and spoken in _ALSO_HAN))


@cache
def _any(spoken: str) -> re.Pattern[str]:
    return re.compile("[" + "".join(_LETTERS[one] for one in _others(spoken)) + "]")


@cache
def _runs(spoken: str) -> re.Pattern[str]:
    """A tag, which is left alone, or a run of one of the other scripts, whose group has the name of its language."""
    runs = (
        f"(?P<{one}>[{_LETTERS[one]}]+(?:{_BETWEEN}{{0,20}}[{_LETTERS[one]}]+)*)" for one in _others(spoken)
    )
    return re.compile("|".join((_TAG, *runs)))
