"""Visits that come back, on the preview engine with the whole house around it."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.errors import NotAllowed, NotFound, NotValid
from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.scheduling.errors import SeriesNotFree, VisitNotSo
from clinic_suite.scheduling.model import (
    Appointment,
    AppointmentState,
    Cancellation,
    ExceptionKind,
    Move,
    NewException,
    NewResource,
    ResourceKind,
    Scope,
)
from clinic_suite.scheduling.model.series import NewSeries, Series
from clinic_suite.scheduling.service import ChangeVisits, PlanDiaries, RepeatVisits
from tests.builders.diary import Practice, a_practice, at, manager_of, new_template, the_person_of
from tests.builders.diary_faults import disagreements, overlaps
from tests.builders.ids import an_id
from tests.builders.patients import a_patient
from tests.fakes.clock import FrozenClock

WEEK = 7


@pytest.fixture
def practice(suite: Suite) -> Practice:
    return a_practice(suite)


def _series(practice: Practice, **said: Any) -> Series:
    valid: dict[str, Any] = {
        "patient_id": practice.patient.id,
        "practitioner_id": practice.doctor.id,
        "service_id": practice.service.id,
        "starts_at": at(10),
        "every_weeks": 1,
        "count": 4,
    }
    return practice.suite.part(RepeatVisits).book(NewSeries(**{**valid, **said}), practice.desk)


def _starts(visits: tuple[Appointment, ...] | list[Appointment]) -> list[object]:
    return [v.starts_at for v in visits]


def _now(practice: Practice, series: Series) -> list[Appointment]:
    return list(practice.suite.part(RepeatVisits).show(series.id, practice.desk).visits)


def _why(refused: SeriesNotFree) -> list[tuple[str, str]]:
    dates: Any = refused.members["dates"]
    return [(d["on"], d["why"]) for d in dates]


def _leave(practice: Practice, days: int) -> None:
    wish = NewException(
        kind=ExceptionKind.LEAVE, from_at=at(9, days=days), until_at=at(13, days=days), reason="Away"
    )
    practice.suite.part(PlanDiaries).add_exception(practice.diary_id, wish, manager_of(practice.clinic.id))


def test_a_visit_every_second_week_is_promised_four_times(practice: Practice) -> None:
    series = _series(practice, every_weeks=2)
    assert _starts(series.visits) == [at(10, days=1 + 14 * n) for n in range(4)]
    assert {v.series_id for v in series.visits} == {series.id}
    assert _now(practice, series) == list(series.visits)
    assert disagreements(practice.suite) == []


def test_each_visit_of_a_series_has_its_own_line_in_the_trail_and_its_own_fact(practice: Practice) -> None:
    series = _series(practice)
    move = Move(starts_at=at(11), scope=Scope.FROM_HERE)
    practice.suite.part(RepeatVisits).reschedule(series.visits[0].id, move, practice.desk)
    names = {v.id for v in series.visits}
    for action in ("booked", "rescheduled"):
        rows = list(practice.suite.engine.database["audit_entries"].find({"action": action}))
        assert len(rows) == 4
        assert {r["entity_id"] for r in rows} == names
    facts = practice.suite.engine.database["automation_events"]
    told = [f["payload"] for f in facts.find({"name": "scheduling.appointment_rescheduled"})]
    assert {f["appointment_id"] for f in told} == names


def test_when_some_dates_are_taken_none_is_booked_and_all_that_are_in_the_way_are_named(
    practice: Practice,
) -> None:
    practice.book(at(10, days=1 + WEEK))
    _leave(practice, 1 + 2 * WEEK)
    with pytest.raises(SeriesNotFree) as refused:
        _series(practice)
    assert _why(refused.value) == [("2035-03-13", "slot_taken"), ("2035-03-20", "outside_hours")]
    assert practice.suite.engine.database["appointments"].count_documents({}) == 1
    assert disagreements(practice.suite) == []


def test_the_desk_leaves_out_the_dates_that_cannot_be_had(practice: Practice) -> None:
    practice.book(at(10, days=1 + WEEK))
    series = _series(practice, skip=(date(2035, 3, 13),))
    assert _starts(series.visits) == [at(10, days=1 + WEEK * n) for n in (0, 2, 3)]


def test_leaving_out_a_day_that_is_none_of_the_series_is_refused(practice: Practice) -> None:
    with pytest.raises(NotValid) as refused:
        _series(practice, skip=(date(2035, 3, 14),))
    assert refused.value.faults[0].pointer == "/skip/0"
    with pytest.raises(NotValid):
        _series(practice, count=2, skip=(date(2035, 3, 6), date(2035, 3, 13)))


def test_dates_beyond_the_horizon_are_named_as_such(practice: Practice) -> None:
    with pytest.raises(SeriesNotFree) as refused:
        _series(practice, every_weeks=4, count=4)
    assert _why(refused.value) == [("2035-05-29", "too_early")]


def test_ten_o_clock_stays_ten_o_clock_when_the_clock_is_moved(suite: Suite) -> None:
    """The clinic's own clock leaps on 25 March in Berlin."""
    practice = a_practice(suite)
    berlin = ZoneInfo("Europe/Berlin")
    _move_clinic(practice, "Europe/Berlin")
    first = at(0).replace(hour=9, minute=0)
    series = _series(practice, starts_at=first.replace(day=13), count=3)
    assert [v.starts_at.astimezone(berlin).hour for v in series.visits] == [10, 10, 10]
    assert [v.starts_at.hour for v in series.visits] == [9, 9, 8]
    moved = practice.suite.part(RepeatVisits).reschedule(
        series.visits[1].id,
        Move(starts_at=first.replace(day=21, hour=10), scope=Scope.FROM_HERE),
        practice.desk,
    )
    assert moved.starts_at.astimezone(berlin).hour == 11
    assert [v.starts_at.astimezone(berlin).hour for v in _now(practice, series)] == [10, 11, 11]


