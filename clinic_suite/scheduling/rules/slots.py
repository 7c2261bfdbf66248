"""What is left of a day sheet when its entries are taken out and it is cut to a visit's length."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from clinic_suite.kernel.care import Mode
from clinic_suite.scheduling.model import DaySheet, Entry, FreeTime, Session, VisitLength
from clinic_suite.scheduling.rules.ranges import Span, overlap


def free_times(
    sheet: DaySheet,
    visit: VisitLength | None,
    now: datetime,
    *,
    not_before: datetime,
    mode: Mode | None = None,
) -> Iterator[FreeTime]:
    """The moments at which such a visit can begin; without one, a visit as long as a slot is meant."""
    if sheet.closed_for:
        return
    living = [e for e in sheet.entries if e.lives(now)]
    for session in sheet.sessions:
        if mode is not None and mode not in session.modes:
            continue
        wanted = visit or VisitLength(length=timedelta(minutes=session.slot_minutes))
        for starts_at in session.starts:
            ends_at = starts_at + wanted.length
            if starts_at < not_before or ends_at > session.until_at:
                continue
            left = len(free_seats(session, living, taken_by(wanted, starts_at)))
            if left:
                yield FreeTime(
                    starts_at=starts_at,
                    ends_at=ends_at,
                    seats_left=left,
                    modes=session.modes,
                    place=session.place,
                )


def taken_by(visit: VisitLength, starts_at: datetime) -> Span:
    """All the time that a visit takes, with what must stay free around it."""
    return starts_at - visit.before, starts_at + visit.length + visit.after


def free_seats(session: Session, living: list[Entry], span: Span) -> list[int]:
    taken = {e.seat for e in living if overlap(span, (e.from_at, e.until_at))}
    return [seat for seat in range(1, session.seats + 1) if seat not in taken]
