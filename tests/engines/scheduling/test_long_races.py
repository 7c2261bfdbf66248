"""The races again at full size, for minutes: two hundred at one time, sixteen who do everything at once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import attrs
import pytest

from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.events import Tick
from clinic_suite.kernel.ids import AppointmentId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.scheduling.handlers import Handlers
from clinic_suite.scheduling.model import ExceptionKind, Move, NewException
from clinic_suite.scheduling.model.series import NewSeries
from clinic_suite.scheduling.service import ChangeVisits, PlanDiaries, RepeatVisits
from tests.builders.crowd import Writer
from tests.builders.diary import Practice, a_longer_service, a_practice, at, every_day, manager_of
from tests.builders.diary_faults import disagreements, outcome, overlaps
from tests.builders.settings import some_settings
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

pytestmark = pytest.mark.slow

CLIENTS, ROUNDS = 200, 100
WRITERS, STINTS, STINT_S = 16, 13, 10.0
QUARTERS = [at(h, m, days=d) for d, h, m in product(range(1, 8), range(9, 13), (0, 15, 30, 45))]


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(engine, clock)


def _holds(suite: Suite) -> None:
    assert overlaps(suite, suite.clock.now()) == []
    assert disagreements(suite) == []


def _living(suite: Suite) -> set[AppointmentId]:
    return {v["_id"] for v in suite.engine.database["appointments"].find({"live": True}, {"_id": 1})}


def test_of_two_hundred_who_want_one_time_one_has_it_a_hundred_times(
    engine: Engine, clock: FrozenClock
) -> None:
    """In a house as it runs, with what hardly changes remembered."""
    suite = wire(some_settings(CLINIC_STAGE="demo"), clock=clock, engine=engine)
    practice = a_practice(suite)
    for starts_at in QUARTERS[:ROUNDS]:

        def act(_: int, starts_at: datetime = starts_at) -> str:
            return outcome(lambda: practice.book(starts_at))

        assert Counter(all_at_once(CLIENTS, act)) == {"done": 1, "slot-taken": CLIENTS - 1}
    _holds(suite)
    assert len(_living(suite)) == ROUNDS


def test_sixteen_who_do_everything_for_minutes_keep_what_they_were_promised(
    suite: Suite, clock: FrozenClock
) -> None:
    """Two kinds of visit of different length, two seats, and holds and requests that end meanwhile."""
    practice = a_practice(suite, windows=every_day(seats=2, slot_minutes=5), length_minutes=20)
    kinds = (practice, attrs.evolve(practice, service=a_longer_service(practice)))
    starts = [at(9, days=d) + timedelta(minutes=5 * n) for d, n in product((1, 2), range(32))]
    writers = [Writer(who, kinds, starts) for who in range(WRITERS)]

    def act(who: int) -> None:
        until = time.monotonic() + STINT_S
        while time.monotonic() < until:
            if who < WRITERS:
                writers[who].act()
            else:
                _let_time_pass(suite, clock)

    for _ in range(STINTS):
        all_at_once(WRITERS + 1, act)
        _holds(suite)
        assert _living(suite) == {visit for writer in writers for visit in writer.promised}
    told = Counter(word for writer in writers for word in writer.told)
    assert set(told) == {"done", "slot-taken"} | (set(told) & {"hold-expired", "visit-not-so"}), told
    assert told["done"] > WRITERS * STINTS


def _let_time_pass(suite: Suite, clock: FrozenClock) -> None:
    """Two minutes of the clinic's are a second and a half here; what happens by itself happens meanwhile."""
    time.sleep(0.25)
    tick = Tick(planned_at=clock.advance(seconds=20))
    suite.part(Handlers).let_requests_lapse(tick)
    suite.part(Handlers).sweep_holds(tick)


