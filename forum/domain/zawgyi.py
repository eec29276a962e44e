"""Burmese that was typed for a Zawgyi font: the same code points as Unicode, in another order and with other meanings.

It is recognised and said, not converted: a conversion guesses, and there is no library for it that is kept well.
Burmese and Mon, Shan and Karen that are written by the standard never have what is looked for here.
"""

from __future__ import annotations

import re

_ZAWGYI = re.compile(
    "(?:^|[^\u1000-\u102a\u103b-\u103e\u103f\u104e\u105a-\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e])"
    "\u1031[\u1000-\u1021]"  # the vowel in front of its letter, where it is seen but not written
    "|\u1039(?:$|[^\u1000-\u1021])"  # the sign that stacks, with nothing to be stacked
    "|[\u103b\u107e-\u1084][\u1000-\u1021]"  # the medial around a letter, in front of it
)


def looks_like_zawgyi(text: str) -> bool:
    """Whether ``text`` has Burmese that only a Zawgyi font shows as it was meant."""
    return _ZAWGYI.search(text) is not None
