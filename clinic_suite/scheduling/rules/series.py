"""On which dates a series falls, and what moving one of its visits means for those that follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from clinic_suite.kernel.errors import Refusal, invalid
from clinic_suite.scheduling.errors import SeriesNotFree
from clinic_suite.scheduling.model import Appointment
from clinic_suite.scheduling.model.series import Missing, NewSeries
from clinic_suite.scheduling.rules.local import day_of, instant
from clinic_suite.scheduling.rules.states import MOVABLE


def dates_of(wish: NewSeries, zone: ZoneInfo) -> list[datetime]:
    """The beginnings of a series: ten o'clock stays ten o'clock when the clinic's clock is moved.

    A date to skip that is none of the series is a slip of the pen, and the visit it was meant for would
    be booked.
    """
    if wish.starts_at.second or wish.starts_at.microsecond:
        raise invalid("/starts_at", "grid", "Visits begin at a full minute.")
    weeks = timedelta(weeks=wish.every_weeks)
    found = {
        day_of(at, zone): at for at in (shifted(wish.starts_at, n * weeks, zone) for n in range(wish.count))
    }
    for place, on in enumerate(wish.skip):
        if on not in found:
            raise invalid(f"/skip/{place}", "unknown", "The series has no visit on this day.")
    left = [at for on, at in found.items() if on not in wish.skip]
    if not left:
        raise invalid("/skip", "length", "There is no visit left.")
    return left


def shifted(at: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    """So much later (or earlier) on the clinic's wall clock."""
    if not by:
        return at
    wall = at.astimezone(zone).replace(tzinfo=None) + by
    return instant(wall.date(), wall.hour * 60 + wall.minute, zone)


def wall_difference(old: datetime, new: datetime, zone: ZoneInfo) -> timedelta:
    """How far a visit is moved on the clinic's wall clock: a day and an hour, whatever night lies between."""
    return new.astimezone(zone).replace(tzinfo=None) - old.astimezone(zone).replace(tzinfo=None)


def following(first: Appointment, series: Iterable[Appointment]) -> list[Appointment]:
    """A visit and those of its series that come after it and can still be changed."""
    later = (v for v in series if v.id != first.id and v.starts_at >= first.starts_at and v.state in MOVABLE)
    return [first, *later]


def missing(at: datetime, refusal: Refusal, zone: ZoneInfo) -> Missing:
    """Why one date cannot be had, e.g. ``slot_taken`` or ``outside_hours``."""
    why = refusal.faults[0].code if refusal.faults else refusal.slug.replace("-", "_")
    return Missing(on=day_of(at, zone), starts_at=at, why=why)


def require_all(gaps: Iterable[Missing]) -> None:
    """All dates or none; which ones are in the way is said, so that they can be left out."""
    said = [{"on": g.on.isoformat(), "starts_at": g.starts_at.isoformat(), "why": g.why} for g in gaps]
    if said:
        raise SeriesNotFree(members={"dates": said})
