"""Sanctions on a writer: what each kind does, and when it is over."""

from __future__ import annotations

from enum import StrEnum


class SanctionKind(StrEnum):
    """``warn``: to be read and acknowledged before the next comment. ``hold``: all comments wait. ``mute``: comments
    wait outside the queue until the end. ``ban``: comments are refused."""

    WARN = "warn"
    HOLD = "hold"
    MUTE = "mute"
    BAN = "ban"
