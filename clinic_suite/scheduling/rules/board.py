"""What a waiting room may read of the lines of its clinic."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from clinic_suite.scheduling.model.queue import BoardRoom, QueueDay, Ticket, TicketState
from clinic_suite.scheduling.rules.queue import in_line, is_here

_NEXT = 6


def rooms_of(days: Iterable[QueueDay], now: datetime) -> tuple[BoardRoom, ...]:
    """A card for each line in which somebody is; the rooms in their order, so that nobody has to search."""
    rooms = [_room(day, now) for day in days if is_here(day.tickets)]
    return tuple(sorted(rooms, key=lambda r: (r.room == "", r.room)))


def _room(day: QueueDay, now: datetime) -> BoardRoom:
    line = in_line(day)
    called = sorted(_of(day, TicketState.CALLED), key=lambda t: t.called_at or t.arrived_at, reverse=True)
    inside = sorted(_of(day, TicketState.IN_CONSULTATION), key=lambda t: t.token)
    newest = max(day.tickets, key=lambda t: t.called_at or t.arrived_at)
    gone_on = day.goes_on_at is None or day.goes_on_at <= now
    return BoardRoom(
        room=newest.room,
        called=tuple(t.token for t in called),
        inside=tuple(t.token for t in inside),
        next=tuple(t.token for t in line[:_NEXT]),
        waiting=len(line),
        goes_on_at=None if gone_on else day.goes_on_at,
    )


def _of(day: QueueDay, state: TicketState) -> list[Ticket]:
    return [t for t in day.tickets if t.state is state]
