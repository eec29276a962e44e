"""Every job by its name. A job gets its payload, the outside world and the time; it may run twice (its worker died, or
the network did), so it looks at what is true now before it acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from forum.jobs.answers import tell_of_answers
from forum.jobs.authors import tell_author
from forum.jobs.files import make_renditions, sweep_files
from forum.jobs.learning import learn_from_decisions, score_waiting
from forum.jobs.letters import ask_guest, digest, send_mail, tell_writer
from forum.jobs.outside import Outside
from forum.jobs.releasing import release_muted
from forum.jobs.sweeping import destroy_network_keys, sweep

Handler = Callable[[dict[str, Any], Outside, datetime], None]

JOBS: dict[str, Handler] = {
    "ask_guest": ask_guest,
    "destroy_network_keys": destroy_network_keys,
    "digest": digest,
    "learn_from_decisions": learn_from_decisions,
    "make_renditions": make_renditions,
    "release_muted": release_muted,
    "score_waiting": score_waiting,
    "send_mail": send_mail,
    "sweep": sweep,
    "sweep_files": sweep_files,
    "tell_author": tell_author,
    "tell_of_answers": tell_of_answers,
    "tell_writer": tell_writer,
}
