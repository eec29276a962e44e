"""How long a moderator's claim on a comment lasts. It is soft: it tells others, and refuses nobody anything."""

from __future__ import annotations

from datetime import timedelta

# Renewed while the item is open; over by itself, whatever happens to who made it.
CLAIM_LASTS = timedelta(minutes=3)
