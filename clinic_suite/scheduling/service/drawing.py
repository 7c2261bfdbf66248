"""Drawing day sheets ahead: a day without a sheet cannot be booked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from clinic_suite.directory.public import Directory, Offers, Shut
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import VersionStale, invalid
from clinic_suite.kernel.ids import ClinicId, DiaryId
from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.model import DaySheet, DiaryKind
from clinic_suite.scheduling.model.diary import sheet_id
from clinic_suite.scheduling.repository import DaySheets, Diaries, Exceptions, Templates
from clinic_suite.scheduling.rules.local import day_of, days_between, instant
from clinic_suite.scheduling.rules.sheets import sessions_of, stray_entries
from clinic_suite.scheduling.service.offering import House, KnownOffers

AHEAD = timedelta(days=14)
"""How far beyond the horizon pages are drawn, so that a week without the job is not noticed."""
MOST_DAYS = 400
CLINIC_INACTIVE, NOT_SEEING = "clinic_inactive", "not_seeing"


@attrs.frozen(kw_only=True)
class Drawn:
    """What came of drawing: how many pages are new, how many changed, and which hold strays now."""

    made: int
    changed: int
    with_strays: tuple[DaySheet, ...] = ()


@attrs.frozen(kw_only=True)
class DrawSheets:
    """The use cases about pages of the diary."""

    uow: UnitOfWork
    clock: Clock
    directory: Directory
    offers: Offers
    houses: KnownOffers
    diaries: Diaries
    templates: Templates
    exceptions: Exceptions
    sheets: DaySheets

    def draw_clinic(self, clinic_id: ClinicId, first: date, last: date, by: Actor) -> Drawn:
        """Draw all of a clinic's diaries for some days, a diary in each transaction."""
        policies.require_may_plan(by, clinic_id)
        if last < first:
            raise invalid("/last", "order")
        if (last - first).days >= MOST_DAYS:
            raise invalid("/last", "range")
        drawn = [self._draw_one(clinic_id, d, first, last) for d, _ in self.diaries.of_clinic(clinic_id)]
        return Drawn(
            made=sum(d.made for d in drawn),
            changed=sum(d.changed for d in drawn),
            with_strays=tuple(s for d in drawn for s in d.with_strays),
        )

    def draw_ahead(self, by: Actor) -> None:
        """What the weekly job does: every clinic's pages until its horizon and a fortnight beyond."""
        for clinic_id in self.diaries.clinics():
            house = self.houses.house(clinic_id)
            today = day_of(self.clock.now(), house.zone)
            self.draw_clinic(clinic_id, today, self.last_day(house), by)

    def last_day(self, house: House) -> date:
        today = day_of(self.clock.now(), house.zone)
        return today + timedelta(days=house.terms.horizon_days) + AHEAD

    def redraw(self, clinic_id: ClinicId, diary_id: DiaryId, first: date, last: date) -> Drawn:
        """Inside a unit of work that has locked the diary: pages from today on follow its templates anew."""
        house = self.houses.house(clinic_id)
        today = day_of(self.clock.now(), house.zone)
        first, last = max(first, today), min(last, self.last_day(house))
        if last < first:
            return Drawn(made=0, changed=0)
        return self._draw(clinic_id, diary_id, house.zone, days_between(first, last))

    def stop(self, clinic_id: ClinicId, diary_id: DiaryId) -> None:
        """Inside a unit of work: let nothing new onto a diary's pages; what stands there stays."""
        yesterday = (self.clock.now() - timedelta(days=1)).date()
        self.sheets.close_diary(clinic_id, diary_id, NOT_SEEING, yesterday)

    def close(self, clinic_id: ClinicId, why: str, first: date, last: date | None) -> None:
        """Inside a unit of work: nothing more may be booked on these days, and who is booked must be moved."""
        self.sheets.close(clinic_id, why, first, last)
        self.sheets.mark_booked(clinic_id, first, last)

    def reopen(self, clinic_id: ClinicId, why: str) -> None:
        """Inside a unit of work: the reason is gone; who still lies outside open hours stays marked."""
        now = self.clock.now()
        for page in self.sheets.closed(clinic_id, why):
            left = tuple(w for w in page.closed_for if w != why)
            strays = bool(stray_entries(attrs.evolve(page, closed_for=left), now))
            self.sheets.reopen(page, why, strays=strays)

    def _draw_one(self, clinic_id: ClinicId, diary_id: DiaryId, first: date, last: date) -> Drawn:
        zone = self.houses.house(clinic_id).zone

        def work(tx: Transaction) -> Drawn:
            # Whoever announces a closure or deactivates the clinic writes the clinic too, so no page
            # is drawn that does not know of it.
            self.directory.let_gain(clinic_id)
            self.diaries.lock(clinic_id, diary_id, DiaryKind.PRACTITIONER)
            drawn = self._draw(clinic_id, diary_id, zone, days_between(first, last))
            self.diaries.drawn(diary_id, clinic_id, last)
            if drawn.made or drawn.changed:
                tx.note(Note(action="drew", entity="diary", entity_id=diary_id, clinic_id=clinic_id))
            return drawn

        return self.uow.run(work)

    def _draw(self, clinic_id: ClinicId, diary_id: DiaryId, zone: ZoneInfo, days: Sequence[date]) -> Drawn:
        first, last = days[0], days[-1]
        span = instant(first, 0, zone), instant(last + timedelta(days=1), 0, zone)
        templates = self.templates.of_diary(clinic_id, diary_id)
        exceptions = self.exceptions.touching(clinic_id, diary_id, *span)
        shut = self.offers.shut(clinic_id, first, last)
        there = {s.on: s for s in self.sheets.of_diary(clinic_id, diary_id, first, last)}
        now, fresh, changed = self.clock.now(), [], []
        for on in days:
            sessions = sessions_of(on, templates, exceptions, zone)
            page = there.get(on)
            if page is None:
                if sessions:
                    fresh.append(
                        DaySheet(
                            id=sheet_id(diary_id, on),
                            clinic_id=clinic_id,
                            diary_id=diary_id,
                            on=on,
                            sessions=sessions,
                            closed_for=closed_for(on, shut),
                        )
                    )
            elif page.sessions != sessions:
                changed.append(self._redrawn(attrs.evolve(page, sessions=sessions), now))
        self.sheets.add_many(fresh)
        return Drawn(made=len(fresh), changed=len(changed), with_strays=tuple(s for s in changed if s.strays))

    def _redrawn(self, page: DaySheet, now: datetime) -> DaySheet:
        page = attrs.evolve(page, strays=bool(stray_entries(page, now)))
        if not self.sheets.redraw(page, page.sessions, strays=page.strays):
            # On a replica set the transaction has met somebody else's and begins anew; this cannot be.
            raise VersionStale
        return page


def closed_for(on: date, shut: Iterable[Shut]) -> tuple[str, ...]:
    return tuple(s.id for s in shut if s.from_on <= on <= s.until_on)
