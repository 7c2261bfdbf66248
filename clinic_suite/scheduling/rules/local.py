"""Between a clinic's own clock and instants, also in the nights when that clock is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinic_suite.kernel.errors import invalid

_MINUTES_A_DAY = 24 * 60


def minutes_of(text: str, pointer: str) -> int:
    """Minutes since midnight: ``09:30`` is 570, and ``24:00`` is the end of the day."""
    hours, _, minutes = text.partition(":")
    total = int(hours) * 60 + int(minutes)
    if total > _MINUTES_A_DAY or int(minutes) > 59:
        raise invalid(pointer, "format")
    return total


def instant(on: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The instant of a wall-clock time on a day.

    A time that the clock leaps over (02:30 on a spring night) is the moment of the leap, and a
    time that comes twice is its first coming, so a window never begins later or lasts longer than
    its template says.
    """
    day = on + timedelta(days=1) if minutes == _MINUTES_A_DAY else on
    wall = datetime.combine(day, time(*divmod(minutes % _MINUTES_A_DAY, 60)), zone)
    there = wall.astimezone(UTC)
    if there.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return there
    # The wall time does not exist; read with the offset after the leap it names a moment before
    # it, and with the one before the leap a moment after: the leap lies between the two.
    return _leap_between(wall.replace(fold=1).astimezone(UTC), there, zone)


def _leap_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the zone's offset changes, to the minute."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        middle = middle.replace(second=0, microsecond=0)
        if middle in (before, after):
            break
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def day_of(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
