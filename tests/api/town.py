"""Two clinics that know nothing of each other, behind the real doors, and anybody may be whoever they say."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any, cast

import attrs
from flask import Flask
from flask.testing import FlaskClient

from clinic_suite.access.model import Need
from clinic_suite.access.service import BreakGlass
from clinic_suite.app import create_app
from clinic_suite.audit.model import NewHold, RecordType
from clinic_suite.audit.service import KeepHolds
from clinic_suite.auth.repository import PatientAccounts
from clinic_suite.bootstrap import Suite
from clinic_suite.directory.model import (
    NewClosure,
    NewPractitioner,
    NewReview,
    NewService,
    Practitioner,
    Rated,
    Speciality,
)
from clinic_suite.directory.service import KeepClinics, KeepPractitioners, KeepReviews, KeepServices
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.ids import (
    AccountId,
    AppointmentId,
    ClinicId,
    DiaryId,
    PatientId,
    PractitionerId,
    ServiceId,
    SessionId,
)
from clinic_suite.kernel.language import Language
from clinic_suite.kernel.money import Money
from clinic_suite.kernel.mongo import Engine
from clinic_suite.patients.service import KeepPatients
from clinic_suite.rest.actor import Authenticator
from clinic_suite.scheduling.model import (
    Booking,
    ExceptionKind,
    NewBlock,
    NewException,
    NewResource,
    ResourceKind,
)
from clinic_suite.scheduling.model.series import NewSeries
from clinic_suite.scheduling.model.waiting import NewOffer, NewWait, Suiting
from clinic_suite.scheduling.service import (
    BlockTime,
    BookVisits,
    KeepBoards,
    KeepWaitlist,
    MatchWaiting,
    PlanDiaries,
    RepeatVisits,
    TellCalendars,
)
from tests.builders.diary import at, new_template
from tests.builders.ids import an_id
from tests.builders.passkeys import a_passkey
from tests.builders.patients import new_patient
from tests.builders.people import a_clinic, a_waiting_device, an_account, the_open_approval
from tests.fakes.authenticator import FakeAuthenticator, patient_account
from tests.fakes.browser import Browser

_A_BLOCK = NewBlock(from_at=at(9, days=5), until_at=at(10, days=5), reason="Supplier visit")
MATCH_CODE = "483920"


@attrs.frozen(kw_only=True)
class Home:
    """One clinic and what belongs to it, by the names that the doors' addresses use."""

    clinic_id: ClinicId
    practitioner_id: str
    service_id: str
    closure_id: str
    account_id: str
    device_id: str
    approval_id: str
    patient_id: str
    passkey_id: str
    hold_id: str
    grant_id: str
    template_id: str
    exception_id: str
    resource_id: str
    visit_id: str
    series_id: str
    block_id: str
    feed_token: str
    review_id: str
    key_id: str
    wait_id: str
    offer_id: str

    @property
    def ids(self) -> dict[str, str]:
        return dict(attrs.asdict(self))


@attrs.frozen(kw_only=True)
class Town:
    """The two clinics and the way to their doors."""

    app: Flask
    suite: Suite
    ours: Home
    theirs: Home

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client(use_cookies=False)


def a_town(suite: Suite) -> Town:
    cast("dict[type, object]", suite.parts)[Authenticator] = FakeAuthenticator()
    return Town(
        app=create_app(suite),
        suite=suite,
        ours=_home(suite, "Sahyadri Family Clinic"),
        theirs=_home(suite, "Marina Skin Clinic"),
    )