def _move_clinic(practice: Practice, zone: str) -> None:
    """The clinic has another clock from now on, and its pages are drawn anew."""
    suite, clinic_id = practice.suite, practice.clinic.id
    for name in ("clinics", "practitioners"):
        field = "time_zone" if name == "clinics" else "clinic.time_zone"
        suite.engine.database[name].update_many({}, {"$set": {field: zone}})
    suite.engine.database["day_sheets"].delete_many({})
    plan = suite.part(PlanDiaries)
    manager = manager_of(clinic_id)
    [template] = plan.templates_of(practice.diary_id, manager)
    plan.withdraw_template(template.id, template.version, manager)
    plan.add_template(practice.diary_id, new_template(), manager)


def test_moving_from_here_on_moves_what_follows_by_as_much_and_leaves_what_was_before(
    practice: Practice,
) -> None:
    series = _series(practice)
    repeat = practice.suite.part(RepeatVisits)
    move = Move(starts_at=at(11, 30, days=2 + WEEK), reason="New shift", scope=Scope.FROM_HERE)
    moved = repeat.reschedule(series.visits[1].id, move, practice.desk)
    assert moved.id == series.visits[1].id
    now = _now(practice, series)
    assert _starts(now) == [at(10), *(at(11, 30, days=2 + WEEK * n) for n in (1, 2, 3))]
    assert [v.version for v in now] == [1, 2, 2, 2]
    assert now[3].history[-1].was_at == at(10, days=1 + 3 * WEEK)
    assert disagreements(practice.suite) == []


@pytest.mark.parametrize("by_weeks", [1, -1])
def test_a_series_moves_into_its_own_old_places(practice: Practice, by_weeks: int) -> None:
    first = 1 + WEEK
    series = _series(practice, starts_at=at(10, days=first))
    move = Move(starts_at=at(10, days=first + WEEK * by_weeks), scope=Scope.FROM_HERE)
    practice.suite.part(RepeatVisits).reschedule(series.visits[0].id, move, practice.desk)
    assert _starts(_now(practice, series)) == [at(10, days=first + WEEK * (n + by_weeks)) for n in range(4)]
    assert disagreements(practice.suite) == []


