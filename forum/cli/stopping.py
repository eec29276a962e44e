"""How processes are told to stop: by the first SIGINT or SIGTERM, or by the death of the process that started them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from threading import Thread

STOPS = frozenset({signal.SIGINT, signal.SIGTERM})
LOOK_EVERY_SECONDS = 0.5


def on_stop(call: Callable[[], object]) -> None:
    """Calls ``call``, once and in a thread of its own, when this process is first told to stop.

    A process of ours is often told twice: Ctrl-C and supervisors tell the whole group, and its parent tells it again.
    So both signals are blocked, here and in every process that is started from here on, and waited for instead. One
    that comes before anybody waits for it is kept, and cuts no start in two.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)

    def wait() -> None:
        signal.sigwait(STOPS)
        call()

    Thread(target=wait, name="wait-for-stop", daemon=True).start()


def stop_with(parent: int) -> None:
    """Tells this process to stop when the process ``parent``, which started it, is gone; even if that was killed and
    could not say so."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_EVERY_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=watch, name="watch-parent", daemon=True).start()