def everything_in(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """The whole database as it is now, to see whether a request has written."""
    names = sorted(engine.database.list_collection_names())
    return {n: sorted(engine.database[n].find(), key=lambda d: str(d["_id"])) for n in names}


def put_back(engine: Engine, rows: dict[str, list[dict[str, Any]]]) -> None:
    """The database as it was when ``everything_in`` looked; making a town anew takes several times as long."""
    for name, now in everything_in(engine).items():
        was = rows.get(name, [])
        if now != was:
            engine.database[name].delete_many({})
            if was:
                engine.database[name].insert_many(copy.deepcopy(was))


def _home(suite: Suite, name: str) -> Home:
    clinic_id = a_clinic(suite, name)
    admin = Actor(role=Role.ADMIN, clinic_id=clinic_id)
    practitioner, review_id = _reviewed_doctor(suite, name, admin)
    service = suite.part(KeepServices).offer(
        clinic_id,
        NewService(
            name="First visit", length_minutes=20, price=Money(60000), practitioner_ids=(practitioner.id,)
        ),
        admin,
    )
    wish = NewClosure(from_on=date(2026, 12, 25), until_on=date(2026, 12, 25), reason="Christmas")
    closure = suite.part(KeepClinics).announce_closure(clinic_id, wish, admin)
    account = an_account(suite, clinic_id, email=f"{clinic_id}@clinic.example")
    # What it waits for is a manager's to decide, so that both who may knock come in.
    device = a_waiting_device(
        suite, account, Browser("Chrome on Android"), match_code=MATCH_CODE, needs=Role.MANAGER
    )
    patient_id = _patient(suite, clinic_id)
    by = Actor(role=Role.ADMIN, clinic_id=clinic_id, account_id=account.id)
    hold = suite.part(KeepHolds).place(
        NewHold(record_type=RecordType.INVOICE, reason="Audit of the year 2025"), by
    )
    return Home(
        clinic_id=clinic_id,
        practitioner_id=practitioner.id,
        service_id=service.id,
        closure_id=closure.id,
        account_id=account.id,
        device_id=device.id,
        approval_id=the_open_approval(suite, device),
        patient_id=patient_id,
        feed_token=suite.part(TellCalendars).make(_the_person(clinic_id)).token,
        review_id=review_id,
        passkey_id=a_passkey(suite, patient_account(clinic_id)),
        hold_id=hold.id,
        grant_id=_grant(suite, clinic_id, account.id, PatientId(patient_id)),
        **_diary(suite, by, practitioner.id, service.id, PatientId(patient_id)),
    )


def _the_person(clinic_id: ClinicId) -> Actor:
    return Actor(role=Role.PATIENT, account_id=patient_account(clinic_id))


def _reviewed_doctor(suite: Suite, name: str, by: Actor) -> tuple[Practitioner, str]:
    """Somebody who sees patients and was rated for a visit of before there was this diary."""
    clinic_id = by.clinic_id or ClinicId("")
    doctor = suite.part(KeepPractitioners).take_on(clinic_id, _a_doctor(name), by)
    visit = Rated(
        clinic_id=clinic_id,
        practitioner_id=doctor.id,
        appointment_id=AppointmentId(f"ap_{clinic_id[3:]}"),
        account_id=patient_account(clinic_id),
        initial="L",
    )
    review = suite.part(KeepReviews).post(visit, NewReview(stars=4))
    # Here everybody who works anywhere is one account, which no clinic could link to two, and every knock
    # has seen the first version of what it changes.
    linked = {"$set": {"account_id": an_id("ac", 77), "version": 1}}
    suite.engine.database["practitioners"].update_one({"_id": doctor.id}, linked)
    return doctor, review.id


def _a_doctor(clinic: str) -> NewPractitioner:
    return NewPractitioner(
        name=f"Dr. Asha of {clinic}",
        specialities=(Speciality.DERMATOLOGY,),
        registration_number="MMC/2009/1234",
        fee=Money(60000),
        languages=(Language.ENGLISH, Language.HINDI),
    )


def _diary(
    suite: Suite, by: Actor, practitioner_id: PractitionerId, service_id: ServiceId, patient_id: PatientId
) -> dict[str, str]:
    """A practitioner who works each morning, a room, leave in a month, and one visit tomorrow at ten."""
    plan, clinic_id = suite.part(PlanDiaries), by.clinic_id or ClinicId("")
    # On another day than today in 2035 this town has a past, in which nothing can be booked.
    diary_id, template = DiaryId(practitioner_id), new_template(valid_from=suite.clock.now().date())
    planned = plan.add_template(diary_id, template, by)
    leave = NewException(
        kind=ExceptionKind.LEAVE, from_at=at(9, days=30), until_at=at(10, days=30), reason="Dentist"
    )
    room = plan.add_resource(clinic_id, NewResource(name="Room 1", kind=ResourceKind.ROOM), by)
    exception = plan.add_exception(diary_id, leave, by).exception
    wish = Booking(
        patient_id=patient_id, practitioner_id=practitioner_id, service_id=service_id, starts_at=at(10)
    )
    return {
        "template_id": planned.template.id if planned.template else "",
        "exception_id": exception.id if exception else "",
        "resource_id": room.id,
        "visit_id": suite.part(BookVisits).book(wish, by).id,
        "block_id": suite.part(BlockTime).block(diary_id, _A_BLOCK, by).id,
        "series_id": _series(suite, by, practitioner_id, service_id, patient_id),
        "key_id": suite.part(KeepBoards).make_key(clinic_id, "Waiting room", by).id,
        **_waiting(suite, by, practitioner_id, service_id, patient_id),
    }


def _series(
    suite: Suite, by: Actor, practitioner_id: PractitionerId, service_id: ServiceId, patient_id: PatientId
) -> str:
    """The patient comes twice more, on the day after the next and a week later."""
    wish = NewSeries(
        patient_id=patient_id,
        practitioner_id=practitioner_id,
        service_id=service_id,
        starts_at=at(12, 30, days=3),
        every_weeks=1,
        count=2,
    )
    return suite.part(RepeatVisits).book(wish, by).id


def _waiting(
    suite: Suite, by: Actor, practitioner_id: PractitionerId, service_id: ServiceId, patient_id: PatientId
) -> dict[str, str]:
    """The patient waits for an earlier time, and nine o'clock is being offered."""
    suiting = Suiting(from_on=at(0).date(), until_on=at(12).date())
    wait = suite.part(KeepWaitlist).join(
        NewWait(patient_id=patient_id, service_id=service_id, suiting=(suiting,)), by
    )
    wish = NewOffer(practitioner_id=practitioner_id, starts_at=at(9))
    return {"wait_id": wait.id, "offer_id": suite.part(MatchWaiting).offer(wait.id, wish, by).id}


def _grant(suite: Suite, clinic_id: ClinicId, account_id: AccountId, patient_id: PatientId) -> str:
    """A chart that was opened in need."""
    by = Actor(
        role=Role.DOCTOR, clinic_id=clinic_id, account_id=account_id, session_id=SessionId(an_id("se"))
    )
    return suite.part(BreakGlass).break_glass(patient_id, Need(reason="Brought in unconscious"), by).id


def _patient(suite: Suite, clinic_id: ClinicId) -> str:
    """Somebody who signs in with a phone, and whom this clinic knows."""
    account_id, now = patient_account(clinic_id), suite.clock.now()
    wish = new_patient()
    suite.part(PatientAccounts).admit(wish.phone or "", account_id, None, now)
    return suite.part(KeepPatients).register(clinic_id, wish, the_house()).id
