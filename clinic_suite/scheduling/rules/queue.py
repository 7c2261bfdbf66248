"""Who is next, who stands where and why, and when it will be whose turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median

import attrs

from clinic_suite.kernel.care import Mode
from clinic_suite.scheduling.model import Appointment, DaySheet, Session, Source, VisitLength
from clinic_suite.scheduling.model.queue import (
    FIRST,
    HERE,
    USUAL,
    Because,
    MoveReason,
    Pace,
    QueueDay,
    Ticket,
    TicketState,
    Turn,
)
from clinic_suite.scheduling.rules.slots import free_times

_S = TicketState
LATE_AFTER = timedelta(minutes=10)
"""Who comes later than this after the agreed time stands where they came, not where they were to come."""
CHECK_IN_BEFORE, CHECK_IN_AFTER = timedelta(minutes=60), timedelta(minutes=30)
_STARTED_AGO, _SOON = timedelta(minutes=10), timedelta(hours=2)
ENOUGH = 5
"""So many visits of today say how fast it goes; before that the planned lengths are believed in part."""
_MISTAKE = timedelta(minutes=1)
_SLOWEST, _FASTEST = 4.0, 0.25


def weight_at(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def in_line(day: QueueDay) -> list[Ticket]:
    """Those who wait, the next first."""
    return sorted((t for t in day.tickets if t.state is _S.WAITING), key=_order)


def _order(ticket: Ticket) -> tuple[int, int, int]:
    return ticket.band, ticket.weight, ticket.token


def called_now(day: QueueDay) -> Ticket | None:
    """Who was called and is on the way; while somebody is, nobody else is called in turn."""
    called = [t for t in day.tickets if t.state is _S.CALLED]
    return min(called, key=lambda t: (t.called_at or t.arrived_at, t.token), default=None)


def standing_of(
    visit: Appointment, came_at: datetime, day: QueueDay, open_until: datetime | None
) -> tuple[int, Because]:
    """Where somebody who comes now stands, and why.

    Who booked and is on time has the booked time.  Who is late has the time of coming.  Who walked in has
    the free time that was found, or else stands behind the open hours' booked visits; and nobody who walks
    in later overtakes one who walked in before, even when an earlier time has become free in between.
    """
    if visit.source is not Source.WALK_IN:
        late = came_at > visit.starts_at + LATE_AFTER
        return (weight_at(came_at), Because.LATE) if late else (weight_at(visit.starts_at), Because.BOOKED)
    own = visit.starts_at if visit.places else max(came_at, open_until or came_at)
    before = [t.weight for t in in_line(day) if t.because is Because.WALK_IN]
    return max(weight_at(own), *before) if before else weight_at(own), Because.WALK_IN


def placed(day: QueueDay, ticket: Ticket, before: Ticket | None, why: MoveReason) -> QueueDay:
    """The line after somebody was put elsewhere; whoever else waits keeps their order."""
    others = [t for t in in_line(day) if t.id != ticket.id]
    band, because = USUAL, Because.MOVED
    if why is MoveReason.URGENT:
        band, because = FIRST, Because.URGENT
        at = sum(1 for t in others if t.band == FIRST)
    elif before is None:
        at = len(others)
    else:
        band, at = before.band, others.index(before)
    moved = attrs.evolve(ticket, band=band, because=because, moved_for=why)
    return _between(day, moved, others[:at], others[at:])


def _between(day: QueueDay, moved: Ticket, ahead: Sequence[Ticket], behind: Sequence[Ticket]) -> QueueDay:
    """Give a weight between two neighbours, and push apart those behind who would be passed by it."""
    same_ahead = [t for t in ahead if t.band == moved.band]
    same_behind = [t for t in behind if t.band == moved.band]
    weight = moved.weight
    if same_ahead:
        weight = same_ahead[-1].weight + 1
    elif same_behind:
        weight = same_behind[0].weight - 1
    day = day.with_ticket(attrs.evolve(moved, weight=weight))
    for ticket in same_behind:
        if ticket.weight > weight:
            break
        weight += 1
        day = day.with_ticket(attrs.evolve(ticket, weight=weight))
    return day


def pace_of(day: QueueDay) -> Pace:
    """How today goes against the plan: the middle of today's visits, believed the more the more there are."""
    ratios = [
        (t.finished_at - t.started_at).total_seconds() / t.length_s
        for t in day.tickets
        if t.state is _S.DONE
        and t.started_at is not None
        and t.finished_at is not None
        and t.finished_at - t.started_at >= _MISTAKE
    ]
    if not ratios:
        return Pace(factor=1.0, from_visits=0)
    believed = min(len(ratios), ENOUGH)
    factor = (believed * median(ratios) + (ENOUGH - believed)) / ENOUGH
    return Pace(factor=min(_SLOWEST, max(_FASTEST, factor)), from_visits=len(ratios))


