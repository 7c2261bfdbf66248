"""Diaries: a doctor who works every day from nine to one, and visits of a quarter of an hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.model import Clinic, Practitioner, Service
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.ids import AccountId, ClinicId, DiaryId
from clinic_suite.patients.model import Patient
from clinic_suite.scheduling.model import Appointment, Booking, Hold, NewHold, NewTemplate, Window
from clinic_suite.scheduling.service import BookVisits, HoldTimes, PlanDiaries
from tests.builders.directory import a_clinic, a_practitioner, a_service
from tests.builders.ids import an_id
from tests.builders.patients import a_patient

TODAY = date(2035, 3, 5)
"""The Monday on which the tests' clock stands, at half past nine UTC: three in the afternoon in India."""


def every_day(from_time: str = "09:00", until_time: str = "13:00", **said: Any) -> tuple[Window, ...]:
    valid: dict[str, Any] = {"slot_minutes": 15}
    return tuple(
        Window(weekday=day, from_time=from_time, until_time=until_time, **{**valid, **said})
        for day in range(7)
    )


def new_template(**said: Any) -> NewTemplate:
    valid: dict[str, Any] = {"windows": every_day(), "valid_from": TODAY}
    return NewTemplate(**{**valid, **said})


@attrs.frozen(kw_only=True)
class Practice:
    """A clinic with one doctor, one kind of visit and one patient."""

    suite: Suite
    clinic: Clinic
    doctor: Practitioner
    service: Service
    patient: Patient
    desk: Actor

    def book(self, at: datetime, patient: Patient | None = None, **said: Any) -> Appointment:
        wish = Booking(
            patient_id=(patient or self.patient).id,
            practitioner_id=self.doctor.id,
            service_id=self.service.id,
            starts_at=at,
            **said,
        )
        return self.suite.part(BookVisits).book(wish, self.desk)

    def hold(self, at: datetime, by: Actor | None = None) -> Hold:
        wish = NewHold(practitioner_id=self.doctor.id, service_id=self.service.id, starts_at=at)
        return self.suite.part(HoldTimes).hold(wish, by or self.desk)

    def book_held(self, hold: Hold, **said: Any) -> Appointment:
        wish = Booking(patient_id=self.patient.id, hold_token=hold.token, **said)
        return self.suite.part(BookVisits).book(wish, self.desk)

    def own(self, account: int = 77) -> Practice:
        """The same for a patient of its own, who has signed in and asks in the desk's place."""
        patient = a_patient(self.suite, self.clinic.id, account_id=AccountId(an_id("ac", account)))
        return attrs.evolve(self, patient=patient, desk=the_person_of(patient))

    @property
    def diary_id(self) -> DiaryId:
        return DiaryId(self.doctor.id)


def a_practice(suite: Suite, *, windows: tuple[Window, ...] | None = None, **service: Any) -> Practice:
    clinic = a_clinic(suite)
    doctor = a_practitioner(suite, clinic.id)
    offered = a_service(suite, clinic.id, doctor.id, **service)
    wish = new_template(windows=windows or every_day())
    suite.part(PlanDiaries).add_template(DiaryId(doctor.id), wish, manager_of(clinic.id))
    return Practice(
        suite=suite,
        clinic=clinic,
        doctor=doctor,
        service=offered,
        patient=a_patient(suite, clinic.id),
        desk=desk_of(clinic.id),
    )


def desk_of(clinic_id: ClinicId) -> Actor:
    return Actor(role=Role.FRONT_DESK, account_id=AccountId(an_id("ac")), clinic_id=clinic_id)


def manager_of(clinic_id: ClinicId) -> Actor:
    return Actor(role=Role.MANAGER, account_id=AccountId(an_id("ac")), clinic_id=clinic_id)


def the_person_of(patient: Patient) -> Actor:
    """Who signs in with this patient's phone."""
    return Actor(role=Role.PATIENT, account_id=patient.account_id or AccountId(an_id("ac")))


def at(hours: int, minutes: int = 0, *, days: int = 1) -> datetime:
    """A clinic's wall-clock time some days after today, e.g. ``at(9, 30)`` is tomorrow's half past nine in Pune."""
    midnight = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC) - timedelta(hours=5, minutes=30)
    return midnight + timedelta(days=days, hours=hours, minutes=minutes)


def a_longer_service(practice: Practice) -> Service:

    return a_service(
        practice.suite,
        practice.clinic.id,
        practice.doctor.id,
        name="Long visit",
        length_minutes=45,
        buffer_after_minutes=10,
    )
