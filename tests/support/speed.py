"""How long something may take, on whatever machine the tests run."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

import html5lib

# What a thread of the machine that the bounds were chosen on needs for the yardstick.
YARDSTICK_SECONDS = 0.01


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What happens inside takes less than ``seconds`` of this thread: not of a machine that is busy otherwise, and not
    of what a long test run has left behind, whose objects the collector would go through again and again. A machine
    that is slower at everything has as much more time; one that is faster has the same."""
    gc.disable()
    start = time.thread_time()
    try:
        yield
        taken = time.thread_time() - start
    finally:
        gc.enable()
    allowed = seconds if taken < seconds else seconds * max(1.0, _yardstick() / YARDSTICK_SECONDS)
    assert taken < allowed, f"{taken:.2f} s of {allowed:.2f} s"


def _yardstick() -> float:
    """Seconds of this thread for reading a page by a parser that is not under test: the least of three."""
    times = []
    for _ in range(3):
        start = time.thread_time()
        html5lib.parse("<p>One <b>word</b> &amp; another.\n" * 200)
        times.append(time.thread_time() - start)
    return min(times)
