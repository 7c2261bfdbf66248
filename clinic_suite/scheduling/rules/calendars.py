"""Visits as a calendar reads them (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from clinic_suite.scheduling.model import AppointmentState
from clinic_suite.scheduling.model.calendars import CalendarVisit

if TYPE_CHECKING:
    from icalendar import Event

_WORDS = {
    AppointmentState.REQUESTED: "TENTATIVE",
    AppointmentState.CANCELLED: "CANCELLED",
    AppointmentState.EXPIRED: "CANCELLED",
    AppointmentState.NO_SHOW: "CANCELLED",
}


def calendar_of(visits: Iterable[CalendarVisit]) -> bytes:
    """The same visits are the same bytes, so that a programme that asks every hour is told that nothing is new."""
    # It reads time zones from the disk as it is imported, and hardly any process needs it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Clinic Suite//Visits//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for one in visits:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(one: CalendarVisit) -> Event:
    """Known by its appointment for ever, so that a move changes the entry and makes no second one."""
    from icalendar import Event

    visit = one.visit
    event = Event()
    event.add("uid", visit.id)
    event.add("sequence", visit.version)
    event.add("dtstamp", _changed_at(one))
    event.add("dtstart", visit.starts_at)
    event.add("dtend", visit.ends_at)
    event.add("summary", f"{one.practitioner}, {one.clinic}")
    event.add("location", f"{one.clinic}, {one.address}")
    event.add("status", _WORDS.get(visit.state, "CONFIRMED"))
    event.add("class", "PRIVATE")
    return event


def _changed_at(one: CalendarVisit) -> datetime:
    return one.visit.history[-1].at if one.visit.history else one.visit.booked_at
