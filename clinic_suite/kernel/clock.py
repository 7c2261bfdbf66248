"""Time comes in as an argument, so that a rule can be asked about any moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> datetime:
        """Answer an aware UTC instant, cut to milliseconds."""
        ...


class SystemClock:
    """The machine's own clock.

    MongoDB keeps milliseconds; cutting here means that an instant reads the same
    before it was stored and after.
    """

    def now(self) -> datetime:
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)
