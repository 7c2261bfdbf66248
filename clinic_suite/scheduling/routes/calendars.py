"""Visits in the calendar of a telephone."""

from __future__ import annotations

import flask

from clinic_suite.kernel.ids import AppointmentId
from clinic_suite.rest.actor import ANYONE, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.rest.etag import private_file
from clinic_suite.scheduling.model.calendars import CalendarFeed, MadeFeed
from clinic_suite.scheduling.routes.doors import A_PATIENT, BOOKERS, doors
from clinic_suite.scheduling.schemas import calendars as shapes
from clinic_suite.scheduling.service import TellCalendars

_CALENDAR = "text/calendar"


@doors.post("/me/calendar-feed", who=A_PATIENT, answers=shapes.MadeFeedShape)
def make_calendar_feed() -> MadeFeed:
    """Make the secret address of my family's visits; it is said once, and the one of before is dead."""
    return part(TellCalendars).make(who_asks())


@doors.get("/me/calendar-feed", who=A_PATIENT, answers=shapes.CalendarFeedShape)
def show_calendar_feed() -> CalendarFeed:
    """Tell since when there is such an address."""
    return part(TellCalendars).show(who_asks())


@doors.delete("/me/calendar-feed", who=A_PATIENT)
def revoke_calendar_feed() -> None:
    """Take the address away."""
    part(TellCalendars).revoke(who_asks())


@doors.get("/calendar/<feed_token>.ics", who=ANYONE, file=_CALENDAR)
def read_calendar_feed(feed_token: str) -> flask.Response:
    """Read the visits at a secret address, as calendar programmes do."""
    return private_file(part(TellCalendars).read(feed_token), _CALENDAR)


@doors.get("/appointments/<visit_id>/calendar.ics", who=BOOKERS, file=_CALENDAR)
def show_appointment_in_calendar(visit_id: AppointmentId) -> flask.Response:
    """Show one visit as a calendar file."""
    return private_file(part(TellCalendars).one(visit_id, who_asks()), _CALENDAR)