def test_when_one_of_them_cannot_move_none_moves(practice: Practice, clock: FrozenClock) -> None:
    series = _series(practice)
    practice.book(at(11, days=1 + 2 * WEEK))
    before = _now(practice, series)
    move = Move(starts_at=at(11), scope=Scope.FROM_HERE)
    with pytest.raises(SeriesNotFree) as refused:
        practice.suite.part(RepeatVisits).reschedule(series.visits[0].id, move, practice.desk)
    assert _why(refused.value) == [("2035-03-20", "slot_taken")]
    assert _now(practice, series) == before
    assert overlaps(practice.suite, clock.now()) == []
    assert disagreements(practice.suite) == []


def test_cancelling_from_here_on_frees_what_follows_and_keeps_what_was_before(practice: Practice) -> None:
    series = _series(practice)
    wish = Cancellation(reason="Well again", scope=Scope.FROM_HERE)
    practice.suite.part(RepeatVisits).cancel(series.visits[2].id, wish, practice.desk)
    states = [v.state for v in _now(practice, series)]
    assert states == [AppointmentState.CONFIRMED] * 2 + [AppointmentState.CANCELLED] * 2
    practice.book(at(10, days=1 + 3 * WEEK))
    assert disagreements(practice.suite) == []


def test_what_was_cancelled_singly_is_left_alone_by_what_happens_to_the_rest(practice: Practice) -> None:
    series = _series(practice)
    practice.suite.part(ChangeVisits).cancel(series.visits[2].id, Cancellation(reason="Ill"), practice.desk)
    move = Move(starts_at=at(12), scope=Scope.FROM_HERE)
    practice.suite.part(RepeatVisits).reschedule(series.visits[0].id, move, practice.desk)
    assert [v.starts_at.hour for v in _now(practice, series)] == [6, 6, 4, 6]
    with pytest.raises(VisitNotSo):
        practice.suite.part(RepeatVisits).reschedule(series.visits[2].id, move, practice.desk)


def test_a_visit_of_no_series_has_nothing_that_follows(practice: Practice) -> None:
    visit = practice.book(at(10))
    move = Move(starts_at=at(11), scope=Scope.FROM_HERE)
    with pytest.raises(NotValid) as refused:
        practice.suite.part(RepeatVisits).reschedule(visit.id, move, practice.desk)
    assert refused.value.faults[0].code == "no_series"


def test_a_series_takes_its_room_each_time(practice: Practice) -> None:
    plan, manager = practice.suite.part(PlanDiaries), manager_of(practice.clinic.id)
    room = plan.add_resource(practice.clinic.id, NewResource(name="Room 1", kind=ResourceKind.ROOM), manager)
    plan.add_template(room.id, new_template(), manager)  # type: ignore[arg-type]
    series = _series(practice, also=(room.id,))
    assert [len(v.places) for v in series.visits] == [2, 2, 2, 2]
    with pytest.raises(SeriesNotFree):
        _series(practice, also=(practice.diary_id,), starts_at=at(11))


def test_a_patient_moves_no_series_and_cancels_the_own_one(practice: Practice) -> None:
    patient = a_patient(practice.suite, practice.clinic.id, account_id=AccountId(an_id("ac", 77)))
    series, repeat = _series(practice, patient_id=patient.id), practice.suite.part(RepeatVisits)
    me = the_person_of(patient)
    with pytest.raises(NotAllowed):
        repeat.reschedule(series.visits[1].id, Move(starts_at=at(11), scope=Scope.FROM_HERE), me)
    repeat.cancel(series.visits[1].id, Cancellation(scope=Scope.FROM_HERE), me)
    assert [v.state.value for v in _now(practice, series)] == ["confirmed"] + ["cancelled"] * 3


def test_another_clinic_sees_and_books_nothing_of_it(practice: Practice) -> None:
    series = _series(practice)
    stranger = attrs.evolve(practice.desk, clinic_id=ClinicId("cl_00000000000000000000"))
    with pytest.raises(NotFound):
        practice.suite.part(RepeatVisits).show(series.id, stranger)
    with pytest.raises(NotFound):
        _series(attrs.evolve(practice, desk=stranger), starts_at=at(11))
    with pytest.raises(NotAllowed):
        _series(attrs.evolve(practice, desk=the_person_of(practice.patient)), starts_at=at(11))
