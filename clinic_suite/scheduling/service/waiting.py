"""The waitlist: who waits is offered what becomes free, by itself, and the first valid yes wins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import attrs

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import Refusal, invalid
from clinic_suite.kernel.ids import (
    ClinicId,
    Ids,
    WaitId,
)
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.patients.public import PatientBrief, Registry
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.errors import WaitOver
from clinic_suite.scheduling.events import (
    OfferDeclined,
    WaitlistJoined,
    WaitlistLeft,
)
from clinic_suite.scheduling.model.waiting import (
    WEIGHT,
    NewWait,
    Offer,
    OfferState,
    Urgency,
    Wait,
    Waiting,
    WaitState,
)
from clinic_suite.scheduling.repository.waiting import Offers, Waitlist
from clinic_suite.scheduling.rules import waiting as rules
from clinic_suite.scheduling.rules.local import day_of
from clinic_suite.scheduling.service.booking import BookVisits
from clinic_suite.scheduling.service.offering import Offer as Offered
from clinic_suite.scheduling.service.telling import about_offer


@attrs.frozen(kw_only=True)
class NamedWaiting(Waiting):
    """Who waits as the desk reads it: with a name, and a number to call."""

    patient: PatientBrief | None
    """Nothing when the record is gone, e.g. after an erasure."""


@attrs.frozen(kw_only=True)
class KeepWaitlist:
    """The use cases about waiting for a time."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    registry: Registry
    booking: BookVisits
    waits: Waitlist
    offers: Offers

    def join(self, wish: NewWait, by: Actor) -> Wait:
        """Wait for a time; whoever books for oneself cannot say that it is urgent, the desk can."""
        patient = self.registry.ref(wish.patient_id)
        policies.require_may_book_for(by, patient)
        offered = self._offered(wish)
        if offered.service.clinic_id != patient.clinic_id:
            raise invalid("/patient_id", "other_clinic", "This patient has no record in that clinic yet.")
        if by.role is Role.PATIENT and wish.urgency is Urgency.URGENT:
            raise invalid("/urgency", "not_allowed", "Please call the clinic when it is urgent.")
        now = self.clock.now()
        wait = Wait(
            id=WaitId(self.ids.new("wl")),
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            account_id=patient.account_id,
            service_id=wish.service_id,
            practitioner_id=wish.practitioner_id,
            suiting=wish.suiting,
            urgency=wish.urgency,
            weight=int(WEIGHT[wish.urgency]),
            lapses=0,
            joined_at=now,
            until_on=rules.check_wait(wish, day_of(now, offered.house.zone)),
        )

        def work(tx: Transaction) -> Wait:
            self.waits.add(wait)
            self.note(tx, "joined", None, wait)
            tx.record(WaitlistJoined(clinic_id=wait.clinic_id, wait_id=wait.id, patient_id=wait.patient_id))
            return wait

        return self.uow.run(work)

    def leave(self, wait_id: WaitId, by: Actor) -> None:
        """Wait no more; a time that is kept for it is let go."""

        def work(tx: Transaction) -> None:
            wait = self.seen(wait_id, by)
            if wait.state not in (WaitState.WAITING, WaitState.OFFERED):
                raise WaitOver
            self.change(tx, "left", wait, WaitState.WITHDRAWN)
            for offer in self.offers.open_of([wait.id]).values():
                self.close(offer, OfferState.DECLINED)
                tx.record(OfferDeclined(**about_offer(offer)))
            tx.record(WaitlistLeft(clinic_id=wait.clinic_id, wait_id=wait.id, patient_id=wait.patient_id))

        self.uow.run(work)

    def weigh(self, wait_id: WaitId, urgency: Urgency, by: Actor) -> Wait:
        """The desk says that somebody is more, or less, urgent."""

        def work(tx: Transaction) -> Wait:
            before = self.seen(wait_id, by)
            policies.require_works_here(by, before.clinic_id)
            after = attrs.evolve(
                before, urgency=urgency, weight=int(WEIGHT[urgency]), version=before.version + 1
            )
            self.waits.replace(after)
            self.note(tx, "weighed", before, after)
            return after

        return self.uow.run(work)

    def of_clinic(self, clinic_id: ClinicId, by: Actor) -> list[NamedWaiting]:
        """Who waits in a clinic, in the order in which they are offered times."""
        policies.require_works_here(by, clinic_id)
        found = self._with_offers(self.waits.of_clinic(clinic_id))
        known = self.registry.briefs(clinic_id, {w.wait.patient_id for w in found}) if found else {}
        return [NamedWaiting(wait=w.wait, offer=w.offer, patient=known.get(w.wait.patient_id)) for w in found]

    def mine(self, by: Actor) -> list[Waiting]:
        """What a signed-in person's family waits for."""
        policies.require_is_a_patient(by)
        if by.account_id is None:
            return []
        return self._with_offers(self.waits.of_patients(self.registry.ids_of_account(by.account_id)))

    def end_over(self, clinic_id: ClinicId, by: Actor) -> None:
        """Who waited for days that are over waits no more."""
        policies.require_is_the_house(by)
        today = day_of(self.clock.now(), self.booking.offers.house(clinic_id).zone)
        for wait in self.waits.over(clinic_id, today):
            self.uow.run(partial(self.change, verb="ended", before=wait, state=WaitState.ENDED))

    def close(self, offer: Offer, state: OfferState) -> None:
        self.offers.replace(attrs.evolve(offer, state=state, version=offer.version + 1))
        self.booking.sheets.release(offer.clinic_id, offer.sheet_id, offer.entry_id)

    def change(
        self,
        tx: Transaction,
        verb: str,
        before: Wait,
        state: WaitState,
        *,
        passed: datetime | None = None,
        lapses: int | None = None,
    ) -> None:
        declined = before.declined if passed is None else (*before.declined, passed)
        after = attrs.evolve(
            before,
            state=state,
            declined=declined[-50:],
            lapses=before.lapses if lapses is None else lapses,
            version=before.version + 1,
        )
        self.waits.replace(after)
        self.note(tx, verb, before, after)

    def note(self, tx: Transaction, verb: str, before: Wait | None, after: Wait) -> None:
        tx.note(
            note_of(
                verb,
                "wait",
                before=before,
                after=after,
                clinic_id=after.clinic_id,
                patient_id=after.patient_id,
            )
        )

    def seen(self, wait_id: WaitId, by: Actor) -> Wait:
        wait = self.waits.get(wait_id)
        policies.require_may_book_for(by, self.registry.ref(wait.patient_id))
        return wait

    def _with_offers(self, waits: Sequence[Wait]) -> list[Waiting]:
        now = self.clock.now()
        offers = self.offers.open_of(w.id for w in waits) if waits else {}
        return [
            Waiting(wait=w, offer=o if (o := offers.get(w.id)) and o.expires_at > now else None)
            for w in waits
        ]

    def _offered(self, wish: NewWait) -> Offered:
        if wish.practitioner_id is not None:
            return self.booking.offers.offered_by(wish.service_id, wish.practitioner_id)
        try:
            return self.booking.offers.of(wish.service_id)
        except Refusal:
            raise invalid("/service_id", "unknown") from None
