"""Patients: valid by default, each on a phone of their own."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.patients.model import BornOn, NewPatient, Patient, Sex
from clinic_suite.patients.service import KeepPatients

_numbers = count(1)


def new_patient(**said: Any) -> NewPatient:
    """A woman of 36 with a phone that no other has had in this run."""
    valid: dict[str, Any] = {
        "name": "Lakshmi Iyer",
        "sex": Sex.FEMALE,
        "birth": BornOn(date(1990, 1, 15)),
        "phone": f"+9198{next(_numbers):08d}",
    }
    return NewPatient(**{**valid, **said})


def a_patient(suite: Suite, clinic_id: ClinicId, **said: Any) -> Patient:
    return suite.part(KeepPatients).register(clinic_id, new_patient(**said), the_house())
