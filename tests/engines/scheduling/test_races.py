"""Many at once, on both engines: nothing is sold twice, nothing is lost, and every loser is told so."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.ids import DiaryId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.scheduling.model import (
    Booking,
    Cancellation,
    ExceptionKind,
    Move,
    NewException,
    NewHold,
)
from clinic_suite.scheduling.service import BookVisits, ChangeVisits, HoldTimes, PlanDiaries
from tests.builders.diary import a_longer_service, a_practice, at, desk_of, every_day, manager_of
from tests.builders.diary_faults import disagreements, outcome, overlaps
from tests.builders.patients import a_patient
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(engine, clock)


def test_twelve_want_one_time_and_one_has_it(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite)
    for hour in (9, 10, 11):
        told = Counter(all_at_once(12, lambda _, h=hour: outcome(lambda: practice.book(at(h)))))
        assert told == {"done": 1, "slot-taken": 11}
    assert overlaps(suite, clock.now()) == []
    assert disagreements(suite) == []


def test_lengths_and_seats_that_overlap_never_share_a_seat(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite, windows=every_day(seats=2, slot_minutes=5), length_minutes=20)
    long = attrs.evolve(practice, service=a_longer_service(practice))
    starts = [at(9) + timedelta(minutes=5 * n) for n in range(30)]

    def act(who: int) -> list[str]:
        chance = random.Random(who)
        of = practice if who % 2 else long
        return [outcome(lambda: of.book(chance.choice(starts))) for _ in range(8)]

    told = Counter(word for words in all_at_once(8, act) for word in words)
    assert set(told) == {"done", "slot-taken"}
    assert overlaps(suite, clock.now()) == []
    assert disagreements(suite) == []
    assert told["done"] == len(list(suite.engine.database["appointments"].find()))


def test_of_eight_who_show_one_token_one_has_the_time(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite)
    wish = NewHold(practitioner_id=practice.doctor.id, service_id=practice.service.id, starts_at=at(10))
    hold = suite.part(HoldTimes).hold(wish, practice.desk)
    booking = Booking(patient_id=practice.patient.id, hold_token=hold.token)
    book = suite.part(BookVisits)
    told = Counter(all_at_once(8, lambda _: outcome(lambda: book.book(booking, practice.desk))))
    assert told == {"done": 1, "hold-expired": 7}
    assert disagreements(suite) == []


def test_of_two_times_that_are_held_each_token_books_its_own(suite: Suite, clock: FrozenClock) -> None:
    """Whoever held first stands first on the page; the second token must not book that entry."""
    practice = a_practice(suite)
    holds = [
        suite.part(HoldTimes).hold(
            NewHold(practitioner_id=practice.doctor.id, service_id=practice.service.id, starts_at=at(hour)),
            practice.desk,
        )
        for hour in (9, 10, 11)
    ]
    for hold in reversed(holds):
        wish = Booking(patient_id=practice.patient.id, hold_token=hold.token)
        visit = suite.part(BookVisits).book(wish, practice.desk)
        assert visit.starts_at == hold.starts_at
    assert overlaps(suite, clock.now()) == []
    assert disagreements(suite) == []


def test_a_hold_that_ends_while_it_is_confirmed_is_sold_to_one_of_the_two(
    suite: Suite, clock: FrozenClock
) -> None:
    practice = a_practice(suite)
    for hour in (9, 10, 11):
        wish = NewHold(practitioner_id=practice.doctor.id, service_id=practice.service.id, starts_at=at(hour))
        hold = suite.part(HoldTimes).hold(wish, desk_of(practice.clinic.id))
        booking = Booking(patient_id=practice.patient.id, hold_token=hold.token)

        def act(who: int, hour: int = hour, booking: Booking = booking) -> str:
            if who == 0:
                clock.advance(minutes=2)
                return "later"
            if who % 2:
                return outcome(lambda: suite.part(BookVisits).book(booking, practice.desk))
            return outcome(lambda: practice.book(at(hour)))

        told = Counter(all_at_once(7, act))
        assert told["done"] <= 1
        assert set(told) <= {"later", "done", "hold-expired", "slot-taken"}
        assert overlaps(suite, clock.now()) == []
        assert disagreements(suite) == []


def test_moving_against_booking_loses_neither(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite)
    for hour in (9, 11):
        visit = practice.book(at(hour))
        target = at(hour, 30)

        def act(who: int, visit: object = visit, target: datetime = target, hour: int = hour) -> str:
            if who % 2:
                return outcome(lambda: practice.book(target))
            if who % 4:
                return outcome(lambda: practice.book(at(hour)))
            move = Move(starts_at=target)
            return outcome(lambda: suite.part(ChangeVisits).reschedule(visit.id, move, practice.desk))  # type: ignore[attr-defined]

        told = Counter(all_at_once(8, act))
        assert set(told) <= {"done", "slot-taken", "version-stale"}
        assert overlaps(suite, clock.now()) == []
        assert disagreements(suite) == []


def test_leave_that_comes_while_people_book_strands_nobody_unseen(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite)
    leave = NewException(kind=ExceptionKind.LEAVE, from_at=at(9), until_at=at(11), reason="Ill")
    starts = [at(9) + timedelta(minutes=15 * n) for n in range(8)]
    manager = manager_of(practice.clinic.id)

    def act(who: int) -> str:
        if who == 4:
            suite.part(PlanDiaries).add_exception(DiaryId(practice.doctor.id), leave, manager)
            return "away"
        return outcome(lambda: practice.book(starts[who - 1 if who > 4 else who]))

    told = Counter(all_at_once(9, act))
    assert set(told) <= {"away", "done", "not-valid"}
    page = suite.engine.database["day_sheets"].find_one({"_id": f"{practice.doctor.id}:{at(9).date()}"})
    assert page is not None
    booked = [e for e in page["entries"] if e["appointment_id"]]
    assert len(booked) == told["done"]
    # Whoever was let in before the leave is marked to be moved.
    assert page["strays"] is (told["done"] > 0)


def test_a_visit_that_is_cancelled_twice_frees_its_time_once(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite)
    visit = practice.book(at(10))
    cancel = suite.part(ChangeVisits).cancel

    def act(who: int) -> str:
        if who < 4:
            return outcome(lambda: cancel(visit.id, Cancellation(reason="Ill"), practice.desk))
        return outcome(lambda: practice.book(at(10), a_patient(suite, practice.clinic.id)))

    told = Counter(all_at_once(8, act))
    assert told["done"] in (1, 2)
    assert overlaps(suite, clock.now()) == []
    assert disagreements(suite) == []
