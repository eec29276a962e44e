"""``python -m forum …`` is ``forum …``."""

from __future__ import annotations

from forum.cli import main

if __name__ == "__main__":  # not in a web process, which imports this module again
    main(prog_name="forum")
