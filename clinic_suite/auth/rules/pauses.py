"""How long a place waits after wrong passwords: it grows, and it never becomes a lock-out."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

FORGOTTEN_AFTER = timedelta(hours=24)
_FREE_TRIES = 2
_PAUSES = tuple(timedelta(seconds=s) for s in (5, 30, 60, 5 * 60, 15 * 60))


def pause_after(failures: int) -> timedelta:
    """Two slips of the finger cost nothing; the third wrong password waits 5 s, the seventh 15 min."""
    step = failures - _FREE_TRIES - 1
    if step < 0:
        return timedelta()
    return _PAUSES[min(step, len(_PAUSES) - 1)]


def wait_s(now: datetime, until: datetime) -> int:
    """The seconds of a ``Retry-After``, never fewer than one."""
    return max(1, math.ceil((until - now).total_seconds()))
