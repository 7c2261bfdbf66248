"""The day as the desk reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.errors import NotFound
from clinic_suite.scheduling.model import ExceptionKind, NewException
from clinic_suite.scheduling.service import LookAtDiary, PlanDiaries
from clinic_suite.scheduling.service.looking import DayFilter
from tests.builders.diary import Practice, a_practice, at, desk_of, manager_of
from tests.builders.patients import a_patient


@pytest.fixture
def practice(suite: Suite) -> Practice:
    return a_practice(suite)


def _day(practice: Practice) -> dict[str, str]:
    look = practice.suite.part(LookAtDiary)
    visits = look.day(practice.clinic.id, at(12).date(), DayFilter(), practice.desk)
    return {v.id: "" if v.patient is None else v.patient.name for v in visits}


def test_a_day_names_those_who_come(practice: Practice) -> None:
    other = a_patient(practice.suite, practice.clinic.id, name="Farida Khan", phone="+919820099999")
    first, second = practice.book(at(10)), practice.book(at(11), other)
    assert _day(practice) == {first.id: practice.patient.name, second.id: "Farida Khan"}


def test_a_visit_that_must_be_moved_says_whose_it_is(practice: Practice) -> None:
    practice.book(at(10))
    leave = NewException(kind=ExceptionKind.LEAVE, from_at=at(9), until_at=at(9) + timedelta(hours=4))
    practice.suite.part(PlanDiaries).add_exception(practice.diary_id, leave, manager_of(practice.clinic.id))
    [stray] = practice.suite.part(LookAtDiary).to_move(practice.clinic.id, practice.desk)
    assert stray.patient is not None
    assert (stray.patient.name, stray.patient.phone) == (practice.patient.name, practice.patient.phone)


def test_another_clinics_desk_reads_no_names(practice: Practice) -> None:
    practice.book(at(10))
    stranger = desk_of(a_practice(practice.suite).clinic.id)
    with pytest.raises(NotFound):
        practice.suite.part(LookAtDiary).day(practice.clinic.id, at(12).date(), DayFilter(), stranger)
