"""A doctor plans the own weeks and leave, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.service import KeepPractitioners
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.errors import NotAllowed, NotFound
from clinic_suite.kernel.ids import ClinicId, DiaryId
from clinic_suite.scheduling.model import (
    ExceptionKind,
    NewException,
    NewResource,
    ResourceKind,
    TemplateChange,
    TermsChange,
)
from clinic_suite.scheduling.service import PlanDiaries
from tests.builders.diary import Practice, a_practice, at, manager_of, new_template
from tests.builders.directory import a_practitioner
from tests.builders.people import an_account

LEAVE = NewException(kind=ExceptionKind.LEAVE, from_at=at(9), until_at=at(10), reason="Dentist")


@pytest.fixture
def practice(suite: Suite) -> Practice:
    return a_practice(suite)


@pytest.fixture
def doctor(practice: Practice) -> Actor:
    account = an_account(practice.suite, practice.clinic.id)
    practice.suite.part(KeepPractitioners).link(practice.doctor.id, account.id, the_house())
    return Actor(role=Role.DOCTOR, account_id=account.id, clinic_id=practice.clinic.id)


def test_a_doctor_plans_the_own_leave_and_takes_it_back(practice: Practice, doctor: Actor) -> None:
    plan = practice.suite.part(PlanDiaries)
    exception = plan.add_exception(practice.diary_id, LEAVE, doctor).exception
    assert exception is not None
    plan.withdraw_exception(exception.id, doctor)
    assert plan.exceptions_of(practice.diary_id, doctor) == []


def test_a_doctor_plans_the_own_weeks(practice: Practice, doctor: Actor) -> None:
    plan = practice.suite.part(PlanDiaries)
    [template] = plan.templates_of(practice.diary_id, doctor)
    changed = plan.change_template(
        template.id, TemplateChange(valid_until=at(0, days=90).date()), 1, doctor
    ).template
    assert changed is not None
    plan.withdraw_template(template.id, changed.version, doctor)
    assert plan.add_template(practice.diary_id, new_template(), doctor).template is not None


def test_a_doctor_plans_nobody_else(practice: Practice, doctor: Actor) -> None:
    plan, manager = practice.suite.part(PlanDiaries), manager_of(practice.clinic.id)
    other = DiaryId(a_practitioner(practice.suite, practice.clinic.id, registration_number="MMC/2").id)
    template = plan.add_template(other, new_template(), manager).template
    leave = plan.add_exception(other, LEAVE, manager).exception
    assert template is not None
    assert leave is not None
    room = plan.add_resource(practice.clinic.id, NewResource(name="Room 1", kind=ResourceKind.ROOM), manager)
    tries: list[Callable[[], object]] = [
        lambda: plan.add_template(other, new_template(), doctor),
        lambda: plan.change_template(template.id, TemplateChange(valid_until=at(0).date()), 1, doctor),
        lambda: plan.withdraw_template(template.id, 1, doctor),
        lambda: plan.add_exception(other, LEAVE, doctor),
        lambda: plan.withdraw_exception(leave.id, doctor),
        lambda: plan.add_template(DiaryId(room.id), new_template(), doctor),
        lambda: plan.change_terms(practice.clinic.id, TermsChange(lead_minutes=0), 1, doctor),
    ]
    for act in tries:
        with pytest.raises(NotAllowed):
            act()


def test_who_is_not_linked_or_is_no_doctor_plans_nothing(practice: Practice, doctor: Actor) -> None:
    plan = practice.suite.part(PlanDiaries)
    unlinked = Actor(
        role=Role.DOCTOR,
        account_id=an_account(practice.suite, practice.clinic.id, email="b@x.example", with_device=False).id,
        clinic_id=practice.clinic.id,
    )
    nobody = attrs.evolve(doctor, account_id=None)
    for by in (unlinked, nobody, attrs.evolve(doctor, role=Role.NURSE)):
        with pytest.raises(NotAllowed):
            plan.add_exception(practice.diary_id, LEAVE, by)
    other = DiaryId(a_practitioner(practice.suite, practice.clinic.id, registration_number="MMC/2").id)
    with pytest.raises(NotAllowed):
        plan.add_exception(other, LEAVE, nobody)
    elsewhere = attrs.evolve(doctor, clinic_id=ClinicId("cl_00000000000000000000"))
    with pytest.raises(NotFound):
        plan.add_exception(practice.diary_id, LEAVE, elsewhere)
