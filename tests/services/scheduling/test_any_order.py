"""Whatever is done to a diary, in whatever order: nothing is sold twice and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from clinic_suite.directory.service import KeepClinics
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.events import Tick
from clinic_suite.kernel.ids import DiaryId
from clinic_suite.scheduling.handlers import Handlers
from clinic_suite.scheduling.model import (
    Booking,
    Cancellation,
    ExceptionKind,
    Move,
    NewException,
    NewHold,
    TemplateChange,
)
from clinic_suite.scheduling.model.waiting import NewWait, Suiting, Urgency
from clinic_suite.scheduling.service import (
    BookVisits,
    ChangeVisits,
    HoldTimes,
    KeepWaitlist,
    MatchWaiting,
    PlanDiaries,
)
from tests.builders.diary import TODAY, a_practice, at, every_day, manager_of
from tests.builders.diary_faults import disagreements, overlaps
from tests.builders.directory import a_service, new_closure
from tests.builders.engines import a_preview_engine
from tests.builders.patients import a_patient
from tests.builders.suites import a_suite_on
from tests.fakes.clock import FrozenClock

DAYS = 2
_TIMES = st.builds(
    lambda day, step: at(9, days=1 + day) + timedelta(minutes=15 * step),
    st.integers(0, DAYS - 1),
    st.integers(0, 9),
)


_ASKING = st.integers(0, 1)
"""The desk, or a person."""


class Diary(RuleBasedStateMachine):
    """Two doctors' mornings of two days, two kinds of visit, three patients, and everybody at it."""

    visits = Bundle("visits")
    holds = Bundle("holds")
    leaves = Bundle("leaves")
    waits = Bundle("waits")
    closures = Bundle("closures")

    deeds: ClassVar[int] = 0
    """How often something was done and looked at, in all orders together."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FrozenClock()
        self.suite = a_suite_on(a_preview_engine(), self.clock)
        self.practice = a_practice(
            self.suite, windows=every_day("09:00", "11:30", seats=2), buffer_after_minutes=5
        )
        clinic_id = self.practice.clinic.id
        self.manager = manager_of(clinic_id)
        long = a_service(self.suite, clinic_id, self.practice.doctor.id, name="Long visit", length_minutes=40)
        self.services = [self.practice.service, long]
        own = self.practice.own()
        self.patients = [self.practice.patient, a_patient(self.suite, clinic_id), own.patient]
        # The third books for herself; of the others only the desk may.
        self.people = [self.practice.desk, own.desk]

    def _try(self, act: Callable[[], Any]) -> Any:
        """What is refused has changed nothing; the invariants look."""
        try:
            return act()
        except Refusal:
            return None

    @rule(
        target=visits,
        when=_TIMES,
        kind=st.integers(0, 1),
        who=st.integers(0, 2),
        pay=st.booleans(),
        by=_ASKING,
    )
    def book(self, when: datetime, kind: int, who: int, pay: bool, by: int) -> Any:
        wish = Booking(
            patient_id=self.patients[who].id,
            practitioner_id=self.practice.doctor.id,
            service_id=self.services[kind].id,
            starts_at=when,
            pay_first=pay,
        )
        visit = self._try(lambda: self.suite.part(BookVisits).book(wish, self.people[by]))
        return multiple() if visit is None else visit.id

    @rule(target=holds, when=_TIMES, kind=st.integers(0, 1), by=_ASKING)
    def hold(self, when: datetime, kind: int, by: int) -> Any:
        wish = NewHold(
            practitioner_id=self.practice.doctor.id, service_id=self.services[kind].id, starts_at=when
        )
        hold = self._try(lambda: self.suite.part(HoldTimes).hold(wish, self.people[by]))
        return multiple() if hold is None else hold.token

    @rule(token=consumes(holds))
    def give_back(self, token: str) -> None:
        self._try(lambda: self.suite.part(HoldTimes).give_back(token, self.practice.desk))

    @rule(target=visits, token=holds, who=st.integers(0, 2), pay=st.booleans(), by=_ASKING)
    def book_held(self, token: str, who: int, pay: bool, by: int) -> Any:
        wish = Booking(patient_id=self.patients[who].id, hold_token=token, pay_first=pay)
        visit = self._try(lambda: self.suite.part(BookVisits).book(wish, self.people[by]))
        return multiple() if visit is None else visit.id

    @rule(visit=visits, when=_TIMES)
    def move(self, visit: Any, when: datetime) -> None:
        self._try(
            lambda: self.suite.part(ChangeVisits).reschedule(visit, Move(starts_at=when), self.practice.desk)
        )

    @rule(visit=visits, when=_TIMES, longer=st.integers(1, 8))
    def stretch(self, visit: Any, when: datetime, longer: int) -> None:
        wish = Move(starts_at=when, ends_at=when + timedelta(minutes=10 * longer), off_grid=True)
        self._try(lambda: self.suite.part(ChangeVisits).reschedule(visit, wish, self.practice.desk))

    @rule(visit=visits)
    def cancel(self, visit: Any) -> None:
        wish = Cancellation(reason="Ill")
        self._try(lambda: self.suite.part(ChangeVisits).cancel(visit, wish, self.practice.desk))

    @rule(visit=visits)
    def pay(self, visit: Any) -> None:
        self._try(lambda: self.suite.part(ChangeVisits).confirm(visit, self.practice.desk))

    @rule(visit=visits, verb=st.sampled_from(["arrive", "start", "complete", "miss"]))
    def step(self, visit: Any, verb: str) -> None:
        self._try(lambda: getattr(self.suite.part(ChangeVisits), verb)(visit, self.practice.desk))

    @rule(seconds=st.sampled_from([30, 60, 120, 900]))
    def wait_a_while(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)

    @rule()
    def do_what_happens_by_itself(self) -> None:
        handlers, tick = self.suite.part(Handlers), Tick(planned_at=self.clock.now())
        handlers.let_requests_lapse(tick)
        handlers.let_offers_lapse(tick)
        handlers.sweep_holds(tick)

    @rule(target=leaves, when=_TIMES, hours=st.integers(1, 3), kind=st.sampled_from(list(ExceptionKind)))
    def plan_exception(self, when: datetime, hours: int, kind: ExceptionKind) -> Any:
        wish = NewException(kind=kind, from_at=when, until_at=when + timedelta(hours=hours))
        plan = self.suite.part(PlanDiaries)
        planned = self._try(lambda: plan.add_exception(self.practice.diary_id, wish, self.manager))
        return multiple() if planned is None else planned.exception.id

    @rule(leave=consumes(leaves))
    def withdraw_exception(self, leave: Any) -> None:
        self._try(lambda: self.suite.part(PlanDiaries).withdraw_exception(leave, self.manager))

    @rule(until=st.sampled_from(["10:00", "11:00", "11:30"]), seats=st.integers(1, 2))
    def change_template(self, until: str, seats: int) -> None:
        plan = self.suite.part(PlanDiaries)
        [template] = plan.templates_of(DiaryId(self.practice.doctor.id), self.manager)
        change = TemplateChange(windows=every_day("09:00", until, seats=seats))
        self._try(lambda: plan.change_template(template.id, change, template.version, self.manager))

    @rule(target=closures, day=st.integers(1, DAYS))
    def close(self, day: int) -> Any:
        wish = new_closure(at(12, days=day).date().isoformat())
        keep = self.suite.part(KeepClinics)
        closure = self._try(lambda: keep.announce_closure(self.practice.clinic.id, wish, the_house()))
        return multiple() if closure is None else closure.id

    @rule(closure=consumes(closures))
    def open_again(self, closure: Any) -> None:
        keep = self.suite.part(KeepClinics)
        self._try(lambda: keep.withdraw_closure(self.practice.clinic.id, closure, the_house()))

    @rule(target=waits, who=st.integers(0, 2), kind=st.integers(0, 1), urgency=st.sampled_from(list(Urgency)))
    def join(self, who: int, kind: int, urgency: Urgency) -> Any:
        suiting = Suiting(from_on=TODAY, until_on=TODAY + timedelta(days=DAYS))
        wish = NewWait(
            patient_id=self.patients[who].id,
            service_id=self.services[kind].id,
            suiting=(suiting,),
            urgency=urgency,
        )
        wait = self._try(lambda: self.suite.part(KeepWaitlist).join(wish, self.practice.desk))
        return multiple() if wait is None else wait.id

    @rule(wait=waits)
    def look_for(self, wait: Any) -> None:
        self.suite.part(MatchWaiting).look_for(wait)

    @rule(day=st.integers(1, DAYS))
    def offer_what_is_free(self, day: int) -> None:
        self.suite.part(MatchWaiting).offer_day(
            self.practice.clinic.id, self.practice.doctor.id, at(10, days=day)
        )

    @rule(target=visits, wait=waits, yes=st.booleans())
    def answer(self, wait: Any, yes: bool) -> Any:
        match = self.suite.part(MatchWaiting)
        offer = match.keep.offers.open_of([wait]).get(wait)
        if offer is None:
            return multiple()
        if not yes:
            self._try(lambda: match.decline(offer.id, self.practice.desk))
            return multiple()
        visit = self._try(lambda: match.accept(offer.id, self.practice.desk))
        return multiple() if visit is None else visit.id

    @rule(wait=waits)
    def leave_the_list(self, wait: Any) -> None:
        self._try(lambda: self.suite.part(KeepWaitlist).leave(wait, self.practice.desk))

    @invariant()
    def no_seat_is_sold_twice(self) -> None:
        Diary.deeds += 1
        assert overlaps(self.suite, self.clock.now()) == []

    @invariant()
    def a_person_keeps_two_times_at_most(self) -> None:
        """With a token; what the waitlist offers is kept besides."""
        now, account = self.clock.now(), self.people[1].account_id
        pages = self.suite.engine.database["day_sheets"].find({"entries.holder": account})
        held = [e for page in pages for e in page["entries"] if e["holder"] == account and e["token"]]
        assert sum(e["appointment_id"] is None and e["expires_at"] > now for e in held) <= 2

    @invariant()
    def visits_and_pages_agree(self) -> None:
        assert disagreements(self.suite) == []


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Diary,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_order_of_deeds_sells_a_seat_twice() -> None:
    _run(examples=12, steps=40)


@pytest.mark.slow
def test_no_order_of_twenty_thousand_deeds_sells_a_seat_twice() -> None:
    before = Diary.deeds
    _run(examples=400, steps=60)
    assert Diary.deeds - before >= 20_000
