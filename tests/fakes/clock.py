"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# In the future: both engines drop rows whose ``forget_at`` has passed on the machine's own clock.
A_MONDAY_MORNING = datetime(2035, 3, 5, 9, 30, tzinfo=UTC)


class FrozenClock:
    """Stands on one instant; ``advance`` and ``set`` move it."""

    def __init__(self, at: datetime = A_MONDAY_MORNING) -> None:
        self._now = at

    def now(self) -> datetime:
        return self._now

    def advance(self, **by: float) -> datetime:
        """Move on, e.g. ``clock.advance(minutes=2)``, and answer the new instant."""
        self._now += timedelta(**by)
        return self._now

    def set(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("an instant needs its offset")
        self._now = at.astimezone(UTC)
