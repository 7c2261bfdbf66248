"""Who is offered a free time first, and which times suit whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinic_suite.kernel.errors import invalid
from clinic_suite.scheduling.model import FreeTime
from clinic_suite.scheduling.model.waiting import NewWait, Suiting, Wait
from clinic_suite.scheduling.rules.local import minutes_of

OFFER_FOR = timedelta(minutes=15)
SHORTEST_OFFER = timedelta(minutes=5)
MOST_SUITING = 10
LONGEST_WAIT_DAYS = 180


def suits(wait: Wait, starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> bool:
    """Whether somebody said that this time would do, and has not let it pass already."""
    if starts_at in wait.declined:
        return False
    return any(_lies_in(one, starts_at.astimezone(zone), ends_at.astimezone(zone)) for one in wait.suiting)


def _lies_in(suiting: Suiting, begins: datetime, ends: datetime) -> bool:
    on = begins.date()
    if not suiting.from_on <= on <= suiting.until_on:
        return False
    if suiting.weekdays and on.weekday() not in suiting.weekdays:
        return False
    last = ends.hour * 60 + ends.minute if ends.date() == on else 24 * 60
    first = begins.hour * 60 + begins.minute
    return minutes_of(suiting.from_time, "/suiting") <= first and last <= minutes_of(
        suiting.until_time, "/suiting"
    )


def first_that_suits(wait: Wait, times: Iterable[FreeTime], zone: ZoneInfo) -> FreeTime | None:
    return next((t for t in times if suits(wait, t.starts_at, t.ends_at, zone)), None)


def offer_ends(starts_at: datetime, now: datetime, lead: timedelta) -> datetime | None:
    """Until when a time can be offered: a quarter of an hour, and never so long that it could not be
    booked any more; nothing when there is no time left to answer."""
    end = min(now + OFFER_FOR, starts_at - lead)
    return end if end - now >= SHORTEST_OFFER else None


def check_wait(wish: NewWait, today: date) -> date:
    """The last day that would suit; refused when none is to come."""
    if not 1 <= len(wish.suiting) <= MOST_SUITING:
        raise invalid("/suiting", "length")
    for place, one in enumerate(wish.suiting):
        here = f"/suiting/{place}"
        if one.until_on < one.from_on:
            raise invalid(f"{here}/until_on", "order")
        if minutes_of(one.until_time, f"{here}/until_time") <= minutes_of(one.from_time, f"{here}/from_time"):
            raise invalid(f"{here}/until_time", "order")
    last = max(one.until_on for one in wish.suiting)
    if last < today:
        raise invalid("/suiting", "past", "These days are over.")
    if (last - today).days > LONGEST_WAIT_DAYS:
        raise invalid("/suiting", "range")
    return last
