"""What becomes of a visit after it was promised: moved, cancelled, come, seen, or not come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import VersionStale, invalid
from clinic_suite.kernel.ids import AppointmentId, DiaryId, PractitionerId
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.patients.public import Registry
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.errors import VisitNotSo
from clinic_suite.scheduling.events import (
    AboutVisit,
    AppointmentCancelled,
    AppointmentCompleted,
    AppointmentExpired,
    AppointmentRescheduled,
    ConsultationStarted,
    NoShowMarked,
    PatientArrived,
)
from clinic_suite.scheduling.model import (
    Appointment,
    AppointmentState,
    Cancellation,
    CancelledBy,
    Deed,
    Entry,
    Move,
    Place,
    VisitLength,
)
from clinic_suite.scheduling.repository import Appointments, DaySheets
from clinic_suite.scheduling.rules import booking as rules
from clinic_suite.scheduling.rules import states
from clinic_suite.scheduling.service.booking import BookVisits
from clinic_suite.scheduling.service.claiming import Wanted
from clinic_suite.scheduling.service.lining import KeepLine
from clinic_suite.scheduling.service.offering import KnownOffers
from clinic_suite.scheduling.service.telling import about

Fact = Callable[..., AboutVisit]


@attrs.frozen(kw_only=True)
class ChangeVisits:
    """The use cases about a visit that is in the diary."""

    uow: UnitOfWork
    clock: Clock
    registry: Registry
    offers: KnownOffers
    booking: BookVisits
    sheets: DaySheets
    visits: Appointments
    line: KeepLine

    def show(self, visit_id: AppointmentId, by: Actor) -> Appointment:
        """A visit of one's own, or of one's clinic."""
        visit = self.visits.of_any_clinic(visit_id)
        policies.require_may_see(by, visit, self.registry.ref(visit.patient_id))
        return visit

    def reschedule(self, visit_id: AppointmentId, wish: Move, by: Actor) -> Appointment:
        """Take the new time before the old one is let go: whoever loses the race keeps what they had."""

        def work(tx: Transaction) -> Appointment:
            before = self.show(visit_id, by)
            states.require_movable(before)
            self.require_may_move(before, wish, by)
            wanted = self.wanted_for(before, wish, by)
            entries = self.entries_for(before, wanted)
            places = self.booking.claim_all(
                wanted[0], entries[0], list(zip(wanted[1:], entries[1:], strict=True))
            )
            self.release(before)
            return self.moved(tx, before, wanted[0], places, wish, by)

        return self.uow.run(work)

    def moved(
        self,
        tx: Transaction,
        before: Appointment,
        wanted: Wanted,
        places: tuple[Place, ...],
        wish: Move,
        by: Actor,
    ) -> Appointment:
        """Inside a unit of work, after its new time was claimed: the visit, its line in the trail, its fact."""
        deed = self._deed("rescheduled", by, reason=wish.reason, was_at=before)
        after = attrs.evolve(
            before,
            practitioner_id=PractitionerId(places[0].diary_id),
            starts_at=wanted.starts_at,
            ends_at=wanted.starts_at + wanted.visit.length,
            seat=places[0].seat,
            places=places,
            version=before.version + 1,
            history=(*before.history, deed),
        )
        self._store(tx, "rescheduled", before, after, wish.reason)
        tx.record(
            AppointmentRescheduled(
                **about(after),
                was_at=before.starts_at,
                was_until=before.ends_at,
                was_practitioner_id=before.practitioner_id,
            )
        )
        return after

    def cancel(self, visit_id: AppointmentId, wish: Cancellation, by: Actor) -> Appointment:
        """A visit will not take place; its time is free at once."""

        def work(tx: Transaction) -> Appointment:
            before = self.show(visit_id, by)
            states.require_may_become(before, AppointmentState.CANCELLED)
            if by.role is Role.PATIENT:
                states.require_in_time(before, self.clock.now(), self.offers.house(before.clinic_id).terms)
            who = _cancels(wish, by)
            if who is not CancelledBy.PATIENT and not wish.reason:
                raise invalid("/reason", "required", "Say why, because the patient will ask.")
            after = self._after("cancelled", before, AppointmentState.CANCELLED, by, wish.reason)
            after = attrs.evolve(after, cancelled_by=who, expires_at=None)
            self.release(before)
            self._store(tx, "cancelled", before, after, wish.reason)
            tx.record(AppointmentCancelled(**about(after), cancelled_by=who))
            return after

        return self.uow.run(work)

    def arrive(self, visit_id: AppointmentId, by: Actor) -> Appointment:
        return self._step("arrived", visit_id, AppointmentState.ARRIVED, PatientArrived, by)

    def arrive_alone(self, visit_id: AppointmentId, by: Actor) -> Appointment:
        """The same by the patient, who has shown what hangs at the clinic's door."""
        return self._step(
            "arrived",
            visit_id,
            AppointmentState.ARRIVED,
            PatientArrived,
            by,
            may=policies.require_is_a_patient,
        )

    def start(self, visit_id: AppointmentId, by: Actor) -> Appointment:
        return self._step("started", visit_id, AppointmentState.IN_CONSULTATION, ConsultationStarted, by)

    def complete(self, visit_id: AppointmentId, by: Actor) -> Appointment:
        return self._step("completed", visit_id, AppointmentState.COMPLETED, AppointmentCompleted, by)

    def miss(self, visit_id: AppointmentId, by: Actor) -> Appointment:
        """The patient did not come; before the visit was to begin nobody can know that."""
        visit = self.show(visit_id, by)
        if visit.starts_at > self.clock.now():
            raise VisitNotSo("The visit has not begun yet.")
        return self._step("missed", visit_id, AppointmentState.NO_SHOW, NoShowMarked, by)

    def confirm(self, visit_id: AppointmentId, by: Actor) -> Appointment:
        """The desk confirms a requested visit without waiting for the payment."""
        visit = self.show(visit_id, by)
        policies.require_works_here(by, visit.clinic_id)
        states.require_may_become(visit, AppointmentState.CONFIRMED)
        return self.booking.confirm(visit, by)

    def lapse(self, visit: Appointment, by: Actor) -> None:
        """A requested visit was not paid for in time: say so, and tidy its entry away."""

        def work(tx: Transaction) -> None:
            after = self._after("expired", visit, AppointmentState.EXPIRED, by, None)
            self._store(tx, "expired", visit, after, None)
            self.release(visit)
            tx.record(AppointmentExpired(**about(after)))

        try:
            self.uow.run(work)
        except VersionStale:
            # It was paid for, or cancelled, in this very moment.
            return

    def _step(
        self,
        verb: str,
        visit_id: AppointmentId,
        state: AppointmentState,
        fact: Fact,
        by: Actor,
        *,
        may: Callable[[Actor], None] | None = None,
    ) -> Appointment:
        def work(tx: Transaction) -> Appointment:
            before = self.show(visit_id, by)
            may(by) if may else policies.require_works_here(by, before.clinic_id)
            if before.state is state:
                return before
            states.require_may_become(before, state)
            after = self._after(verb, before, state, by, None)
            if before.state is AppointmentState.NO_SHOW:
                # The time was given back when nobody came, and may be somebody else's now.
                after = attrs.evolve(after, places=(), seat=0)
            self._store(tx, verb, before, after, None)
            if not after.live:
                self.release(before)
            tx.record(fact(**about(after)))
            return after

        return self.uow.run(work)

    def require_may_move(self, visit: Appointment, wish: Move, by: Actor) -> None:
        terms, desk = self.offers.house(visit.clinic_id).terms, policies.is_desk(by)
        if not desk:
            states.require_in_time(visit, self.clock.now(), terms)
            if wish.ends_at is not None:
                raise invalid("/ends_at", "not_allowed")
        rules.check_moment(wish.starts_at, self.clock.now(), terms, for_desk=desk)

    def wanted_for(self, visit: Appointment, wish: Move, by: Actor) -> list[Wanted]:
        """The stretches that a visit would take after its move, in the diaries it takes now."""
        practitioner_id = wish.practitioner_id or visit.practitioner_id
        offer = self.offers.offered_by(visit.service_id, practitioner_id)
        if offer.service.clinic_id != visit.clinic_id:
            raise invalid("/practitioner_id", "unknown")
        length = offer.visit if wish.ends_at is None else _resized(offer.visit, wish)
        diaries = (DiaryId(practitioner_id), *(p.diary_id for p in visit.places[1:]))
        old = {p.diary_id: p.entry_id for p in visit.places}
        return [
            attrs.evolve(
                self.booking.wanted(
                    offer,
                    diary,
                    wish.starts_at,
                    on_grid=place == 0 and not (wish.off_grid and policies.is_desk(by)),
                ),
                visit=length,
                ignoring=old.get(diary),
            )
            for place, diary in enumerate(diaries)
        ]

    def entries_for(self, visit: Appointment, wanted: Sequence[Wanted]) -> list[Entry]:
        return [
            self.booking.entry_for(w, visit.id, visit.patient_id, visit.service_id, visit.expires_at)
            for w in wanted
        ]

    def release(self, visit: Appointment) -> None:
        """Inside a unit of work: let go of all that a visit takes."""
        for place in visit.places:
            self.sheets.release(visit.clinic_id, place.sheet_id, place.entry_id)

    def _after(
        self, verb: str, before: Appointment, state: AppointmentState, by: Actor, reason: str | None
    ) -> Appointment:
        deed = self._deed(verb, by, reason=reason)
        return attrs.evolve(before, state=state, version=before.version + 1, history=(*before.history, deed))

    def _store(
        self, tx: Transaction, verb: str, before: Appointment, after: Appointment, reason: str | None
    ) -> None:
        self.visits.replace(after)
        tx.note(
            note_of(
                verb,
                "appointment",
                before=before,
                after=after,
                clinic_id=after.clinic_id,
                patient_id=after.patient_id,
                reason=None if reason is None else "given",
            )
        )
        self.line.follow(tx, before, after)

    def _deed(
        self, verb: str, by: Actor, *, reason: str | None = None, was_at: Appointment | None = None
    ) -> Deed:
        return Deed(
            at=self.clock.now(),
            verb=verb,
            by_role=by.role.value,
            by=by.account_id,
            was_at=None if was_at is None else was_at.starts_at,
            reason=reason,
        )


def _cancels(wish: Cancellation, by: Actor) -> CancelledBy:
    """A patient cancels as the patient, whatever is sent; staff say for whom they do it."""
    if by.role is Role.PATIENT:
        return CancelledBy.PATIENT
    return wish.by or (CancelledBy.DOCTOR if by.role is Role.DOCTOR else CancelledBy.CLINIC)


def _resized(usual: VisitLength, wish: Move) -> VisitLength:
    if wish.ends_at is None or wish.ends_at <= wish.starts_at:
        raise invalid("/ends_at", "order", "A visit cannot end before it begins.")
    return attrs.evolve(usual, length=wish.ends_at - wish.starts_at)
