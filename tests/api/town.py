"""Two clinics that know nothing of each other, behind the real doors, and anybody may be whoever they say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

import attrs
from flask import Flask
from flask.testing import FlaskClient

from clinic_suite.app import create_app
from clinic_suite.auth.model import Account, Device, DeviceState
from clinic_suite.auth.repository import PatientAccounts
from clinic_suite.auth.service import KeepDevices
from clinic_suite.bootstrap import Suite
from clinic_suite.directory.model import NewClosure, NewPractitioner, NewService, Speciality
from clinic_suite.directory.service import KeepClinics, KeepPractitioners, KeepServices
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.ids import ClinicId, DeviceId
from clinic_suite.kernel.language import Language
from clinic_suite.kernel.money import Money
from clinic_suite.kernel.mongo import Engine
from clinic_suite.patients.service import KeepPatients
from clinic_suite.rest.actor import Authenticator
from tests.builders.patients import new_patient
from tests.builders.people import BROWSER, a_clinic, an_account
from tests.fakes.authenticator import FakeAuthenticator, patient_account

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
    patient_id: str

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


def _home(suite: Suite, name: str) -> Home:
    clinic_id = a_clinic(suite, name)
    admin = Actor(role=Role.ADMIN, clinic_id=clinic_id)
    practitioner = suite.part(KeepPractitioners).take_on(
        clinic_id,
        NewPractitioner(
            name=f"Dr. Asha of {name}",
            specialities=(Speciality.DERMATOLOGY,),
            registration_number="MMC/2009/1234",
            fee=Money(60000),
            languages=(Language.ENGLISH, Language.HINDI),
        ),
        admin,
    )
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
    return Home(
        clinic_id=clinic_id,
        practitioner_id=practitioner.id,
        service_id=service.id,
        closure_id=closure.id,
        account_id=account.id,
        device_id=_device(suite, account),
        patient_id=_patient(suite, clinic_id),
    )


def _patient(suite: Suite, clinic_id: ClinicId) -> str:
    """Somebody who signs in with a phone, and whom this clinic knows."""
    account_id, now = patient_account(clinic_id), suite.clock.now()
    wish = new_patient()
    suite.part(PatientAccounts).admit(wish.phone or "", account_id, None, now)
    return suite.part(KeepPatients).register(clinic_id, wish, the_house()).id


def _device(suite: Suite, account: Account) -> str:
    """A browser that waits to be let in."""
    now = suite.clock.now()
    device = Device(
        id=DeviceId(suite.ids.new("de")),
        clinic_id=account.clinic_id,
        account_id=account.id,
        key="a-key-of-its-own",
        state=DeviceState.WAITING,
        match_code=MATCH_CODE,
        browser=BROWSER,
        ip="203.0.113.7",
        asked_at=now,
        ask_ends_at=now + timedelta(hours=24),
    )
    suite.part(KeepDevices).devices.add(device)
    return device.id
