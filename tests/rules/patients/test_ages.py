"""How old somebody is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.kernel.errors import NotValid
from clinic_suite.patients.model import AgeStated, Birth, BornOn
from clinic_suite.patients.rules.ages import OLDEST, age_on, check_birth

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        (BornOn(date(1990, 3, 2)), TODAY, 36),
        (BornOn(date(1990, 3, 3)), TODAY, 35),
        (BornOn(TODAY), TODAY, 0),
        (BornOn(date(2024, 2, 29)), date(2026, 2, 28), 1),
        (BornOn(date(2024, 2, 29)), date(2026, 3, 1), 2),
        (BornOn(date(2024, 2, 29)), date(2028, 2, 29), 4),
        (AgeStated(34, date(2025, 3, 3)), TODAY, 34),
        (AgeStated(34, date(2025, 3, 2)), TODAY, 35),
        (AgeStated(0, date(2020, 1, 1)), TODAY, 6),
    ],
)
def test_a_patient_is_as_old_as_a_doctor_would_say(birth: Birth, on: date, years: int) -> None:
    assert age_on(birth, on) == years


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 20_000))
def test_nobody_grows_younger(born: date, days: int) -> None:
    later = TODAY + timedelta(days=days)
    assert age_on(BornOn(born), TODAY) <= age_on(BornOn(born), later)


@pytest.mark.parametrize(
    "birth",
    [
        BornOn(TODAY + timedelta(days=1)),
        BornOn(date(TODAY.year - OLDEST - 1, 1, 1)),
        AgeStated(-1, TODAY),
        AgeStated(131, TODAY),
        AgeStated(30, TODAY + timedelta(days=1)),
    ],
)
def test_a_birth_that_cannot_be_true_is_refused(birth: Birth) -> None:
    with pytest.raises(NotValid) as refused:
        check_birth(birth, TODAY)
    assert [f.pointer for f in refused.value.faults] == ["/birth"]


@pytest.mark.parametrize("birth", [BornOn(TODAY), BornOn(date(1896, 3, 2)), AgeStated(0, TODAY)])
def test_the_newborn_and_the_very_old_are_welcome(birth: Birth) -> None:
    check_birth(birth, TODAY)
