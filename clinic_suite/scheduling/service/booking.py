"""Promising a time to a patient."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import attrs

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import Refusal, invalid
from clinic_suite.kernel.ids import (
    AppointmentId,
    ClinicId,
    DiaryId,
    Ids,
    PatientId,
    PractitionerId,
    ServiceId,
)
from clinic_suite.kernel.trail import Note, note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.patients.public import PatientRef, Registry
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.errors import HoldExpired, NotBookable, TooManyUpcoming
from clinic_suite.scheduling.events import AppointmentConfirmed, AppointmentRequested
from clinic_suite.scheduling.model import (
    Appointment,
    AppointmentState,
    Booking,
    Deed,
    Entry,
    EntryState,
    Place,
    Source,
)
from clinic_suite.scheduling.repository import Appointments, DaySheets, Kept
from clinic_suite.scheduling.rules import booking as rules
from clinic_suite.scheduling.service.claiming import ClaimTime, Wanted
from clinic_suite.scheduling.service.holding import kept
from clinic_suite.scheduling.service.offering import KnownOffers, Offer
from clinic_suite.scheduling.service.telling import about

_DESK_SOURCES = frozenset({Source.DESK, Source.PHONE, Source.WALK_IN, Source.WAITLIST})


@attrs.frozen(kw_only=True)
class BookVisits:
    """The use cases by which a time is promised."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    registry: Registry
    offers: KnownOffers
    claims: ClaimTime
    sheets: DaySheets
    visits: Appointments

    def book(self, wish: Booking, by: Actor) -> Appointment:
        """Promise a time: the one that a token keeps, or one that is named."""
        known = None if by.role is Role.PATIENT else self._patient(wish, by)
        visit_id = AppointmentId(self.ids.new("ap"))

        def work(tx: Transaction) -> Appointment:
            patient = known or self._own_patient(wish, by)
            if wish.hold_token is not None:
                visit = self._from_hold(visit_id, wish, kept(wish.hold_token), patient, by)
            else:
                visit = self._named(visit_id, wish, patient, by)
            return self.write_down(tx, visit)

        return self.uow.run(work)

    def write_down(self, tx: Transaction, visit: Appointment) -> Appointment:
        """Inside a unit of work, after its time was claimed: the visit, its line in the trail, its fact."""
        self.visits.add(visit)
        tx.note(
            note_of(
                "booked", "appointment", after=visit, clinic_id=visit.clinic_id, patient_id=visit.patient_id
            )
        )
        if visit.expires_at is not None:
            tx.record(AppointmentRequested(**about(visit), expires_at=visit.expires_at))
        else:
            tx.record(AppointmentConfirmed(**about(visit)))
        return visit

    def remember(self, clinic_id: ClinicId, visits: Sequence[Appointment], by: Actor) -> None:
        """Take over visits that are past, from another system's diary: they claim no time and tell nobody."""
        policies.require_is_the_house(by)

        def work(tx: Transaction) -> None:
            self.visits.add_many(visits)
            tx.note(Note(action="took_over", entity="appointments", entity_id=clinic_id, clinic_id=clinic_id))

        self.uow.run(work)

    def confirm(self, visit: Appointment, by: Actor) -> Appointment:
        """A requested visit was paid for, or the desk does not insist: its time is promised now."""
        confirmed = attrs.evolve(
            visit,
            state=AppointmentState.CONFIRMED,
            expires_at=None,
            version=visit.version + 1,
            history=(*visit.history, self._deed("confirmed", by)),
        )

        def work(tx: Transaction) -> Appointment:
            for place in visit.places:
                if not self.sheets.confirm(visit.clinic_id, place.sheet_id, place.entry_id, self.clock.now()):
                    raise HoldExpired
            self.visits.replace(confirmed)
            tx.note(
                note_of(
                    "confirmed",
                    "appointment",
                    before=visit,
                    after=confirmed,
                    clinic_id=visit.clinic_id,
                    patient_id=visit.patient_id,
                )
            )
            tx.record(AppointmentConfirmed(**about(confirmed)))
            return confirmed

        return self.uow.run(work)

    def claim_all(
        self, first: Wanted, entry: Entry, others: Sequence[tuple[Wanted, Entry]]
    ) -> tuple[Place, ...]:
        """Inside a unit of work: all of these times, or none, because a refusal takes the others back."""
        return tuple(self.claims.claim(wanted, one) for wanted, one in ((first, entry), *others))

    def entry_for(
        self,
        wanted: Wanted,
        visit: AppointmentId,
        patient: PatientId,
        service: ServiceId,
        until: datetime | None,
    ) -> Entry:
        return attrs.evolve(
            self.claims.blank(wanted),
            state=EntryState.BOOKED if until is None else EntryState.HELD,
            expires_at=until,
            appointment_id=visit,
            patient_id=patient,
            service_id=service,
        )

    def _patient(self, wish: Booking, by: Actor) -> PatientRef:
        patient = self.registry.ref(wish.patient_id)
        policies.require_may_book_for(by, patient)
        return patient

    def _own_patient(self, wish: Booking, by: Actor) -> PatientRef:
        """Who books for the own family has a few visits ahead at most, for each of them.

        Taking the record is the look whose it is, and where two wishes for one patient meet: the second sees
        the first one's visit.
        """
        patient = self.registry.take_own(policies.own_account(by), wish.patient_id)
        most = self.offers.house(patient.clinic_id).terms.most_upcoming
        if len(self.visits.ahead_of(patient.id, self.clock.now())) >= most:
            raise TooManyUpcoming
        return patient

    def _from_hold(
        self, visit_id: AppointmentId, wish: Booking, page: Kept, patient: PatientRef, by: Actor
    ) -> Appointment:
        until = self._pays_until(wish, patient.clinic_id)
        entry = self.sheets.book_held(page, patient, visit_id, self.clock.now(), until=until)
        if entry is None:
            raise self._why_not(page, patient)
        offer = self.offers.of(entry.service_id or ServiceId(""))
        place = Place(diary_id=page.diary_id, sheet_id=page.sheet_id, entry_id=entry.id, seat=entry.seat)
        return self.visit_from(visit_id, wish, offer, entry, (place,), by)

    def _why_not(self, page: Kept, patient: PatientRef) -> Refusal:
        """What to say when what a token keeps could not be booked."""
        sheet = self.sheets.held(page)
        if sheet is None:
            return HoldExpired()
        if sheet.clinic_id != patient.clinic_id:
            return invalid("/patient_id", "other_clinic", "This patient has no record in that clinic yet.")
        if sheet.closed_for:
            return NotBookable("The clinic is closed on this day.")
        return HoldExpired()

    def _named(self, visit_id: AppointmentId, wish: Booking, patient: PatientRef, by: Actor) -> Appointment:
        practitioner_id, service_id, starts_at = _named_time(wish)
        offer = self.offers.offered_by(service_id, practitioner_id)
        if offer.service.clinic_id != patient.clinic_id:
            raise invalid("/patient_id", "other_clinic", "This patient has no record in that clinic yet.")
        for_desk = policies.is_desk(by)
        rules.check_moment(starts_at, self.clock.now(), offer.house.terms, for_desk=for_desk)
        if wish.also and not for_desk:
            raise invalid("/also", "not_allowed")
        until = self._pays_until(wish, patient.clinic_id)
        wanted = [
            self.wanted(offer, diary, starts_at, on_grid=place == 0 and not (wish.off_grid and for_desk))
            for place, diary in enumerate((DiaryId(practitioner_id), *wish.also))
        ]
        entries = [self.entry_for(w, visit_id, patient.id, service_id, until) for w in wanted]
        places = self.claim_all(wanted[0], entries[0], list(zip(wanted[1:], entries[1:], strict=True)))
        return self.visit_from(visit_id, wish, offer, entries[0], places, by)

    def wanted(self, offer: Offer, diary_id: DiaryId, starts_at: datetime, *, on_grid: bool) -> Wanted:
        return Wanted(
            clinic_id=offer.service.clinic_id,
            diary_id=diary_id,
            zone=offer.house.zone,
            starts_at=starts_at,
            visit=offer.visit,
            mode=offer.service.mode if diary_id.startswith("pr_") else None,
            on_grid=on_grid,
        )

    def _pays_until(self, wish: Booking, clinic_id: ClinicId) -> datetime | None:
        if not wish.pay_first:
            return None
        return self.clock.now() + timedelta(seconds=self.offers.house(clinic_id).terms.hold_seconds)

    def visit_from(
        self,
        visit_id: AppointmentId,
        wish: Booking,
        offer: Offer,
        entry: Entry,
        places: tuple[Place, ...],
        by: Actor,
    ) -> Appointment:
        return Appointment(
            id=visit_id,
            clinic_id=offer.service.clinic_id,
            practitioner_id=PractitionerId(places[0].diary_id),
            patient_id=wish.patient_id,
            service_id=offer.service.id,
            mode=offer.service.mode,
            starts_at=entry.starts_at,
            ends_at=entry.ends_at,
            seat=places[0].seat,
            places=places,
            state=AppointmentState.REQUESTED if wish.pay_first else AppointmentState.CONFIRMED,
            source=_source(wish, by),
            reason=wish.reason,
            expires_at=self._pays_until(wish, offer.service.clinic_id),
            account_id=by.account_id if by.role is Role.PATIENT else None,
            booked_at=self.clock.now(),
            history=(self._deed("booked", by),),
        )

    def _deed(self, verb: str, by: Actor) -> Deed:
        return Deed(at=self.clock.now(), verb=verb, by_role=by.role.value, by=by.account_id)


def _named_time(wish: Booking) -> tuple[PractitionerId, ServiceId, datetime]:
    """Without a token all three must be said."""
    if wish.practitioner_id is None:
        raise invalid("/practitioner_id", "required")
    if wish.service_id is None:
        raise invalid("/service_id", "required")
    if wish.starts_at is None:
        raise invalid("/starts_at", "required")
    return wish.practitioner_id, wish.service_id, wish.starts_at


def _source(wish: Booking, by: Actor) -> Source:
    """A patient always books on the portal, whatever is sent; the desk says how it was asked."""
    if by.role is Role.PATIENT:
        return Source.PORTAL
    return wish.source if wish.source in _DESK_SOURCES else Source.DESK
