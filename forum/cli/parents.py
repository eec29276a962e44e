"""Child processes that end with the one that started them."""

from __future__ import annotations

import os
from threading import Event, Thread

LOOK_EVERY_SECONDS = 0.5


def stop_with(parent: int, stop: Event) -> None:
    """Sets ``stop`` when the process ``parent``, which started this one, is gone; even if it was killed and could not
    say so."""

    def watch() -> None:
        while os.getppid() == parent and not stop.wait(LOOK_EVERY_SECONDS):
            pass
        stop.set()

    Thread(target=watch, name="watch-parent", daemon=True).start()
