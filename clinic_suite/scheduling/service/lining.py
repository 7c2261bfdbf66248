"""The line follows the visits: who arrives gets a number, who is seen or gone gives up the place."""

from __future__ import annotations

from datetime import datetime

import attrs

from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import ClinicId, DiaryId, Ids, PractitionerId, TicketId
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction
from clinic_suite.scheduling.model import Appointment, AppointmentState, DaySheet, Session
from clinic_suite.scheduling.model.diary import sheet_id
from clinic_suite.scheduling.model.queue import Because, QueueDay, Ticket, TicketState
from clinic_suite.scheduling.repository import DaySheets, QueueDays
from clinic_suite.scheduling.rules import queue as rules
from clinic_suite.scheduling.rules.local import day_of
from clinic_suite.scheduling.service.offering import KnownOffers

_CAME = frozenset({AppointmentState.ARRIVED, AppointmentState.IN_CONSULTATION})


@attrs.frozen(kw_only=True)
class KeepLine:
    """What happens to a line because of what happened to a visit, in the same transaction."""

    clock: Clock
    ids: Ids
    offers: KnownOffers
    sheets: DaySheets
    days: QueueDays

    def follow(self, tx: Transaction, before: Appointment, after: Appointment) -> None:
        """A visit has taken a step: whatever way it was taken, the line takes it too."""
        if after.state is AppointmentState.ARRIVED:
            self._give_number(tx, after)
        elif before.state in _CAME:
            self._step(after)

    def today(self, clinic_id: ClinicId, practitioner_id: PractitionerId) -> QueueDay:
        on = day_of(self.clock.now(), self.offers.house(clinic_id).zone)
        return self.days.get(clinic_id, practitioner_id, on)

    def page(self, day: QueueDay) -> DaySheet | None:
        """The diary's page of the same practitioner and day."""
        return self.sheets.get(day.clinic_id, sheet_id(DiaryId(day.practitioner_id), day.on))

    def hours(self, day: QueueDay) -> Session | None:
        return rules.hours_of(self.page(day), self.clock.now())

    def _give_number(self, tx: Transaction, visit: Appointment) -> None:
        now = self.clock.now()
        day = self.today(visit.clinic_id, visit.practitioner_id)
        known = day.of_visit(visit.id)
        if known is not None:
            # Was marked as not come, and stands at the desk: the number stays the same.
            self.days.keep(day.with_ticket(come_back(known, now)))
            return
        ticket = self._ticket(visit, day, now)
        self.days.keep(attrs.evolve(day, last_token=ticket.token, tickets=(*day.tickets, ticket)))
        tx.note(
            note_of(
                "gave_number", "ticket", after=ticket, clinic_id=visit.clinic_id, patient_id=visit.patient_id
            )
        )

    def _ticket(self, visit: Appointment, day: QueueDay, now: datetime) -> Ticket:
        hours = self.hours(day)
        open_until = None if hours is None else hours.until_at
        weight, because = rules.standing_of(visit, now, day, open_until)
        return Ticket(
            id=TicketId(self.ids.new("tk")),
            token=day.last_token + 1,
            appointment_id=visit.id,
            patient_id=visit.patient_id,
            service_id=visit.service_id,
            source=visit.source,
            starts_at=visit.starts_at,
            length_s=int((visit.ends_at - visit.starts_at).total_seconds()),
            arrived_at=now,
            weight=weight,
            because=because,
            room="" if hours is None else hours.place,
        )

    def _step(self, visit: Appointment) -> None:
        try:
            day = self.days.of_visit(visit.clinic_id, visit.id)
        except NotFound:
            # It arrived before there were numbers.
            return
        ticket = day.of_visit(visit.id)
        if ticket is not None:
            self.days.keep(day.with_ticket(_stepped(ticket, visit.state, self.clock.now())))


def come_back(ticket: Ticket, now: datetime) -> Ticket:
    """Wait again, as of now."""
    return attrs.evolve(
        ticket, state=TicketState.WAITING, because=Because.RETURNED, weight=rules.weight_at(now)
    )


def _stepped(ticket: Ticket, state: AppointmentState, now: datetime) -> Ticket:
    if state is AppointmentState.IN_CONSULTATION:
        return attrs.evolve(ticket, state=TicketState.IN_CONSULTATION, started_at=now)
    if state is AppointmentState.COMPLETED:
        return attrs.evolve(ticket, state=TicketState.DONE, finished_at=now)
    return attrs.evolve(ticket, state=TicketState.LEFT)
