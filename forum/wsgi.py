"""The application as a WSGI server loads it: ``forum.wsgi:app``. Settings come from the environment."""

from __future__ import annotations

from forum.app import create_app

app = create_app()
