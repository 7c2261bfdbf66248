"""Whether two records probably mean one person."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from clinic_suite.kernel.ids import PatientId
from clinic_suite.patients.model import AgeStated, BornOn, Patient, Sex
from clinic_suite.patients.rules.likeness import likeness
from clinic_suite.patients.rules.numbers import record_number
from tests.builders.ids import a_clinic_id, an_id
from tests.builders.patients import new_patient

TODAY = date(2026, 3, 2)
PHONE = "+919820012345"


def _known(**said: Any) -> Patient:
    wish = new_patient(**{"phone": PHONE, **said})
    return Patient(
        id=PatientId(an_id("pa")),
        clinic_id=a_clinic_id(),
        mrn=record_number("SAH", 1),
        registered_at=datetime(2026, 1, 1, tzinfo=UTC),
        **attrs.asdict(wish, recurse=False),
    )


def test_the_same_person_spelt_otherwise_is_surely_known() -> None:
    assert likeness(new_patient(name="Laxmi Iyer", phone=PHONE), _known(), TODAY) == 100


@pytest.mark.parametrize(
    ("said", "alike"),
    [
        ({"birth": BornOn(date(1992, 1, 15))}, True),
        ({"birth": BornOn(date(1993, 1, 15))}, False),
        ({"birth": AgeStated(35, TODAY)}, True),
        ({"birth": AgeStated(33, TODAY)}, False),
        ({"sex": Sex.MALE}, False),
        ({"phone": "+919820012346"}, False),
        ({"phone": None}, False),
        ({"name": "Saraswathi Iyer"}, False),
    ],
)
def test_phone_and_sex_must_agree_and_the_age_within_two_years(said: dict[str, Any], alike: bool) -> None:
    assert (likeness(new_patient(**{"phone": PHONE, **said}), _known(), TODAY) > 0) is alike


def test_two_without_a_phone_are_not_held_for_one_person() -> None:
    assert likeness(new_patient(phone=None), _known(phone=None), TODAY) == 0


def test_whoever_is_nearer_in_age_is_likelier() -> None:
    near = likeness(new_patient(phone=PHONE, birth=BornOn(date(1991, 1, 15))), _known(), TODAY)
    far = likeness(new_patient(phone=PHONE, birth=BornOn(date(1992, 1, 15))), _known(), TODAY)
    assert 100 > near > far > 0
