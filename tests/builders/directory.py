"""Clinics, practitioners and services: valid by default, opened by the house."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.model import (
    Address,
    Clinic,
    NewClinic,
    NewClosure,
    NewPractitioner,
    NewService,
    Practitioner,
    Service,
    Speciality,
)
from clinic_suite.directory.service import KeepClinics, KeepPractitioners, KeepServices
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.ids import ClinicId, PractitionerId
from clinic_suite.kernel.language import Language
from clinic_suite.kernel.money import Money

_numbers = count(1)


def new_clinic(city: str = "Pune", **said: Any) -> NewClinic:
    valid: dict[str, Any] = {
        "name": "Sahyadri Family Clinic",
        "address": Address(line1="12 Karve Road", city=city, state="Maharashtra", pin_code="411004"),
        "phone": "+912025441234",
        "email": "desk@sahyadri.example",
        "time_zone": "Asia/Kolkata",
        "languages": (Language.MARATHI, Language.ENGLISH),
    }
    return NewClinic(**{**valid, **said})


def new_practitioner(**said: Any) -> NewPractitioner:
    """Somebody with a registration number that no other has had in this run."""
    valid: dict[str, Any] = {
        "name": "Dr. Asha Kulkarni",
        "specialities": (Speciality.GENERAL_MEDICINE,),
        "registration_number": f"MMC/2009/{next(_numbers):05d}",
        "fee": Money.rupees(500),
        "languages": (Language.MARATHI, Language.ENGLISH),
    }
    return NewPractitioner(**{**valid, **said})


def new_service(*practitioners: PractitionerId, **said: Any) -> NewService:
    valid: dict[str, Any] = {
        "name": "General consultation",
        "length_minutes": 15,
        "price": Money.rupees(500),
        "practitioner_ids": practitioners,
    }
    return NewService(**{**valid, **said})


def a_clinic(suite: Suite, city: str = "Pune", **said: Any) -> Clinic:
    return suite.part(KeepClinics).open(new_clinic(city, **said), the_house())


def a_practitioner(suite: Suite, clinic_id: ClinicId, **said: Any) -> Practitioner:
    return suite.part(KeepPractitioners).take_on(clinic_id, new_practitioner(**said), the_house())


def a_service(suite: Suite, clinic_id: ClinicId, *practitioners: PractitionerId, **said: Any) -> Service:
    return suite.part(KeepServices).offer(clinic_id, new_service(*practitioners, **said), the_house())


def new_closure(from_on: str, until_on: str | None = None, reason: str = "Diwali") -> NewClosure:
    return NewClosure(
        from_on=date.fromisoformat(from_on), until_on=date.fromisoformat(until_on or from_on), reason=reason
    )


def somebody(role: Role, clinic_id: ClinicId | None = None) -> Actor:
    """Somebody of this role, in this clinic."""
    return Actor(role=role, clinic_id=clinic_id)
