"""Looking at the diary: what is free, and what is in it.  A week of one doctor is one query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from clinic_suite.directory.public import Offers, Search
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.care import Mode
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotAllowed, invalid
from clinic_suite.kernel.ids import ClinicId, DiaryId, PractitionerId, ServiceId
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.patients.public import PatientBrief, Registry
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.model import Appointment, AppointmentState, DaySheet, FreeTime, VisitLength
from clinic_suite.scheduling.repository import Appointments, DaySheets
from clinic_suite.scheduling.repository.appointments import DayWish
from clinic_suite.scheduling.rules.local import days_between, instant
from clinic_suite.scheduling.rules.sheets import stray_entries
from clinic_suite.scheduling.rules.slots import free_times
from clinic_suite.scheduling.rules.states import MOVABLE
from clinic_suite.scheduling.service.offering import KnownOffers

MOST_DAYS = 42
_MOST_FOUND, _NEXT_TIMES = 50, 4


@attrs.frozen(kw_only=True)
class FreeDay:
    """What is free on one day."""

    on: date
    times: tuple[FreeTime, ...]


@attrs.frozen(kw_only=True)
class NextFree:
    """The next free times of one practitioner on a day."""

    practitioner_id: PractitionerId
    clinic_id: ClinicId
    times: tuple[FreeTime, ...]
    more: int


@attrs.frozen(kw_only=True)
class NamedVisit(Appointment):
    """A visit as the desk reads it: with whom it is for, so that a whole day needs no second question."""

    patient: PatientBrief | None
    """Nothing when the record is gone, e.g. after an erasure."""


@attrs.frozen(kw_only=True)
class LookAtDiary:
    """The questions about times and visits."""

    clock: Clock
    offers: Offers
    known: KnownOffers
    registry: Registry
    sheets: DaySheets
    visits: Appointments

    def free_of(
        self, practitioner_id: PractitionerId, first: date, last: date, service_id: ServiceId | None
    ) -> list[FreeDay]:
        """The free times of one practitioner, day by day, with the days on which nothing is free."""
        if last < first:
            raise invalid("/until", "order")
        if (last - first).days >= MOST_DAYS:
            raise invalid("/until", "range")
        if service_id is None:
            who = self.offers.listed(practitioner_id)
            clinic_id, visit, mode = who.clinic_id, None, None
        else:
            offer = self.known.offered_by(service_id, practitioner_id)
            clinic_id, visit, mode = offer.service.clinic_id, offer.visit, offer.service.mode
        house = self.known.house(clinic_id)
        not_before = self.clock.now() + timedelta(minutes=house.terms.lead_minutes)
        not_after = self.clock.now() + timedelta(days=house.terms.horizon_days)
        found = {
            sheet.on: self._free(sheet, visit, not_before, not_after, mode)
            for sheet in self.sheets.of_diary(clinic_id, DiaryId(practitioner_id), first, last)
        }
        return [FreeDay(on=on, times=found.get(on, ())) for on in days_between(first, last)]

    def free_in(self, clinic_id: ClinicId, on: date) -> list[NextFree]:
        """What is free in a clinic on one day, a row for each practitioner who works."""
        house = self.known.house(clinic_id)
        not_before = self.clock.now() + timedelta(minutes=house.terms.lead_minutes)
        not_after = self.clock.now() + timedelta(days=house.terms.horizon_days)
        return [
            NextFree(
                practitioner_id=PractitionerId(sheet.diary_id),
                clinic_id=clinic_id,
                times=self._free(sheet, None, not_before, not_after, None),
                more=0,
            )
            for sheet in self.sheets.of_clinic(clinic_id, on)
            if sheet.diary_id.startswith("pr_")
        ]

    def search(self, search: Search, on: date, days: int) -> list[NextFree]:
        """The next free times of everybody who fits, in two queries however many they are."""
        rows = self.offers.found(search, _MOST_FOUND)
        wanted_days = days_between(on, on + timedelta(days=days - 1))
        sheets = self.sheets.of_days((DiaryId(r["id"]) for r in rows), wanted_days)
        by_diary: dict[str, list[DaySheet]] = {}
        for sheet in sorted(sheets, key=lambda s: s.on):
            by_diary.setdefault(sheet.diary_id, []).append(sheet)
        return [
            self._next(
                PractitionerId(r["id"]), ClinicId(r["clinic_id"]), by_diary.get(r["id"], ()), search.mode
            )
            for r in rows
        ]

    def day(self, clinic_id: ClinicId, on: date, wish: DayFilter, by: Actor) -> list[NamedVisit]:
        """The visits of a clinic's day, with the names of those who come."""
        policies.require_works_here(by, clinic_id)
        zone = self.known.house(clinic_id).zone
        return self._named(clinic_id, self.visits.of_clinic(clinic_id, _of_day(on, zone, wish)))

    def pages(self, clinic_id: ClinicId, on: date, by: Actor) -> list[DaySheet]:
        """The day board: every diary's page, with holds and blocks as they stand."""
        policies.require_works_here(by, clinic_id)
        now = self.clock.now()
        return [
            attrs.evolve(sheet, entries=tuple(e for e in sheet.entries if e.lives(now)))
            for sheet in self.sheets.of_clinic(clinic_id, on)
        ]

    def to_move(self, clinic_id: ClinicId, by: Actor) -> list[NamedVisit]:
        """The visits that fit no open hours any more, because a template, leave or a closure came after them."""
        policies.require_works_here(by, clinic_id)
        now = self.clock.now()
        yesterday = (now - timedelta(days=1)).date()
        strays = {
            entry.appointment_id
            for page in self.sheets.with_strays(clinic_id, yesterday)
            for entry in stray_entries(page, now)
            if entry.appointment_id is not None
        }
        return self._named(
            clinic_id, [v for v in self.visits.of_ids(clinic_id, strays) if v.state in MOVABLE]
        )

    def mine(self, wanted: Wanted, by: Actor, *, ahead: bool) -> Page[Appointment]:
        """The visits of a signed-in person's family, in all clinics."""
        if by.role is not Role.PATIENT or by.account_id is None:
            raise NotAllowed
        patients = self.registry.ids_of_account(by.account_id)
        return self.visits.of_patients(patients, wanted, ahead_from=self.clock.now() if ahead else None)

    def _named(self, clinic_id: ClinicId, visits: Sequence[Appointment]) -> list[NamedVisit]:
        """With the patients of all of them at once; an empty day asks for nobody."""
        ids = {v.patient_id for v in visits}
        known = self.registry.briefs(clinic_id, ids) if ids else {}
        return [NamedVisit(**attrs.asdict(v, recurse=False), patient=known.get(v.patient_id)) for v in visits]

    def _next(
        self,
        practitioner_id: PractitionerId,
        clinic_id: ClinicId,
        sheets: Iterable[DaySheet],
        mode: Mode | None,
    ) -> NextFree:
        # The usual lead time and no look at each clinic's own terms: the booking itself looks at those.
        not_before = self.clock.now() + timedelta(minutes=30)
        not_after = self.clock.now() + timedelta(days=60)
        times = [t for sheet in sheets for t in self._free(sheet, None, not_before, not_after, mode)]
        return NextFree(
            practitioner_id=practitioner_id,
            clinic_id=clinic_id,
            times=tuple(times[:_NEXT_TIMES]),
            more=max(0, len(times) - _NEXT_TIMES),
        )

    def _free(
        self,
        sheet: DaySheet,
        visit: VisitLength | None,
        not_before: datetime,
        not_after: datetime,
        mode: Mode | None,
    ) -> tuple[FreeTime, ...]:
        now = self.clock.now()
        found = free_times(sheet, visit, now, not_before=not_before, mode=mode)
        return tuple(t for t in found if t.starts_at <= not_after)


@attrs.frozen(kw_only=True)
class DayFilter:
    """What part of a day is asked for."""

    practitioner_id: PractitionerId | None = None
    state: AppointmentState | None = None


def _of_day(on: date, zone: ZoneInfo, wish: DayFilter) -> DayWish:
    return DayWish(
        from_at=instant(on, 0, zone),
        until_at=instant(on + timedelta(days=1), 0, zone),
        practitioner_id=wish.practitioner_id,
        state=wish.state,
    )
