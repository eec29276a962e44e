"""How long somebody is said to have a post open. It tells others, and refuses nobody anything."""

from __future__ import annotations

from datetime import timedelta

# An open editor says so every 20 seconds, also while nobody types (static/js/presence.js); one that says so no more is
# closed, or away.
PRESENT_FOR = timedelta(seconds=60)
