"""Who waits is offered what becomes free, by itself, and the first valid yes wins."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import Refusal, VersionStale
from clinic_suite.kernel.ids import (
    AppointmentId,
    ClinicId,
    DiaryId,
    Ids,
    OfferId,
    PatientId,
    PractitionerId,
    WaitId,
)
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.errors import OfferOver, WaitOver
from clinic_suite.scheduling.events import (
    OfferAccepted,
    OfferDeclined,
    OfferLapsed,
    SlotOffered,
)
from clinic_suite.scheduling.model import (
    Appointment,
    AppointmentState,
    DaySheet,
    Deed,
    EntryState,
    FreeTime,
    Place,
    Source,
)
from clinic_suite.scheduling.model.waiting import (
    NewOffer,
    Offer,
    OfferState,
    Wait,
    WaitState,
)
from clinic_suite.scheduling.rules import waiting as rules
from clinic_suite.scheduling.rules.local import day_of
from clinic_suite.scheduling.rules.slots import free_times
from clinic_suite.scheduling.service.booking import BookVisits
from clinic_suite.scheduling.service.offering import Offer as Offered
from clinic_suite.scheduling.service.telling import about_offer
from clinic_suite.scheduling.service.waiting import KeepWaitlist

_HORIZON = timedelta(days=60)


@attrs.frozen(kw_only=True)
class MatchWaiting:
    """The use cases about offers."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    booking: BookVisits
    keep: KeepWaitlist

    def offer_day(self, clinic_id: ClinicId, practitioner_id: PractitionerId, at: datetime) -> int:
        """A time became free: offer what suits on that day, to who waits in their order; how many offers."""
        sheet = self._sheet(clinic_id, practitioner_id, at)
        if sheet is None:
            return 0
        made = 0
        for wait in self.keep.waits.next_for(clinic_id, practitioner_id):
            if (time := self._fits(wait, sheet, practitioner_id)) is None:
                continue
            if self._try_offer(wait, practitioner_id, time):
                made += 1
                sheet = self._sheet(clinic_id, practitioner_id, at) or sheet
        return made

    def look_for(self, wait_id: WaitId) -> bool:
        """Somebody has joined: if a time that suits is free already, offer it at once."""
        wait = self.keep.waits.get(wait_id)
        if wait.state is not WaitState.WAITING:
            return False
        offered = self.booking.offers.of(wait.service_id)
        who = [wait.practitioner_id] if wait.practitioner_id else sorted(offered.service.practitioner_ids)
        first = day_of(self.clock.now(), offered.house.zone)
        for practitioner_id in who:
            pages = self.booking.sheets.of_diary(
                wait.clinic_id, DiaryId(practitioner_id), first, min(first + _HORIZON, wait.until_on)
            )
            for page in pages:
                time = self._fits(wait, page, practitioner_id)
                if time is not None and self._try_offer(wait, practitioner_id, time):
                    return True
        return False

    def offer(self, wait_id: WaitId, wish: NewOffer, by: Actor) -> Offer:
        """The desk offers a time of its choice."""
        wait = self.keep.seen(wait_id, by)
        policies.require_works_here(by, wait.clinic_id)
        offered = self.booking.offers.offered_by(wait.service_id, wish.practitioner_id)
        return self._offer(wait, wish.practitioner_id, wish.starts_at, offered)

    def accept(self, offer_id: OfferId, by: Actor) -> Appointment:
        """Yes: the time that was kept becomes a visit."""
        visit_id = AppointmentId(self.ids.new("ap"))

        def work(tx: Transaction) -> Appointment:
            offer, wait = self._open(offer_id, by)
            if not self.booking.sheets.book_entry(
                offer.clinic_id, offer.sheet_id, offer.entry_id, self.clock.now(), visit_id
            ):
                raise OfferOver
            self.keep.offers.replace(
                attrs.evolve(
                    offer, state=OfferState.ACCEPTED, appointment_id=visit_id, version=offer.version + 1
                )
            )
            self.keep.change(tx, "accepted", wait, WaitState.BOOKED)
            tx.record(OfferAccepted(**about_offer(offer), appointment_id=visit_id))
            return self.booking.write_down(tx, self._visit(visit_id, offer, by))

        return self.uow.run(work)

    def decline(self, offer_id: OfferId, by: Actor) -> None:
        """No: the time goes to the next who waits, and this person waits on for another."""

        def work(tx: Transaction) -> None:
            offer, wait = self._open(offer_id, by)
            self.keep.close(offer, OfferState.DECLINED)
            self.keep.change(tx, "declined", wait, WaitState.WAITING, passed=offer.starts_at)
            tx.record(OfferDeclined(**about_offer(offer)))

        self.uow.run(work)

    def let_lapse(self, by: Actor) -> int:
        """Offers whose end has passed move on; how many they were."""
        policies.require_is_the_house(by)
        return sum(self._lapse(offer) for offer in self.keep.offers.lapsed(self.clock.now()))

    def _lapse(self, offer: Offer) -> bool:
        def work(tx: Transaction) -> None:
            wait = self.keep.waits.get(offer.wait_id)
            self.keep.close(offer, OfferState.LAPSED)
            if wait.state is WaitState.OFFERED:
                self.keep.change(
                    tx, "let_lapse", wait, WaitState.WAITING, passed=offer.starts_at, lapses=wait.lapses + 1
                )
            tx.record(OfferLapsed(**about_offer(offer)))

        try:
            self.uow.run(work)
        except VersionStale:
            # It was answered in this very moment, and the answer counts.
            return False
        return True

    def _try_offer(self, wait: Wait, practitioner_id: PractitionerId, time: FreeTime) -> bool:
        offered = self.booking.offers.of(wait.service_id)
        try:
            self._offer(wait, practitioner_id, time.starts_at, offered)
        except Refusal:
            # Somebody has booked it, or this person has said yes to another time, a moment ago.
            return False
        return True

    def _offer(
        self, wait: Wait, practitioner_id: PractitionerId, starts_at: datetime, offered: Offered
    ) -> Offer:
        now = self.clock.now()
        ends = rules.offer_ends(starts_at, now, timedelta(minutes=offered.house.terms.lead_minutes))
        if ends is None:
            raise OfferOver("There is no time left to answer.")
        wanted = self.booking.wanted(offered, DiaryId(practitioner_id), starts_at, on_grid=True)
        entry = attrs.evolve(
            self.booking.claims.blank(wanted),
            state=EntryState.HELD,
            expires_at=ends,
            holder=wait.account_id,
            patient_id=wait.patient_id,
            service_id=wait.service_id,
        )
        offer_id = OfferId(self.ids.new("of"))

        def work(tx: Transaction) -> Offer:
            fresh = self.keep.waits.get(wait.id)
            if fresh.state is not WaitState.WAITING:
                raise WaitOver
            place = self.booking.claims.claim(wanted, entry)
            self.keep.change(tx, "offered", fresh, WaitState.OFFERED)
            offer = Offer(
                id=offer_id,
                clinic_id=wait.clinic_id,
                wait_id=wait.id,
                patient_id=wait.patient_id,
                account_id=wait.account_id,
                service_id=wait.service_id,
                practitioner_id=practitioner_id,
                sheet_id=place.sheet_id,
                entry_id=place.entry_id,
                seat=place.seat,
                starts_at=starts_at,
                ends_at=entry.ends_at,
                made_at=now,
                expires_at=ends,
            )
            self.keep.offers.add(offer)
            tx.record(SlotOffered(**about_offer(offer), expires_at=ends))
            return offer

        return self.uow.run(work)

    def _fits(self, wait: Wait, sheet: DaySheet, practitioner_id: PractitionerId) -> FreeTime | None:
        """The first time of a page that this person could really take."""
        offered = self.booking.offers.of(wait.service_id)
        if not offered.service.active or practitioner_id not in offered.service.practitioner_ids:
            return None
        now = self.clock.now()
        terms = offered.house.terms
        soonest = now + timedelta(minutes=terms.lead_minutes) + rules.SHORTEST_OFFER
        times = list(free_times(sheet, offered.visit, now, not_before=soonest, mode=offered.service.mode))
        time = rules.first_that_suits(wait, times, offered.house.zone)
        if time is None or self._cannot(wait.patient_id, time, terms.most_upcoming):
            return None
        return time

    def _cannot(self, patient_id: PatientId, time: FreeTime, most: int) -> bool:
        """Whether this person is elsewhere then, or has as many visits ahead as may be."""
        now = self.clock.now()
        visits = self.booking.visits
        return len(visits.ahead_of(patient_id, now)) >= most or visits.is_busy(
            patient_id, time.starts_at, time.ends_at
        )

    def _open(self, offer_id: OfferId, by: Actor) -> tuple[Offer, Wait]:
        offer = self.keep.offers.get(offer_id)
        wait = self.keep.seen(offer.wait_id, by)
        if offer.state is not OfferState.OPEN or offer.expires_at <= self.clock.now():
            raise OfferOver
        return offer, wait

    def _visit(self, visit_id: AppointmentId, offer: Offer, by: Actor) -> Appointment:
        offered = self.booking.offers.of(offer.service_id)
        place = Place(
            diary_id=DiaryId(offer.practitioner_id),
            sheet_id=offer.sheet_id,
            entry_id=offer.entry_id,
            seat=offer.seat,
        )
        now = self.clock.now()
        return Appointment(
            id=visit_id,
            clinic_id=offer.clinic_id,
            practitioner_id=offer.practitioner_id,
            patient_id=offer.patient_id,
            service_id=offer.service_id,
            mode=offered.service.mode,
            starts_at=offer.starts_at,
            ends_at=offer.ends_at,
            seat=offer.seat,
            places=(place,),
            state=AppointmentState.CONFIRMED,
            source=Source.WAITLIST,
            account_id=by.account_id if by.role is Role.PATIENT else None,
            booked_at=now,
            history=(Deed(at=now, verb="booked", by_role=by.role.value, by=by.account_id),),
        )

    def _sheet(self, clinic_id: ClinicId, practitioner_id: PractitionerId, at: datetime) -> DaySheet | None:
        zone = self.booking.offers.house(clinic_id).zone
        pages = self.booking.sheets.of_days([DiaryId(practitioner_id)], [day_of(at, zone)])
        return pages[0] if pages else None
