"""What the diary does when it hears something, and what it does by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs

from clinic_suite.directory.events import (
    ClinicDeactivated,
    ClinicReactivated,
    ClosureAnnounced,
    ClosureWithdrawn,
    PractitionerDeactivated,
)
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.events import Fact, Heard, Tick, afterwards, every, same_transaction
from clinic_suite.kernel.ids import DiaryId, PractitionerId
from clinic_suite.scheduling.events import (
    AppointmentCancelled,
    AppointmentExpired,
    AppointmentRescheduled,
    OfferDeclined,
    OfferLapsed,
    TimeUnblocked,
    WaitlistJoined,
)
from clinic_suite.scheduling.repository import Appointments, DaySheets, Diaries
from clinic_suite.scheduling.service import ChangeVisits, DrawSheets, MatchWaiting
from clinic_suite.scheduling.service.drawing import CLINIC_INACTIVE

_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class Handlers:
    """Closing pages belongs into the transaction that closes the clinic: no booking slips in between."""

    clock: Clock
    draw: DrawSheets
    change: ChangeVisits
    match: MatchWaiting
    diaries: Diaries
    sheets: DaySheets
    visits: Appointments

    @same_transaction(ClosureAnnounced)
    def close_pages(self, heard: Heard[ClosureAnnounced]) -> None:
        fact = heard.fact
        if fact.clinic_id is not None:
            self.draw.close(fact.clinic_id, fact.closure_id, fact.from_on, fact.until_on)

    @same_transaction(ClosureWithdrawn)
    def reopen_pages(self, heard: Heard[ClosureWithdrawn]) -> None:
        if heard.fact.clinic_id is not None:
            self.draw.reopen(heard.fact.clinic_id, heard.fact.closure_id)

    @same_transaction(ClinicDeactivated)
    def close_diaries(self, heard: Heard[ClinicDeactivated]) -> None:
        if heard.fact.clinic_id is not None:
            yesterday = (self.clock.now() - _DAY).date()
            self.draw.close(heard.fact.clinic_id, CLINIC_INACTIVE, yesterday, None)

    @same_transaction(ClinicReactivated)
    def reopen_diaries(self, heard: Heard[ClinicReactivated]) -> None:
        if heard.fact.clinic_id is not None:
            self.draw.reopen(heard.fact.clinic_id, CLINIC_INACTIVE)

    @same_transaction(PractitionerDeactivated)
    def stop_diary(self, heard: Heard[PractitionerDeactivated]) -> None:
        if heard.fact.clinic_id is not None:
            self.draw.stop(heard.fact.clinic_id, DiaryId(heard.fact.practitioner_id))

    @afterwards(AppointmentCancelled)
    def offer_freed_time(self, heard: Heard[AppointmentCancelled]) -> None:
        self._offer(heard.fact, heard.fact.practitioner_id, heard.fact.starts_at)

    @afterwards(AppointmentExpired)
    def offer_unpaid_time(self, heard: Heard[AppointmentExpired]) -> None:
        self._offer(heard.fact, heard.fact.practitioner_id, heard.fact.starts_at)

    @afterwards(AppointmentRescheduled)
    def offer_left_time(self, heard: Heard[AppointmentRescheduled]) -> None:
        self._offer(heard.fact, heard.fact.was_practitioner_id, heard.fact.was_at)

    @afterwards(OfferDeclined)
    def offer_to_the_next(self, heard: Heard[OfferDeclined]) -> None:
        self._offer(heard.fact, heard.fact.practitioner_id, heard.fact.starts_at)

    @afterwards(OfferLapsed)
    def offer_unanswered_time(self, heard: Heard[OfferLapsed]) -> None:
        self._offer(heard.fact, heard.fact.practitioner_id, heard.fact.starts_at)

    @afterwards(TimeUnblocked)
    def offer_unblocked_time(self, heard: Heard[TimeUnblocked]) -> None:
        """Nobody waits for a room alone."""
        if heard.fact.diary_id.startswith("pr_"):
            self._offer(heard.fact, PractitionerId(heard.fact.diary_id), heard.fact.from_at)

    @afterwards(WaitlistJoined)
    def look_for_a_time(self, heard: Heard[WaitlistJoined]) -> None:
        self.match.look_for(heard.fact.wait_id)

    @every(timedelta(minutes=1))
    def let_offers_lapse(self, tick: Tick) -> None:
        self.match.let_lapse(the_house())

    @every(timedelta(hours=6))
    def end_waiting_for_days_gone(self, tick: Tick) -> None:
        for clinic_id in self.diaries.clinics():
            self.match.keep.end_over(clinic_id, the_house())

    def _offer(self, fact: Fact, practitioner_id: PractitionerId, at: datetime) -> None:
        if fact.clinic_id is not None:
            self.match.offer_day(fact.clinic_id, practitioner_id, at)

    @every(timedelta(days=7))
    def draw_ahead(self, tick: Tick) -> None:
        self.draw.draw_ahead(the_house())

    @every(timedelta(minutes=1))
    def let_requests_lapse(self, tick: Tick) -> None:
        """The time of an unpaid visit has been free since its end; this tells those who wait to hear it."""
        for visit in self.visits.lapsed(self.clock.now()):
            self.change.lapse(visit, the_house())

    @every(timedelta(hours=1))
    def sweep_holds(self, tick: Tick) -> None:
        """Dead holds bar nobody; sweeping keeps pages short."""
        now = self.clock.now()
        for clinic_id in self.diaries.clinics():
            self.sheets.sweep(now, (now - _DAY).date(), clinic_id)
