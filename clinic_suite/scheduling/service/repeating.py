"""Visits that come back: promised together, and changed singly or from one of them on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.errors import NotFound, Refusal, invalid
from clinic_suite.kernel.ids import AppointmentId, ClinicId, DiaryId, Ids, SeriesId
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.patients.public import PatientRef
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.model import (
    Appointment,
    Booking,
    Cancellation,
    DaySheet,
    Entry,
    Move,
    Place,
    Scope,
)
from clinic_suite.scheduling.model.series import Missing, NewSeries, Series
from clinic_suite.scheduling.repository import DaySheets
from clinic_suite.scheduling.rules import booking as booking_rules
from clinic_suite.scheduling.rules import series as rules
from clinic_suite.scheduling.rules import states
from clinic_suite.scheduling.rules.local import day_of
from clinic_suite.scheduling.service.booking import BookVisits
from clinic_suite.scheduling.service.changing import ChangeVisits
from clinic_suite.scheduling.service.claiming import Wanted
from clinic_suite.scheduling.service.offering import Offer

Stretches = Sequence[tuple[Wanted, Entry]]
"""All that one visit takes: of its practitioner, and of whom or what else it needs."""


@attrs.frozen(kw_only=True)
class Planned:
    """One visit of a series as it shall stand, or why it cannot."""

    stretches: Stretches
    gap: Missing | None = None


@attrs.frozen(kw_only=True)
class RepeatVisits:
    """The use cases about series.  All dates are looked at before the first is taken, because the desk wants
    to hear of all that are in the way at once."""

    uow: UnitOfWork
    ids: Ids
    booking: BookVisits
    change: ChangeVisits
    sheets: DaySheets

    def book(self, wish: NewSeries, by: Actor) -> Series:
        """Promise all dates of a series, or none."""
        patient = self.booking.registry.ref(wish.patient_id)
        policies.require_works_here(by, patient.clinic_id)
        offer = self._offer(wish, patient)
        series_id = SeriesId(self.ids.new("sr"))
        starts = rules.dates_of(wish, offer.house.zone)
        visit_ids = [AppointmentId(self.ids.new("ap")) for _ in starts]

        def work(tx: Transaction) -> Series:
            stretches = [
                self._stretches(wish, offer, _booking(wish, at), visit_id)
                for at, visit_id in zip(starts, visit_ids, strict=True)
            ]
            planned = self._rehearsed(patient.clinic_id, offer.house.zone, stretches, by)
            visits = []
            for one in planned:
                places = self._claimed(one)
                wanted, entry = one.stretches[0]
                visit = self.booking.visit_from(
                    entry.appointment_id or visit_ids[0],
                    _booking(wish, wanted.starts_at),
                    offer,
                    entry,
                    places,
                    by,
                )
                visits.append(self.booking.write_down(tx, attrs.evolve(visit, series_id=series_id)))
            return Series(id=series_id, visits=tuple(visits))

        return self.uow.run(work)

    def show(self, series_id: SeriesId, by: Actor) -> Series:
        """All visits of a series, also those that were cancelled."""
        clinic_id = by.clinic_id
        if clinic_id is None:
            raise NotFound
        policies.require_works_here(by, clinic_id)
        visits = self.change.visits.of_series(clinic_id, series_id)
        if not visits:
            raise NotFound
        return Series(id=series_id, visits=tuple(visits))

    def reschedule(self, visit_id: AppointmentId, wish: Move, by: Actor) -> Appointment:
        """Move one visit, or it and all that follow by as much on the clinic's clock: all or none."""
        if wish.scope is Scope.THIS:
            return self.change.reschedule(visit_id, wish, by)

        def work(tx: Transaction) -> Appointment:
            first = self.change.show(visit_id, by)
            policies.require_works_here(by, first.clinic_id)
            states.require_movable(first)
            following = self._following(first)
            zone = self.change.offers.house(first.clinic_id).zone
            moves = [_shifted(wish, first, visit, zone) for visit in following]
            stretches = []
            for visit, move in zip(following, moves, strict=True):
                wanted = self.change.wanted_for(visit, move, by)
                stretches.append(tuple(zip(wanted, self.change.entries_for(visit, wanted), strict=True)))
            planned = self._rehearsed(first.clinic_id, zone, stretches, by)
            for visit in following:
                self.change.release(visit)
            # Those that move later give way from the last one on, so that none meets the next one's old place.
            done = list(zip(following, moves, planned, strict=True))
            done.sort(key=lambda one: one[0].starts_at, reverse=wish.starts_at > first.starts_at)
            after = {
                visit.id: self.change.moved(tx, visit, one.stretches[0][0], self._claimed(one), move, by)
                for visit, move, one in done
            }
            return after[first.id]

        return self.uow.run(work)

    def cancel(self, visit_id: AppointmentId, wish: Cancellation, by: Actor) -> Appointment:
        """Cancel one visit, or it and all that follow.

        What could be refused is refused at the first: those that follow are later and not begun.
        """
        if wish.scope is Scope.THIS:
            return self.change.cancel(visit_id, wish, by)

        def work(_: Transaction) -> Appointment:
            first, *later = self._following(self.change.show(visit_id, by))
            cancelled = self.change.cancel(first.id, wish, by)
            for visit in later:
                self.change.cancel(visit.id, wish, by)
            return cancelled

        return self.uow.run(work)

    def _following(self, first: Appointment) -> list[Appointment]:
        if first.series_id is None:
            raise invalid("/scope", "no_series", "This visit belongs to no series.")
        return rules.following(first, self.change.visits.of_series(first.clinic_id, first.series_id))

    def _offer(self, wish: NewSeries, patient: PatientRef) -> Offer:
        offer = self.booking.offers.offered_by(wish.service_id, wish.practitioner_id)
        if offer.service.clinic_id != patient.clinic_id:
            raise invalid("/patient_id", "other_clinic", "This patient has no record in that clinic yet.")
        return offer

    def _stretches(
        self, wish: NewSeries, offer: Offer, booking: Booking, visit_id: AppointmentId
    ) -> Stretches:
        starts_at = booking.starts_at or wish.starts_at
        wanted = [
            self.booking.wanted(offer, diary, starts_at, on_grid=place == 0)
            for place, diary in enumerate((DiaryId(wish.practitioner_id), *wish.also))
        ]
        return [
            (w, self.booking.entry_for(w, visit_id, wish.patient_id, wish.service_id, None)) for w in wanted
        ]

    def _rehearsed(
        self, clinic_id: ClinicId, zone: ZoneInfo, stretches: Sequence[Stretches], by: Actor
    ) -> list[Planned]:
        """Every visit with the seats it will have, or the dates that cannot be had."""
        pages = self._pages(clinic_id, zone, stretches)
        planned = [self._looked_at(pages, one, zone, by) for one in stretches]
        rules.require_all(one.gap for one in planned if one.gap is not None)
        return planned

    def _pages(
        self, clinic_id: ClinicId, zone: ZoneInfo, stretches: Iterable[Stretches]
    ) -> dict[str, DaySheet]:
        """The pages as they would be without the entries that are given up, in one question."""
        wanted = [w for one in stretches for w, _ in one]
        given_up = {w.ignoring for w in wanted}
        diaries, days = {w.diary_id for w in wanted}, {day_of(w.starts_at, zone) for w in wanted}
        return {
            page.id: attrs.evolve(page, entries=tuple(e for e in page.entries if e.id not in given_up))
            for page in self.sheets.of_days(diaries, sorted(days))
            if page.clinic_id == clinic_id
        }

    def _looked_at(
        self, pages: dict[str, DaySheet], stretches: Stretches, zone: ZoneInfo, by: Actor
    ) -> Planned:
        at = stretches[0][0].starts_at
        try:
            house = self.booking.offers.house(stretches[0][0].clinic_id)
            booking_rules.check_moment(
                at, self.booking.clock.now(), house.terms, for_desk=policies.is_desk(by)
            )
            return Planned(stretches=[self._seated(pages, wanted, entry) for wanted, entry in stretches])
        except Refusal as refusal:
            return Planned(stretches=stretches, gap=rules.missing(at, refusal, zone))

    def _seated(self, pages: dict[str, DaySheet], wanted: Wanted, entry: Entry) -> tuple[Wanted, Entry]:
        """Give it a free seat and write it onto our copy of the page, where the next one meets it."""
        page = pages.get(wanted.sheet_id)
        entry = attrs.evolve(entry, seat=self.booking.claims.seat_on(page, wanted))
        if page is not None:
            pages[page.id] = attrs.evolve(page, entries=(*page.entries, entry))
        return wanted, entry

    def _claimed(self, one: Planned) -> tuple[Place, ...]:
        return tuple(self.booking.claims.claim(wanted, entry) for wanted, entry in one.stretches)


def _booking(wish: NewSeries, at: datetime) -> Booking:
    return Booking(
        patient_id=wish.patient_id,
        practitioner_id=wish.practitioner_id,
        service_id=wish.service_id,
        starts_at=at,
        also=wish.also,
        reason=wish.reason,
        source=wish.source,
    )


def _shifted(wish: Move, first: Appointment, visit: Appointment, zone: ZoneInfo) -> Move:
    """What a move of the first visit means for another one: as much, on the clinic's wall clock."""
    if visit.id == first.id:
        return wish
    at = rules.shifted(visit.starts_at, rules.wall_difference(first.starts_at, wish.starts_at, zone), zone)
    length = None if wish.ends_at is None else wish.ends_at - wish.starts_at
    return attrs.evolve(wish, starts_at=at, ends_at=None if length is None else at + length)
