"""What a page costs at least: ready bytes from a bare WSGI callable, and from a Flask view that does nothing else.

The bytes are those of the file that ``BENCH_BODY`` names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask, Response

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()


def bare(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """A WSGI callable that gives the ready bytes to everybody."""
    start_response(
        "200 OK",
        [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))],
    )
    return [BODY]


ready = Flask("ready", static_folder=None)


@ready.get("/posts/<slug>")
def page(slug: str) -> Response:
    """The same bytes through Flask's routing and response."""
    return Response(BODY, mimetype="text/html")
