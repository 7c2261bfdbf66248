"""Many hands on one line, on both engines: one is called, numbers have no gap, nobody has two."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.errors import Refusal, VersionStale
from clinic_suite.kernel.mongo import Engine
from clinic_suite.scheduling.model import Appointment
from clinic_suite.scheduling.model.queue import CallNext, TicketState
from clinic_suite.scheduling.repository import QueueDays
from clinic_suite.scheduling.service import ChangeVisits, RunQueue
from tests.builders.diary import Practice, a_practice, at, every_day
from tests.builders.diary_faults import disagreements, outcome, overlaps
from tests.builders.patients import a_patient
from tests.builders.queue import a_line, a_ticket, walks_in
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(engine, clock)


@pytest.fixture
def practice(suite: Suite, clock: FrozenClock) -> Practice:
    practice = a_practice(suite)
    clock.set(at(9))
    return practice


def _booked(practice: Practice, how_many: int) -> list[Appointment]:
    people = [a_patient(practice.suite, practice.clinic.id) for _ in range(how_many)]
    return [practice.book(at(9, 15 * n), p) for n, p in enumerate(people)]


def _tokens(suite: Suite) -> list[int]:
    return sorted(t["token"] for row in suite.engine.database["queue_days"].find() for t in row["tickets"])


def test_of_sixteen_who_press_at_once_all_call_the_same_patient(suite: Suite, practice: Practice) -> None:
    run = suite.part(RunQueue)
    for visit in _booked(practice, 4):
        run.check_in(visit.id, practice.desk)
    called = all_at_once(16, lambda _: run.call_next(practice.doctor.id, CallNext(), practice.desk).ticket)
    assert {t and t.token for t in called} == {1}
    [row] = suite.engine.database["queue_days"].find()
    assert Counter(t["state"] for t in row["tickets"]) == {"called": 1, "waiting": 3}
    assert [t["calls"] for t in row["tickets"]] == [1, 0, 0, 0]
    assert suite.engine.database["audit_entries"].count_documents({"action": "called"}) == 1


def test_of_eight_who_finish_and_call_at_once_one_visit_ends_and_one_patient_is_called(
    suite: Suite, practice: Practice
) -> None:
    run, visits = suite.part(RunQueue), _booked(practice, 4)
    for visit in visits:
        run.check_in(visit.id, practice.desk)
    run.call_next(practice.doctor.id, CallNext(), practice.desk)
    suite.part(ChangeVisits).start(visits[0].id, practice.desk)
    wish = CallNext(finish=visits[0].id)
    called = all_at_once(8, lambda _: run.call_next(practice.doctor.id, wish, practice.desk).ticket)
    assert {t and t.token for t in called} == {2}
    [row] = suite.engine.database["queue_days"].find()
    states = {t["token"]: t["state"] for t in row["tickets"]}
    assert states == {1: "done", 2: "called", 3: "waiting", 4: "waiting"}


def test_who_is_checked_in_at_two_desks_has_one_number(suite: Suite, practice: Practice) -> None:
    [visit] = _booked(practice, 1)
    run = suite.part(RunQueue)

    def arrive(_: int) -> str:
        try:
            came = run.check_in(visit.id, practice.desk)
        except Refusal as refused:
            return refused.slug
        return f"number {came.ticket.token if came.ticket else None}"

    told = Counter(all_at_once(8, arrive))
    assert told["number 1"] >= 1
    assert set(told) <= {"number 1", "version-stale"}
    assert _tokens(suite) == [1]


def test_those_who_arrive_and_walk_in_at_once_have_numbers_without_a_gap(
    suite: Suite, practice: Practice
) -> None:
    visits, run = _booked(practice, 4), suite.part(RunQueue)

    def come(who: int) -> str:
        if who < 4:
            return outcome(lambda: run.check_in(visits[who].id, practice.desk))
        return outcome(lambda: walks_in(practice))

    told = Counter(all_at_once(10, come))
    assert set(told) <= {"done", "version-stale"}
    assert _tokens(suite) == list(range(1, told["done"] + 1))
    assert told["done"] == 10
    assert overlaps(suite, at(9)) == []
    assert disagreements(suite) == []


def test_of_six_who_walk_in_for_the_last_free_time_one_has_it_and_all_wait(
    suite: Suite, clock: FrozenClock
) -> None:
    practice = a_practice(suite, windows=every_day(until_time="09:15"))
    clock.set(at(9))
    came = all_at_once(6, lambda _: walks_in(practice))
    assert sorted(v.seat for v in came) == [0, 0, 0, 0, 0, 1]
    assert _tokens(suite) == [1, 2, 3, 4, 5, 6]
    assert overlaps(suite, clock.now()) == []
    assert disagreements(suite) == []


def test_a_line_is_stored_only_over_the_version_that_was_seen(engine: Engine) -> None:
    """Two who read the same line give the same number; the second is refused."""
    days = QueueDays(engine)
    days.keep(a_line(a_ticket(1)))
    seen = days.get(a_line().clinic_id, a_line().practitioner_id, a_line().on)
    days.keep(attrs.evolve(seen, tickets=(*seen.tickets, a_ticket(2))))
    for late in (seen, a_line(a_ticket(7))):
        with pytest.raises(VersionStale):
            days.keep(attrs.evolve(late, tickets=(*late.tickets, a_ticket(2))))
    assert [t["token"] for r in engine.database["queue_days"].find() for t in r["tickets"]] == [1, 2]


def test_what_was_stored_of_a_line_reads_back_as_it_was(engine: Engine) -> None:
    days = QueueDays(engine)
    line = a_line(a_ticket(1), a_ticket(2, state=TicketState.CALLED, called_at=at(9), calls=2, room="Room 2"))
    days.keep(line)
    assert days.get(line.clinic_id, line.practitioner_id, line.on) == attrs.evolve(line, version=1)
    assert days.of_visit(line.clinic_id, line.tickets[1].appointment_id).version == 1
    assert [d.id for d in days.of_clinic(line.clinic_id, line.on)] == [line.id]
