"""Whether a wish to be seen can be granted, and if not, why."""

from __future__ import annotations

from datetime import datetime, timedelta

from clinic_suite.kernel.care import Mode
from clinic_suite.kernel.errors import Refusal, invalid
from clinic_suite.scheduling.errors import NotBookable, SlotTaken, TooEarly, TooLate
from clinic_suite.scheduling.model import DaySheet, Session, Terms, VisitLength
from clinic_suite.scheduling.rules.ranges import within
from clinic_suite.scheduling.rules.slots import free_seats, taken_by


def check_moment(starts_at: datetime, now: datetime, terms: Terms, *, for_desk: bool) -> None:
    """In the future, not too soon and not too far; the desk may book what begins at once."""
    if for_desk:
        if starts_at < now - timedelta(hours=12):
            raise invalid("/starts_at", "past", "This time has passed.")
    elif starts_at <= now:
        raise invalid("/starts_at", "past", "This time has passed.")
    elif starts_at < now + timedelta(minutes=terms.lead_minutes):
        raise TooLate
    if starts_at > now + timedelta(days=terms.horizon_days):
        raise TooEarly


def session_for(
    sheet: DaySheet, starts_at: datetime, visit: VisitLength, mode: Mode | None, *, any_start: bool
) -> Session:
    """The session in which the visit lies whole and begins on the grid, or the reason why there is none."""
    if sheet.closed_for:
        raise NotBookable("The clinic is closed on this day.")
    span = (starts_at, starts_at + visit.length)
    for session in sheet.sessions:
        if not within(span, (session.from_at, session.until_at)):
            continue
        if mode is not None and mode not in session.modes:
            raise invalid("/service_id", "mode", "This kind of visit is not offered at this time.")
        if not any_start and starts_at not in session.starts:
            raise invalid("/starts_at", "grid", "Visits do not begin at this minute.")
        return session
    raise invalid("/starts_at", "outside_hours", "Nobody can be seen at this time.")


def seat_for(
    sheet: DaySheet,
    session: Session,
    starts_at: datetime,
    visit: VisitLength,
    now: datetime,
    ignoring: str | None,
) -> int:
    """The first seat that is free, e.g. 1 where only one person is seen at a time."""
    living = [e for e in sheet.entries if e.lives(now) and e.id != ignoring]
    seats = free_seats(session, living, taken_by(visit, starts_at))
    if not seats:
        raise SlotTaken
    return seats[0]


def why_not(
    sheet: DaySheet | None, starts_at: datetime, visit: VisitLength, mode: Mode | None, now: datetime
) -> Refusal:
    """What to say when a claim found no match: the same looks as before it, on the sheet as it is now."""
    if sheet is None:
        return invalid("/starts_at", "outside_hours", "Nobody can be seen at this time.")
    try:
        session = session_for(sheet, starts_at, visit, mode, any_start=False)
        seat_for(sheet, session, starts_at, visit, now, None)
    except Refusal as refusal:
        return refusal
    return SlotTaken()
