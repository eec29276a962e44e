"""``python -m forum …`` is ``forum …``."""

from __future__ import annotations

from forum.cli import main

main(prog_name="forum")
