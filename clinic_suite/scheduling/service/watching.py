"""Looking at lines: the desk with names, a patient at the own place, a waiting room at numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import attrs

from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import AppointmentId, ClinicId, PatientId, PractitionerId
from clinic_suite.patients.public import PatientBrief, Registry
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.model import DaySheet
from clinic_suite.scheduling.model.queue import OwnPlace, QueueDay, Ticket, TicketState, Turn, queue_id
from clinic_suite.scheduling.repository import DaySheets, QueueDays
from clinic_suite.scheduling.rules import queue as rules
from clinic_suite.scheduling.rules.local import day_of
from clinic_suite.scheduling.service.changing import ChangeVisits
from clinic_suite.scheduling.service.lining import KeepLine


@attrs.frozen(kw_only=True)
class NamedTurn:
    """A ticket as the desk reads it: with whom it is for."""

    ticket: Ticket
    place: int | None
    people_ahead: int | None
    expected_at: datetime | None
    patient: PatientBrief | None


@attrs.frozen(kw_only=True)
class QueueSeen:
    """The line of one practitioner as the desk and the doctor read it."""

    practitioner_id: PractitionerId
    on: date
    version: int
    room: str
    delay_minutes: int
    goes_on_at: datetime | None
    pace_percent: int
    """How long visits take today against the plan: 100 is as planned."""
    pace_from_visits: int
    waiting: int
    turns: tuple[NamedTurn, ...]


@attrs.frozen(kw_only=True)
class WatchQueue:
    """The questions about lines."""

    clock: Clock
    registry: Registry
    change: ChangeVisits
    line: KeepLine
    sheets: DaySheets
    days: QueueDays

    def of_clinic(
        self, clinic_id: ClinicId, on: date, practitioner_id: PractitionerId | None, by: Actor
    ) -> list[QueueSeen]:
        """The lines of a day: of everybody who has hours or has seen somebody, also those that are empty."""
        policies.require_works_here(by, clinic_id)
        pages = {s.diary_id: s for s in self.sheets.of_clinic(clinic_id, on)}
        days = {d.practitioner_id: d for d in self.days.of_clinic(clinic_id, on, practitioner_id)}
        for diary_id, page in pages.items():
            who = PractitionerId(diary_id)
            if diary_id.startswith("pr_") and practitioner_id in (None, who) and page.sessions:
                days.setdefault(
                    who, QueueDay(id=queue_id(who, on), clinic_id=clinic_id, practitioner_id=who, on=on)
                )
        ids = {t.patient_id for d in days.values() for t in d.tickets}
        known = self.registry.briefs(clinic_id, ids) if ids else {}
        by_name = {str(diary_id): page for diary_id, page in pages.items()}
        return [self._seen(d, by_name.get(who), known) for who, d in sorted(days.items())]

    def mine(self, visit_id: AppointmentId, by: Actor) -> OwnPlace:
        """How it stands with a visit of one's own family."""
        policies.require_is_a_patient(by)
        visit = self.change.show(visit_id, by)
        zone = self.line.offers.house(visit.clinic_id).zone
        day = self.days.get(visit.clinic_id, visit.practitioner_id, day_of(visit.starts_at, zone))
        hours = self.line.hours(day)
        turn = next((t for t in self._turns(day) if t.ticket.appointment_id == visit_id), None)
        return OwnPlace(
            appointment_id=visit_id,
            state=None if turn is None else turn.ticket.state,
            token=None if turn is None else turn.ticket.token,
            room=(turn.ticket.room if turn else "") or ("" if hours is None else hours.place),
            place=None if turn is None else turn.place,
            people_ahead=None if turn is None else turn.people_ahead,
            waiting=len(rules.in_line(day)),
            expected_at=None if turn is None else turn.expected_at,
            called_at=None if turn is None else turn.ticket.called_at,
            goes_on_at=day.goes_on_at,
            check_in_from=visit.starts_at - rules.CHECK_IN_BEFORE,
            check_in_until=visit.starts_at + rules.CHECK_IN_AFTER,
        )

    def _turns(self, day: QueueDay) -> list[Turn]:
        return rules.turns(day, self.line.hours(day), self.clock.now())

    def _seen(
        self, day: QueueDay, page: DaySheet | None, known: Mapping[PatientId, PatientBrief]
    ) -> QueueSeen:
        now = self.clock.now()
        hours, pace = rules.hours_of(page, now), rules.pace_of(day)
        found = rules.turns(day, hours, now)
        return QueueSeen(
            practitioner_id=day.practitioner_id,
            on=day.on,
            version=day.version,
            room="" if hours is None else hours.place,
            delay_minutes=day.delay_minutes,
            goes_on_at=day.goes_on_at,
            pace_percent=round(pace.factor * 100),
            pace_from_visits=pace.from_visits,
            waiting=sum(1 for t in found if t.ticket.state is TicketState.WAITING),
            turns=tuple(
                NamedTurn(
                    ticket=t.ticket,
                    place=t.place,
                    people_ahead=t.people_ahead,
                    expected_at=t.expected_at,
                    patient=known.get(t.ticket.patient_id),
                )
                for t in found
            ),
        )