def turns(day: QueueDay, hours: Session | None, now: datetime) -> list[Turn]:
    """Everybody in the order in which the desk reads them, with when it will be their turn."""
    pace = pace_of(day)
    free = _free_at(day, hours, now, pace)
    found: list[Turn] = [_as_is(t) for t in _in_state(day, _S.IN_CONSULTATION)]
    called = _in_state(day, _S.CALLED)
    for ticket in called:
        _take(free, pace.lasts(ticket))
        found.append(_as_is(ticket))
    for place, ticket in enumerate(in_line(day)):
        expected_at = _take(free, pace.lasts(ticket))
        found.append(
            Turn(ticket=ticket, place=place + 1, people_ahead=len(called) + place, expected_at=expected_at)
        )
    return found + [_as_is(t) for s in (_S.SKIPPED, _S.DONE, _S.LEFT) for t in _in_state(day, s)]


def _as_is(ticket: Ticket) -> Turn:
    return Turn(ticket=ticket, place=None, people_ahead=None, expected_at=None)


def _in_state(day: QueueDay, state: TicketState) -> list[Ticket]:
    return sorted((t for t in day.tickets if t.state is state), key=_order)


def _free_at(day: QueueDay, hours: Session | None, now: datetime, pace: Pace) -> list[datetime]:
    """When each of those places is free in which somebody can be seen; most practitioners have one."""
    begins = max(now, day.goes_on_at or now, hours.from_at if hours is not None else now)
    free = [begins] * (hours.seats if hours is not None else 1)
    inside = _in_state(day, _S.IN_CONSULTATION)
    ends = sorted((t.started_at or now) + pace.lasts(t) for t in inside)
    for place, at in enumerate(ends[-len(free) :]):
        free[place] = max(begins, at)
    return free


def _take(free: list[datetime], lasts: timedelta) -> datetime:
    """Have the next free place; answer when it was free."""
    place = free.index(min(free))
    at = free[place]
    free[place] = at + lasts
    return at


def hours_of(sheet: DaySheet | None, now: datetime) -> Session | None:
    """The open hours that count now: those that run, else the next of the day, else the last that were."""
    if sheet is None or not sheet.sessions:
        return None
    coming = [s for s in sheet.sessions if s.until_at > now]
    return coming[0] if coming else sheet.sessions[-1]


def next_seat(sheet: DaySheet, visit: VisitLength, mode: Mode, now: datetime) -> datetime | None:
    """The next free time for somebody who is here already, if there is one within two hours."""
    times = free_times(sheet, visit, now, not_before=now - _STARTED_AGO, mode=mode)
    return next((t.starts_at for t in times if t.starts_at <= now + _SOON), None)


def is_check_in_time(starts_at: datetime, now: datetime) -> bool:
    return starts_at - CHECK_IN_BEFORE <= now <= starts_at + CHECK_IN_AFTER


def goes_on_at(hours: Session | None, now: datetime, minutes: int) -> datetime | None:
    """Until when nobody is seen: from now, or from the beginning of hours that have not begun."""
    if minutes == 0:
        return None
    return max(now, hours.from_at if hours is not None else now) + timedelta(minutes=minutes)


def is_here(tickets: Iterable[Ticket]) -> bool:
    return any(t.state in HERE for t in tickets)
