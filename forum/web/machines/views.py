"""Two questions that load balancers and supervisors ask. Neither looks at a session or at who is asking."""

from __future__ import annotations

from flask import Blueprint

from forum.queries.schema import schema_is_current
from forum.web.access import public

room = Blueprint("machines", __name__)

Answer = tuple[str, int, dict[str, str]]
PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@room.get("/healthz")
@public
def healthz() -> Answer:
    """The process answers. Says nothing about the database: restarting this process would not mend that."""
    return "ok\n", 200, PLAIN


@room.get("/readyz")
@public
def readyz() -> Answer:
    """The process can do its work: the database answers and has the tables that this release needs."""
    if schema_is_current():
        return "ok\n", 200, PLAIN
    return "the database is away, or not migrated yet\n", 503, PLAIN | {"Retry-After": "5"}
