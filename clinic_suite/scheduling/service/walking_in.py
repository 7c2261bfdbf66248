"""From a telephone number to a number in the line, in one call and one transaction."""

from __future__ import annotations

from datetime import date

import attrs

from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import invalid
from clinic_suite.kernel.ids import AppointmentId, ClinicId, DiaryId, Ids, PatientId
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.patients.public import AgeStated, BornOn, NewPatient, Registry, Sex
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.errors import NotBookable
from clinic_suite.scheduling.model import Appointment, AppointmentState, Booking, DaySheet, Deed, Source
from clinic_suite.scheduling.model.diary import sheet_id
from clinic_suite.scheduling.model.queue import CheckedIn, MoveReason, Placing, WalkIn
from clinic_suite.scheduling.repository import DaySheets
from clinic_suite.scheduling.rules import queue as rules
from clinic_suite.scheduling.rules.local import day_of
from clinic_suite.scheduling.service.booking import BookVisits
from clinic_suite.scheduling.service.offering import KnownOffers, Offer
from clinic_suite.scheduling.service.queueing import RunQueue


@attrs.frozen(kw_only=True)
class LetIn:
    """The use case about somebody who comes without a time."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    registry: Registry
    offers: KnownOffers
    sheets: DaySheets
    booking: BookVisits
    queue: RunQueue

    def walk_in(self, clinic_id: ClinicId, wish: WalkIn, by: Actor) -> CheckedIn:
        """Find or register the patient, find a gap or none, and give a number.

        A free time within two hours is taken like any booked one, so it cannot be sold twice.  Where there
        is none the visit has no seat: it takes nobody's time and waits behind those who have one.
        """
        policies.require_works_here(by, clinic_id)
        offer = self.offers.offered_by(wish.service_id, wish.practitioner_id)
        if offer.service.clinic_id != clinic_id:
            raise invalid("/practitioner_id", "unknown")

        def work(tx: Transaction) -> CheckedIn:
            sheet = self._open_sheet(offer, wish)
            patient_id = self._patient(clinic_id, wish, offer, by)
            visit = self._visit(tx, offer, wish, sheet, patient_id, by)
            checked_in = self.queue.check_in(visit.id, by)
            if wish.urgent:
                ticket = self.queue.place(visit.id, Placing(why=MoveReason.URGENT), by)
                return attrs.evolve(checked_in, ticket=ticket)
            return checked_in

        return self.uow.run(work)

    def _open_sheet(self, offer: Offer, wish: WalkIn) -> DaySheet:
        """Today's page, looked at before anybody is registered for a doctor who is not there."""
        on = day_of(self.clock.now(), offer.house.zone)
        sheet = self.sheets.get(offer.service.clinic_id, sheet_id(DiaryId(wish.practitioner_id), on))
        if sheet is None or sheet.closed_for or not sheet.sessions:
            raise NotBookable("Nobody can be seen by this practitioner today.")
        return sheet

    def _patient(self, clinic_id: ClinicId, wish: WalkIn, offer: Offer, by: Actor) -> PatientId:
        if wish.patient_id is not None:
            return self.registry.brief(clinic_id, wish.patient_id).id
        today = day_of(self.clock.now(), offer.house.zone)
        newcomer = _newcomer(wish, today)
        return self.registry.register(clinic_id, newcomer, by, although_alike=wish.although_alike).id

    def _visit(
        self,
        tx: Transaction,
        offer: Offer,
        wish: WalkIn,
        sheet: DaySheet,
        patient_id: PatientId,
        by: Actor,
    ) -> Appointment:
        starts_at = rules.next_seat(sheet, offer.visit, offer.service.mode, self.clock.now())
        if starts_at is None:
            if not self.sheets.admit(sheet.clinic_id, sheet.id):
                raise NotBookable("Nobody can be seen by this practitioner today.")
            return self.booking.write_down(tx, self._without_seat(offer, wish, patient_id, by))
        booking = Booking(
            patient_id=patient_id,
            practitioner_id=wish.practitioner_id,
            service_id=wish.service_id,
            starts_at=starts_at,
            reason=wish.reason,
            source=Source.WALK_IN,
        )
        return self.booking.book(booking, by)

    def _without_seat(self, offer: Offer, wish: WalkIn, patient_id: PatientId, by: Actor) -> Appointment:
        now = self.clock.now()
        return Appointment(
            id=AppointmentId(self.ids.new("ap")),
            clinic_id=offer.service.clinic_id,
            practitioner_id=wish.practitioner_id,
            patient_id=patient_id,
            service_id=wish.service_id,
            mode=offer.service.mode,
            starts_at=now,
            ends_at=now + offer.service.length,
            seat=0,
            places=(),
            state=AppointmentState.CONFIRMED,
            source=Source.WALK_IN,
            reason=wish.reason,
            booked_at=now,
            history=(Deed(at=now, verb="booked", by_role=by.role.value, by=by.account_id),),
        )


def _newcomer(wish: WalkIn, today: date) -> NewPatient:
    if wish.name is None:
        raise invalid("/name", "required")
    if wish.sex is None:
        raise invalid("/sex", "required")
    if (wish.born_on is None) == (wish.age is None):
        raise invalid("/age", "choice", "Say the day of birth or the age, one of the two.")
    born = None if wish.born_on is None else BornOn(wish.born_on)
    return NewPatient(
        name=wish.name,
        sex=Sex(wish.sex),
        birth=born or AgeStated(wish.age or 0, today),
        phone=wish.phone,
        language=wish.language,
    )