def test_holds_that_end_while_they_are_confirmed_a_hundred_times(suite: Suite, clock: FrozenClock) -> None:
    """A token and a request, each at its last second, against those who want the same time."""
    practice = a_practice(suite)
    sold = 0
    for starts_at in QUARTERS[:ROUNDS]:
        sold += _one_ending(practice, clock, starts_at)
        _holds(suite)
    assert len(_living(suite)) == sold
    assert sold > 0


def _to_take_over(practice: Practice, starts_at: datetime) -> Callable[[], object]:
    """A request that the desk confirms, or a token: the desk's, or a person's for another child each time,
    because five visits ahead are enough for one."""
    if starts_at.minute % 30 == 0:
        requested = practice.book(starts_at, pay_first=True)
        return lambda: practice.suite.part(ChangeVisits).confirm(requested.id, practice.desk)
    holder = practice if starts_at.minute == 15 else practice.own()
    hold = holder.hold(starts_at)
    return lambda: holder.book_held(hold)


def _one_ending(practice: Practice, clock: FrozenClock, starts_at: datetime) -> int:
    suite, take_over = practice.suite, _to_take_over(practice, starts_at)

    def act(who: int) -> str:
        if who == 0:
            clock.advance(minutes=2)
            suite.part(Handlers).let_requests_lapse(Tick(planned_at=clock.now()))
            return "later"
        return outcome(take_over if who % 2 else lambda: practice.book(starts_at))

    told = Counter(all_at_once(9, act))
    assert told["done"] <= 1
    assert set(told) <= {"later", "done", "slot-taken", "hold-expired", "visit-not-so"}, told
    return told["done"]


def test_moving_against_booking_fifty_times_loses_neither(suite: Suite) -> None:
    practice = a_practice(suite)
    move, by = suite.part(ChangeVisits).reschedule, practice.desk
    for here, there in zip(QUARTERS[:ROUNDS:2], QUARTERS[1:ROUNDS:2], strict=True):
        visit = practice.book(here)

        def act(who: int, v: AppointmentId = visit.id, a: datetime = here, b: datetime = there) -> str:
            if who % 3 == 0:
                return outcome(lambda: move(v, Move(starts_at=b), by))
            return outcome(lambda: practice.book(b if who % 3 == 1 else a))

        told = Counter(all_at_once(12, act))
        assert set(told) == {"done", "slot-taken"}, told
        _holds(suite)
        assert visit.id in _living(suite)


def test_series_against_leave_and_visits_are_whole_or_not_there(suite: Suite) -> None:
    """In each round series of four and single visits want weeks of which leave takes one out."""
    practice = a_practice(suite)
    manager, plan = manager_of(practice.clinic.id), suite.part(PlanDiaries)
    for week, hour in product(range(4), range(9, 13)):
        first = 1 + week
        away = NewException(
            kind=ExceptionKind.LEAVE,
            from_at=at(hour, days=first + 14),
            until_at=at(hour + 1, days=first + 14),
        )

        def act(who: int, first: int = first, hour: int = hour, away: NewException = away) -> str:
            if who == 3:
                return outcome(lambda: plan.add_exception(practice.diary_id, away, manager))
            if who % 2:
                return outcome(lambda: practice.book(at(hour, 30, days=first + 7 * (who % 4))))
            return outcome(lambda: _series(practice, at(hour, 15 * (who % 4), days=first)))

        told = Counter(all_at_once(12, act))
        assert set(told) <= {"done", "series-not-free", "slot-taken", "not-valid"}, told
        _holds(suite)
        whole = Counter(v["series_id"] for v in suite.engine.database["appointments"].find({"live": True}))
        assert {n for series, n in whole.items() if series is not None} <= {4}


def _series(practice: Practice, starts_at: datetime) -> object:
    wish = NewSeries(
        patient_id=practice.patient.id,
        practitioner_id=practice.doctor.id,
        service_id=practice.service.id,
        starts_at=starts_at,
        every_weeks=1,
        count=4,
    )
    return practice.suite.part(RepeatVisits).book(wish, practice.desk)
