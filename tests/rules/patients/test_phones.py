"""One writing for each phone number, and what somebody means by what they typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.kernel.errors import NotValid
from clinic_suite.patients.model import Sought
from clinic_suite.patients.rules.numbers import initials_of, number_typed, record_number
from clinic_suite.patients.rules.phones import normal_phone, phone_or_none
from clinic_suite.patients.rules.seeking import sought_by


@pytest.mark.parametrize(
    "typed",
    [
        "9820012345",
        "098200 12345",
        "+91 98200-12345",
        "0091 9820012345",
        "91 98200 12345",
        "(98200) 12345",
        "९८२००१२३४५",
        "+919820012345",
    ],
)
def test_however_it_is_typed_it_is_one_number(typed: str) -> None:
    assert normal_phone(typed) == "+919820012345"


def test_the_clinics_country_decides_what_a_short_number_means() -> None:
    assert normal_phone("984 1234567", country="NP") == "+9779841234567"


@pytest.mark.parametrize(
    "typed",
    [
        "", "12345", "1111111111", "98200123456", "9820012345 ext 5", "1800-FLOWERS", "abc", "+999123", "9" * 41,
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_at_its_place(typed: str) -> None:
    assert phone_or_none(typed) is None
    with pytest.raises(NotValid) as refused:
        normal_phone(typed)
    assert [(f.pointer, f.code) for f in refused.value.faults] == [("/phone", "format")]


@given(st.text(max_size=60))
def test_nothing_that_is_typed_into_the_search_can_break_it(typed: str) -> None:
    assert isinstance(sought_by(typed), Sought)


@given(st.integers(600_000_0000, 999_999_9999))
def test_a_number_that_is_accepted_stays_as_it_is_when_it_is_normalised_again(number: int) -> None:
    normal = phone_or_none(str(number))
    if normal is not None:
        assert phone_or_none(normal) == normal


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("98200 12345", Sought(phone="+919820012345")),
        ("sah 123", Sought(mrn=record_number("SAH", 123))),
        ("SAH-000123", Sought(mrn=record_number("SAH", 123))),
        (" laksh ", Sought(name="laksh")),
        ("राम", Sought(name="राम")),
        ("9820", Sought(name="9820")),
    ],
)
def test_one_field_finds_by_phone_by_number_or_by_name(typed: str, sought: Sought) -> None:
    assert sought_by(typed) == sought


@pytest.mark.parametrize(
    ("clinic", "initials"),
    [
        ("Sahyadri Family Clinic", "SAH"),
        ("Dr. Rao's", "DRR"),
        ("É́toile", "ETO"),
        ("सह्याद्रि", "PAT"),
        ("A1", "PAT"),
    ],
)
def test_record_numbers_begin_with_the_clinics_letters(clinic: str, initials: str) -> None:
    assert initials_of(clinic) == initials


def test_a_record_number_is_read_back_as_it_was_written() -> None:
    assert record_number("SAH", 123) == "SAH-000123"
    assert number_typed("SAH-1234567") == record_number("SAH", 1234567)
    assert number_typed("S-1") is None
