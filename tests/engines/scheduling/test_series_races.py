"""Series against everybody else, on both engines: whole or not at all, and nothing is lost."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.ids import DiaryId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.scheduling.model import Cancellation, ExceptionKind, Move, NewBlock, NewException, Scope
from clinic_suite.scheduling.model.series import NewSeries, Series
from clinic_suite.scheduling.service import BlockTime, PlanDiaries, RepeatVisits
from tests.builders.diary import Practice, a_practice, at, manager_of
from tests.builders.diary_faults import disagreements, outcome, overlaps
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

COUNT = 5


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(engine, clock)


def _series(practice: Practice, hour: int = 10, minute: int = 0) -> Series:
    wish = NewSeries(
        patient_id=practice.patient.id,
        practitioner_id=practice.doctor.id,
        service_id=practice.service.id,
        starts_at=at(hour, minute),
        every_weeks=1,
        count=COUNT,
    )
    return practice.suite.part(RepeatVisits).book(wish, practice.desk)


def _visits(suite: Suite) -> dict[str, int]:
    """How many visits each series has."""
    return Counter(v["series_id"] for v in suite.engine.database["appointments"].find({"live": True}))


def test_of_six_series_at_one_time_one_is_promised_whole(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite)
    told = Counter(all_at_once(6, lambda _: outcome(lambda: _series(practice))))
    assert told == {"done": 1, "series-not-free": 5}
    assert list(_visits(suite).values()) == [COUNT]
    assert disagreements(suite) == []


def test_series_against_single_visits_and_leave_are_whole_or_not_there(
    suite: Suite, clock: FrozenClock
) -> None:
    practice = a_practice(suite)
    diary, manager = DiaryId(practice.doctor.id), manager_of(practice.clinic.id)

    def act(who: int) -> str:
        chance = random.Random(who)
        if who == 3:
            leave = NewException(
                kind=ExceptionKind.LEAVE, from_at=at(9, days=15), until_at=at(11, days=15), reason="Ill"
            )
            suite.part(PlanDiaries).add_exception(diary, leave, manager)
            return "away"
        if who % 2:
            days = 1 + 7 * chance.randrange(COUNT)
            return outcome(lambda: practice.book(at(10, 30, days=days)))
        return outcome(lambda: _series(practice, 10, 15 * (who % 4)))

    told = Counter(all_at_once(10, act))
    assert set(told) <= {"away", "done", "series-not-free", "slot-taken", "not-valid"}
    whole = [n for series, n in _visits(suite).items() if series is not None]
    assert set(whole) <= {COUNT}
    assert overlaps(suite, clock.now()) == []
    assert disagreements(suite) == []
    page = suite.engine.database["day_sheets"].find_one(
        {"_id": f"{practice.doctor.id}:{at(9, days=15).date()}"}
    )
    assert page is not None
    # Whoever was let in before the leave is marked to be moved.
    assert page["strays"] is any(e["appointment_id"] for e in page["entries"])


def test_moving_two_series_onto_one_time_moves_one_whole(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite)
    both = [_series(practice, 9), _series(practice, 10)]
    repeat = suite.part(RepeatVisits)

    def act(who: int) -> str:
        if who == 2:
            wish = Cancellation(reason="Well again", scope=Scope.FROM_HERE)
            return outcome(lambda: repeat.cancel(both[0].visits[3].id, wish, practice.desk))
        if who == 3:
            return outcome(lambda: practice.book(at(11, days=1 + 7 * 2)))
        move = Move(starts_at=at(11), scope=Scope.FROM_HERE)
        return outcome(lambda: repeat.reschedule(both[who].visits[0].id, move, practice.desk))

    told = Counter(all_at_once(4, act))
    assert set(told) <= {"done", "series-not-free", "slot-taken", "version-stale"}
    for one in both:
        hours = {
            v["starts_at"].hour
            for v in suite.engine.database["appointments"].find({"series_id": one.id, "live": True})
        }
        assert len(hours) == 1
    assert overlaps(suite, clock.now()) == []
    assert disagreements(suite) == []


def test_a_block_against_bookings_takes_the_time_or_leaves_it_whole(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite)
    wish = NewBlock(from_at=at(10), until_at=at(11))

    def act(who: int) -> str:
        if who % 3 == 0:
            return outcome(
                lambda: suite.part(BlockTime).block(DiaryId(practice.doctor.id), wish, practice.desk)
            )
        return outcome(lambda: practice.book(at(10, 15 * (who % 4))))

    told = Counter(all_at_once(9, act))
    assert set(told) <= {"done", "slot-taken"}
    assert overlaps(suite, clock.now()) == []
    assert disagreements(suite) == []
    page = suite.engine.database["day_sheets"].find_one({"_id": f"{practice.doctor.id}:{at(9).date()}"})
    assert page is not None
    states = {e["state"] for e in page["entries"]}
    assert states in ({"blocked"}, {"booked"})
