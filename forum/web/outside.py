"""What the front door needs from the outside world, opened once by ``app``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from forum.adapters.files import FileStore
from forum.adapters.limits import Limiter
from forum.adapters.outside_check import OutsideCheck
from forum.adapters.seals import Seals
from forum.config import Settings


@dataclass(frozen=True)
class Outside:
    settings: Settings
    limiter: Limiter
    seals: Seals
    files: FileStore
    check: OutsideCheck | None = None


def outside() -> Outside:
    """The opened adapters of the application that answers this request."""
    return cast(Outside, current_app.extensions["outside"])
