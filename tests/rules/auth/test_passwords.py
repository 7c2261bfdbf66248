"""Which passwords are good enough."""

from __future__ import annotations

import pytest

from clinic_suite.auth.rules.passwords import as_hashed, check_password, is_common
from clinic_suite.kernel.errors import NotValid


@pytest.mark.parametrize(
    "password",
    [
        "password12345678",
        "P@ssw0rd2026!!!!!",
        "Welcome@123456789",
        "clinicadmin2026clinic",
        "qwertyuiopasdfgh",
        "abcdefghijklmnop",
        "1234567890123456",
        "aaaaaaaaaaaaaaaaaa",
        "abababababababab",
        "Mumbai@Delhi@Pune@1",
        "iloveyou iloveyou 2",
        "DoctorDoctorDoctor!",
        "98765432109876543",
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    with pytest.raises(NotValid) as refused:
        check_password(password, second_factor=False)
    assert [(f.pointer, f.code) for f in refused.value.faults] == [("/password", "common")]


@pytest.mark.parametrize(
    "password",
    [
        "plum tractor sings low",
        "correct horse battery",
        "मेरी बिल्ली नाचती है",
        "x7!Kd-92mQ_wPz4v",
        "a blue kite over Wai",
    ],
)
def test_a_long_password_of_ones_own_is_good(password: str) -> None:
    check_password(password, second_factor=False)


@pytest.mark.parametrize(
    ("length", "second_factor", "good"),
    [
        (11, True, False),
        (12, True, True),
        (14, False, False),
        (15, False, True),
        (128, False, True),
        (129, True, False),
    ],
)
def test_a_password_that_stands_alone_has_to_be_longer(length: int, second_factor: bool, good: bool) -> None:
    password = ("kite plum sofa vine " * 10)[:length]
    if good:
        check_password(password, second_factor=second_factor)
        return
    with pytest.raises(NotValid) as refused:
        check_password(password, second_factor=second_factor)
    assert refused.value.faults[0].code == "length"


def test_the_names_of_the_person_and_of_the_clinic_do_not_count() -> None:
    own = ("Asha Kulkarni", "asha.kulkarni@sahyadri.example", "Sahyadri Family Clinic")
    assert is_common("Kulkarni-Sahyadri-2026", own)
    assert not is_common("Kulkarni-Sahyadri-2026")


def test_a_short_word_of_a_name_is_not_held_against_a_password() -> None:
    assert not is_common("plum vine toad rug", ("Om Rai",))


def test_two_keyboards_that_compose_a_letter_differently_write_one_password() -> None:
    assert as_hashed("caf\u00e9 au lait 12345") == as_hashed("cafe\u0301 au lait 12345")
